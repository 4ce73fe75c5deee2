"""What the styles of a web page do to its text: some is not shown, and some has no other order than its place."""

from __future__ import annotations

import regex
from lxml.html import HtmlElement

from gouji.readers.html.text_blocks import size, squeezed

_NO_SIZE = regex.compile(r"(?i)(?:^|[;\s])font-size\s*:\s*0+(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$)")
_WHITE = regex.compile(
    r"(?i)(?:^|[;\s])color\s*:\s*(?:white|transparent|#f{3}|#f{6}|rgba?\(\s*255\s*,\s*255\s*,\s*255)(?:[\s;,)!]|$)"
)
_GROUND = regex.compile(r"(?i)background")
_ABSOLUTE = regex.compile(r"(?i)position\s*:\s*absolute")
_PLACED = regex.compile(r"(?i)\.([\w-]{1,80})\s*(?:,[^{}]{0,500})?\{[^{}]{0,2000}position\s*:\s*absolute")
_PIECES = 20  # pieces of text with a place of their own: fewer are labels and buttons
_SHORT = 200  # characters of such a piece: more is a part of the page
_MOST = 0.5  # of the page's characters


def hidden_text(root: HtmlElement) -> int:
    """How many elements hold text that their own style keeps from being seen."""
    return sum(_is_hidden(element) for element in root.iter() if isinstance(element.tag, str))


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style", "")
    if not style or not squeezed(element.text or ""):
        return False
    return bool(_NO_SIZE.search(style)) or (bool(_WHITE.search(style)) and not _has_ground(element))


def _has_ground(element: HtmlElement) -> bool:
    """Whether something says what colour is behind the text; a class may say it."""
    for one in (element, *element.iterancestors()):
        if one.tag not in ("html", "body") and (one.get("class") or one.get("bgcolor")):
            return True
        if _GROUND.search(one.get("style", "")) or one.get("bgcolor"):
            return True
    return False


def is_scattered(root: HtmlElement) -> bool:
    """Whether most of a page's text stands in pieces with a place of their own, as programs print pages to HTML."""
    classes = {name for sheet in root.iter("style") for name in _PLACED.findall(sheet.text or "")}
    pieces = [e for e in root.iter() if isinstance(e.tag, str) and _is_placed(e, classes)]
    placed = set(pieces)
    sizes = [size(e) for e in pieces if not any(child in placed for child in e.iterdescendants())]
    short = [n for n in sizes if 0 < n <= _SHORT]
    body = root.find("body")
    return len(short) >= _PIECES and sum(short) > _MOST * size(root if body is None else body)


def _is_placed(element: HtmlElement, classes: set[str]) -> bool:
    return bool(_ABSOLUTE.search(element.get("style", ""))) or bool(classes & set(element.get("class", "").split()))
