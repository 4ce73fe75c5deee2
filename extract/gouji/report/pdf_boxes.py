"""From the boxes of records to a PDF's own coordinates, and to the lines of a figure that is broken over two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium

from gouji.places import Box
from gouji.readers.pdf.glyphs import Frame, frame

_TALL = 1.8  # times the height of a line: a box so high holds several
_USUAL = 12.0  # points: the height of a line of text
_WITHIN = 1.0  # points that a character may stand out of its box


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in a page's user space: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        return self.left - _WITHIN <= x <= self.right + _WITHIN and self.bottom - _WITHIN <= y <= self.top + _WITHIN

    def joined(self, other: Rect) -> Rect:
        return Rect(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


class PageBoxes:
    """One page: `rects` gives where a text with a box stands. Use as a context, since pdfium keeps what it opens."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._page = page
        self._textpage = page.get_textpage()
        self._frame: Frame = frame(page, self._textpage)
        self._characters: list[tuple[str, Rect]] | None = None

    def __enter__(self) -> PageBoxes:
        return self

    def __exit__(self, *_: object) -> None:
        self._textpage.close()
        self._page.close()

    @property
    def turned(self) -> int:
        """The degrees by which the reader turned the page beyond what the file says."""
        return self._frame.turned

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as boxes count in it."""
        return self._frame.width, self._frame.height

    def rects(self, box: Box, text: str) -> list[Rect]:
        """The rectangles of a text, one a line that it stands on."""
        whole = self._user_space(box)
        if box[3] - box[1] <= _TALL * _USUAL:
            return [whole]
        return self._lines(whole, text) or [whole]

    def _user_space(self, box: Box) -> Rect:
        """A box of the page as it is read, where the file has it."""
        (ax, ay), (bx, by) = self._back(box[0], box[1]), self._back(box[2], box[3])
        return Rect(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def _back(self, x: float, y: float) -> tuple[float, float]:
        """What the frame's `turn` made of a point is undone."""
        left, bottom, right, top = self._page.get_bbox()
        match self._frame.upright:
            case 90:
                return y + left, x + bottom
            case 180:
                return right - x, y + bottom
            case 270:
                return right - y, top - x
        return x + left, top - y

    def _lines(self, whole: Rect, text: str) -> list[Rect]:
        """The lines of a text whose characters stand one after the other inside of a rectangle."""
        inside = [c for c in self._printed() if whole.holds(*_middle(c[1]))]
        wanted = "".join(text.split())
        at = "".join(c for c, _ in inside).find(wanted)
        if not wanted or at < 0:
            return []
        lines: list[Rect] = []
        for _, rect in inside[at : at + len(wanted)]:
            if lines and _middle(rect)[1] > lines[-1].bottom and _middle(rect)[1] < lines[-1].top:
                lines[-1] = lines[-1].joined(rect)
            else:
                lines.append(rect)
        return lines

    def _printed(self) -> list[tuple[str, Rect]]:
        if self._characters is None:
            found: Any = (
                (self._textpage.get_text_range(i, 1), self._textpage.get_charbox(i, loose=True))
                for i in range(self._textpage.count_chars())
            )
            self._characters = [(text, Rect(*box)) for text, box in found if text.strip()]
        return self._characters


def _middle(rect: Rect) -> tuple[float, float]:
    return (rect.left + rect.right) / 2, (rect.bottom + rect.top) / 2
