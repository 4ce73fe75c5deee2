"""Hypothesis strategies for files that no author means to write: odd characters, numbers of any length, broken parts.

`FILES` maps each format to a strategy of (suffix, bytes). Containers (zip, OLE) are always whole; what stands in them
is generated and then mutated, so that reading gets past the unpacking.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import strategies as st
from openpyxl import Workbook

File = tuple[str, bytes]

_DIGITS = [
    "0",
    "7",
    "12.30",
    "1,234.56",
    "0.5",
    "２０",
    "3．5",
    "999999999999999999999999999",
    "9" * 45,
    "9" * 350,
    "①",
]
_DIGITS += ["¹", "1²", "½", "٣", "一百二十", "两亿", "三点五", "百分之二十", "1e30", "1e400", "-5", "（3.2）", "0.00"]
_UNITS = [
    "万元",
    "元",
    "亿元",
    "亿",
    "万",
    "%",
    "％",
    "个百分点",
    "人",
    "辆",
    "万件",
    "平方米",
    "万%",
    "亿%",
    "百",
    "千元",
    "",
]
_SIGNS = [
    "，",
    "。",
    "、",
    "；",
    "：",
    "至",
    "-",
    "—",
    "~",
    "(",
    ")",
    "（",
    "）",
    "“",
    "”",
    "《",
    "|",
    "\t",
    "\n",
    "\n\n",
    " ",
]
_SIGNS += ["\r", "\r\n", "\u2028", "\f", "\v", "\x01", "\x1b", "\x1f", "\u200b", "\u200d", "\u2060", "\ufeff"]
_SIGNS += ["\u00ad", "\u3000", "\u00a0", "\u202e", "\ufffe", "&#11;", "&#x1;", "&", "<", ">", "<td>", "</p>"]
_WORDS = [
    "支出",
    "收入",
    "本年支出合计",
    "其中",
    "基本支出",
    "项目支出",
    "占",
    "增长",
    "减少",
    "比上年",
    "完成预算的",
    "主要原因是",
]
_WORDS += [
    "养护项目",
    "共有",
    "单位：万元",
    "表1",
    "项目",
    "栏次",
    "合计",
    "一、",
    "（一）",
    "1.",
    "201",
    "20101",
    "行政运行",
]
_WORDS += [
    "2031年",
    "2031年度部门决算",
    "年初预算",
    "决算数",
    "为",
    "是",
    "原因是",
    "满意率",
    "同比",
    "左右",
    "约",
    "余",
    "上年",
]
_SHAPES = [
    "本年支出{n}{u}，占{n}{u}，满意率{n}{u}。\n",
    "比上年增加{n}{u}，增长{n}{u}至{n}{u}，主要原因是任务增加。\n",
    "一般公共预算支出{n}{u}，完成年初预算{n}{u}的{n}{u}。\n",
    "支出合计{n}{u}，其中：基本支出{n}{u}，占{n}{u}；项目支出{n}{u}，占{n}{u}。\n",
    "共有车辆{n}{u}，其中越野车{n}{u}、轿车{n}{u}。\n",
    "项目\t合计\t基本支出\t项目支出\n栏次\t{n}\t{n}\t{n}\n201\t{n}\t{n}\t{n}\n合计\t{n}\t{n}\t{n}\n",
    "| 项目 | 金额 |\n| - | - |\n| 甲 | {n}{u} |\n| 合计 | {n} |\n",
    "收入支出总表\n单位：万元\n一、拨款 {n} 一、服务 {n}\n二、其他 {n} 二、教育 {n}\n总计 {n} 总计 {n}\n",
]

numbers = st.sampled_from(_DIGITS) | st.from_regex(r"[0-9,.]{1,60}", fullmatch=True)
atoms = numbers | st.sampled_from(_UNITS) | st.sampled_from(_SIGNS) | st.sampled_from(_WORDS)


@st.composite
def _shaped(draw: st.DrawFn) -> str:
    shape = draw(st.sampled_from(_SHAPES))
    while "{n}" in shape:
        shape = shape.replace("{n}", draw(numbers), 1)
    while "{u}" in shape:
        shape = shape.replace("{u}", draw(st.sampled_from(_UNITS)), 1)
    return shape


texts = st.lists(_shaped() | st.lists(atoms, max_size=12).map("".join), min_size=1, max_size=12).map("".join)
cells = st.lists(atoms, max_size=4).map("".join)
values = cells | st.floats() | st.integers(-(10**30), 10**30) | st.booleans() | st.none()


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with a few of them changed, left out, doubled or put in."""
    found = bytearray(data)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, max(0, len(found) - 1)))
        size = draw(st.integers(1, 40))
        match draw(st.sampled_from("cdri")):
            case "c":
                found[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "d":
                del found[at : at + size]
            case "r":
                found[at:at] = found[at : at + size]
            case _:
                found[at:at] = draw(atoms).encode("utf-8", "surrogatepass")
    return bytes(found)


_ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"]


@st.composite
def text_files(draw: st.DrawFn) -> File:
    data = draw(texts).encode(draw(st.sampled_from(_ENCODINGS)), "replace")
    return ".txt", draw(mutated(data)) if draw(st.integers(0, 2)) == 0 else data


@st.composite
def html_files(draw: st.DrawFn) -> File:
    parts = []
    for _ in range(draw(st.integers(1, 5))):
        told = draw(texts)
        told = told if draw(st.booleans()) else escape(told)
        tag = draw(st.sampled_from(["p", "div", "nav", "script", "pre", "h1", "span", "table"]))
        if tag == "table":
            told = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row.split())}</tr>" for row in told.splitlines())
        parts.append(f"<{tag}>{told}</{tag}>")
    page = f"<html><head><title>{draw(cells)}</title></head><body>{''.join(parts)}</body></html>"
    return ".html", draw(mutated(page.encode("utf-8", "replace")))


