"""Watermarks and stamps: what is printed over the text, told by its look and by what it covers.

Nothing else on a page is printed where other characters stand. What does so in a colour or a size of its own is no
text of the document: a digit of it would make a number of a cell another one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from gouji.places import Box
from gouji.readers.pdf.characters import Colour, Run
from gouji.readers.pdf.glyphs import Glyph

_DISTINCT = 60  # of 255: colours that differ so much in red, green or blue are two
_WHITE = 250  # of 255: white letters stand on a dark ground
_PALE = 150  # of 255: letters as light as that are meant to be read through
_LARGE = 1.5  # of the usual size
_COVERS = 0.2  # of the smaller of two characters: what stands that far in another is printed over it
_CORE = 0.8  # of the height of a box
_TALLEST = 2.0  # of the width: no character is higher
_OFTEN = 0.25  # of the characters of a look
_OFTEN_PALE = 0.08  # of those in a light colour: the rest of a watermark stands between the lines

Look = tuple[Colour, int, int]  # colour, height in points and turn


def without_marks(found: Sequence[Glyph], runs: Mapping[int, Run]) -> list[Glyph]:
    """The characters of a page without those of watermarks and stamps."""
    colours = {number: run.colour for number, run in runs.items()}
    odd = _odd(found, colours)
    if not odd:
        return list(found)
    looks: dict[Look, list[Glyph]] = defaultdict(list)
    for g in odd:
        looks[colours[g.run], round(g.bottom - g.top), g.turn].append(g)
    apart = set(map(id, odd))
    text = sorted((g for g in found if id(g) not in apart), key=lambda g: g.centre)
    marks = {id(g) for look, mark in looks.items() if _is_mark(look, mark, text) for g in mark}
    return [g for g in found if id(g) not in marks]


def _odd(found: Sequence[Glyph], colours: Mapping[int, Colour]) -> list[Glyph]:
    """The characters that look unlike the usual text of their page."""
    if not found:
        return []
    heights = sorted([g.bottom - g.top for g in found])
    high = _LARGE * heights[len(heights) // 2]
    often = Counter([g.run for g in found])
    usual = _usual(often, colours)
    coloured = {run for run in often if _is_distinct(colours[run], usual)}
    if not coloured and heights[-1] <= high:
        return []
    return [g for g in found if g.run in coloured or (_size(g) > high and _is_ideograph(g))]


def _usual(often: Mapping[int, int], colours: Mapping[int, Colour]) -> Colour:
    """The colour of most characters; `often` counts them by run."""
    inks: Counter[Colour] = Counter()
    for run, count in often.items():
        inks[colours[run]] += count
    return inks.most_common(1)[0][0]


def _is_ideograph(g: Glyph) -> bool:
    """Whether the width of a character tells its size."""
    return g.text.isalpha() and not g.text.isascii()


def _size(g: Glyph) -> float:
    """The size of a character: fonts give any height, and for digits and marks any width."""
    wide, high = (g.x1 - g.x0, g.size) if g.turn % 180 == 0 else (g.size, g.x1 - g.x0)
    return high if g.text.isascii() else min(wide, high)


def _is_distinct(colour: Colour, usual: Colour) -> bool:
    """Whether a colour is another than that of the usual text, and not the white of letters on a dark ground."""
    return colour != usual and min(colour) < _WHITE and _apart(colour, usual) > _DISTINCT


def _apart(colour: Colour, other: Colour) -> int:
    return max(abs(a - b) for a, b in zip(colour, other, strict=True))


def _is_mark(look: Look, mark: Sequence[Glyph], text: Sequence[Glyph]) -> bool:
    """Whether characters of one look stand over other text, more often than by a collision of two cells."""
    heights = [g.centre for g in text]
    tallest = max((g.size for g in text), default=0.0)
    over = 0
    for g in mark:
        reach = (g.size + tallest) / 2
        near = text[bisect_left(heights, g.centre - reach) : bisect_right(heights, g.centre + reach)]
        over += any(_covers(g, other) for other in near)
    often = _OFTEN_PALE if min(look[0]) > _PALE else _OFTEN
    return over > 1 and over >= often * len(mark)


def _covers(g: Glyph, other: Glyph) -> bool:
    """Whether a character lies over another by more than boxes do that touch."""
    a, b = _core(g), _core(other)
    wide = min(a[2], b[2]) - max(a[0], b[0])
    high = min(a[3], b[3]) - max(a[1], b[1])
    if wide <= 0 or high <= 0:
        return False
    return wide * high > _COVERS * min((c[2] - c[0]) * (c[3] - c[1]) for c in (a, b))


def _core(g: Glyph) -> Box:
    """Where the ink of a character may be: boxes may be too high, and those of digits too wide on the right."""
    if g.turn % 180:
        return g.x0, g.top, g.x1, g.bottom
    half = _CORE * min(g.size, _TALLEST * (g.x1 - g.x0)) / 2
    right = min(g.x1, g.x0 + half) if g.text.isascii() else g.x1
    return g.x0, g.centre - half, right, g.centre + half
