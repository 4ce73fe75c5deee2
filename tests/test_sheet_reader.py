"""Spreadsheets: cells as shown, tables cut out of sheets, what is hidden or missing told."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gouji.document import Document
from gouji.errors import GoujiError
from gouji.readers.limits import Clock, Limits
from gouji.readers.sheet.reader import read_sheet
from gouji.readers.sheet.workbook import plain_sheets
from gouji.tables import facts, resolve
from hostilefiles import far_cell

SOFFICE = shutil.which("soffice")
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="soffice (LibreOffice) is not installed; it makes xls, ods")
Fill = Callable[[Worksheet], None]


def book(path: Path, fill: Fill, name: str = "支出表") -> Path:
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    fill(sheet)
    made.save(path)
    return path


def table(sheet: Worksheet) -> None:
    """A title, a unit note, a header of two rows, three rows of data."""
    sheet["A1"] = "2031年部门支出总表"
    sheet.merge_cells("A1:D1")
    sheet["D2"] = "单位：万元"
    sheet["A3"], sheet["B3"], sheet["C3"] = "项目", "合计", "其中"
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B3:B4")
    sheet.merge_cells("C3:D3")
    sheet["C4"], sheet["D4"] = "基本支出", "项目支出"
    for r, row in enumerate(
        [("文书整理", 12.5, 10, 2.5), ("库房维护", 1234.565, 1000.25, 234.315), ("培训", 3, 1, 2)], 5
    ):
        for c, value in enumerate(row, 1):
            sheet.cell(r, c, value).number_format = "#,##0.00"


def read(path: Path, fill: Fill, name: str = "支出表") -> Document:
    return read_sheet(book(path / "a.xlsx", fill, name))


def converted(path: Path, suffix: str) -> Path:
    assert SOFFICE is not None
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [SOFFICE, profile, "--headless", "--convert-to", suffix, "--outdir", str(path.parent), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.with_suffix(f".{suffix}")


def grid(doc: Document, at: int = 0) -> list[list[str]]:
    return [[c.text for c in row] for row in doc.tables[at].rows]


def prose(doc: Document) -> list[str]:
    return [doc.slice(b.span) for b in doc.prose]


def rewritten(path: Path, member: str, change: Callable[[bytes], bytes]) -> Path:
    with ZipFile(BytesIO(path.read_bytes())) as old, ZipFile(path, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info.filename, change(data) if info.filename == member else data)
    return path


def test_a_table_is_read_as_shown_with_its_merged_cells(tmp_path: Path) -> None:
    doc = read(tmp_path, table)
    assert grid(doc)[-2] == ["库房维护", "1,234.57", "1,000.25", "234.32"]
    spans = {c.text: (c.row, c.column, c.rows, c.columns) for row in doc.tables[0].rows for c in row}
    assert spans["2031年部门支出总表"] == (0, 0, 1, 4)
    assert spans["项目"] == (2, 0, 2, 1)
    assert spans["其中"] == (2, 2, 1, 2)
    assert doc.warnings == () and doc.unread == ()


def test_every_cell_knows_its_address_and_its_span(tmp_path: Path) -> None:
    doc = read(tmp_path, table)
    cells = [c for row in doc.tables[0].rows for c in row if c.text]
    assert all(doc.slice(c.span) == c.text for c in cells)
    places = {c.text: doc.places.at(c.span.start, c.span.end).cell for c in cells}
    assert places["1,234.57"] == "支出表!B6"
    assert places["单位：万元"] == "支出表!D2"


def test_later_stages_find_title_unit_and_header(tmp_path: Path) -> None:
    doc = resolve(read(tmp_path, table))
    found = doc.tables[0]
    assert (found.title, found.unit and found.unit.symbol, found.header_rows) == ("2031年部门支出总表", "万元", 2)
    stated = {(f.row[-1], f.column): f.text for f in facts(doc)}
    assert stated["库房维护", ("其中", "项目支出")] == "234.32"
    assert len(stated) == 9


@needs_soffice
@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_older_and_open_formats_give_the_same_numbers(tmp_path: Path, suffix: str) -> None:
    path = converted(book(tmp_path / "a.xlsx", table), suffix)
    doc = read_sheet(path)
    assert grid(doc)[-3:] == [
        ["文书整理", "12.50", "10.00", "2.50"],
        ["库房维护", "1234.57", "1000.25", "234.32"],
        ["培训", "3.00", "1.00", "2.00"],
    ]
    found = resolve(doc)
    assert found.tables[0].title == "2031年部门支出总表"
    assert {(f.row[-1], f.column[-1]): f.text for f in facts(found)}["库房维护", "项目支出"] == "234.32"
    (cell,) = [c for row in doc.tables[0].rows for c in row if c.text == "1234.57"]
    assert doc.places.at(cell.span.start, cell.span.end).cell == "支出表!B6"


@needs_soffice
def test_xls_keeps_merged_cells_offsets_and_column_numbers(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        for c, (head, value) in enumerate([("科目", "绿化"), ("人数", 4), ("金额", 7.25)], 3):
            sheet.cell(4, c, head)
            sheet.cell(5, c, c - 2)
            sheet.cell(6, c, value)
        sheet["C7"] = "合并"
        sheet.merge_cells("C7:E7")

    doc = read_sheet(converted(book(tmp_path / "a.xlsx", fill), "xls"))
    assert grid(doc) == [["科目", "人数", "金额"], ["1", "2", "3"], ["绿化", "4", "7.25"], ["合并"]]
    last = doc.tables[0].rows[-1][0]
    assert last.columns == 3
    assert doc.places.at(last.span.start, last.span.end).cell == "支出表!C7"


def test_what_is_hidden_is_read_and_told(tmp_path: Path) -> None:
    made = Workbook()
    first, second = made.active, made.create_sheet("附录")
    assert isinstance(first, Worksheet)
    first.title = "明细"
    for r in range(1, 6):
        first.append([f"事项{r}", r, r * 2])
    first.row_dimensions[3].hidden = first.row_dimensions[4].hidden = True
    first.row_dimensions[40].hidden = True  # empty: nothing to tell
    first.column_dimensions["C"].hidden = True
    second.append(["事项", 9.5])
    second.append(["别的", 1.5])
    second.sheet_state = "hidden"
    made.save(tmp_path / "a.xlsx")
    doc = read_sheet(tmp_path / "a.xlsx")
    assert grid(doc)[2:4] == [["事项3", "3", "6"], ["事项4", "4", "8"]]
    assert grid(doc, 1) == [["事项", "9.5"], ["别的", "1.5"]]
    assert doc.warnings == (
        "工作表“明细”有隐藏的行或列（第 3、4 行，C 列），已照常读入",
        "工作表“附录”是隐藏的，已照常读入",
    )


def test_a_formula_without_a_value_is_an_empty_cell_and_told(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        table(sheet)
        sheet["B8"] = "=SUM(B5:B7)"
        sheet["A8"] = "总计"

    doc = read(tmp_path, fill)
    assert grid(doc)[-1] == ["总计", "", "", ""]
    assert [u.why for u in doc.unread] == ["工作表“支出表”的 B8 为公式且没有缓存值，未能读取"]


def test_a_formula_with_a_value_is_read(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        table(sheet)
        sheet["B8"] = "=SUM(B5:B7)"
        sheet["B8"].number_format = "0.00"

    path = book(tmp_path / "a.xlsx", fill)
    rewritten(
        path, "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb"</f><v\s*/>|</f><v></v>", b"</f><v>1250.065</v>", xml)
    )
    doc = read_sheet(path)
    assert grid(doc)[-1] == ["", "1250.07", "", ""]
    assert doc.unread == ()


def test_empty_rows_part_tables_and_a_note_is_prose(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        table(sheet)
        sheet["A9"] = "2031年公务用车情况表"
        sheet["A10"], sheet["B10"] = "车辆", 2
        sheet["A11"], sheet["B11"] = "里程", 31
        sheet["B15"] = "本表只列本级数字，所属的两个站点另行公开。"

    doc = read(tmp_path, fill)
    assert [len(t.rows) for t in doc.tables] == [7, 3]
    assert grid(doc, 1)[0][0] == "2031年公务用车情况表"
    assert prose(doc) == ["本表只列本级数字，所属的两个站点另行公开。"]
    block = doc.prose[0]
    assert doc.places.at(block.span.start, block.span.end).cell == "支出表!B15"


def test_one_empty_row_inside_a_table_parts_nothing(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        table(sheet)
        sheet["A9"], sheet["B9"] = "其他", 8

    doc = read(tmp_path, fill)
    assert len(doc.tables) == 1
    assert grid(doc)[-1] == ["其他", "8", "", ""]


def test_rows_under_a_merged_cell_are_not_empty(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B1"] = "绿化", 4
        sheet.merge_cells("A1:A4")
        sheet["A5"], sheet["B5"] = "照明", 6

    doc = read(tmp_path, fill)
    assert grid(doc) == [["绿化", "4"], ["照明", "6"]]


def test_the_lines_of_an_explanation_are_paragraphs(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "情况说明"
        sheet["A2"] = "一、本年收入12.50万元，比上年增加1.00万元，主要是借阅室改建。\n二、没有政府性基金。"

    doc = read(tmp_path, fill)
    assert doc.tables == ()
    assert prose(doc) == [
        "情况说明",
        "一、本年收入12.50万元，比上年增加1.00万元，主要是借阅室改建。",
        "二、没有政府性基金。",
    ]


@pytest.mark.parametrize(
    ("name", "title"), [("三公经费", "三公经费"), ("Sheet1", ""), ("工作表2", ""), ("Sheet1 (2)", "")]
)
def test_a_sheet_without_a_title_gives_its_name(tmp_path: Path, name: str, title: str) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["项目", "预算数"])
        sheet.append(["接待", 3])

    assert read(tmp_path, fill, name).tables[0].title == title


def test_a_printed_title_counts_for_more_than_the_sheets_name(tmp_path: Path) -> None:
    assert read(tmp_path, table, "表格甲").tables[0].title == ""


def test_dates_percentages_and_texts_are_shown(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([46027, 0.125, True, "07", "甲\t乙"])
        sheet["A1"].number_format = 'yyyy"年"m"月"d"日"'
        sheet["B1"].number_format = "0.0%"

    assert grid(read(tmp_path, fill)) == [["2026年1月5日", "12.5%", "TRUE", "07", "甲 乙"]]


def test_a_format_known_by_number_only_is_a_date(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["日期", 46027])
        sheet["B1"].number_format = "0.00"

    path = book(tmp_path / "a.xlsx", fill)
    rewritten(path, "xl/styles.xml", lambda xml: xml.replace(b'numFmtId="2"', b'numFmtId="31"'))
    assert grid(read_sheet(path)) == [["日期", "2026年1月5日"]]


def test_a_file_that_openpyxl_refuses_is_read_without_formats(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", table)
    rewritten(path, "docProps/core.xml", lambda xml: b"<broken")
    doc = read_sheet(path)
    assert grid(doc)[-3] == ["文书整理", "12.50", "10.00", "2.50"]
    assert len(doc.warnings) == 1 and "数字格式" in doc.warnings[0]


def test_empty_formatted_rows_cost_little(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", table)
    rows = "".join(f'<row r="{r}"><c r="A{r}" s="1"/></row>' for r in range(20, 300_000)).encode()
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    start = time.process_time()
    doc = read_sheet(path)
    assert time.process_time() - start < 20
    assert len(grid(doc)) == 7


def test_a_stray_cell_in_the_last_column_does_not_widen_the_grid(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        table(sheet)
        sheet["XFD6"] = "批注"

    doc = read(tmp_path, fill)
    assert doc.tables[0].width == 5
    assert grid(doc)[5] == ["库房维护", "1,234.57", "1,000.25", "234.32", "批注"]


def test_a_merged_cell_over_a_whole_sheet_is_cut_to_what_is_there(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", table)
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'ref="A1:D1"', b'ref="A1:XFD1"'))
    assert read_sheet(path).tables[0].rows[0][0].columns == 4


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", table)
    rewritten(
        path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", b" " * 20_000_000 + b"</sheetData>")
    )
    with pytest.raises(GoujiError) as caught:
        read_sheet(path)
    assert caught.value.code == "E014"


@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_a_damaged_file_is_refused_with_a_reason(tmp_path: Path, suffix: str) -> None:
    path = book(tmp_path / "a.xlsx", table)
    if suffix != "xlsx":
        if SOFFICE is None:
            pytest.skip("soffice (LibreOffice) is not installed; it makes xls, ods")
        path = converted(path, suffix)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    with pytest.raises(GoujiError) as caught:
        read_sheet(path)
    assert caught.value.code == "E009"
    assert not caught.value.message.endswith(": ")


def test_a_broken_sheet_inside_a_sound_archive_is_refused(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", table)
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml[: len(xml) // 2])
    with pytest.raises(GoujiError) as caught:
        read_sheet(path)
    assert caught.value.code == "E009"


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(GoujiError) as caught:
        read_sheet(path)
    assert caught.value.code == "E010"


def test_too_many_cells_are_refused(tmp_path: Path) -> None:
    """Cells on a diagonal are few, but the grid that they span is not."""
    path = book(tmp_path / "a.xlsx", table)
    corner = '<row r="{r}"><c r="{c}{r}"><v>1</v></c></row>'
    names = [chr(65 + a) + chr(65 + b) + chr(65 + c) for a in range(4) for b in range(26) for c in range(26)]
    rows = "".join(corner.format(r=r, c=c) for r, c in enumerate(names[:1600], 9)).encode()
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))
    with pytest.raises(GoujiError) as caught:
        read_sheet(path)
    assert caught.value.code == "E014"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GoujiError) as caught:
        read_sheet(tmp_path / "none.xlsx")
    assert caught.value.code == "E001"


def test_cells_are_counted_before_they_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("a row was read")

    path = book(tmp_path / "a.xlsx", table)
    monkeypatch.setattr("gouji.readers.sheet.xlsx_cells.LIMITS", Limits(cells=10))
    monkeypatch.setattr("gouji.readers.sheet.xlsx_cells._elements", fail)
    with pytest.raises(GoujiError, match=r"E014.*10 cells"):
        read_sheet(path)


@pytest.mark.parametrize("place", ["ZZZ9999999", "XFD1048576", "A9999999999999999999", "ZZZZZZZZZZZZ2"])
def test_cells_far_apart_are_refused_before_calamine_makes_room_for_them(place: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(far_cell(place))
    with pytest.raises(GoujiError) as caught:
        list(plain_sheets(path.read_bytes(), path, Clock(path)))
    assert caught.value.code == "E014"


def test_cells_that_were_not_foreseen_are_counted_as_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(tmp_path / "a.xlsx", table)
    monkeypatch.setattr("gouji.readers.sheet.xlsx_cells.LIMITS", Limits(cells=10))
    monkeypatch.setattr("gouji.readers.sheet.xlsx_cells._values", lambda *_: 0)
    with pytest.raises(GoujiError, match=r"E014.*10 cells"):
        read_sheet(path)


def test_a_workbook_without_cells_says_so(tmp_path: Path) -> None:
    doc = read(tmp_path, lambda sheet: None)
    assert [u.why for u in doc.unread] == ["表格文件没有可读的单元格，未能读取"]


def test_a_format_of_too_many_decimals_spoils_no_other_cell(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1.5, 0.25])
        sheet["A1"].number_format = "0." + "0" * 420
        sheet["B1"].number_format = "0.00%"

    doc = read(tmp_path, fill)
    assert grid(doc) == [["1.5" + "0" * 29, "25.00%"]]
    assert not doc.warnings


def test_a_format_that_cannot_be_found_is_told_for_its_cell(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append([1.5, 0.25])
        sheet["B1"].number_format = "0.00%"

    path = book(tmp_path / "a.xlsx", fill)
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="A1"', b'r="A1" s="77"'))
    doc = read_sheet(path)
    assert grid(doc) == [["1.5", "25.00%"]]
    assert doc.warnings == ("工作表“支出表”的 A1 数字格式未能读出，按常规格式显示",)


@pytest.mark.parametrize("pattern", ["[h]:mm:ss", "yyyy/m/d", "h:mm", "0.00"])
def test_a_time_that_no_clock_shows_costs_its_cell(tmp_path: Path, pattern: str) -> None:
    def fill(sheet: Worksheet) -> None:
        table(sheet)
        sheet["B6"] = 1e300
        sheet["B6"].number_format = pattern

    doc = read(tmp_path, fill)
    assert grid(doc)[-3] == ["文书整理", "12.50", "10.00", "2.50"]
    assert grid(doc)[-2][2:] == ["1,000.25", "234.32"]


def test_a_time_that_no_clock_shows_costs_its_row_where_only_values_are_read(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        table(sheet)
        sheet["B6"] = 1e300
        sheet["B6"].number_format = "[h]:mm:ss"

    path = book(tmp_path / "a.xlsx", fill)
    sheets = list(plain_sheets(path.read_bytes(), path, Clock(path)))
    assert sheets[0].lost == [5]
    assert [sheets[0].rows[r][0] for r in (4, 6)] == ["文书整理", "培训"]
