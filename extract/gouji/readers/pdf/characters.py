"""The printed characters of a page in the file's order, and what the operation that printed each says of it."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import degrees, hypot

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from gouji.places import Box

Colour = tuple[int, int, int]  # red, green and blue from 0 to 255

UNKNOWN = "□"
BLACK: Colour = (0, 0, 0)
_INK = (0, 0, 0, 255)  # black that nothing shines through
_EM = 1000.0  # the size for which a font is asked for its ascent
_LINE = (0.8, 2.0)  # of the size: a line is no lower and no higher
_RECTANGLE = (4, 5)  # segments: two opposite corners tell all
_NEAR = 1.0  # points
_SMALLEST, _LARGEST = 2.0, 200.0  # points
_LEANS = 5  # degrees that a character may lean and still stand upright or lie on its side
_UNMAPPED = frozenset("\ufffd\ufffe\uffff\0")
_MEANINGLESS = ("Co", "Cs")  # Unicode categories of private use and of half characters
_CONTROL = ("Cc", "Cf")


@dataclass(slots=True)
class Run:
    """One operation that prints characters.

    `turn` are the degrees clockwise by which the page must be turned for them to stand upright: 0, 90, 180 or 270,
    None for characters that stand aslant. `inkless` tells that the file says to print them without ink. `size` is
    that of its characters in points where its font does not tell how high a line is, else 0. `item` is pdfium's
    handle of the operation.
    """

    number: int
    turn: int | None = 0
    inkless: bool = False
    size: float = 0.0
    colour: Colour = BLACK
    item: object = None


@dataclass(slots=True)
class Character:
    """A printed character and its number in pdfium's text of the page."""

    index: int
    text: str
    run: Run


def characters(textpage: pdfium.PdfTextPage) -> list[Character]:
    """The page's characters without blanks."""
    found: list[Character] = []
    runs = _Runs(textpage)
    for i, char in _printed(textpage):
        found.append(Character(i, char, runs.of(i)))
    return found


class _Runs:
    """The runs of a page, each looked at once."""

    def __init__(self, textpage: pdfium.PdfTextPage) -> None:
        self._page = textpage.raw  # pypdfium2 would look it up at each call
        self._runs: dict[int, Run] = {}
        self._fonts: dict[int, bool] = {}  # whether a font tells how high its lines are
        self._red, self._green, self._blue, self._alpha = (ctypes.c_uint() for _ in range(4))
        self._channels = [ctypes.byref(c) for c in (self._red, self._green, self._blue, self._alpha)]

    def of(self, index: int) -> Run:
        """The run of a character."""
        item = pdfium_c.FPDFText_GetTextObject(self._page, index)
        handle = ctypes.addressof(item.contents) if item else 0
        run = self._runs.get(handle)
        if run is None:
            run = self._runs[handle] = self._run(index, item)
        return run

    def _run(self, first: int, item: object) -> Run:
        number = len(self._runs)
        turn = _turn(pdfium_c.FPDFText_GetCharAngle(self._page, first))
        if not item:
            return Run(number, turn)
        inkless = pdfium_c.FPDFTextObj_GetTextRenderMode(item) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE
        size = 0.0 if self._tells_height(item) else self._size(first)
        return Run(number, turn, inkless, size, self._colour(first), item)

    def _colour(self, index: int) -> Colour:
        if not pdfium_c.FPDFText_GetFillColor(self._page, index, *self._channels):
            return BLACK
        told = (self._red.value, self._green.value, self._blue.value, self._alpha.value)
        if told == _INK:
            return BLACK
        thin = 255 - told[3]  # what shines through is taken for white
        return max(told[0], thin), max(told[1], thin), max(told[2], thin)

    def _tells_height(self, item: object) -> bool:
        font = pdfium_c.FPDFTextObj_GetFont(item)
        if not font:
            return True
        handle = ctypes.addressof(font.contents)
        if handle not in self._fonts:
            self._fonts[handle] = _is_line_height(font)
        return self._fonts[handle]

    def _size(self, first: int) -> float:
        """The size at which a character is printed; 0 where it is none that text is read in."""
        matrix = pdfium_c.FS_MATRIX()
        pdfium_c.FPDFText_GetMatrix(self._page, first, matrix)
        size = float(pdfium_c.FPDFText_GetFontSize(self._page, first) * hypot(matrix.c, matrix.d))
        return size if _SMALLEST < size < _LARGEST else 0.0


