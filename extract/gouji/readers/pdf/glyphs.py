"""The characters of a page with the box that each takes up in its line.

Boxes are those of the advance width and the line height, not of the ink: a full stop is as high as its
neighbours, so that what stands in one line overlaps. Coordinates are points from the upper left corner of the
page as it is shown.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import degrees

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from gouji.places import Box

_TWICE = 0.35  # of its size: what is printed again that near is the same character made bold
_SAMPLE = 9  # every so many characters one is asked for its angle
_ASKEW = 5  # degrees that a character may lean
_INKLESS = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
UNKNOWN = "□"
_BULLETS = 0.02  # of a page's characters: so few without a meaning are bullets
_UNMAPPED = frozenset("\ufffd\ufffe\uffff\0")
_MEANINGLESS = ("Co", "Cs")  # Unicode categories of private use and of half characters
_CONTROL = ("Cc", "Cf")
_SQUARE = 8  # points: characters are looked up by the squares of the page
_AROUND = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character; `run` tells which operation printed it (characters of one run were set together)."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    run: int

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def centre(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.bottom - self.top

    @property
    def box(self) -> Box:
        return self.x0, self.top, self.x1, self.bottom


Turn = Callable[[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Frame:
    """The page as it is read: upright, whatever way the file turned it. `turn` maps user space to it.

    `turned` are the degrees by which it is turned beyond what the file says. `askew` is the share of the characters
    that do not stand upright in it, `hidden` the share of those that the file says to print without ink.
    """

    width: float
    height: float
    turn: Turn
    turned: int = 0
    askew: float = 0.0
    hidden: float = 0.0

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        (ax, ay), (bx, by) = self.turn(left, bottom), self.turn(right, top)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def shows(self, box: Box) -> bool:
        """Whether some of a box is on the page."""
        left, top, right, bottom = box
        return right > 0 and left < self.width and bottom > 0 and top < self.height


def frame(page: pdfium.PdfPage, textpage: pdfium.PdfTextPage) -> Frame:
    """The page's frame. A page whose text runs sideways is turned until it does not."""
    left, bottom, right, top = page.get_bbox()
    wide, high = right - left, top - bottom
    turns: dict[int, tuple[float, float, Turn]] = {
        0: (wide, high, lambda x, y: (x - left, top - y)),
        90: (high, wide, lambda x, y: (y - bottom, x - left)),
        180: (wide, high, lambda x, y: (right - x, y - bottom)),
        270: (high, wide, lambda x, y: (top - y, right - x)),
    }
    angles, hidden = _sampled(textpage)
    quarters: Counter[int] = Counter()
    for angle, count in angles.items():
        quarters[round(angle / 90) * 90 % 360] += count
    rotation = page.get_rotation()
    upright = quarters.most_common(1)[0][0] if quarters else rotation
    count = angles.total() or 1
    straight = sum(n for angle, n in angles.items() if abs((angle - upright + 180) % 360 - 180) <= _ASKEW)
    askew = (angles.total() - straight) / count
    return Frame(*turns[upright % 360], (upright - rotation) % 360, askew, hidden / count)


def _sampled(textpage: pdfium.PdfTextPage) -> tuple[Counter[int], int]:
    """The angles at which characters are printed, in degrees clockwise, and how many of these leave no ink.

    A page must be turned by the angle of a character for that to stand upright.
    """
    angles: Counter[int] = Counter()
    hidden = 0
    for i in range(0, textpage.count_chars(), _SAMPLE):
        if not pdfium_c.FPDFText_IsGenerated(textpage, i):
            angles[round(degrees(pdfium_c.FPDFText_GetCharAngle(textpage, i))) % 360] += 1
            item = pdfium_c.FPDFText_GetTextObject(textpage, i)
            hidden += bool(item) and pdfium_c.FPDFTextObj_GetTextRenderMode(item) in _INKLESS
    return angles, hidden


def glyphs(textpage: pdfium.PdfTextPage, frame: Frame) -> tuple[list[Glyph], int]:
    """The page's characters without blanks, in the file's order, and how many of them have no known meaning.

    Such stand as □, so that what is left of a number is no other number; but a few (the bullets of lists, from
    fonts of symbols) are left out and not counted.
    """
    rect = pdfium_c.FS_RECTF()
    byref = ctypes.byref(rect)
    found: list[Glyph] = []
    runs: dict[int, int] = {}
    for i, char in _characters(textpage):
        pdfium_c.FPDFText_GetLooseCharBox(textpage, i, byref)
        box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        if not frame.shows(box):
            continue
        handle = ctypes.cast(pdfium_c.FPDFText_GetTextObject(textpage, i), ctypes.c_void_p).value or 0
        found.append(Glyph(char, *box, runs.setdefault(handle, len(runs))))
    unmapped = sum(g.text == UNKNOWN for g in found)
    if unmapped <= _BULLETS * len(found):
        found, unmapped = [g for g in found if g.text != UNKNOWN], 0
    return _once(found), unmapped


def _characters(textpage: pdfium.PdfTextPage) -> Iterator[tuple[int, str]]:
    """Index and text of each printed character. One outside the basic plane comes in two halves."""
    high = 0
    for i in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(textpage, i)
        if 0 < code <= 32 or pdfium_c.FPDFText_IsGenerated(textpage, i):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        char = _printed(chr(code))
        if char:
            yield i, char


@lru_cache(maxsize=16384)
def _printed(char: str) -> str:
    """What a character prints: □ where its meaning is unknown, '' for a blank or a sign of control."""
    char = _known(char)
    kind = unicodedata.category(char)
    if char in _UNMAPPED or kind in _MEANINGLESS:
        return UNKNOWN
    if char.isspace() or kind in _CONTROL:
        return ""
    return char


def _known(char: str) -> str:
    """The ideograph for a radical or compatibility form that only looks like it."""
    if "\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff":
        plain = unicodedata.normalize("NFKC", char)
        return plain if len(plain) == 1 else char
    return char


def _once(found: list[Glyph]) -> list[Glyph]:
    """The characters without those printed a second time in (nearly) the same place."""
    kept: list[Glyph] = []
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for g in found:
        x, y = int(g.x0 // _SQUARE), int(g.top // _SQUARE)
        if _is_printed_near(g, x, y, seen):
            continue
        seen.setdefault((g.text, x, y), []).append(g)
        kept.append(g)
    return kept


def _is_printed_near(g: Glyph, x: int, y: int, seen: dict[tuple[str, int, int], list[Glyph]]) -> bool:
    """Whether the same character stands nearly where `g` does: in the square (x, y) of the page or one around it."""
    reach = _TWICE * min(g.size, g.x1 - g.x0)
    for dx, dy in _AROUND:
        for other in seen.get((g.text, x + dx, y + dy), ()):
            if abs(other.x0 - g.x0) < reach and abs(other.top - g.top) < reach:
                return True
    return False
