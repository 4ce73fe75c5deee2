"""Lines of made-up pages, as the PDF reader has them after it has put the characters in order."""

from __future__ import annotations

from gouji.readers.pdf.glyphs import Glyph
from gouji.readers.pdf.text_lines import TextLine, text_lines

SIZE = 10.0


def glyphs(text: str, x: float, y: float, size: float = SIZE, rise: float = 0.0) -> list[Glyph]:
    """The characters of a line that begins at (x, y); blanks leave a gap, ASCII is half as wide; digits rise."""
    found, at = [], x
    for char in text:
        width = size * (0.5 if char.isascii() else 1.0)
        up = rise if char.isdigit() else 0.0
        if not char.isspace():
            found.append(Glyph(char, at, y - up, at + width, y + size - up, 0))
        at += width
    return found


def line(text: str, x: float = 50.0, y: float = 100.0, page: int = 1, size: float = SIZE) -> TextLine:
    (only,) = text_lines(glyphs(text, x, y, size), page)
    return only
