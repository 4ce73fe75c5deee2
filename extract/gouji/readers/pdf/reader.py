"""PDF files to documents."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from gouji.document import Document
from gouji.errors import GoujiError
from gouji.readers.decode import read_bytes
from gouji.readers.limits import LIMITS, Clock
from gouji.readers.pdf.assemble import Page, compose
from gouji.readers.pdf.cells import fill
from gouji.readers.pdf.glyphs import frame, glyphs
from gouji.readers.pdf.lattice import lattices
from gouji.readers.pdf.rulings import rulings
from gouji.readers.pdf.textlines import text_lines

_FEW = 20  # characters: a page with no more may be a picture with a page number
_COVERED = 0.5  # of the page: pictures that large are what the page shows


def read_pdf(path: Path) -> Document:
    """The document of a PDF file.

    Raises GoujiError E001, E002, E009 (damaged), E010 (encrypted), E014 (a limit).
    """
    data = read_bytes(path)
    pages = list(_pages(data, path))
    return compose(pages).document(str(path), sha256(data).hexdigest(), pages=len(pages))


def _pages(data: bytes, path: Path) -> Iterator[Page]:
    clock = Clock(path)
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as exc:
        raise GoujiError("E010" if "password" in str(exc).lower() else "E009", path=path, reason=exc) from exc
    cells = 0
    try:
        LIMITS.check("pages", len(file), path)
        for number in range(1, len(file) + 1):
            clock.check()
            page = _page(file, number)
            cells += sum(len(g.texts) for g in page.grids)
            LIMITS.check("cells", cells, path)
            yield page
    finally:
        file.close()


def _page(file: pdfium.PdfDocument, number: int) -> Page:
    """One page; of a damaged one only that it is."""
    try:
        page = file[number - 1]
        try:
            return read_page(page, number)
        finally:
            page.close()  # pdfium keeps what it parsed of a page until then
    except pdfium.PdfiumError:
        return Page(number, 0, 0, [], [], f"第{number}页已损坏，未能读取")


def read_page(page: pdfium.PdfPage, number: int) -> Page:
    """Text lines and filled grids of one page."""
    textpage = page.get_textpage()
    try:
        shown = frame(page, textpage)
        found, unmapped = glyphs(textpage, shown)
    finally:
        textpage.close()
    if unmapped > len(found) - unmapped:
        return Page(number, shown.width, shown.height, [], [], f"第{number}页的字体没有文字编码，未能读取")
    why = f"第{number}页有{unmapped}个字符没有文字编码，以□代替" if unmapped else _image_only(page, len(found), number)
    level, upright, whole = rulings(page, shown, LIMITS.paths)
    if not whole:
        why = f"第{number}页的图形过多，表格线未能全部读取"
    grids, outside = fill(lattices(level, upright), found, number)
    tables = sorted(grids, key=lambda g: g.lattice.ys[0])
    return Page(number, shown.width, shown.height, text_lines(outside, number), tables, why)


def _image_only(page: pdfium.PdfPage, characters: int, number: int) -> str:
    """What to say of a page that is a picture with at most a page number as text; '' for other pages."""
    if characters >= _FEW:
        return ""
    width, height = page.get_size()
    images = [o.get_bounds() for o in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE], max_depth=3)]
    covered = sum((right - left) * (top - bottom) for left, bottom, right, top in images)
    if covered < _COVERED * width * height:
        return ""
    return f"第{number}页没有文字层（可能是扫描图像），未能读取"