def zipped(members: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _changed(archive: bytes, member: str, change: Callable[[bytes], bytes]) -> bytes:
    with ZipFile(BytesIO(archive)) as old:
        return zipped({n: change(old.read(n)) if n == member else old.read(n) for n in old.namelist()})


_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    b"</Relationships>"
)


def _xml(text: str) -> str:
    return escape(_allowed(text))


def _allowed(text: str) -> str:
    """What an XML file can hold."""
    return "".join(c for c in text if c in "\t\n" or " " <= c < "\ufffe")


@st.composite
def docx_files(draw: st.DrawFn) -> File:
    parts = []
    for told in draw(st.lists(texts, min_size=1, max_size=4)):
        for line in told.splitlines():
            pieces = [_xml(c) for c in line.split("\t")]
            if len(pieces) > 1:
                row = "".join(f"<w:tc><w:p><w:r><w:t>{c}</w:t></w:r></w:p></w:tc>" for c in pieces)
                parts.append(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{row}</w:tr></w:tbl>")
            else:
                parts.append(f"<w:p><w:r><w:t>{pieces[0]}</w:t></w:r></w:p>")
    body = f"<w:document {_WORD}><w:body>{''.join(parts)}</w:body></w:document>".encode()
    body = draw(mutated(body)) if draw(st.integers(0, 3)) == 0 else body  # most mutations are no XML any more
    return ".docx", zipped({"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": body})


_FORMATS = [
    "General",
    "0.00",
    "#,##0.00",
    "[h]:mm:ss",
    "yyyy/m/d",
    "0.00%",
    "0.0E+00",
    "# ?/?",
    '0"万元"',
    "@",
    "[<5]0;h",
]


@st.composite
def xlsx_files(draw: st.DrawFn) -> File:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for r, row in enumerate(draw(st.lists(st.lists(values, max_size=5), min_size=1, max_size=8)), 1):
        for c, value in enumerate(row, 1):
            shown = _allowed(value) if isinstance(value, str) else value
            cell = sheet.cell(r, c, None if isinstance(shown, str) and shown.startswith("=") else shown)
            cell.number_format = draw(st.sampled_from(_FORMATS))
    out = BytesIO()
    book.save(out)
    member = draw(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"]))
    if draw(st.integers(0, 2)):
        return ".xlsx", out.getvalue()
    return ".xlsx", _changed(out.getvalue(), member, lambda data: draw(mutated(data)))


_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="支出表">{}</table:table></office:spreadsheet></office:body></office:document-content>'
)


@st.composite
def ods_files(draw: st.DrawFn) -> File:
    rows = []
    for row in draw(st.lists(st.lists(values, max_size=5), min_size=1, max_size=8)):
        made = []
        for value in row:
            if isinstance(value, float | int) and not isinstance(value, bool):
                made.append(f'<table:table-cell office:value-type="float" office:value="{value}"/>')
            else:
                told = _xml(str(value or ""))
                made.append(f'<table:table-cell office:value-type="string"><text:p>{told}</text:p></table:table-cell>')
        rows.append(f"<table:table-row>{''.join(made)}</table:table-row>")
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/></manifest:manifest>'
    )
    members = {"mimetype": mime.encode(), "content.xml": _ODS.format("".join(rows)).encode()}
    return ".ods", zipped({**members, "META-INF/manifest.xml": manifest.encode()})


