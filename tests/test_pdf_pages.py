"""Tables of yuan in columns too narrow for them, on pages too short for them: Word tables printed by LibreOffice."""

from __future__ import annotations

import shutil
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as WordTable

from gouji import api
from gouji.document import Document
from gouji.learn.synth.office_files import to_pdf
from gouji.tables import facts

HEADS = ("科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出")
ITEMS = {
    "201": ("一般公共服务支出", 12_480_355.07, 9_870_000.50),
    "20103": ("政府办公厅（室）及相关机构事务", 12_480_355.07, 9_870_000.50),
    "2010301": ("行政运行", 9_870_000.50, 9_870_000.50),
    "2010399": ("其他政府办公厅（室）及相关机构事务支出", 2_610_354.57, 0.00),
    "208": ("社会保障和就业支出", 31_642_854.28, 31_642_854.28),
    "20805": ("行政事业单位养老支出", 31_642_854.28, 31_642_854.28),
    "2080505": ("机关事业单位基本养老保险缴费支出", 25_763_000.00, 25_763_000.00),
    "2080506": ("机关事业单位职业年金缴费支出", 5_879_854.28, 5_879_854.28),
}
RULES = ("top", "left", "bottom", "right", "insideH", "insideV")


@pytest.fixture(autouse=True)
def office() -> None:
    if not shutil.which("soffice"):
        pytest.skip("soffice (LibreOffice Writer) is not installed")


def rows() -> list[tuple[str, ...]]:
    total = sum(whole for code, (_, whole, _) in ITEMS.items() if len(code) == 3)
    basic = sum(part for code, (_, _, part) in ITEMS.items() if len(code) == 3)
    lines = [("合计", "", total, basic), *((code, *item) for code, item in ITEMS.items())]
    return [(code, name, *(f"{n:.2f}" for n in (whole, part, whole - part))) for code, name, whole, part in lines]


def expected() -> dict[tuple[str, str], str]:
    return {(row[1] or row[0], head): value for row in rows() for head, value in zip(HEADS[2:], row[2:], strict=True)}


Size = tuple[float, float]  # width and height in cm


def printed(folder: Path, page: Size, *, split: bool = False, apart: bool = False) -> Document:
    """The table on such pages; `split` lets rows go on over the page, `apart` leaves its caption on the page before."""
    file = docx.Document()
    section = file.sections[0]
    section.page_width, section.page_height = map(Cm, page)
    section.left_margin = section.right_margin = Cm(1)
    section.footer.paragraphs[0].text = "— 7 —"
    style = file.styles["Normal"]
    style.font.size = Pt(9)
    file.add_paragraph("云溪县气象站2030年度部门决算")
    for line in ("支出决算表", "公开03表", "部门：云溪县气象站　　单位：元"):
        file.add_paragraph(line)
    if apart:
        file.add_page_break()
    lines = [HEADS, *rows()]
    table = file.add_table(len(lines), len(HEADS))
    _ruled(table)
    for row, line in zip(table.rows, lines, strict=True):
        if not split:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
    file.add_paragraph("注：本表反映部门本年度各项支出情况。")
    path = folder / "table.docx"
    file.save(str(path))
    to_pdf(path)
    return api.read(path.with_suffix(".pdf"))


def _ruled(table: WordTable) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in RULES:
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single")
        line.set(qn("w:sz"), "4")
        borders.append(line)
    table._tbl.tblPr.append(borders)


def stated(document: Document) -> dict[tuple[str, str], str]:
    yuan = (f for f in facts(document) if f.figure.factor == 1)
    return {("".join(f.row[-1:]), "".join(f.column[-1:])): f.text for f in yuan}


def test_numbers_that_a_narrow_column_breaks(tmp_path: Path) -> None:
    document = printed(tmp_path, (11, 28))
    assert stated(document) == expected()


def test_rows_that_the_end_of_a_page_cuts_in_two(tmp_path: Path) -> None:
    document = printed(tmp_path, (11, 11), split=True)
    assert (document.pages or 0) > 2
    assert stated(document) == expected()


def test_a_table_over_pages_without_its_header(tmp_path: Path) -> None:
    document = printed(tmp_path, (21, 11))
    assert (document.pages or 0) > 1
    assert stated(document) == expected()


def test_a_caption_on_the_page_before_its_table(tmp_path: Path) -> None:
    document = printed(tmp_path, (21, 20), apart=True)
    (table,) = document.tables
    assert (table.title, table.number, table.unit and table.unit.symbol) == ("支出决算表", "公开03表", "元")
    assert stated(document) == expected()
