"""Files that are whole in their bytes and odd in their build: rings, depths, spans and places that lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from hostile import _WORD, zipped
from hostile_members import Fault
from hostile_pages import PDF
from hostile_sheets import ODS, XLS, XLSX
from hostile_sound import html_page, members
from hostilefiles import GREEDY, numbered, spanned, word

_PROSE = "支出10.00万元，占5%。"
_P = f"<w:p><w:r><w:t>{_PROSE}</w:t></w:r></w:p>"
_LARGE = ("big.docx", "stream_800_3.pdf")  # whose making alone takes long


def faults() -> Iterator[Fault]:
    """Every odd build, by format."""
    for kind, made in (("html", _HTML), ("docx", _DOCX), ("xlsx", XLSX), ("ods", ODS), ("xls", XLS), ("pdf", PDF)):
        for fault, make in made.items():
            yield kind, fault, make
    for name, make in GREEDY.items():
        if name not in _LARGE:
            stem, suffix = name.rsplit(".", 1)
            yield suffix, f"greedy {stem}", make


def _page(body: str, head: str = '<meta charset="utf-8">') -> Callable[[], bytes]:
    return lambda: f"<!doctype html><html><head>{head}</head><body><p>{_PROSE}</p>{body}</body></html>".encode()


def _charset(name: str) -> Callable[[], bytes]:
    return lambda: html_page().replace(b"utf-8", name.encode())


_CELL = "<td>1.00</td>"
_HTML: Mapping[str, Callable[[], bytes]] = {
    "a span of columns": _page(f'<table><tr><td colspan="999999999">1</td>{_CELL}</tr></table>'),
    "a span of rows": _page(f'<table><tr><td rowspan="999999999">1</td>{_CELL}</tr><tr>{_CELL}</tr></table>'),
    "spans below nothing": _page(f'<table><tr><td colspan="-5" rowspan="x">1</td>{_CELL}</tr></table>'),
    "spans on spans": _page("<table>" + f"<tr>{'<td colspan=90 rowspan=90>1</td>' * 90}</tr>" * 90 + "</table>"),
    "tables in tables": _page("<table><tr><td>" * 400 + "1" + "</td></tr></table>" * 400),
    "divisions in divisions": _page("<div>" * 60_000 + "1"),
    "lists in lists": _page("<ul><li>" * 3_000 + "1.00"),
    "nothing closed": _page("<table><tr><td>1<td>2<tr><td>3<p>4<table><td>5" * 200),
    "a comment without end": _page("<!-- " + _PROSE * 2_000),
    "a script without end": _page("<script>" + _PROSE * 2_000),
    "an attribute of a megabyte": _page(f'<p class="{"a" * 1_000_000}">1</p>'),
    "50000 attributes": _page("<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">1</p>"),
    "rows without cells": _page("<table>" + "<tr></tr>" * 20_000 + "</table>"),
    "cells without rows": _page("<table>" + _CELL * 5_000 + "</table>"),
    "references without end": _page("&#99999999999;&#x0;&#xd800;&bogus;&amp" * 2_000),
    "laughs": _page('<!DOCTYPE a [<!ENTITY b "1">]>&b;&b;'),
    "frames": _page('<iframe src="file:///etc/hostname"></iframe><object data="a.html"></object>'),
    "hidden": _page(f'<p style="display:none">{_PROSE}</p><p hidden>{_PROSE}</p><p style="font-size:0">{_PROSE}</p>'),
    "a base": _page("<p>1</p>", '<base href="file:///"><meta http-equiv="refresh" content="0;url=file:///">'),
    "20000 breaks": _page("支出10.00万元<br>" * 20_000),
    "charset utf-7": _charset("utf-7"),
    "charset utf-16": _charset("utf-16"),
    "charset punycode": _charset("punycode"),
    "charset idna": _charset("idna"),
    "charset base64": _charset("base64"),
    "charset hex": _charset("hex_codec"),
    "charset undefined": _charset("undefined"),
    "charset unknown": _charset("x-bogus-9"),
    "charset big5": _charset("big5"),
}


def _styled(styles: str) -> Callable[[], bytes]:
    """A Word file with these styles."""
    kind = '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"'
    relation = f'<Relationship Id="r1" Type={kind} Target="styles.xml"/>'

    def make() -> bytes:
        parts = members(word(f'<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>{_PROSE}</w:t></w:r></w:p>'))
        parts["word/styles.xml"] = f"<w:styles {_WORD}>{styles}</w:styles>".encode()
        space = "http://schemas.openxmlformats.org/package/2006/relationships"
        parts["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{space}">{relation}</Relationships>'.encode()
        return zipped(parts)

    return make


def _style(name: str, based: str) -> str:
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:basedOn w:val="{based}"/></w:style>'


def _held(*inside: str) -> str:
    """A paragraph."""
    return f"<w:p>{''.join(inside)}</w:p>"


_RUN = "<w:r><w:t>1</w:t></w:r>"
_BOX, _BOX_END = "<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"
_GRID = '<w:tblGrid><w:gridCol w:w="x"/></w:tblGrid>'
_GAP = '<w:trPr><w:gridBefore w:val="900000"/></w:trPr>'
_NOTES = '<w:footnoteReference w:id="7"/><w:endnoteReference w:id="-1"/><w:t>1</w:t>'
_NUMBERED = f'<w:numPr><w:ilvl w:val="99"/><w:numId w:val="{"9" * 30}"/></w:numPr>'
_DELETED = f"<w:del><w:r><w:delText>{_PROSE}</w:delText></w:r></w:del>"


def _row(properties: str) -> str:
    return f"<w:tbl><w:tr><w:tc><w:tcPr>{properties}</w:tcPr>{_P}</w:tc><w:tc>{_P}</w:tc></w:tr></w:tbl>"


_DOCX: Mapping[str, Callable[[], bytes]] = {
    "a body of nothing": lambda: word(""),
    "two bodies": lambda: word(f"{_P}</w:body><w:body>{_P}"),
    "tables in tables": lambda: word("<w:tbl><w:tr><w:tc>" * 60 + _P + "</w:tc></w:tr></w:tbl>" * 60),
    "tables in tables deeper": lambda: word("<w:tbl><w:tr><w:tc>" * 2_000 + _P + "</w:tc></w:tr></w:tbl>" * 2_000),
    "controls in controls": lambda: word("<w:sdt><w:sdtContent>" * 1_500 + _P + "</w:sdtContent></w:sdt>" * 1_500),
    "insertions in insertions": lambda: word(_held("<w:ins>" * 1_500, _RUN, "</w:ins>" * 1_500)),
    "boxes in boxes": lambda: word(_BOX * 200 + _P + _BOX_END * 200),
    "a span below nothing": lambda: word(_row('<w:gridSpan w:val="-3"/>')),
    "a span of no number": lambda: word(_row('<w:gridSpan w:val="支"/>')),
    "a span of 27 digits": lambda: word(_row(f'<w:gridSpan w:val="{"9" * 27}"/>')),
    "a wide span": lambda: spanned(300_000),
    "a merge that nothing begins": lambda: word(_row('<w:vMerge w:val="continue"/>')),
    "a merge of an unknown kind": lambda: word(_row('<w:vMerge w:val="bogus"/>')),
    "rows without cells": lambda: word("<w:tbl>" + "<w:tr/>" * 5_000 + "</w:tbl>"),
    "cells without paragraphs": lambda: word("<w:tbl><w:tr>" + "<w:tc/>" * 500 + "</w:tr></w:tbl>"),
    "grids that do not fit": lambda: word(f"<w:tbl>{_GRID}<w:tr>{_GAP}<w:tc>{_P}</w:tc></w:tr></w:tbl>"),
    "a text of megabytes": lambda: word(f"<w:p><w:r><w:t>{_PROSE * 100_000}</w:t></w:r></w:p>"),
    "50000 runs": lambda: word("<w:p>" + "<w:r><w:t>1</w:t></w:r>" * 50_000 + "</w:p>"),
    "notes that are missing": lambda: word(_held("<w:r>", _NOTES, "</w:r>")),
    "numbers without numbering": lambda: word(f"<w:p><w:pPr>{_NUMBERED}</w:pPr></w:p>{_P}"),
    "a number of megabytes": lambda: numbered(300, 400),
    "fields without end": lambda: word(_held('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 3_000) + _P),
    "styles in a ring": _styled(_style("a", "b") + _style("b", "a")),
    "a style of itself": _styled(_style("a", "a")),
    "a chain of styles": _styled(_style("a", "s0") + "".join(_style(f"s{n}", f"s{n + 1}") for n in range(5_000))),
    "deleted and hidden": lambda: word(_held(_DELETED, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>1</w:t></w:r>")),
    "signs of no code": lambda: word('<w:p><w:r><w:sym w:font="x" w:char="ZZZZ"/><w:sym/><w:t>1</w:t></w:r></w:p>'),
}
