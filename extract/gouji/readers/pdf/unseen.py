"""What a page shows and its text does not tell: drawn letters, pictures, characters without a meaning, odd angles.

A page that says little is looked at as it is printed: what is inked where no character stands was not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import regex

from gouji.places import Box
from gouji.readers.pdf.characters import Character
from gouji.readers.pdf.glyphs import Frame, Glyph
from gouji.readers.pdf.ruled.rulings import Ruling

_ENOUGH = 60  # characters: a page with so many is taken to say what it shows
_FEW = 20  # characters: a page with fewer, none of them an ideograph, says nothing
_LONG_SIDE = 420  # pixels of the picture of a page: one for two points of an A4 page
_TILE = 6  # pixels of the side of a tile: about a line of text
_CONTRAST = 80  # of 255: a tile with such a difference of grey has ink on it
_SPECK = 0.015  # of a page's tiles: more than marks and small emblems cover
_INKED = 0.12  # of the tiles of a page that says something: more than a stamp or an emblem on a cover has
_COVERED = 0.5  # of the page: pictures that large are what a page without words shows
_DEEP = 8  # forms inside forms that are searched for pictures
_OBJECTS = 5_000  # at most, for forms can repeat forms without end
_STACKED = 0.6  # of the characters: where more stand below the one before them, text is read downwards
_ODD = 0.1  # of a page's characters, where none is an ideograph: more than words or figures have of signs
_ODD_AMONG = 0.5  # where some are
_HAN = regex.compile(r"\p{Han}")
_PLAIN = regex.compile(r"[\p{Han}A-Za-z0-9.,%()/:\-‐-―−\u3000-\u303f\uff00-\uffef“”‘’…·•●■□○◆△×①-⑳⑴-⒇Ⅰ-Ⅻ]")


def unread(found: Sequence[Glyph], shown: Frame, number: int) -> str:
    """Why the characters of a page are no text; '' where they are."""
    if shown.slanting > max(len(found), _FEW):
        return f"第{number}页的文字斜排，未能读取"
    if len(found) < _FEW:
        return ""
    if sum(_below(a, b) for a, b in pairwise(found) if not a.turn) > _STACKED * len(found):
        return f"第{number}页的文字竖排，未能读取"
    odd = sum(not _PLAIN.match(g.text) for g in found)
    if odd > (_ODD_AMONG if _has_words(found) else _ODD) * len(found):
        return f"第{number}页的字体没有可用的文字编码，未能读取"
    return ""


def unseen(
    page: pdfium.PdfPage, shown: Frame, found: Sequence[Glyph], lines: tuple[Sequence[Ruling], ...], number: int
) -> str:
    """What to say of a page that shows much and has next to no text; '' for other pages.

    `lines` are its level and its upright rules, which say nothing by themselves.
    """
    if len(found) >= _ENOUGH:
        return ""
    mute = len(found) < _FEW and not _has_words(found)
    if mute and _covered(page) >= _COVERED:
        return f"第{number}页没有文字层（可能是扫描图像），未能读取"
    if _inked(page, shown, found, lines) < (_SPECK if mute else _INKED):
        return ""
    return f"第{number}页的内容是图像或描成图形的文字，未能读取"


def shown_characters(page: pdfium.PdfPage, printed: list[Character]) -> tuple[list[Character], str]:
    """The characters that are printed with ink, and what is to be said of the others; '' where there are none.

    What a program recognised on the picture of a page is put under it without ink, and is all that a page has to say.
    """
    inked = [c for c in printed if not c.run.inkless]
    if len(inked) == len(printed):
        return printed, ""
    if len(inked) < _FEW or _covered(page) >= _COVERED:
        return printed, "有不显示的文字，已照常读取"
    return inked, "有不显示的文字，未读入"


def _has_words(found: Iterable[Glyph]) -> bool:
    return any(_HAN.match(g.text) for g in found)


def _below(above: Glyph, glyph: Glyph) -> bool:
    """Whether a character stands right below the one before it, as in a column that is read downwards."""
    if glyph.x0 >= above.x1:  # beside it, as nearly all are
        return False
    step = glyph.centre - above.centre
    return abs(glyph.middle - above.middle) < 0.3 * glyph.size and 0.7 * glyph.size < step < 2.5 * glyph.size


def _covered(page: pdfium.PdfPage) -> float:
    """The share of the page that its pictures cover."""
    width, height = page.get_size()
    covered = 0.0
    for i, item in enumerate(page.get_objects(max_depth=_DEEP)):
        if i == _OBJECTS:
            break
        if item.type == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            left, bottom, right, top = item.get_bounds()
            covered += (right - left) * (top - bottom)
    return covered / (width * height) if width and height else 0.0


def _inked(page: pdfium.PdfPage, shown: Frame, found: Iterable[Glyph], lines: tuple[Sequence[Ruling], ...]) -> float:
    """The share of the page that has ink where neither a character stands nor a rule runs."""
    if not all(0 < side < float("inf") for side in (*page.get_size(), shown.width, shown.height)):
        return 0.0
    ink = _tiles(_picture(page, shown.turned))
    rows, columns = len(ink), len(ink[0])
    level, upright = lines
    boxes: list[Box] = [g.box for g in found]
    boxes += [(r.start, r.at, r.end, r.at) for r in level]
    boxes += [(r.at, r.start, r.at, r.end) for r in upright]
    for left, top, right, bottom in boxes:
        across = _between(left, right, shown.width, columns)
        for row in ink[_between(top, bottom, shown.height, rows)]:
            row[across] = bytes(len(row[across]))
    return sum(map(sum, ink)) / (rows * columns)


def _between(start: float, end: float, whole: float, count: int) -> slice:
    """The tiles from one place to another, and one on either side."""
    return slice(max(int(start / whole * count) - 1, 0), max(int(end / whole * count) + 2, 0))


def _tiles(grey: Sequence[bytes]) -> list[bytearray]:
    """1 for each tile with ink on it: light and dark within the same few points.

    A page or two of a document have so little text that they are looked at: numpy would take longer to import.
    """
    bands = [grey[top : top + _TILE] for top in range(0, len(grey), _TILE)]
    return [bytearray(_has_ink(band, left) for left in range(0, len(band[0]), _TILE)) for band in bands]


def _has_ink(band: Sequence[bytes], left: int) -> bool:
    tile = b"".join([row[left : left + _TILE] for row in band])
    return max(tile) - min(tile) >= _CONTRAST


def _picture(page: pdfium.PdfPage, turned: int) -> list[bytes]:
    """The rows of the page in shades of grey, a pixel two points on A4, turned so that its text is upright."""
    bitmap = page.render(scale=_LONG_SIDE / max(page.get_size()), rotation=turned, grayscale=True)
    try:
        data, stride, width = bytes(bitmap.buffer), bitmap.stride, bitmap.width
    finally:
        bitmap.close()
    return [data[start : start + width] for start in range(0, len(data), stride)]
