"""The XML of word processing (ISO/IEC 29500-1, chapter 17): names, and which children of an element are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from docx.oxml.ns import qn

Element: TypeAlias = Any  # an element of lxml, which has no types

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATE, _CHOICE, _FALLBACK = (_COMPATIBILITY + name for name in ("AlternateContent", "Choice", "Fallback"))
_WRAPPERS = frozenset(
    qn(f"w:{name}")
    for name in (
        *("ins", "moveTo", "hyperlink", "smartTag", "customXml", "sdt", "sdtContent", "fldSimple"),
        *("dir", "bdo", "ruby", "rubyBase"),
    )
)
_DELETED = frozenset((qn("w:del"), qn("w:moveFrom")))
_CHANGES = (*_DELETED, *(qn(f"w:{name}") for name in ("ins", "moveTo", "cellIns", "cellDel")))

PARAGRAPH, TABLE, RUN, BOX = qn("w:p"), qn("w:tbl"), qn("w:r"), qn("w:txbxContent")
PROPERTIES, RUN_PROPERTIES, STYLE = qn("w:pPr"), qn("w:rPr"), qn("w:pStyle")
DRAWN, CHUNK = (qn("w:drawing"), qn("w:pict"), qn("w:object")), qn("w:altChunk")
FOOTNOTE, ENDNOTE = qn("w:footnoteReference"), qn("w:endnoteReference")
VALUE, ID = qn("w:val"), qn("w:id")


def children(element: Element) -> Iterator[Element]:
    """The children that are read, in order.

    Of a wrapper (a link, a tracked insertion, a content control) its children stand for it; of alternatives the
    first. What a tracked change deleted or moved away (w:del, w:moveFrom) is no such wrapper: nobody looks into it.
    """
    for child in element:
        if child.tag in _WRAPPERS:
            yield from children(child)
        elif child.tag == _ALTERNATE:
            branch = child.find(_CHOICE)
            branch = child.find(_FALLBACK) if branch is None else branch
            if branch is not None:
                yield from children(branch)
        else:
            yield child


def boxes(element: Element) -> Iterator[Element]:
    """The text boxes that a drawing holds, not those inside of them."""
    for child in children(element):
        if child.tag == BOX:
            yield child
        else:
            yield from boxes(child)


def has_changes(element: Element) -> bool:
    """Whether any tracked change of text is in it."""
    return next(element.iter(*_CHANGES), None) is not None


def is_deleted(properties: Element | None) -> bool:
    """Whether the properties of a row or of a paragraph's mark say that a tracked change deleted it."""
    return properties is not None and any(child.tag in _DELETED for child in properties)


def value(element: Element | None, path: str = "", name: str = VALUE) -> str:
    """The attribute of what stands at `path` below the element; empty when either is missing."""
    found = element.find(path) if path and element is not None else element
    return "" if found is None else str(found.get(name, ""))


def number(text: str, otherwise: int) -> int:
    """A whole number from zero up, as attributes hold them; anything else gives `otherwise`."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def switch(element: Element | None, name: str) -> bool | None:
    """Whether the property `name` is on; None when the properties do not mention it."""
    found = None if element is None else element.find(name)
    return None if found is None else found.get(VALUE, "true") not in ("0", "false", "off")
