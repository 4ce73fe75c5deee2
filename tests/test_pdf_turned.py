"""Text that stands on its side or on its head: whole pages, tables on upright pages, labels in cells."""

from __future__ import annotations

from pathlib import Path

import pytest

import pdffiles
from gouji.document import Document, Zone
from gouji.readers.pdf.reader import read_pdf

TABLE = [
    ["科目编码", "科目名称", "合计"],
    ["205", "教育支出", "20.00"],
    ["20508", "进修及培训", "12.50"],
    ["2050803", "培训支出", "12.50"],
]
PAGE = (
    pdffiles.text("支出决算表", 200, 700)
    + "\n"
    + pdffiles.grid(TABLE)
    + "\n"
    + pdffiles.text("注：本表到此。", 60, 300)
)
SAYS = ["支出决算表", *("\t".join(row) for row in TABLE), "注：本表到此。"]


def said(document: Document) -> list[str]:
    return [line for line in document.text.split("\n") if line]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_read_upright_however_it_is_held(tmp_path: Path, turn: int, rotate: int) -> None:
    size = (800, 600) if turn % 180 else (600, 800)
    path = pdffiles.write(tmp_path / "a.pdf", pdffiles.held(PAGE, turn), rotate=rotate, size=size)
    document = read_pdf(path)
    assert said(document) == SAYS
    figure = document.places.at(document.text.index("20.00"), document.text.index("20.00") + 5).bbox
    assert figure is not None and figure[0] == pytest.approx(304, abs=1) and figure[3] > figure[1]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_sideways_table_on_an_upright_page(tmp_path: Path, turn: int) -> None:
    prose = pdffiles.lines([pdffiles.WORDS] * 5, 780)
    small = pdffiles.text("支出决算表", 100, 270) + "\n" + pdffiles.grid(TABLE, 60, 240)
    place = {90: "0 -1 1 0 100 600", 180: "-1 0 0 -1 500 600", 270: "0 1 -1 0 500 100"}[turn]
    page = f"{prose}\nq {place} cm\n{small}\nQ\n" + pdffiles.text("- 7 -", 290, 20)
    document = read_pdf(pdffiles.write(tmp_path / "a.pdf", page))
    assert said(document)[-5:] == SAYS[:-1]
    assert document.text.startswith(pdffiles.WORDS)
    (table,) = document.tables
    assert [[c.text for c in row] for row in table.rows] == TABLE
    assert [document.slice(b.span) for b in document.blocks if b.zone is Zone.DEBRIS] == ["- 7 -"]


def test_an_upright_page_number_under_sideways_tables(tmp_path: Path) -> None:
    foot = "q 0 1 -1 0 790 290 cm\n" + pdffiles.text("- 7 -", 0, 0) + "\nQ"
    page = pdffiles.held(PAGE, 270) + "\n" + pdffiles.text("- 7 -", 390, 20)
    document = read_pdf(
        pdffiles.write(tmp_path / "a.pdf", page, pdffiles.held(PAGE, 270) + "\n" + foot, size=(800, 600))
    )
    assert document.pages == 2
    debris = {document.slice(b.span) for b in document.blocks if b.zone is Zone.DEBRIS}
    assert debris == {"- 7 -"}
    rows = [[c.text for c in row] for table in document.tables for row in table.rows]
    assert rows == TABLE * 2


@pytest.mark.parametrize("turn", ["0 1 -1 0 75 546", "0 -1 1 0 70 594"])
def test_a_label_that_runs_up_or_down_a_cell(tmp_path: Path, turn: str) -> None:
    rows = [["", "工资", "80.00"], ["", "津贴", "20.00"], ["", "奖金", "10.00"]]
    label = f"q {turn} cm\n" + pdffiles.text("人员经费", 0, 0) + "\nQ"
    grid = "\n".join(line for line in pdffiles.grid(rows).split("\n") if not line.startswith(("60 580", "60 560")))
    inner = "\n".join(f"180 {y} m 420 {y} l S" for y in (580, 560))
    path = pdffiles.write(tmp_path / "a.pdf", "\n".join([grid, inner, label]))
    (table,) = read_pdf(path).tables
    assert [c.text for row in table.rows for c in row if c.text] == [
        "人员经费",
        "工资",
        "80.00",
        "津贴",
        "20.00",
        "奖金",
        "10.00",
    ]
