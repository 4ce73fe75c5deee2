"""PDF files to documents."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pypdfium2 as pdfium

from gouji.document import Document
from gouji.errors import GoujiError
from gouji.readers.decode import read_bytes
from gouji.readers.limits import LIMITS, Clock
from gouji.readers.pdf.aligned import aligned_grids
from gouji.readers.pdf.assemble import Page, compose
from gouji.readers.pdf.cells import fill
from gouji.readers.pdf.glyphs import frame, glyphs
from gouji.readers.pdf.lattice import lattices
from gouji.readers.pdf.rulings import rulings
from gouji.readers.pdf.textlines import text_lines


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
    try:
        LIMITS.check("pages", len(file), path)
        for number in range(1, len(file) + 1):
            clock.check()
            page = file[number - 1]
            try:
                yield read_page(page, number)
            finally:
                page.close()  # pdfium keeps what it parsed of a page until then
    finally:
        file.close()


def read_page(page: pdfium.PdfPage, number: int) -> Page:
    """Text lines and filled grids of one page."""
    textpage = page.get_textpage()
    try:
        shown = frame(page, textpage)
        found, unmapped = glyphs(textpage, shown)
    finally:
        textpage.close()
    if unmapped > len(found):
        return Page(number, shown.width, shown.height, [], [], f"第{number}页的字体没有文字编码，未能读取")
    if not found:
        why = f"第{number}页没有文字层（可能是扫描图像），未能读取" if _has_content(page) else ""
        return Page(number, shown.width, shown.height, [], [], why)
    level, upright = rulings(page, shown, LIMITS.paths)
    grids, outside = fill(lattices(level, upright), found, number)
    aligned, lines = aligned_grids(text_lines(outside, number), level)
    return Page(number, shown.width, shown.height, lines, sorted([*grids, *aligned], key=lambda g: g.lattice.ys[0]))


def _has_content(page: pdfium.PdfPage) -> bool:
    return next(iter(page.get_objects(max_depth=1)), None) is not None
