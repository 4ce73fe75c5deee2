"""Hypothesis strategies for what comes back in: annotations of other tools, verdicts, filled sheets, stored records.

Each is written by the project itself and then changed: in its bytes, or in one value of its JSON, so that what is read
is nearly right. Beside them stand tables with odd heads and texts of statements that contradict each other.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from zipfile import ZipFile

from hypothesis import strategies as st

from annotated import made_up
from gouji import api, report
from gouji.desk.exchange import FORMATS
from gouji.learn import synth
from gouji.records.reading import read_records
from gouji.records.verdicts import read_verdicts
from gouji.report.verdict_sheet import read_filled
from hostile import _SHAPES, File, cells, mutated, numbers, texts, zipped

_ODD: list[Any] = [
    None,
    True,
    -1,
    0,
    10**30,
    1e308,
    "",
    "x",
    "9" * 330,
    "\u2028",
    "\ud800",
    "2030-13-41",
    [],
    {},
    [[]],
    {"": None},
]
odd = st.sampled_from(_ODD) | cells


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of each value inside a JSON value."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(p for key, one in inside for p in _places(one, (*path, key)))]


@st.composite
def twisted(draw: st.DrawFn, value: Any) -> Any:
    """A JSON value with one or two of its values replaced, doubled or left out."""
    value = json.loads(json.dumps(value))
    for _ in range(draw(st.integers(1, 2))):
        places = _places(value)[1:]
        if not places:
            break
        *path, last = draw(st.sampled_from(places))
        holder = value
        for key in path:
            holder = holder[key]
        if not isinstance(holder, dict | list) or (isinstance(holder, dict) and last not in holder):
            continue
        match draw(st.integers(0, 2)):
            case 0:
                holder[last] = deepcopy(draw(odd))  # what is drawn is shared, and may be changed once it stands there
            case 1:
                del holder[last]
            case _:
                holder[last] = [holder[last], holder[last]]
    return value


@st.composite
def _json_lines(draw: st.DrawFn, lines: tuple[str, ...]) -> bytes:
    told = list(lines)
    for _ in range(draw(st.integers(1, 2))):
        n = draw(st.integers(0, len(told) - 1))
        match draw(st.sampled_from([0, 0, 0, 0, 1, 2, 3])):
            case 0:
                told[n] = json.dumps(draw(twisted(json.loads(lines[n % len(lines)]))))
            case 1:
                told.insert(n, told[n])
            case 2 if len(told) > 1:
                del told[n]
            case _:
                told[n] = draw(texts | st.just("[" * 100_000))
    data = "\n".join(told).encode("utf-8", "surrogatepass")
    return draw(mutated(data)) if draw(st.integers(0, 3)) == 0 else data


@st.composite
def _archives(draw: st.DrawFn, data: bytes) -> bytes:
    """An archive of which one member is changed."""
    with ZipFile(BytesIO(data)) as packed:
        members = {name: packed.read(name) for name in packed.namelist()}
    name = draw(st.sampled_from(sorted(members)))
    members[name] = draw(mutated(members[name]))
    return zipped(members)


@cache
def _result() -> api.CheckResult:
    return api.check(api.read_text(synth.demo(2, ("digit_wrong", "next_row"), "tab").text, "made.txt"))


@cache
def _records() -> tuple[str, ...]:
    small = (
        "2031年度甲局部门决算\n一、支出情况\n本年支出12.30万元，比上年增加2.30万元，增长20%，主要原因是新增养护项目。\n"
    )
    records = api.check(api.read_text(small + "项目\t金额（万元）\n合计\t12.40\n", "made.txt")).to_records()
    return tuple(json.dumps(r, ensure_ascii=False) for r in records)


@cache
def _sheet() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.xlsx"
        report.write(_result(), path)
        return path.read_bytes()


_VERDICTS = tuple(
    json.dumps({"key": f"k{n}", "verdict": v, "by": "b", "at": "2030-01-02", "note": "", "stated": "1"})
    for n, v in enumerate(["right", "wrong", "arguable"])
)


@st.composite
def annotations(draw: st.DrawFn) -> tuple[str, bytes]:
    """A format of annotations and a file of it that is nearly right."""
    name = draw(st.sampled_from(sorted(FORMATS)))
    data = FORMATS[name].write([made_up()])
    if name == "brat":
        return name, draw(_archives(data))
    if name in ("jsonl", "doccano"):
        return name, draw(_json_lines(tuple(data.decode().splitlines())))
    if name == "label-studio" and draw(st.booleans()):
        return name, json.dumps(draw(twisted(json.loads(data)))).encode("utf-8", "surrogatepass")
    return name, draw(mutated(data))


def _in_file(suffix: str, read: Callable[[Path], Any]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"a{suffix}"
            path.write_bytes(data)
            read(path)

    return run


def _read_annotations(drawn: tuple[str, bytes]) -> None:
    FORMATS[drawn[0]].read(drawn[1])


def _read_and_report(path: Path) -> None:
    for n, result in enumerate(read_records(path)):
        report.write(result, path.with_name(f"{n}.html"))
        report.write(result, path.with_name(f"{n}.csv"))


IMPORTS: dict[str, tuple[st.SearchStrategy[Any], Callable[[Any], None]]] = {
    "annotations": (annotations(), _read_annotations),
    "verdicts": (st.deferred(lambda: _json_lines(_VERDICTS)), _in_file(".verdicts.jsonl", read_verdicts)),
    "sheets": (st.deferred(lambda: _archives(_sheet())), _in_file(".xlsx", read_filled)),
    "records": (st.deferred(lambda: _json_lines(_records())), _in_file(".jsonl", _read_and_report)),
}

_HEADS = [
    "项目",
    "科目编码",
    "科目名称",
    "合计",
    "基本支出",
    "项目支出",
    "栏次",
    "2031年",
    "比上年增减（%）",
    "单位：万元",
    "类",
    "款",
    "项",
    "",
]
_LINES = ["201", "20101", "2010101", "行政运行", "合计", "其中：人员经费", "一、", "（一）", "1.", "小计", ""]


@st.composite
def headed_tables(draw: st.DrawFn) -> File:
    """A web page of tables whose heads span columns and rows as they like."""
    span = st.sampled_from(
        ["", ' colspan="2"', ' rowspan="2"', ' colspan="3" rowspan="3"', ' colspan="0"', ' rowspan="99"']
    )
    tables = []
    for _ in range(draw(st.integers(1, 3))):
        heads = draw(st.lists(st.lists(st.tuples(span, st.sampled_from(_HEADS)), max_size=7), max_size=4))
        body = draw(st.lists(st.tuples(st.sampled_from(_LINES), st.lists(numbers | cells, max_size=7)), max_size=8))
        rows = ["".join(f"<td{s}>{escape(t)}</td>" for s, t in row) for row in heads]
        rows += ["".join(f"<td>{escape(t)}</td>" for t in (name, *values)) for name, values in body]
        above = draw(st.sampled_from(["支出决算表", "公开03表", "部门：甲局　单位：万元", ""]))
        tables.append(f"<p>{above}</p><table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    return ".html", f"<html><body>{''.join(tables)}</body></html>".encode("utf-8", "replace")


_TITLES = ["支出决算情况", "收入决算情况", "机关运行经费", "“三公”经费"]
_FIGURES = ["12.30", "1,234.56", "0", "100", "9" * 27, "9" * 41, "9" * 330, "-5"]


@st.composite
def statements(draw: st.DrawFn) -> File:
    """Sections of sentences that state the same quantities with other figures."""
    parts = ["2031年度甲局部门决算\n"]
    for n in range(draw(st.integers(1, 5))):
        parts.append(f"{'一二三四五'[n]}、{draw(st.sampled_from(_TITLES))}\n")
        for shape in draw(st.lists(st.sampled_from(_SHAPES[:5]), min_size=1, max_size=6)):
            while "{n}" in shape:
                shape = shape.replace("{n}", draw(st.sampled_from(_FIGURES)), 1)
            while "{u}" in shape:
                shape = shape.replace("{u}", draw(st.sampled_from(["万元", "%", "元", "人", "个百分点"])), 1)
            parts.append(shape)
    return ".txt", "".join(parts).encode()


DOCUMENTS: dict[str, st.SearchStrategy[File]] = {"headers": headed_tables(), "statements": statements()}
