"""Documents printed anew in other layouts say the same."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from corpus import CORPUS, made
from gouji import api
from gouji.learn.relayout import FORMATS, Layout, Outcome, holds, run
from gouji.learn.relayout.arranged import arranged
from gouji.learn.relayout.codes import joined, split
from gouji.learn.relayout.contents import Entry, Grid, Paragraph, contents
from gouji.learn.relayout.differences import differences
from gouji.records.results import CheckResult

KEPT = 0.99  # of the statements of a document
SMALL = ("上海_e4ab25c2", "上海_e259e5ad", "长沙_4a8c7eea", "重庆_d344b1c3", "无锡_e6c285df")
OPTIONS = (
    ("pdf", {"codes": "split", "page": 180, "repeated": ""}),
    ("pdf", {"codes": "joined", "footnotes": True, "page": 180, "repeated": "title", "cut_rows": True}),
    ("pdf", {"two_lines": True, "remark": True, "sideways": "90", "unit": "（单位：{}）"}),
    ("pdf", {"first_rows": True, "sideways": "rotate270", "watermark": "内部资料", "spaced": True}),
    ("pdf", {"font": "flat", "anywhere": True, "watermark": "公开样本2030", "running": True, "thousands": "plain"}),
    ("docx", {"codes": "split", "footnotes": True, "owner": "填报单位：", "unit": "（单位：{}）"}),
    ("docx", {"two_lines": True, "first_rows": True, "remark": True, "lines": "apart"}),
    ("xlsx", {"codes": "joined", "footnotes": True, "unit": "计量单位：{}", "lines": "unit_first"}),
    ("xlsx", {"two_lines": True, "remark": True, "number": "below", "thousands": "comma"}),
    ("html", {"codes": "split", "footnotes": True, "spaced": True}),
    ("html", {"two_lines": True, "first_rows": True, "thousands": "blank"}),
)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    """A made-up document with two slips."""
    path = tmp_path_factory.mktemp("made") / "disclosure.txt"
    path.write_text(made(2, "word", ("digit_wrong", "next_row")), encoding="utf-8")
    return api.check(path)


def told(outcome: Outcome) -> list[str]:
    return [f"{d.what}: {d.key} {d.title} {d.place}" for d in outcome.differences]


@pytest.mark.parametrize(("format", "options"), OPTIONS, ids=lambda o: " ".join(o) if isinstance(o, dict) else o)
def test_options(read: CheckResult, format: str, options: dict[str, object]) -> None:
    assert told(run(read, replace(Layout.plain(format), **options))) == []


@pytest.mark.parametrize("name", SMALL)
def test_real_documents(name: str) -> None:
    path = next((p for folder in ("real", "wave1") for p in (CORPUS / folder).glob(f"{name}.*")), None)
    if path is None:
        pytest.skip(f"no document {name} in {CORPUS}")
    result = api.check(path)
    assert holds(result)
    outcomes = [run(result, Layout.drawn(100 + i, format)) for i, format in enumerate(FORMATS)]
    for outcome in outcomes:
        assert outcome.kept >= KEPT * outcome.statements, told(outcome)
        assert not outcome.count("new finding"), told(outcome)


def test_a_layout_is_drawn_from_its_seed() -> None:
    drawn = {Layout.drawn(seed, format) for seed in range(50) for format in FORMATS}
    assert drawn == {Layout.drawn(one.seed, one.format) for one in drawn}
    met = {option.partition("=")[0] for one in drawn for option in one.on}
    assert met == set(Layout.__slots__) - {"seed", "format", "page"}
    assert Layout.plain("pdf").on == ()


def test_what_is_printed_otherwise_is_told(read: CheckResult, tmp_path: Path) -> None:
    text = read.document.text
    cell = next(f for f in read.extraction.facts if f.figure.decimals == 2 and f.figure.value > 10)
    path = tmp_path / "disclosure.txt"
    path.write_text(f"{text[: cell.span.start]}9{text[cell.span.start :]}", encoding="utf-8")
    found = list(differences(read, api.check(path)))
    assert {"lost", "new", "new finding"} <= {d.what for d in found}
    lost = next(d for d in found if d.what == "lost" and d.key[0] == "cell")
    assert lost.key[1] == f"{cell.figure.value:.2f}" and lost.title == read.document.tables[cell.table].title


def test_every_line_of_a_layout_is_printed(read: CheckResult) -> None:
    layout = replace(Layout.plain("docx"), two_lines=True, remark=True, lines="apart", number="below")
    parts = list(arranged(contents(read.document), layout))
    assert any(isinstance(p, Paragraph) and p.heading for p in parts)
    grid = next(p for p in parts if isinstance(p, Grid) and p.owner and p.unit and len(p.title) > 7)
    first, second, *rest = [line for line in grid.above if line != grid.number]
    assert first + second == grid.title and min(len(first), len(second)) > 1
    assert rest[1:] == [f"部门：{grid.owner}", f"单位：{grid.unit}"]


HEADS = ((Entry("科目编码", 0), Entry("科目名称", 1), Entry("合计", 2)),)
CODES = (("205", "教育支出"), ("20508", "进修及培训"), ("2050803", "培训支出"))
ROWS = tuple((Entry(code, 0), Entry(name, 1), Entry("5.00", 2)) for code, name in CODES)
GRID = Grid("支出决算表", "", "", "万元", (*HEADS, *ROWS, (Entry("合计", 0, 2), Entry("5.00", 2))), 1, 3)


def texts(grid: Grid) -> list[list[str]]:
    return [[e.text for e in row] for row in grid.rows]


def test_codes_in_three_columns_and_in_one_again() -> None:
    parted = split(GRID)
    assert texts(parted) == [
        ["科目编码", "科目名称", "合计"],
        ["类", "款", "项"],
        ["205", "", "", "教育支出", "5.00"],
        ["205", "08", "", "进修及培训", "5.00"],
        ["205", "08", "03", "培训支出", "5.00"],
        ["合计", "5.00"],
    ]
    assert [(e.columns, e.rows) for e in parted.rows[0]] == [(3, 1), (1, 2), (1, 2)]
    assert texts(joined(parted))[2:] == texts(GRID)[1:]
    assert joined(parted).width == GRID.width and joined(GRID) == GRID


def test_levels_that_a_row_leaves_blank_are_those_of_the_row_above() -> None:
    rows = (("205", "", ""), ("", "08", ""), ("", "", "03"))
    heads = ((*(Entry(n, i) for i, n in enumerate("类款项")), Entry("合计", 3)),)
    data = tuple((*(Entry(t, i) for i, t in enumerate(row)), Entry("5.00", 3)) for row in rows)
    grid = Grid("支出决算表", "", "", "", (*heads, *data), 1, 4)
    assert [row[0].text for row in joined(grid).rows[1:]] == ["205", "20508", "2050803"]
