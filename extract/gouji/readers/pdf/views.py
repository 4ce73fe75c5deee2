"""A page looked at the way its text stands: upright, and turned for what of it stands otherwise.

A sideways table stands on an upright page, and an upright page number under a sideways table. Each is read upright.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.readers.pdf.glyphs import Glyph, seen_turned
from gouji.readers.pdf.ruled.cell_characters import PageGrid, fill
from gouji.readers.pdf.ruled.lattice import Lattice, lattices
from gouji.readers.pdf.ruled.rulings import Rules, turned
from gouji.readers.pdf.text_lines import TextLine, text_lines


@dataclass(frozen=True, slots=True)
class View:
    """The lines and tables that stand upright when the page is held one way; its size in points."""

    width: float
    height: float
    lines: list[TextLine]
    grids: list[PageGrid]


def views(found: Sequence[Glyph], rules: Rules, size: tuple[float, float], page: int) -> list[View]:
    """The views of a page, that of the frame first; `size` is its width and height in the frame."""
    often = Counter(g.turn for g in found)
    turns = [0, *(turn for turn, _ in often.most_common() if turn)]
    seen: list[View] = []
    rest = list(found)
    for turn in turns:
        view, rest = _view(rest, rules, size, turn, page)
        seen.append(view)
    return seen


def _view(
    found: Sequence[Glyph], rules: Rules, size: tuple[float, float], turn: int, page: int
) -> tuple[View, list[Glyph]]:
    """What is upright after a turn of the page, and the characters that are not."""
    held = [seen_turned(g, turn, *size) for g in found] if turn else list(found)
    width, height = reversed(size) if turn % 180 else size
    whole = lattices(*(turned(rules, turn, size) if turn else rules))
    upright = _upright(whole, held, blank=not turn)
    grids, outside = fill(upright, held, page)
    lines, rest = _parted(outside, [lattice for lattice in whole if lattice not in upright])
    original = {id(h): g for h, g in zip(held, found, strict=True)}
    return View(width, height, text_lines(lines, page), _sorted(grids)), [original[id(g)] for g in rest]


def _upright(whole: list[Lattice], glyphs: Sequence[Glyph], *, blank: bool) -> list[Lattice]:
    """The grids whose text is upright; `blank` tells whether those without text are among them."""
    if blank and not _is_mixed(glyphs):
        return whole
    return [lattice for lattice in whole if _is_upright(lattice, glyphs, blank=blank)]


def _is_mixed(glyphs: Sequence[Glyph]) -> bool:
    return any(g.turn for g in glyphs)


def _parted(outside: Sequence[Glyph], later: Sequence[Lattice]) -> tuple[list[Glyph], list[Glyph]]:
    """The characters outside of grids that are upright, and those that wait: the others, and those in later grids."""
    if not later and not _is_mixed(outside):
        return list(outside), []
    inside = {id(g) for lattice in later for g in _inside(lattice, outside)}
    now = [g for g in outside if not g.turn and id(g) not in inside]
    read = set(map(id, now))
    return now, [g for g in outside if id(g) not in read]


def _sorted(grids: Sequence[PageGrid]) -> list[PageGrid]:
    return sorted(grids, key=lambda g: g.lattice.ys[0])


def _is_upright(lattice: Lattice, glyphs: Sequence[Glyph], *, blank: bool) -> bool:
    """Whether most of what stands in a grid is upright; `blank` is the answer for a grid without text."""
    inside = _inside(lattice, glyphs)
    return 2 * sum(not g.turn for g in inside) >= len(inside) if inside else blank


def _inside(lattice: Lattice, glyphs: Sequence[Glyph]) -> list[Glyph]:
    x0, y0, x1, y1 = lattice.box
    return [g for g in glyphs if x0 <= g.middle <= x1 and y0 <= g.centre <= y1]
