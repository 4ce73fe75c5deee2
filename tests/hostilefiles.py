"""Files of a few hundred bytes that ask for gigabytes or hours, and ordinary ones that once broke a run.

Each function gives the bytes of one file; `SMALL` names those whose reading or checking once raised what nobody
caught, `GREEDY` those that took more than a machine has.
"""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook

from hostile import _RELATIONS, _TYPES, _WORD, ole, zipped
from pdffiles import _file, _stream

_TYPES_NUMBERED = _TYPES.replace(
    b"</Types>",
    b'<Override PartName="/word/numbering.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"/></Types>',
)
PROSE = "一、情况说明\n2032年度支出100.00万元，比上年增加20.00万元，增长25.00%。\n"
_NUMBERED = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/>'
    "</Relationships>"
)


def drawn_forms(levels: int, times: int, itself: bool = False) -> bytes:
    """A page that draws a form, which draws the next one so often, and so on; or itself."""
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        "/Resources<</Font<</F 5 0 R>>/XObject<</X 10 0 R>>>>>>",
        4: _stream("", "/X Do"),
        5: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    for level in range(levels):
        deeper = 10 if itself else 11 + level
        draw = "/X Do " * times if itself or level + 1 < levels else "BT /F 9 Tf 50 700 Td (12.30) Tj ET"
        head = f"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>/XObject<</X {deeper} 0 R>>>>"
        objects[10 + level] = _stream(head, draw)
    return _file(objects)


def packed_streams(megabytes: int, layers: int = 1) -> bytes:
    """A page whose contents are so many megabytes of blanks, packed once or more."""
    from zlib import compress

    data = b" " * (megabytes << 20)
    for _ in range(layers):
        data = compress(data, 9)
    filters = " ".join(["/FlateDecode"] * layers)
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        4: f"<</Filter[{filters}]/Length {len(data)}>>\nstream\n{data.decode('latin-1')}\nendstream",
    }
    return _file(objects)


def word(body: str, numbering: str = "") -> bytes:
    """A Word file with this body."""
    whole = f"<w:document {_WORD}><w:body>{body}</w:body></w:document>".encode()
    parts = {
        "[Content_Types].xml": _TYPES_NUMBERED if numbering else _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": whole,
    }
    if numbering:
        parts["word/numbering.xml"] = numbering.encode()
        parts["word/_rels/document.xml.rels"] = _NUMBERED.encode()
    return zipped(parts)


def numbered(characters: int, paragraphs: int) -> bytes:
    """Paragraphs whose numbers are so long a text each."""
    text = f'<w:lvlText w:val="{"%1" * characters}"/>'
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>{text}</w:lvl>'
    numbering = (
        f'<w:numbering {_WORD}><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    one = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>款</w:t></w:r></w:p>'
    return word(one * paragraphs, numbering)


def spanned(columns: int) -> bytes:
    """A table with a cell that spans so many columns."""
    cells = (
        f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>'
        "<w:tc><w:p><w:r><w:t>2</w:t></w:r></w:p></w:tc>"
    )
    return word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")


def big_word(paragraphs: int) -> bytes:
    """A Word file of short paragraphs, each another, so that it packs badly enough to be read."""
    return word("".join(f"<w:p><w:r><w:t>第{n}款</w:t></w:r></w:p>" for n in range(paragraphs)))


def far_cell(place: str = "ZZZ9999999") -> bytes:
    """A workbook of two cells, the second where no sheet has one."""
    out = BytesIO()
    book = Workbook()
    book.active["A1"] = 1.5
    book.active["A2"] = 2.5
    book.save(out)
    from hostile import _changed

    return _changed(out.getvalue(), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'"A2"', f'"{place}"'.encode()))


_ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
_ODS_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<manifest:file-entry manifest:full-path="/" '
    'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
)


def open_sheet(content: str) -> bytes:
    """An OpenDocument sheet with this content behind the root elements."""
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": _ODS_MANIFEST.encode(),
            "content.xml": (_ODS + content).encode(),
        }
    )


def unended_table() -> bytes:
    """A sheet whose table does not end."""
    cell = '<table:table-cell office:value-type="float" office:value="12"/>'
    return open_sheet(f'<table:table table:name="a"><table:table-row>{cell}</table:table-row>')


def repeated_rows(times: int) -> bytes:
    """A sheet with a row that is repeated so often."""
    cell = '<table:table-cell office:value-type="float" office:value="12"/>'
    row = f'<table:table-row table:number-rows-repeated="{times}">{cell}</table:table-row>'
    ends = "</office:spreadsheet></office:body></office:document-content>"
    return open_sheet(f'<table:table table:name="a">{row}</table:table>{ends}')


def wild_xls() -> bytes:
    """An old workbook whose table of sectors leads nowhere."""
    data = bytearray(ole(b"\x09\x08\x10\x00" + bytes(16)))
    data[44:48] = (0x00F00000).to_bytes(4, "little")  # sectors of the table of sectors
    data[56:60] = (0).to_bytes(4, "little")
    return bytes(data)


