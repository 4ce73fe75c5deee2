"""What a page prints outside its text: page numbers, running heads and feet, told by place and recurrence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import regex

from gouji.language import rules
from gouji.language.page_furniture import recurs
from gouji.readers.caption_lines import caption_kind
from gouji.readers.pdf.text_lines import TextLine

Page = tuple[int, float, Sequence[TextLine]]  # number, height and lines

_DIGITS = regex.compile(r"[\d\s]+")
_MARGIN = 0.12  # of the page's height: heads and feet stand in there
_EDGE_LINES = 2  # lines at either end of a page that may be head or foot
_PAGE_DIGITS = 3
_FEWEST = 3  # bare numbers that count on from page to page
_BAND = 8.0  # points that a running head may move


def furniture(pages: Sequence[Page]) -> set[int]:
    """The `id`s of the lines that are no text; `pages` are number, height and lines, without tables' text."""
    found = _counting_on(pages)
    edges: list[TextLine] = []
    for _, height, lines in pages:
        for line in _ends(lines, _EDGE_LINES):
            in_margin = _in_margin(line, height)
            if _prints_page_number(line.text, in_margin):
                found.add(id(line))
            elif in_margin and not caption_kind(line.text):
                edges.append(line)
    return found | _recurring(edges, len({number for number, _, _ in pages}))


def _ends(lines: Sequence[TextLine], count: int) -> Iterable[TextLine]:
    """The first and the last lines of a page, so many of either, each once."""
    return {id(line): line for line in [*lines[:count], *lines[-count:]]}.values()


def _in_margin(line: TextLine, height: float) -> bool:
    return line.bottom < _MARGIN * height or line.top > (1 - _MARGIN) * height


def _prints_page_number(text: str, in_margin: bool) -> bool:
    """Whether a line prints a page number; a bare number may be one in the margin only."""
    layout = rules.load("tables_layout")
    if layout["layout.page_number"].search(text):
        return True
    return in_margin and layout["layout.page_number.bare"].search(text) is not None


def _recurring(edges: Sequence[TextLine], pages: int) -> set[int]:
    """The `id`s of the lines that stand at about one height on many pages, digits aside."""
    placed = [(_DIGITS.sub("", line.text), round(line.top / _BAND), line) for line in edges]
    often = Counter((text, band) for text, band, _ in placed)
    found = set()
    for text, band, line in placed:
        near = sum(often[text, band + step] for step in (-1, 0, 1))
        if recurs(near, pages):
            found.add(id(line))
    return found


def _counting_on(pages: Sequence[Page]) -> set[int]:
    """The bare numbers at the ends of pages that count on from page to page, wherever they stand."""
    bare: list[tuple[int, TextLine]] = []
    for page, _, lines in pages:
        numbers = (line for line in _ends(lines, 1) if _is_short_number(line.text))
        bare += [(int(line.text) - page, line) for line in numbers]
    often = Counter(ahead for ahead, _ in bare)
    return {id(line) for ahead, line in bare if often[ahead] >= _FEWEST}


def _is_short_number(text: str) -> bool:
    return text.isdecimal() and len(text) <= _PAGE_DIGITS
