"""Watermarks and stamps: what is printed over the text, told by its look and by what it covers.

Nothing else on a page is printed where other characters stand. What does so in a colour or a size of its own is no
text of the document: a digit of it would make a number of a cell another one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from gouji.readers.pdf.characters import Colour, Run
from gouji.readers.pdf.glyphs import Glyph

_DISTINCT = 60  # of 255: colours that differ so much in red, green or blue are two
_WHITE = 250  # of 255: white letters stand on a dark ground
_PALE = 150  # of 255: letters as light as that are meant to be read through
_LARGE = 1.5  # of the usual height
_COVERS = 0.2  # of the smaller of two characters: what stands that far in another is printed over it
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
        looks[colours[g.run], round(g.size), g.turn].append(g)
    apart = set(map(id, odd))
    text = sorted((g for g in found if id(g) not in apart), key=lambda g: g.centre)
    marks = {id(g) for look, mark in looks.items() if _is_mark(look, mark, text) for g in mark}
    return [g for g in found if id(g) not in marks]


def _odd(found: Sequence[Glyph], colours: Mapping[int, Colour]) -> list[Glyph]:
    """The characters that look unlike the usual text of their page."""
    if not found:
        return []
    usual = Counter(colours[g.run] for g in found).most_common(1)[0][0]
    height = sorted(g.size for g in found)[len(found) // 2]
    return [g for g in found if _is_odd(g, colours[g.run], usual, height)]


def _is_odd(g: Glyph, colour: Colour, usual: Colour, height: float) -> bool:
    """Whether a character is large, or of another colour than the usual text."""
    if g.size > _LARGE * height:
        return True
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
    wide = min(g.x1, other.x1) - max(g.x0, other.x0)
    high = min(g.bottom, other.bottom) - max(g.top, other.top)
    if wide <= 0 or high <= 0:
        return False
    smaller = min(g.size * (g.x1 - g.x0), other.size * (other.x1 - other.x0))
    return wide * high > _COVERS * smaller