def ole(stream: bytes) -> bytes:
    """An OLE file whose only stream is a workbook; sectors of 512 bytes, the table of sectors in the first."""
    stream = stream.ljust(4096, b"\0")
    sectors = -(-len(stream) // 512)
    stream = stream.ljust(sectors * 512, b"\0")
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, sectors + 2), 0xFFFFFFFE]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", *(chain + [0xFFFFFFFF] * 128)[:128])
    entries = _entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + _entry("Workbook", 2, 0xFFFFFFFF, 2, len(stream))
    return header + table + entries.ljust(512, b"\0") + stream


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    told = (name + "\0").encode("utf-16-le")
    head = told.ljust(64, b"\0") + struct.pack("<HBBIII", len(told), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child)
    return head + bytes(36) + struct.pack("<IQ", start, size)


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


@st.composite
def xls_files(draw: st.DrawFn) -> File:
    """BIFF8 records: numbers and labels of one sheet."""
    records = b""
    for r, row in enumerate(draw(st.lists(st.lists(values, max_size=5), min_size=1, max_size=8))):
        for c, value in enumerate(row):
            if isinstance(value, float | int) and not isinstance(value, bool):
                records += _record(0x203, struct.pack("<HHHd", r, c, 0, float(value)))
            else:
                told = str(value or "")[:200].encode("utf-16-le", "replace")
                records += _record(0x204, struct.pack("<HHHHB", r, c, 0, len(told) // 2, 1) + told)
    begin = struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 1996, 0, 0x600)
    name = "支出".encode("utf-16-le")
    size = 3 * 4 + len(begin) + 8 + len(name)  # of the records before the sheet
    bound = struct.pack("<IHBB", size, 0, 2, 1) + name
    book = _record(0x809, begin) + _record(0x85, bound) + _record(0x0A, b"")
    sheet = _record(0x809, begin[:2] + struct.pack("<H", 0x10) + begin[4:]) + records + _record(0x0A, b"")
    return ".xls", ole((book + sheet)[: 120 * 512])


def pdf(lines: list[str]) -> bytes:
    """One page of lines in a font that is named and not embedded; its codes are those of UTF-16."""
    shown = b"".join(
        b"1 0 0 1 40 %d Tm <%s> Tj\n" % (780 - 18 * n, line[:60].encode("utf-16-be", "replace").hex().encode())
        for n, line in enumerate(lines[:40])
    )
    content = b"BT /F1 10 Tf\n" + shown + b"ET\n40 400 300 0.5 re f 40 440 300 0.5 re f 40 400 0.5 40 re f"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) "
        b"/Ordering (GB1) /Supplement 4 >> /FontDescriptor 7 0 R /DW 1000 >>",
        b"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 "
        b"/Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for n, told in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, told)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


@st.composite
def pdf_files(draw: st.DrawFn) -> File:
    return ".pdf", draw(mutated(pdf(draw(texts).splitlines() or [""])))


FILES: dict[str, st.SearchStrategy[File]] = {
    "text": text_files(),
    "html": html_files(),
    "docx": docx_files(),
    "xlsx": xlsx_files(),
    "ods": ods_files(),
    "xls": xls_files(),
    "pdf": pdf_files(),
}
