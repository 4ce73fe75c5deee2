"""What the styles of a web page do to its text: some is not shown, and some has no other order than its place."""

from __future__ import annotations

import regex
from lxml.html import HtmlElement

from gouji.readers.html.text_blocks import size, squeezed

_NO_SIZE = regex.compile(
    r"""(?xi)
    (?:^|[;\s])
    font-size\s*:\s*
    0+(?:\.0+)?(?:px|pt|em|rem|%)?
    \s*(?:;|!|$)
    """
)
_WHITE = regex.compile(
    r"""(?xi)
    (?:^|[;\s])
    color\s*:\s*
    (?:
        white
      | transparent
      | \#f{3} | \#f{6}                           # white in hexadecimal digits
      | rgba?\(\s*255\s*,\s*255\s*,\s*255         # white by its three parts
    )
    (?:[\s;,)!]|$)
    """
)
_GROUND = regex.compile(r"(?i)background")
_ABSOLUTE = regex.compile(r"(?i)position\s*:\s*absolute")
_PLACED = regex.compile(
    r"""(?xi)
    \.([\w-]{1,80})\s*                            # the class
    (?:,[^{}]{0,500})?                            # other selectors with the same style
    \{[^{}]{0,2000}position\s*:\s*absolute
    """
)
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
    if _NO_SIZE.search(style):
        return True
    return bool(_WHITE.search(style)) and not _has_ground(element)


def _has_ground(element: HtmlElement) -> bool:
    """Whether something says what colour is behind the text; a class may say it."""
    return any(map(_sets_ground, (element, *element.iterancestors())))


def _sets_ground(element: HtmlElement) -> bool:
    if element.get("bgcolor") or _GROUND.search(element.get("style", "")):
        return True
    return element.tag not in ("html", "body") and bool(element.get("class"))


def is_scattered(root: HtmlElement) -> bool:
    """Whether most of a page's text stands in pieces with a place of their own, as programs print pages to HTML."""
    short = [n for n in map(size, _innermost_placed(root)) if 0 < n <= _SHORT]
    if len(short) < _PIECES:
        return False
    body = root.find("body")
    whole = size(root if body is None else body)
    return sum(short) > _MOST * whole


def _innermost_placed(root: HtmlElement) -> list[HtmlElement]:
    """The elements with a place of their own that hold no other such element."""
    classes = _placed_classes(root)
    pieces = [e for e in root.iter() if isinstance(e.tag, str) and _is_placed(e, classes)]
    placed = set(pieces)
    return [e for e in pieces if placed.isdisjoint(e.iterdescendants())]


def _placed_classes(root: HtmlElement) -> set[str]:
    """The classes to which the page's style sheets give a place of their own."""
    found: set[str] = set()
    for sheet in root.iter("style"):
        found.update(_PLACED.findall(sheet.text or ""))
    return found


def _is_placed(element: HtmlElement, classes: set[str]) -> bool:
    if _ABSOLUTE.search(element.get("style", "")):
        return True
    return not classes.isdisjoint(element.get("class", "").split())
