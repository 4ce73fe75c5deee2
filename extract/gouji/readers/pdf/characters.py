"""The printed characters of a page in the file's order, and what the operation that printed each says of it."""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import degrees

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

UNKNOWN = "□"
_LEANS = 5  # degrees that a character may lean and still stand upright or lie on its side
_INKLESS = (pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium_c.FPDF_TEXTRENDERMODE_CLIP)
_UNMAPPED = frozenset("\ufffd\ufffe\uffff\0")
_MEANINGLESS = ("Co", "Cs")  # Unicode categories of private use and of half characters
_CONTROL = ("Cc", "Cf")


@dataclass(frozen=True, slots=True)
class Run:
    """One operation that prints characters.

    `turn` are the degrees clockwise by which the page must be turned for them to stand upright: 0, 90, 180 or 270,
    None for characters that stand aslant. `inkless` tells that the file says to print them without ink.
    """

    number: int
    turn: int | None = 0
    inkless: bool = False


@dataclass(frozen=True, slots=True)
class Character:
    """A printed character and its number in pdfium's text of the page."""

    index: int
    text: str
    run: Run


def characters(textpage: pdfium.PdfTextPage) -> list[Character]:
    """The page's characters without blanks."""
    found: list[Character] = []
    runs: dict[int, Run] = {}
    for i, char in _printed(textpage):
        item = pdfium_c.FPDFText_GetTextObject(textpage, i)
        handle = ctypes.addressof(item.contents) if item else 0
        run = runs.get(handle)
        if run is None:
            run = runs[handle] = _run(textpage, i, item, len(runs))
        found.append(Character(i, char, run))
    return found


def _run(textpage: pdfium.PdfTextPage, first: int, item: object, number: int) -> Run:
    """What the operation says that printed the character `first`."""
    mode = pdfium_c.FPDFTextObj_GetTextRenderMode(item) if item else pdfium_c.FPDF_TEXTRENDERMODE_FILL
    return Run(number, _turn(pdfium_c.FPDFText_GetCharAngle(textpage, first)), mode in _INKLESS)


def _turn(angle: float) -> int | None:
    """The turn that sets characters of this angle upright; pdfium's angle of text that runs upwards is 270 degrees."""
    lies = -degrees(angle)
    turn = round(lies / 90) * 90
    return turn % 360 if abs(lies - turn) <= _LEANS else None


def _printed(textpage: pdfium.PdfTextPage) -> Iterator[tuple[int, str]]:
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