def hours_cell() -> bytes:
    """A workbook with an enormous number that is to be shown as hours, and prose beside it."""
    out = BytesIO()
    book = Workbook()
    sheet = book.active
    sheet.append(["项目", "金额"])
    sheet.append(["办公费", 1e300])
    sheet["B2"].number_format = "[h]:mm:ss"
    book.save(out)
    return out.getvalue()


SMALL = {
    "share_then_rate.txt": "某工程支出10.00万元，占20%，群众满意率98%。\n".encode(),
    "amount_to_rate.txt": "完成投资3亿-98%。增长1.2万至5%。2万至3个百分点\n".encode(),
    "circled.txt": "支出表\n单位：万元\n项目\t合计\t基本\t项目\n栏次\t①\t②\t③\n办公费\t3.00\t1.00\t2.00\n".encode(),
    "raised.txt": "支出表\n单位：万元\n项目\t合计\t基本\t项目\n栏次\t¹\t²\t1²\n办公费\t3.00\t1.00\t2.00\n".encode(),
    "control.html": "<p>支出\x01\x0b&#11;\ufffe10万元</p><script>x</script>\x1f<nav>y</nav>\x0b<p>增长5%</p>".encode(),
    "digits_27.txt": f"2032年度收入{'9' * 27}万元，支出{'1' * 400}元，增长{'3' * 330}%。\n".encode(),
    "far_apart.txt": (
        f"支出9元，占２０万元。\n本年支出0元，占{'9' * 27}万元，完成率三点五万元。\n"
        "本年支出0万元，占0万元，完成率0万元。\n"
    ).encode(),
    "wide_table.txt": ("\t".join("项目甲乙"[n % 4] for n in range(5000)) + "\n" + "\t".join(["1.00"] * 5000)).encode(),
    "digits_cell.txt": f"项目\t金额\n办公费\t{'7' * 20000}\n合计\t1\n".encode(),
    "decimals.txt": f"支出0.{'3' * 10000}万元，比上年增加1e30万元。\n".encode(),
    "feeds.txt": "支出10.00万元，\u2028增长5%。\f收入20万元\v完成\n".encode(),
    "tags.txt": "<html><body>支出10.00万元，占50%。".encode(),
    "hours.xlsx": hours_cell(),
}

GREEDY = {
    "itself.pdf": lambda: drawn_forms(1, 2, itself=True),
    "forms_6_10.pdf": lambda: drawn_forms(7, 10),
    "forms_9_10.pdf": lambda: drawn_forms(10, 10),
    "forms_4_20.pdf": lambda: drawn_forms(5, 20),
    "stream_200.pdf": lambda: packed_streams(200),
    "stream_800_3.pdf": lambda: packed_streams(800, 3),
    "far_cell.xlsx": far_cell,
    "wild.xls": wild_xls,
    "unended.ods": unended_table,
    "repeated.ods": lambda: repeated_rows(10**6),
    "repeated_9.ods": lambda: repeated_rows(10**9),
    "numbered.docx": lambda: numbered(200_000, 2_000),
    "spanned.docx": lambda: spanned(399_000),
    "big.docx": lambda: big_word(1_700_000),
}

HEAD = "某县水务局2032年度部门决算\n一、情况说明\n"


def contradicting_levels(lines: int) -> str:
    """Two quantities that each line states anew, every time otherwise."""
    told = (f"2032年度收入总计{1000 + k}.25万元，支出总计{1000 + 2 * k}.35万元。\n" for k in range(lines))
    return HEAD + "".join(told)


def changes(lines: int) -> str:
    """One quantity that changed otherwise in each line, by rates that are wrong."""
    told = (
        f"2032年度培训费{1000 + k}.25万元，比上年增加{k % 40}.11万元，增长{k % 9}.5%，完成预算的{k % 100}%。\n"
        for k in range(lines)
    )
    return HEAD + "".join(told)


def wrong_total(rows: int) -> str:
    """A table whose total is not that of its rows, of which five are wrong themselves."""
    parts = [(37 * k % 900 + 10, 53 * k % 700 + 10) for k in range(rows)]
    lines = (
        f"{2010000 + k}\t某支出{k}\t{a + b + (k % max(1, rows // 5) == 0)}.00\t{a}.00\t{b}.00"
        for k, (a, b) in enumerate(parts)
    )
    total = f"合计\t\t{sum(a + b for a, b in parts) + 9}.00\t{sum(a for a, _ in parts)}.00\t0.00"
    title = "支出决算表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出"
    return f"{HEAD}{title}\n{total}\n" + "\n".join(lines) + "\n"


def wrong_sheet(rows: int) -> bytes:
    """A sheet of which each seventh row does not add up."""
    out = BytesIO()
    book = Workbook()
    sheet = book.active
    sheet.title = "支出表"
    for line in (["支出决算表"], ["单位：万元"], ["项目", "合计", "基本支出", "项目支出"]):
        sheet.append(line)
    for k in range(rows):
        a, b = 37 * k % 900 + 10.25, 53 * k % 700 + 10.5
        sheet.append([f"支出{k}", a + b + (k % 7 == 0), a, b])
    book.save(out)
    return out.getvalue()


JOINT = {
    "levels.txt": contradicting_levels,
    "changes.txt": changes,
    "total.txt": wrong_total,
    "sheet.xlsx": wrong_sheet,
}
