"""HTML pages to documents: the main text without what stands around it, tables with their spans."""

from __future__ import annotations

import codecs
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import regex
from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from gouji.document import Document
from gouji.errors import GoujiError
from gouji.readers.caption_lines import caption_kind
from gouji.readers.compose import Composer, Grid, Written
from gouji.readers.decode import decode, read_bytes
from gouji.readers.html.hidden_style import hidden_text, is_scattered
from gouji.readers.html.main_text import Mass, is_office, main_part, page_title, prune, weigh
from gouji.readers.html.table_elements import placed_cells
from gouji.readers.html.text_blocks import BLOCKS, lines, parts, squeezed
from gouji.readers.limits import LIMITS, Clock
from gouji.readers.xmltext import allowed

_DECLARED = regex.compile(
    rb"""(?xi)
    <meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w-]+)
  | <\?xml[^>]{0,100}?encoding=["']([\w-]+)
    """
)
_HEAD = 4096  # bytes in which a page declares its encoding
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # it begins like that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MISREAD = 0.02  # of the characters; more, and the declared encoding is wrong


def read_html(path: Path) -> Document:
    """The document of a saved page: its title, its main text, its tables.

    Raises GoujiError E001, E002, E003 (binary), E004 (encoding), E009 (damaged), E014 (a limit).
    """
    data = read_bytes(path)
    clock = Clock(path)
    text, encoding, warnings = _decoded(data, path)
    root, cut = _parsed(text, path)
    _check_limits(root, path)  # before anything is weighed
    office = is_office(root)
    title = "" if office else page_title(root)
    scattered = is_scattered(root)
    prune(root)
    clock.check()
    if hidden := hidden_text(root):
        warnings = [*warnings, f"网页有 {hidden} 处不显示的文字（字号为零或与底色相同），已照常读取"]
    masses = weigh(root)
    main = root if office else main_part(root, masses)
    composer = Composer()
    if title and not _begins_with(main, title):
        composer.paragraph(Written(title))
    _write(composer, main, masses, clock, path)
    if not masses[main].chars:
        composer.unread("网页没有正文文字（可能由脚本或图片给出），未能读取")
    if scattered:
        composer.unread("网页的文字逐行以绝对位置排布，表格的行列未能读取")
    if cut:
        composer.unread("网页元素嵌套过深，其后的内容未能读取")
    return replace(composer.document(str(path), sha256(data).hexdigest(), warnings=warnings), encoding=encoding)


def _check_limits(root: HtmlElement, path: Path) -> None:
    """Counts cells and the depth of tables. A row costs as much as a cell."""
    LIMITS.check("cells", sum(1 for _ in root.iter("tr", "td", "th")), path)
    for table in root.iter("table"):
        around = sum(1 for _ in table.iterancestors("table"))
        LIMITS.check("depth", 1 + around, path)


def _begins_with(main: HtmlElement, title: str) -> bool:
    """Whether the title stands near the beginning of a part of the page."""
    beginning = squeezed(main.text_content())[: 2 * len(title)]
    return squeezed(title) in beginning


# ---- bytes to a tree ------------------------------------------------------------------------------------------


def _decoded(data: bytes, path: Path) -> tuple[str, str, list[str]]:
    """The text, the name of its encoding, warnings. What UTF-8 can read is UTF-8, whatever the page declares."""
    marked = next((name for bom, name in _BOMS if data.startswith(bom)), "")
    for name in (marked, "utf-8", _declared(data)):
        if name and (found := _read(data, name, "strict")):
            return found, name, []
    name = _declared(data)
    found = _read(data, name, "replace") if name else ""
    if found and (lost := found.count("\ufffd")) <= _MISREAD * len(found):
        return found, name, [f"网页有 {lost} 处字节不合所声明的编码 {name}，已略过"]
    text, name = decode(data, path)
    return text, name, []


def _declared(data: bytes) -> str:
    """The encoding that the page names. gb2312 and gbk are parts of gb18030, and pages use more than they declare."""
    m = _DECLARED.search(data[:_HEAD])
    name = (m[1] or m[2]).decode("ascii", "replace").lower() if m else ""
    if name.startswith("utf-16"):  # it could not have been read so far
        return ""
    return "gb18030" if name.startswith(("gb", "x-gb")) else name


def _read(data: bytes, encoding: str, errors: str) -> str:
    """The decoded text; empty when the bytes are none of it or no such encoding is known."""
    try:
        return data.decode(encoding, errors)
    except (UnicodeError, LookupError):
        return ""


def _parsed(text: str, path: Path) -> tuple[HtmlElement, bool]:
    """The page's tree, and whether the parser stopped at its own limit of depth."""
    parser = HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(allowed(text).encode(), parser)
    except etree.LxmlError as exc:
        raise GoujiError("E009", path=path, reason=exc) from exc
    if root is None:
        raise GoujiError("E009", path=path, reason="no elements")
    return root, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


# ---- the text in order --------------------------------------------------------------------------------------


def _write(composer: Composer, main: HtmlElement, masses: dict[HtmlElement, Mass], clock: Clock, path: Path) -> None:
    slots = 0

    def role(element: HtmlElement) -> str:
        mass = masses[element]
        if mass.data:
            return "table"
        is_links = element.tag in BLOCKS and mass.chars and mass.linked
        return "links" if is_links else ""

    for part in parts(main, role):
        clock.check()
        if isinstance(part, str):
            composer.paragraph(Written(part))
            continue
        found, used = placed_cells(part, LIMITS.cells - slots)
        slots += used
        LIMITS.check("cells", slots, path)
        captions = [line for c in part.iterchildren("caption") for line in lines(c)]
        for line in captions:
            composer.paragraph(Written(line))
        composer.grid(Grid(tuple(found), _title(captions)))


def _title(captions: list[str]) -> str:
    """The first caption line that does more than number the table or tell its unit, its owner or its year."""
    for line in captions:
        if caption_kind(line) not in ("number", "unit", "owner", "year"):
            return line
    return ""
