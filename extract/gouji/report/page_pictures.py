"""Pictures of the place in a PDF where a finding stands, its figure boxed, cut to what is around it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import pypdfium2 as pdfium

from gouji.places import Box
from gouji.report.finding_table import Row
from gouji.report.pdf_boxes import PageBoxes

if TYPE_CHECKING:
    from PIL.Image import Image

MOST = 200  # pictures of one report: the rest have the link to the page
SCALE = 1.5  # pixels a point
_ABOVE, _BELOW = 70, 70  # points of the page that are shown around a figure
_QUALITY = 45
_ROOM = 2.5  # points between a figure and the line around it
_DISPUTED, _EVIDENCE = (179, 38, 30), (201, 138, 20)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as an address that holds it (`data:`), and its size in pixels."""

    address: str
    width: int
    height: int


def pictures(data: bytes, rows: Iterable[Row]) -> dict[str, Picture]:
    """The picture of each finding that has a box on a page, by the finding's id.

    Parameters
    ----------
    data
        The PDF file that the findings are of.
    """
    by_page: dict[int, list[Row]] = {}
    for row in [r for r in rows if r.page and r.place.bbox][:MOST]:
        by_page.setdefault(row.page or 0, []).append(row)
    found: dict[str, Picture] = {}
    file = pdfium.PdfDocument(data)
    try:
        for number, listed in sorted(by_page.items()):
            page = file[number - 1]
            with PageBoxes(page) as boxes:
                whole: Image = page.render(scale=SCALE, rotation=boxes.turned).to_pil().convert("RGB")
                found.update((row.id, _picture(whole, row)) for row in listed)
    finally:
        file.close()
    return found


def _picture(whole: Image, row: Row) -> Picture:
    from PIL import ImageDraw

    box = row.place.bbox
    assert box is not None
    top = max(0, round((box[1] - _ABOVE) * SCALE))
    bottom = min(whole.height, round((box[3] + _BELOW) * SCALE))
    part = whole.crop((0, top, whole.width, max(bottom, top + 1)))
    draw = ImageDraw.Draw(part)
    near = [s.place.bbox for s in row.seen if s.place.page == row.page and s.place.bbox]
    for other in near:
        draw.rectangle(_around(other, top), outline=_EVIDENCE, width=2)
    draw.rectangle(_around(box, top), outline=_DISPUTED, width=3)
    out = BytesIO()
    part.save(out, "WEBP", quality=_QUALITY, method=4)
    address = f"data:image/webp;base64,{b64encode(out.getvalue()).decode()}"
    return Picture(address, part.width, part.height)


def _around(box: Box, top: int) -> tuple[float, float, float, float]:
    left, upper, right, lower = box
    return (
        (left - _ROOM) * SCALE,
        (upper - _ROOM) * SCALE - top,
        (right + _ROOM) * SCALE,
        (lower + _ROOM) * SCALE - top,
    )
