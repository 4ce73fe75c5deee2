"""The characters of a page with the box that each takes up in its line.

Boxes are those of the advance width and the line height, not of the ink: a full stop is as high as its
neighbours, so that what stands in one line overlaps. Coordinates are points from the upper left corner of the
page as it is shown.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from gouji.places import Box
from gouji.readers.pdf.characters import UNKNOWN, Character, Windows, characters

_TWICE = 0.35  # of its size: what is printed again that near is the same character made bold
_BULLETS = 0.02  # of a page's characters: so few without a meaning are bullets
_ASCENT, _DESCENT = 0.86, 0.14  # of the size: how high above and below its origin a character's line reaches
_SQUARE = 8  # points: characters are looked up by the squares of the page


@dataclass(slots=True, eq=False)  # a frozen one takes three times as long to make, and a document has a million
class Glyph:
    """One character, never changed once made.

    `run` tells which operation printed it: characters of one run were set together.
    `turn` are the degrees by which its page must be turned for it to stand upright. `shown` is its place on the
    page where the page is looked at the other way round.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    run: int
    turn: int = 0
    shown: Box | None = None
    middle: float = field(init=False, repr=False)
    centre: float = field(init=False, repr=False)
    size: float = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Each is asked for up to ten times."""
        self.middle = (self.x0 + self.x1) / 2
        self.centre = (self.top + self.bottom) / 2
        self.size = self.bottom - self.top

    @property
    def box(self) -> Box:
        return self.shown or (self.x0, self.top, self.x1, self.bottom)


Turn = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Frame:
    """The page as it is read: upright, whatever way the file turned it. `turn` maps user space to it.

    `upright` are the degrees by which user space is turned, `turned` those beyond what the file says. `slanting` are
    the characters that stand aslant.
    """

    width: float
    height: float
    turn: Turn
    upright: int = 0
    turned: int = 0
    slanting: int = 0

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (ax, ay), (bx, by) = self.turn(left, bottom), self.turn(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def shows(self, box: Box) -> bool:
        """Whether some of a box is on the page."""
        left, top, right, bottom = box
        return right > 0 and left < self.width and bottom > 0 and top < self.height


def frame(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Frame:
    """The page's frame. A page most of whose text runs sideways is turned until it does not."""
    return frame_of(page, characters(textpage))


def frame_of(page: pdfium.PdfPage, printed: Sequence[Character]) -> Frame:
    """The frame of a page with these characters."""
    left, bottom, right, top = page.get_bbox()
    wide, high = right - left, top - bottom
    turns: dict[int, tuple[float, float, Turn]] = {
        0: (wide, high, lambda x, y: (x - left, top - y)),
        90: (high, wide, lambda x, y: (y - bottom, x - left)),
        180: (wide, high, lambda x, y: (right - x, y - bottom)),
        270: (high, wide, lambda x, y: (top - y, right - x)),
    }
    often = Counter(c.run.turn for c in printed)
    slanting = often.pop(None, 0)
    rotation = page.get_rotation()
    upright = often.most_common(1)[0][0] if often else rotation
    upright = rotation if upright is None else upright
    return Frame(*turns[upright], upright, (upright - rotation) % 360, slanting)


def glyphs(textpage: pdfium.PdfTextPage, frame: Frame, printed: Sequence[Character]) -> tuple[list[Glyph], int]:
    """The page's characters with their boxes, in the file's order, and how many of them have no known meaning.

    Such stand as □, so that what is left of a number is no other number; but a few (the bullets of lists, from
    fonts of symbols) are left out and not counted. What stands aslant is left out.
    """
    rect = pdfium_c.FS_RECTF()
    byref = ctypes.byref(rect)
    text = textpage.raw
    found: list[Glyph] = []
    windows = Windows()
    for c in printed:
        if c.run.turn is None:
            continue
        pdfium_c.FPDFText_GetLooseCharBox(text, c.index, byref)
        line_box = (rect.left, rect.bottom, rect.right, rect.top)
        if c.run.size:
            line_box = _line_box(text, c, line_box)
        if (c.run is not windows.run or windows.cut) and not windows.show(c.run, line_box):
            continue
        box = frame.box(*line_box)
        if frame.shows(box):
            found.append(Glyph(c.text, *box, c.run.number, (c.run.turn - frame.upright) % 360))
    unmapped = sum(g.text == UNKNOWN for g in found)
    if unmapped <= _BULLETS * len(found):
        found, unmapped = [g for g in found if g.text != UNKNOWN], 0
    return _once(found), unmapped


def _line_box(textpage: object, c: Character, box: Box) -> Box:
    """Left, bottom, right and top of a box of the usual height about a character's origin; as wide as `box`."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(textpage, c.index, x, y)
    up, down = _ASCENT * c.run.size, _DESCENT * c.run.size
    if c.run.turn == 90:
        return x.value - up, box[1], x.value + down, box[3]
    if c.run.turn == 270:
        return x.value - down, box[1], x.value + up, box[3]
    if c.run.turn == 180:
        return box[0], y.value - up, box[2], y.value + down
    return box[0], y.value - down, box[2], y.value + up


def seen_turned(glyph: Glyph, turn: int, width: float, height: float) -> Glyph:
    """The character as it stands on its page turned clockwise by 90, 180 or 270 degrees; the page has this size."""
    x0, y0, x1, y1 = glyph.x0, glyph.top, glyph.x1, glyph.bottom
    box = {
        90: (height - y1, x0, height - y0, x1),
        180: (width - x1, height - y1, width - x0, height - y0),
        270: (y0, width - x1, y1, width - x0),
    }[turn]
    return replace(
        glyph, x0=box[0], top=box[1], x1=box[2], bottom=box[3], turn=(glyph.turn - turn) % 360, shown=glyph.box
    )


def _once(found: list[Glyph]) -> list[Glyph]:
    """The characters without those printed a second time in (nearly) the same place."""
    kept: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for g in found:
        if _is_printed_near(g, seen):
            continue
        seen.setdefault((g.text, int(g.x0 // _SQUARE), int(g.top // _SQUARE)), []).append(g)
        kept.append(g)
    return kept


def _is_printed_near(g: Glyph, seen: dict[tuple[str, int, int], list[Glyph]]) -> bool:
    """Whether the same character stands nearly where `g` does: in one of the squares of the page within its reach."""
    text, x0, top = g.text, g.x0, g.top
    reach = _TWICE * min(g.bottom - top, g.x1 - x0)
    for x in range(int((x0 - reach) // _SQUARE), int((x0 + reach) // _SQUARE) + 1):
        for y in range(int((top - reach) // _SQUARE), int((top + reach) // _SQUARE) + 1):
            for other in seen.get((text, x, y), ()):
                if abs(other.x0 - x0) < reach and abs(other.top - top) < reach:
                    return True
    return False
