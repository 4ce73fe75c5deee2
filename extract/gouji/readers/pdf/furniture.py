"""What a page prints outside its text: page numbers, running heads and feet, told by place and recurrence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import regex

from gouji.language import rules
from gouji.language.page_furniture import recurs
from gouji.readers.caption_lines import caption_kind
from gouji.readers.pdf.text_lines import TextLine

_DIGITS = regex.compile(r"[\d\s]+")
_MARGIN = 0.12  # of the page's height: heads and feet stand in there
_EDGE_LINES = 2  # lines at either end of a page that may be head or foot
_PAGE_DIGITS = 3
_FEWEST = 3  # bare numbers that count on from page to page
_BAND = 8.0  # points that a running head may move


def furniture(pages: Sequence[tuple[float, Sequence[TextLine]]]) -> set[int]:
    """The `id`s of the lines that are no text; `pages` are height and lines, tables' text not among these."""
    edges: list[tuple[tuple[str, int], TextLine]] = []
    found = _counting_on(pages)
    layout = rules.load("tables_layout")
    for height, lines in pages:
        ends = {id(line): line for line in [*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]]}
        for line in ends.values():
            top, foot = line.bottom < _MARGIN * height, line.top > (1 - _MARGIN) * height
            if layout["layout.page_number"].search(line.text):
                found.add(id(line))
            elif not top and not foot:
                continue
            elif layout["layout.page_number.bare"].search(line.text):
                found.add(id(line))
            elif not caption_kind(line.text):
                edges.append(((_DIGITS.sub("", line.text), round(line.top / _BAND)), line))
    often = Counter(key for key, _ in edges)
    for (text, band), line in edges:
        near = sum(often[text, band + d] for d in (-1, 0, 1))
        if recurs(near, len(pages)):
            found.add(id(line))
    return found


def _counting_on(pages: Sequence[tuple[float, Sequence[TextLine]]]) -> set[int]:
    """The bare numbers at the ends of pages that count on from page to page, wherever they stand."""
    bare = [
        (int(line.text) - number, line)
        for number, (_, lines) in enumerate(pages)
        for line in {id(x): x for x in [*lines[:1], *lines[-1:]]}.values()
        if line.text.isdecimal() and len(line.text) <= _PAGE_DIGITS
    ]
    often = Counter(ahead for ahead, _ in bare)
    return {id(line) for ahead, line in bare if often[ahead] >= _FEWEST}
