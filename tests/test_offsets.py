"""text == doc_text[start:end] for every record of every document; checking never raises on any text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casefiles
import corpus
import gouji
from gouji.records.results import CheckResult, Record

BOUNDED = ("entity", "claim", "fact", "link", "finding", "check")


Place = tuple[int, int, str | None]


def own(record: Record) -> Iterator[Place]:
    """(start, end, the text that should stand there or None) of a record, and of the cell of a link."""
    if record["type"] == "fact":
        yield record["start"], record["end"], record["value"]
    elif record["type"] not in ("document", "text"):
        yield record["start"], record["end"], record.get("text")
    if record["type"] == "link":
        yield record["cell_start"], record["cell_end"], record["cell_text"]


def evidence(record: Record) -> Iterator[Place]:
    for one in (*record.get("evidence", ()), *record.get("basis", {}).get("figures", ())):
        yield one["start"], one["end"], one["text"]


def places(record: Record) -> Iterator[Place]:
    yield from own(record)
    yield from evidence(record)


def hold(result: CheckResult, text: str, places: Callable[[Record], Iterator[Place]] = places) -> set[str]:
    """Check all records against the text; the types of record that were seen."""
    seen = set()
    for record in [*result.extraction.to_records(), *result.to_records()]:
        for start, end, words in places(record):
            whole_file = record["type"] == "page_audit"  # which may be empty
            assert 0 <= start <= end <= len(text) and (start < end or whole_file), record
            assert words is None or text[start:end] == words, record
        seen.add(record["type"])
    return seen


@pytest.mark.parametrize("path", corpus.seeds())
def test_real_documents(path: Path) -> None:
    text = corpus.text_of(path)
    assert {"entity", "claim", "check"} <= hold(casefiles.check(text), text, own)


@pytest.mark.parametrize("path", corpus.seeds())
def test_evidence_of_real_documents(path: Path) -> None:
    text = corpus.text_of(path)
    assert "finding" in hold(casefiles.check(text), text, evidence)


def test_a_document_on_disk_gives_the_same_records(tmp_path: Path) -> None:
    text = corpus.made(3, "word").replace("\n", "\r\n")
    path = tmp_path / "made.txt"
    path.write_text(text, encoding="utf-8", newline="")
    hold(gouji.check(path), text)


@pytest.mark.parametrize("form", ["word", "tab"])
@pytest.mark.parametrize("seed", range(2))
def test_made_up_documents(seed: int, form: str) -> None:
    text = corpus.made(seed, form, slips=None)
    assert hold(casefiles.check(text), text) >= set(BOUNDED)


@pytest.mark.parametrize(
    "name",
    [
        "change",
        "share_and_completion",
        "prose_lists",
        "prose_repeats",
        "linker",
        "table_totals",
        "between_tables",
        "directions_and_units",
    ],
)
def test_case_documents(name: str) -> None:
    for case in casefiles.load(name):
        text, _ = casefiles.unmarked(case["head"] + case["text"])
        hold(casefiles.check(text), text)


@pytest.mark.parametrize("cut", [7, 61, 503])
def test_made_up_documents_cut_anywhere(cut: int) -> None:
    text = corpus.made(1, "word")
    for piece in (text[: len(text) // cut], text[-len(text) // cut :], text[::cut]):
        hold(casefiles.check(piece), piece)


@pytest.mark.parametrize("end", ["\r\n", "\n\n", "\r", "\u3000\n", "\x0b\n"])
def test_other_line_ends(end: str) -> None:
    text = corpus.made(2, "tab").replace("\n", end)
    hold(casefiles.check(text), text)


PIECES = [
    *(
        "2023年度",
        "2022年",
        "本年支出合计",
        "公务接待费",
        "基本支出",
        "农林水支出（类）",
        "其中：",
        "占",
        "比",
        "较上年",
    ),
    *("增加", "减少", "增长", "下降", "完成年初预算的", "年初预算", "决算数小于预算数", "主要原因是", "持平", "项目"),
    *("0万元", "246.00万元", "1,234.56元", "3亿元", "20.00%", "0%", "0.4个百分点", "12", "-5", "约3万元", "２．５万元"),
    *(
        "，",
        "。",
        "；",
        "：",
        "、",
        "（",
        "）",
        "“",
        "”",
        "\n",
        "\t",
        " ",
        "　",
        "\r\n",
        "\x00",
        "\ufeff",
        "𠀀",
        "é",
        "|",
        "#",
    ),
    *(
        "一、",
        "（二）",
        "1.",
        "目录",
        "名词解释",
        "单位：万元",
        "支出决算表",
        "公开03表",
        "合计",
        "2010301",
        "项目名称",
        "图1",
    ),
    *(
        "截至2022年12月31日",
        "满意率达",
        "详见表1-3",
        "[bookmark: _Toc1]",
        "部门：白鹭湖管理处",
        "1, 182. 17",
        "项目\t决算数\n",
    ),
]
documents = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=60).map("".join)


@settings(max_examples=120, deadline=None)
@given(documents)
def test_any_text(text: str) -> None:
    hold(casefiles.check.__wrapped__(text), text)


cells = st.sampled_from(
    ["", "合计", "201", "20103", "行政运行", "0.00", "12.50", "1,234.5", "-3", "项目", "决算数", "—", "公务接待费"]
)
rows = st.lists(st.lists(cells, max_size=12), max_size=12)


@settings(max_examples=80, deadline=None)
@given(rows, st.sampled_from(["\t", "\n\t", " | ", "  "]))
def test_any_table(rows: list[list[str]], between: str) -> None:
    text = "支出决算表\n公开03表\n" + "\n".join(between.join(row) for row in rows) + "\n\n公务接待费2.00万元。\n"
    hold(casefiles.check.__wrapped__(text), text)


def test_a_long_row_that_begins_with_its_header() -> None:
    text = "支出决算表\n\t\n\n" + "\t" * 20 + "项目\t合计\t0.00\n"
    hold(casefiles.check(text), text)
