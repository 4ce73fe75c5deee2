"""Pictures of a PDF's pages with the table cells as they were read, and the numbers that were not: what went wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from gouji.document import Document, Span, Table
from gouji.errors import GoujiError
from gouji.places import Box
from gouji.readers.pdf.glyphs import frame
from gouji.tables.cell_values import is_number

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE = 1.5  # pixels a point
_PIXELS = 24_000_000  # of the largest picture; larger pages are drawn smaller
HEADER_COLOURS = ((0, 92, 230), (0, 150, 136), (123, 31, 162), (93, 64, 55))  # one a level, then over again
NUMBER_COLOUR = (56, 142, 60)
UNREAD_COLOUR = (211, 47, 47)
WORDS_COLOUR = (150, 150, 150)
CAPTION_COLOUR = (239, 108, 0)
_LABEL_ABOVE = 11  # pixels from a box's top to its label's

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Drawn:
    """A box on a page, in points. The label of a cell is the id that a fact in it has."""

    page: int
    box: Box
    colour: Colour
    label: str


def require() -> None:
    """Raises GoujiError E016 where Pillow is missing."""
    if find_spec("PIL") is None:
        raise GoujiError("E016")


def pictures(path: Path, boxes: list[Drawn]) -> Iterator[tuple[int, Image]]:
    """Page number and picture of each page that has boxes. Raises GoujiError E016."""
    require()
    file = pdfium.PdfDocument(path)
    try:
        for number in sorted({b.page for b in boxes}):
            page = file[number - 1]
            try:
                scale = _scale(page)
                picture = _page_picture(page, scale)
            finally:
                page.close()
            _draw(picture, [b for b in boxes if b.page == number], scale)
            yield number, picture
    finally:
        file.close()


def drawn(document: Document, member: str = "", unread: Iterable[Span] = ()) -> list[Drawn]:
    """The boxes of all cells and captions with text and of `unread` numbers; of a bundle, those in one member."""
    missed = (box for span in unread for box in _at(document, span, UNREAD_COLOUR, ""))
    found = [*_captions(document), *_cells(document), *missed]
    return [box for file, box in found if file == member]


def _captions(document: Document) -> Iterator[tuple[str, Drawn]]:
    """The lines above each grid. Tables that were one grid have the caption in common."""
    grids: dict[int, list[Table]] = {}
    for table in document.tables:
        grids.setdefault(table.span.start, []).append(table)
    for start, tables in grids.items():
        first = min((c.span.start for t in tables for row in t.rows for c in row), default=start)
        yield from _at(document, Span(start, first), CAPTION_COLOUR, f"t{tables[0].id}")


def _cells(document: Document) -> Iterator[tuple[str, Drawn]]:
    """Each cell once: merged labels are repeated in all rows that they cover."""
    seen: set[Span] = set()
    for table in document.tables:
        for number, row in enumerate(table.rows):
            for cell in row:
                if cell.span not in seen:
                    seen.add(cell.span)
                    label = f"t{table.id}r{number}c{cell.column}"
                    yield from _at(document, cell.span, _colour(number, cell.header, cell.text), label)


def _colour(row: int, header: bool, text: str) -> Colour:
    if header:
        return HEADER_COLOURS[row % len(HEADER_COLOURS)]
    return NUMBER_COLOUR if is_number(text) else WORDS_COLOUR


def _at(document: Document, span: Span, colour: Colour, label: str) -> Iterator[tuple[str, Drawn]]:
    place = document.places.at(span.start, span.end)
    if place.page is not None and place.bbox is not None:
        yield place.file, Drawn(place.page, place.bbox, colour, label)


def _scale(page: pdfium.PdfPage) -> float:
    """Pixels a point: fewer on a page that would fill the memory."""
    width, height = page.get_size()
    return float(min(SCALE, (_PIXELS / max(width * height, 1)) ** 0.5))


def _page_picture(page: pdfium.PdfPage, scale: float) -> Image:
    """The page upright as the reader turned it, which is what boxes count in."""
    picture: Image = page.render(scale=scale, rotation=_turn(page)).to_pil().convert("RGB")
    return picture


def _turn(page: pdfium.PdfPage) -> int:
    """By how many degrees the reader turned the page beyond what the file says."""
    textpage = page.get_textpage()
    try:
        shown = frame(page, textpage)
    finally:
        textpage.close()
    left, _, _, top = page.get_bbox()
    x, y = shown.turn(left, top)
    turned = {(False, False): 0, (True, False): 90, (True, True): 180, (False, True): 270}[x > 0, y > 0]
    return (turned - int(page.get_rotation())) % 360


def _draw(picture: Image, boxes: list[Drawn], scale: float) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(picture)
    for b in boxes:  # labels first, so that no label covers a border
        draw.text((b.box[0] * scale + 1, b.box[1] * scale - _LABEL_ABOVE), b.label, fill=b.colour)
    for b in boxes:
        draw.rectangle([round(x * scale) for x in b.box], outline=b.colour)
