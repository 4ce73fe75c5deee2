"""Small files that are sound, one a format: what is hostile is made of them by changing one thing."""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from html import escape
from io import BytesIO
from zipfile import ZipFile

from openpyxl import Workbook

from hostile import _ODS, _record, ole, pdf, zipped
from hostilefiles import _ODS_MANIFEST, word

LINES = (
    "某县水务局2032年度部门决算",
    "一、支出决算情况说明",
    "2032年度支出合计100.00万元，其中：基本支出60.00万元，占60.00%；项目支出40.00万元，占40.00%。",
    "2032年度公务接待费支出2.00万元，比上年增加0.50万元，增长33.33%，主要原因是来访增加。",
)
ROWS = (
    ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
    ("2010101", "行政运行", "60.00", "60.00", "0.00"),
    ("2010102", "一般行政管理事务", "40.00", "0.00", "40.00"),
    ("", "合计", "100.00", "60.00", "40.00"),
)
Rows = tuple[tuple[str, ...], ...]


def text_file(lines: tuple[str, ...] = LINES, rows: Rows = ROWS) -> bytes:
    table = ["支出决算表", "单位：万元", *("\t".join(row) for row in rows)]
    return "\n".join((*lines, "", *table, "")).encode("utf-8", "surrogatepass")


def markdown_file(lines: tuple[str, ...] = LINES, rows: Rows = ROWS) -> bytes:
    head, *body = (f"| {' | '.join(row)} |" for row in rows)
    table = [head, "|" + " - |" * len(rows[0]), *body]
    return "\n".join((f"# {lines[0]}", *lines[1:], "", *table, "")).encode("utf-8", "surrogatepass")


def html_page(lines: tuple[str, ...] = LINES, rows: Rows = ROWS) -> bytes:
    told = "".join(f"<p>{escape(line)}</p>" for line in lines)
    table = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in rows)
    page = f'<!doctype html><html><head><meta charset="utf-8"></head><body>{told}<table>{table}</table></body></html>'
    return page.encode("utf-8", "surrogatepass")


def xml_text(text: str) -> str:
    """A text as XML can hold it: other characters are references, which no parser has to take."""
    return "".join(c if c in "\t\n" or " " <= c < "\ud800" or c > "\udfff" else f"&#{ord(c)};" for c in escape(text))


def word_body(lines: tuple[str, ...] = LINES, rows: Rows = ROWS) -> str:
    told = "".join(f"<w:p><w:r><w:t>{xml_text(line)}</w:t></w:r></w:p>" for line in lines)
    cells = "</w:tr><w:tr>".join(
        "".join(f"<w:tc><w:p><w:r><w:t>{xml_text(c)}</w:t></w:r></w:p></w:tc>" for c in row) for row in rows
    )
    return f"{told}<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cells}</w:tr></w:tbl><w:p/>"


def word_file(lines: tuple[str, ...] = LINES, rows: Rows = ROWS) -> bytes:
    return word(word_body(lines, rows))


def workbook(lines: tuple[str, ...] = LINES, rows: Rows = ROWS) -> bytes:
    """Inline strings, so that any text can stand in a cell; numbers are numbers."""
    out = BytesIO()
    book = Workbook()
    sheet = book.active
    sheet.title = "支出决算表"
    for line in lines:
        sheet.append([line[:32_000]])
    for row in rows:
        sheet.append([float(c) if c.replace(".", "", 1).isascii() and "." in c[:9] else c for c in row])
    book.save(out)
    return out.getvalue()


def open_sheet_file(lines: tuple[str, ...] = LINES, rows: Rows = ROWS) -> bytes:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    made = [cell.format(xml_text(line)) for line in lines] + [
        "".join(cell.format(xml_text(c)) for c in r) for r in rows
    ]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in made)
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": _ODS_MANIFEST.encode(),
            "content.xml": _ODS.format(body).encode("utf-8", "surrogatepass"),
        }
    )


def old_workbook(lines: tuple[str, ...] = LINES, rows: Rows = ROWS) -> bytes:
    return ole(old_records(cell_records((*((line,) for line in lines), *rows))))


def cell_records(rows: Rows) -> bytes:
    """Labels of BIFF8."""
    records = b""
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            told = value[:120].encode("utf-16-le", "replace")
            records += _record(0x204, struct.pack("<HHHHB", r, c, 0, len(told) // 2, 1) + told)
    return records


def old_records(cells: bytes) -> bytes:
    """A workbook of one sheet with these records."""
    begin = struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 1996, 0, 0x600)
    name = "支出".encode("utf-16-le")
    bound = struct.pack("<IHBB", 3 * 4 + len(begin) + 8 + len(name), 0, 2, 1) + name
    book = _record(0x809, begin) + _record(0x85, bound) + _record(0x0A, b"")
    sheet = _record(0x809, begin[:2] + struct.pack("<H", 0x10) + begin[4:]) + cells + _record(0x0A, b"")
    return (book + sheet)[: 120 * 512]


def old_document(lines: tuple[str, ...] = LINES, rows: Rows = ROWS) -> bytes:
    """No sound one can be made without a word processor: a container that says that it is one."""
    return ole("\n".join(lines).encode("utf-16-le", "replace")[:8_000]).replace(
        "Workbook\0".encode("utf-16-le"), "WordDocument\0".encode("utf-16-le"), 1
    )


def portable_file(lines: tuple[str, ...] = LINES, rows: Rows = ROWS) -> bytes:
    return pdf([*lines, *("  ".join(row) for row in rows)])


SOUND: Mapping[str, Callable[..., bytes]] = {
    "txt": text_file,
    "md": markdown_file,
    "html": html_page,
    "docx": word_file,
    "xlsx": workbook,
    "ods": open_sheet_file,
    "xls": old_workbook,
    "doc": old_document,
    "pdf": portable_file,
}
PACKED = ("docx", "xlsx", "ods")


def members(data: bytes) -> dict[str, bytes]:
    """What an archive holds."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