class Windows:
    """What the file lets be seen of its text: characters outside of the outlines that cut them are not printed."""

    def __init__(self) -> None:
        self.run: Run | None = None  # of the character before
        self._window: Box | None = None
        self._line = (0.0, 0.0)

    @property
    def cut(self) -> bool:
        """Whether anything cuts the run of the character before."""
        return self._window is not None

    def show(self, run: Run, box: Box) -> bool:
        """Whether a character is seen whose run and box these are, as left, bottom, right and top in user space.

        Characters come in the file's order. What stands in the line of the one before and in the same window is taken
        to be cut as that is: to ask for the outlines of every character costs more than all the rest.
        """
        if run is not self.run:
            self.run = run
            line = (box[1], box[3]) if run.turn in (0, 180) else (box[0], box[2])
            if self._window is None or line != self._line or not _inside(box, self._window):
                self._window = window(run.item)
            self._line = line
        return self._window is None or _inside(box, self._window) or _inside(box, window(run.item) or box)


def _inside(box: Box, window: Box) -> bool:
    """Whether the middle of a box is in a window, or next to it."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return window[0] - _NEAR <= x <= window[2] + _NEAR and window[1] - _NEAR <= y <= window[3] + _NEAR


def window(item: object) -> Box | None:
    """The box that bounds what is shown of an object; None where the file does not cut it."""
    if not item:
        return None
    clip = pdfium_c.FPDFPageObj_GetClipPath(item)
    boxes = [_bounds(clip, path) for path in range(pdfium_c.FPDFClipPath_CountPaths(clip))]
    if not boxes:
        return None
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return max(lefts), max(bottoms), min(rights), min(tops)


def _bounds(clip: object, path: int) -> Box:
    """The box about one of the outlines that together cut what is shown; what is no rectangle counts as its box."""
    count = pdfium_c.FPDFClipPath_CountPathSegments(clip, path)
    corners = (0, 2) if count in _RECTANGLE else range(count)
    points = [_point(pdfium_c.FPDFClipPath_GetPathSegment(clip, path, i)) for i in corners]
    xs, ys = zip(*points, strict=True) if points else ((0.0,), (0.0,))
    return min(xs), min(ys), max(xs), max(ys)


def _point(segment: object) -> tuple[float, float]:
    x, y = ctypes.c_float(), ctypes.c_float()
    pdfium_c.FPDFPathSegment_GetPoint(segment, x, y)
    return x.value, y.value


def _is_line_height(font: object) -> bool:
    """Whether what a font calls its ascent and descent is the height of a line.

    Some programs write them in the font's own units, and pdfium then takes each character's ink for its box.
    """
    up, down = ctypes.c_float(), ctypes.c_float()
    told = pdfium_c.FPDFFont_GetAscent(font, _EM, up) and pdfium_c.FPDFFont_GetDescent(font, _EM, down)
    lowest, highest = _LINE
    return not told or lowest * _EM <= up.value - down.value <= highest * _EM


@lru_cache(maxsize=1024)
def _turn(angle: float) -> int | None:
    """The turn that sets characters of this angle upright; pdfium's angle of text that runs upwards is 270 degrees."""
    lies = -degrees(angle)
    turn = round(lies / 90) * 90
    return turn % 360 if abs(lies - turn) <= _LEANS else None


def _printed(textpage: pdfium.PdfTextPage) -> Iterator[tuple[int, str]]:
    """Index and text of each printed character. One outside the basic plane comes in two halves."""
    high = 0
    text = textpage.raw
    for i in range(textpage.count_chars()):
        code = pdfium_c.FPDFText_GetUnicode(text, i)
        if 0 < code <= 32 or pdfium_c.FPDFText_IsGenerated(text, i):
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        char = _meaning(chr(code))
        if char:
            yield i, char


@lru_cache(maxsize=16384)
def _meaning(char: str) -> str:
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
