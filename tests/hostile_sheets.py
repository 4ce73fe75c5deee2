"""Sheets that are whole in their bytes and odd in their build: places, repeats and records that lead nowhere."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping

from hostile import _changed, _record, ole
from hostile_sound import ROWS, cell_records, old_records, workbook
from hostilefiles import open_sheet


def _sheet(change: Callable[[bytes], bytes], member: str = "xl/worksheets/sheet1.xml") -> Callable[[], bytes]:
    return lambda: _changed(workbook(), member, change)


def _put(old: str, new: str, member: str = "xl/worksheets/sheet1.xml") -> Callable[[], bytes]:
    """The workbook with words of a member replaced, which must be there."""

    def change(xml: bytes) -> bytes:
        assert old.encode() in xml
        return xml.replace(old.encode(), new.encode(), 1)

    return _sheet(change, member)


def _merged(*places: str) -> Callable[[], bytes]:
    merges = "".join(f'<mergeCell ref="{place}"/>' for place in places)
    return _put("</sheetData>", f"</sheetData><mergeCells>{merges}</mergeCells>")


_END = "</sheetData>"
_BOOK, _LINKS, _FIRST = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "/xl/worksheets/sheet1.xml"
_SHEETS = "".join(f'<sheet name="s{n}" sheetId="{n + 2}" r:id="r{n}" xmlns:r="x"/>' for n in range(3_000))
_FORMS = f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{"[" * 2_000}"/></numFmts>'
XLSX: Mapping[str, Callable[[], bytes]] = {
    "a merge of everything": _merged("A1:XFD1048576"),
    "merges across each other": _merged("A1:C3", "B2:D4"),
    "a merge backwards": _merged("D9:A1"),
    "a merge of nothing": _merged("支:9", ""),
    "a cell far away": _put('r="A1"', 'r="XFD1048576"'),
    "a cell beyond all": _put('r="A1"', 'r="ZZZZ99999999999"'),
    "a cell of no place": _put('r="A1"', 'r="支"'),
    "a cell of row nought": _put('r="A1"', 'r="A0"'),
    "a row of no number": _put('<row r="1"', '<row r="x"'),
    "rows backwards": _put('<row r="1"', '<row r="9"'),
    "a string that is missing": _put('t="n"><v>60</v>', 't="s"><v>999999999</v>'),
    "a string below nothing": _put('t="n"><v>60</v>', 't="s"><v>-7</v>'),
    "a string of no number": _put('t="n"><v>60</v>', 't="s"><v>支出</v>'),
    "a number of 400 digits": _put("<v>60</v>", f"<v>{'9' * 400}</v>"),
    "no number": _put("<v>60</v>", "<v>NaN</v>"),
    "no end": _put("<v>60</v>", "<v>-INF</v>"),
    "a great exponent": _put("<v>60</v>", "<v>1e308</v>"),
    "an unknown kind": _put('t="inlineStr"', 't="bogus"'),
    "a style that is missing": _put('r="A1"', 'r="A1" s="99999"'),
    "a formula of itself": _put("<v>60</v>", "<f>C6+C6</f>"),
    "a formula of a file": _put("<v>60</v>", "<f>'file:///etc/[hostname]x'!A1</f><v>60</v>"),
    "an error": _put("<v>60</v>", "<v>#REF!</v>"),
    "sizes told wrong": _put("<dimension ", '<dimension x="1" '),
    "40000 empty rows": _put(_END, "".join(f'<row r="{n}"/>' for n in range(100, 40_100)) + _END),
    "a name of a sheet": _put("支出决算表", "../支出\u202e&lt;b&gt;" * 3, _BOOK),
    "sheets without end": _put("</sheets>", f"{_SHEETS}</sheets>", _BOOK),
    "a sheet of no part": _put(_FIRST, "/xl/worksheets/sheet9.xml", _LINKS),
    "a sheet outside": _put(_FIRST, "file:///etc/hostname", _LINKS),
    "a sheet that is its book": _put(_FIRST, "/xl/workbook.xml", _LINKS),
    "days of no calendar": _put("<workbookPr", '<workbookPr date1904="bogus"', _BOOK),
    "a form of numbers": _put("<fonts", f"{_FORMS}<fonts", "xl/styles.xml"),
}

_OPEN_END = "</table:table></office:spreadsheet></office:body></office:document-content>"


def _open(rows: str, end: str = _OPEN_END) -> Callable[[], bytes]:
    return lambda: open_sheet(f'<table:table table:name="支出">{rows}{end}')


def _open_cell(value: str, more: str = "") -> str:
    return f'{_ROW}<table:table-cell office:value-type="float" office:value="{value}" {more}/>{_ROW_END}'


_ROW, _ROW_END = "<table:table-row>", "</table:table-row>"


def _kept(attributes: str, inside: str = "") -> Callable[[], bytes]:
    """A sheet of one cell."""
    return _open(f"{_ROW}<table:table-cell {attributes}>{inside}</table:table-cell>{_ROW_END}")


ODS: Mapping[str, Callable[[], bytes]] = {
    "nothing": _open(""),
    "columns repeated": _open(_open_cell("1", 'table:number-columns-repeated="2000000000"')),
    "columns repeated below nothing": _open(_open_cell("1", 'table:number-columns-repeated="-5"')),
    "columns repeated by no number": _open(_open_cell("1", 'table:number-columns-repeated="支"')),
    "a span of columns": _open(_open_cell("1", 'table:number-columns-spanned="2000000000"')),
    "no number": _open(_open_cell("支出")),
    "not a number": _open(_open_cell("NaN")),
    "a great exponent": _open(_open_cell("1e400")),
    "a day of no calendar": _kept('office:value-type="date" office:date-value="99999-99-99"'),
    "a time without end": _kept(f'office:value-type="time" office:time-value="PT{"9" * 40}H"'),
    "tables in tables": _open("<table:table><table:table-row><table:table-cell>" * 300, ""),
    "no end": _open(_open_cell("1"), ""),
    "no end of a cell": _open("<table:table-row><table:table-cell>", "</table:table>"),
    "paragraphs in a cell": _kept("", "<text:p>1</text:p>" * 20_000),
    "blanks by count": _kept("", '<text:p><text:s text:c="2000000000"/>1</text:p>'),
}


def _old(cells: bytes) -> Callable[[], bytes]:
    return lambda: ole(old_records(cell_records(ROWS) + cells))


def _turned(at: int, new: bytes) -> Callable[[], bytes]:
    """A sound workbook with some bytes of its container turned."""

    def make() -> bytes:
        data = ole(old_records(cell_records(ROWS)))
        return data[:at] + new + data[at + len(new) :]

    return make


XLS: Mapping[str, Callable[[], bytes]] = {
    "nothing in it": lambda: ole(b""),
    "no begin": lambda: ole(cell_records(ROWS)),
    "a record past the end": lambda: ole(struct.pack("<HH", 0x204, 0xFFFF) + b"x"),
    "a label longer than its record": _old(_record(0x204, struct.pack("<HHHHB", 9, 9, 0, 0xFFFF, 1) + b"x")),
    "a string of no table": _old(_record(0xFD, struct.pack("<HHHI", 9, 9, 0, 0xFFFFFFFF))),
    "a table of strings without them": _old(_record(0xFC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF))),
    "no number": _old(_record(0x203, struct.pack("<HHHd", 9, 9, 0, float("nan")))),
    "no end": _old(_record(0x203, struct.pack("<HHHd", 9, 9, 0, float("inf")))),
    "a cell far away": _old(_record(0x203, struct.pack("<HHHd", 0xFFFF, 0xFFFF, 0xFFFF, 1.0))),
    "a merge of everything": _old(_record(0xE5, struct.pack("<HHHHH", 1, 0, 0xFFFF, 0, 0xFF))),
    "a merge without places": _old(_record(0xE5, struct.pack("<H", 0xFFFF))),
    "numbers in a row past the end": _old(_record(0xBD, struct.pack("<HH", 9, 0) + bytes(5))),
    "an empty record": _old(_record(0x203, b"")),
    "a formula of nothing": _old(_record(0x06, bytes(4))),
    "begins in begins": _old(_record(0x809, bytes(16)) * 500),
    "a row without end": _old(_record(0xBE, struct.pack("<HH", 9, 0xFFFF) + bytes(3))),
    "sectors in a ring": _turned(512 + 8, struct.pack("<I", 2)),
    "entries in a ring": _turned(1024 + 128 + 68, struct.pack("<III", 1, 1, 1)),
    "a stream of 4 gigabytes": _turned(1024 + 128 + 120, struct.pack("<Q", 0xFFFFFFFF)),
    "sectors of no size": _turned(30, struct.pack("<H", 0)),
    "sectors of 2 to the 65535": _turned(30, struct.pack("<H", 0xFFFF)),
}
