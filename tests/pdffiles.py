"""PDF files made of plain content streams: pages that show what no text tells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

WORDS = "云溪县气象站二〇三〇年度部门预算收入支出情况说明财政拨款公用经费"
OUTLINES = "\n".join(
    f"{x} {y} m {x} {y + 4} {x + 7} {y + 4} {x + 7} {y} c {x + 7} {y + 9} {x} {y + 9} {x} {y} c f"
    for y in range(100, 700, 20)
    for x in range(60, 500, 12)
)
_PICTURE = "/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8"
_FONTS = (
    "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[5 0 R]>>",
    "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)"
    "/Supplement 2>>/DW 1000/FontDescriptor 6 0 R>>",
    "<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800"
    "/Descent -200/CapHeight 700/StemV 80>>",
)


def text(words: str, x: float = 60, y: float = 700, turn: str = "1 0 0 1", mode: int = 0) -> str:
    """A line of Chinese in a font that tells what its characters mean."""
    return f"BT /H 12 Tf {mode} Tr {turn} {x} {y} Tm <{words.encode('utf-16-be').hex()}> Tj ET"


def codes(line: str, y: float = 700) -> str:
    """A line printed as the numbers of glyphs, in a font that does not tell what they are."""
    safe = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /L 12 Tf 1 0 0 1 60 {y} Tm ({safe}) Tj ET"


def held(content: str, turn: int) -> str:
    """A page of 600 to 800 points as it looks held the other way: turned clockwise by so many degrees."""
    matrix = {0: "1 0 0 1 0 0", 90: "0 -1 1 0 0 600", 180: "-1 0 0 -1 600 800", 270: "0 1 -1 0 800 0"}[turn]
    return f"q {matrix} cm\n{content}\nQ"


def grid(rows: Sequence[Sequence[str]], x: float = 60, top: float = 600, wide: float = 120) -> str:
    """A ruled table; rows are 20 points high."""
    right, bottom = x + wide * len(rows[0]), top - 20 * len(rows)
    rules = [f"{x} {top - 20 * i} m {right} {top - 20 * i} l S" for i in range(len(rows) + 1)]
    rules += [f"{x + wide * j} {bottom} m {x + wide * j} {top} l S" for j in range(len(rows[0]) + 1)]
    cells = [text(c, x + wide * j + 4, top - 20 * i - 15) for i, row in enumerate(rows) for j, c in enumerate(row)]
    return "\n".join(rules + cells)


def write(path: Path, *pages: str | None, forms: int = 0, rotate: int = 0, size: tuple[int, int] = (600, 800)) -> Path:
    """Writes a file with a page for each content stream; None is a page whose contents are not in the file.

    `rotate` are the degrees by which the file says that pages are to be shown turned.

    `forms`: a form F1 that holds F2 and so on, and in the last a picture that fills the page.
    """
    objects = {1: "<</Type/Catalog/Pages 2 0 R>>", **dict(enumerate(_FONTS, 3))}
    numbers = []
    first = 20 + forms
    for i in range(forms):
        inner = f"/X{i + 2} {21 + i} 0 R" if i + 1 < forms else "/X0 19 0 R"
        draw = f"/X{i + 2} Do" if i + 1 < forms else "q 600 0 0 800 0 0 cm /X0 Do Q"
        head = f"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<<{inner}>>>>"
        objects[20 + i] = _stream(head, draw)
    objects[19] = _stream(_PICTURE, "0z0z")
    for i, content in enumerate(pages):
        page, body = first + 2 * i, first + 2 * i + 1
        numbers.append(page)
        objects[page] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Rotate {rotate}"
            "/Resources<</Font<</L 3 0 R/H 4 0 R>>"
            f"/XObject<</X1 20 0 R>>>>/Contents {body} 0 R>>"
        )
        if content is not None:
            objects[body] = _stream("", content)
    listed = " ".join(f"{n} 0 R" for n in numbers)
    objects[2] = f"<</Type/Pages/Kids[{listed}]/Count {len(numbers)}>>"
    path.write_bytes(_file(objects))
    return path


def _stream(head: str, content: str) -> str:
    return f"<<{head}/Length {len(content)}>>\nstream\n{content}\nendstream"


def _file(objects: dict[int, str]) -> bytes:
    out = bytearray(b"%PDF-1.7\n")
    places: list[tuple[int, int]] = []
    for number, body in sorted(objects.items()):
        places.append((number, len(out)))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(out)
    table = "".join(f"{n} 1\n{at:010d} 00000 n \n" for n, at in places)
    out += f"xref\n0 1\n0000000000 65535 f \n{table}trailer\n<</Size {max(objects) + 1}/Root 1 0 R>>\n".encode()
    out += f"startxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def lines(words: Sequence[str], top: float = 700, **how: int) -> str:
    """Lines of Chinese below each other."""
    return "\n".join(text(line, y=top - 20 * i, **how) for i, line in enumerate(words))
