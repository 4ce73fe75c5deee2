"""PDF files from plain content streams: text in fonts of several makes, lines, grey letters, pages held any way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Font:
    """A font that is not in the file.

    Attributes
    ----------
    name : str
    ascii : float
        The width of ASCII characters, in sizes of the font; all others are as wide as high.
    ascent, descent : int
        As the file tells them, in thousandths.
    """

    name: str
    ascii: float = 0.5
    ascent: int = 880
    descent: int = -120

    def width(self, text: str) -> float:
        """The length of a line of this text, in sizes of the font."""
        return sum(self.ascii if c.isascii() else 1.0 for c in text)


FONTS = {
    "song": Font("STSong-Light"),
    "narrow": Font("STSong-Light", ascii=0.45),
    "black": Font("STHeiti-Regular", ascii=0.55, ascent=1000, descent=-300),
    "flat": Font("STSong-Light", ascent=220, descent=-36),  # as an office program writes it
}


@dataclass(slots=True)
class Canvas:
    """A page that is drawn: y counts from the top down. `turn` is by how many degrees clockwise it then is held."""

    width: float
    height: float
    font: Font
    turn: int = 0
    rotate: int = 0
    drawn: list[str] = field(default_factory=list)

    def text(self, words: str, x: float, y: float, size: float, grey: float = 0.0, turn: str = "1 0 0 1") -> None:
        """A line of text whose baseline begins at (x, y)."""
        place = f"{x:.2f} {self.height - y:.2f}"
        codes = words.encode("utf-16-be").hex()
        self.drawn.append(f"BT {grey:g} g /F {size:g} Tf {turn} {place} Tm <{codes}> Tj ET")

    def bar(self, x1: float, y1: float, x2: float, y2: float, thick: float = 0.6) -> None:
        """A level or upright line as a filled rectangle."""
        wide, high = max(x2 - x1, thick), max(y2 - y1, thick)
        self.drawn.append(f"0 g {x1:.2f} {self.height - y1 - high:.2f} {wide:.2f} {high:.2f} re f")

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        self.drawn.append(f"{x1:.2f} {self.height - y1:.2f} m {x2:.2f} {self.height - y2:.2f} l S")

    @property
    def stream(self) -> str:
        w, h = self.width, self.height
        matrix = {0: "1 0 0 1 0 0", 90: f"0 -1 1 0 0 {w}", 270: f"0 1 -1 0 {h} 0"}[self.turn]
        return f"q {matrix} cm 0.5 w\n" + "\n".join(self.drawn) + "\nQ"

    @property
    def size(self) -> tuple[float, float]:
        return (self.height, self.width) if self.turn else (self.width, self.height)


_PAGES, _FONT, _CIDS, _METRICS, _FIRST = 2, 3, 4, 5, 6  # numbers of objects


def write(path: Path, pages: Sequence[Canvas]) -> None:
    """Writes the pages, which all share one font."""
    objects = {1: f"<</Type/Catalog/Pages {_PAGES} 0 R>>", **_font(pages[0].font)}
    numbers = range(_FIRST, _FIRST + 2 * len(pages), 2)
    for number, page in zip(numbers, pages, strict=True):
        width, height = page.size
        objects[number] = (
            f"<</Type/Page/Parent {_PAGES} 0 R/MediaBox[0 0 {width:g} {height:g}]/Rotate {page.rotate}"
            f"/Resources<</Font<</F {_FONT} 0 R>>>>/Contents {number + 1} 0 R>>"
        )
        objects[number + 1] = _stream(page.stream)
    kids = " ".join(f"{n} 0 R" for n in numbers)
    objects[_PAGES] = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>"
    path.write_bytes(_file(objects))


def _font(font: Font) -> dict[int, str]:
    return {
        _FONT: f"<</Type/Font/Subtype/Type0/BaseFont/{font.name}/Encoding/UniGB-UCS2-H/DescendantFonts[{_CIDS} 0 R]>>",
        _CIDS: f"<</Type/Font/Subtype/CIDFontType0/BaseFont/{font.name}/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
        f"/Supplement 2>>/DW 1000/W[1 95 {round(1000 * font.ascii)}]/FontDescriptor {_METRICS} 0 R>>",
        _METRICS: f"<</Type/FontDescriptor/FontName/{font.name}/Flags 4/FontBBox[0 -200 1000 900]/ItalicAngle 0"
        f"/Ascent {font.ascent}/Descent {font.descent}/CapHeight 700/StemV 80>>",
    }


def _stream(content: str) -> str:
    return f"<</Length {len(content)}>>\nstream\n{content}\nendstream"


def _file(objects: dict[int, str]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in sorted(objects.items()):
        places.append((number, len(out)))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{n} 1\n{at:010d} 00000 n \n" for n, at in places)
    start = len(out)
    out += f"xref\n0 1\n0000000000 65535 f \n{table}trailer\n<</Size {max(objects) + 1}/Root 1 0 R>>\n".encode()
    out += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def wrapped(
    words: str, font: Font, size: float, width: float, *, anywhere: bool = False, hanging: bool = True
) -> list[str]:
    """The lines of a text. None ends inside a number or a word of letters, unless `anywhere`.

    A full stop or closing bracket does not begin a line where it may be `hanging` over the edge.
    """
    lines, line = [], ""
    for piece in words if anywhere else _pieces(words):
        if line and size * font.width(line + piece) > width and not (hanging and piece in _HANGING):
            lines.append(line)
            line = ""
        line += piece
    return [*lines, line] if line or not lines else lines


_HANGING = "，。；：、）)”》！？"


def _pieces(words: str) -> Iterable[str]:
    """Characters, those of a number or a word of letters together."""
    piece = ""
    for c in words:
        if c.isascii() and not c.isspace():
            piece += c
            continue
        if piece:
            yield piece
        piece = ""
        yield c
    if piece:
        yield piece
