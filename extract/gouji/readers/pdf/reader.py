"""PDF files to documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from gouji.document import Document
from gouji.errors import GoujiError
from gouji.readers.decode import read_bytes
from gouji.readers.limits import LIMITS, Clock
from gouji.readers.pdf.assemble import Page, compose
from gouji.readers.pdf.characters import characters
from gouji.readers.pdf.glyphs import frame_of, glyphs
from gouji.readers.pdf.printed_over import without_marks
from gouji.readers.pdf.ruled.rulings import rulings
from gouji.readers.pdf.unseen import shown_characters, unread, unseen
from gouji.readers.pdf.views import views

_LISTED = 10  # pages that a notice names
_MARKED = "有水印或印章的文字，未读入"


def read_pdf(path: Path) -> Document:
    """The document of a PDF file.

    Raises GoujiError E001, E002, E009 (damaged), E010 (encrypted), E014 (a limit).
    """
    data = read_bytes(path)
    pages = list(_pages(data, path))
    composer = compose(pages)
    if composer.is_blank and not any(page.why for page in pages):
        composer.unread("文件的各页都没有文字，未能读取")
    return composer.document(str(path), sha256(data).hexdigest(), pages=pages[-1].number, warnings=_notices(pages))


def _notices(pages: Sequence[Page]) -> list[str]:
    """What is to be said of pages, once for all pages of which the same is said."""
    noted: dict[str, list[str]] = {}
    for page in pages:
        for note in page.notes:
            noted.setdefault(note, []).append(str(page.number))
    return [f"第{'、'.join(found[:_LISTED])}{_page_word(len(found))}{note}" for note, found in noted.items()]


def _page_word(count: int) -> str:
    return f"等{count}页" if count > _LISTED else "页"


def _pages(data: bytes, path: Path) -> Iterator[Page]:
    clock = Clock(path)
    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as exc:
        if exc.err_code == pdfium_c.FPDF_ERR_PASSWORD:
            raise GoujiError("E010", path=path) from exc
        raise GoujiError("E009", path=path, reason="no pages" if _without_pages(data) else exc) from exc
    cells = 0
    try:
        LIMITS.check("pages", len(file), path)
        for number in range(1, len(file) + 1):
            clock.check()
            parts = _page(file, number)
            cells += sum(len(g.texts) for page in parts for g in page.grids)
            LIMITS.check("cells", cells, path)
            yield from parts
    finally:
        file.close()


def _without_pages(data: bytes) -> bool:
    """Whether nothing is wrong with a file but that it has no pages: its error is then that of another file."""
    file = pdfium_c.FPDF_LoadMemDocument64(data, len(data), None)
    if not file:
        return False
    count = pdfium_c.FPDF_GetPageCount(file)
    pdfium_c.FPDF_CloseDocument(file)
    return bool(count == 0)


def _page(file: pdfium.PdfDocument, number: int) -> list[Page]:
    """One page; of a damaged one only that it is."""
    try:
        page = file[number - 1]
        try:
            return read_page(page, number)
        finally:
            page.close()  # pdfium keeps what it parsed of a page until then
    except pdfium.PdfiumError:
        return [Page(number, 0, 0, [], [], f"第{number}页已损坏，未能读取")]


def read_page(page: pdfium.PdfPage, number: int) -> list[Page]:
    """Text lines and filled grids of one page, one part for each way that text stands on it."""
    textpage = page.get_textpage()
    try:
        printed, note = shown_characters(page, characters(textpage))
        shown = frame_of(page, printed)
        standing, unmapped = glyphs(textpage, shown, printed)
    finally:
        textpage.close()
    found = without_marks(standing, {c.run.number: c.run for c in printed})
    marked = shown.slanting or len(found) < len(standing)
    notes = tuple(filter(None, (note, _MARKED if marked else "")))
    if unmapped > len(found) - unmapped:
        return [Page(number, shown.width, shown.height, [], [], f"第{number}页的字体没有文字编码，未能读取")]
    if why := unread(found, shown, number):
        return [Page(number, shown.width, shown.height, [], [], why)]
    level, upright, whole = rulings(page, shown, LIMITS.paths)
    why = f"第{number}页有{unmapped}个字符没有文字编码，以□代替" if unmapped else ""
    why = why or unseen(page, shown, found, (level, upright), number)
    if not whole:
        why = f"第{number}页的图形过多，表格线未能全部读取"
    parts = views(found, (level, upright), (shown.width, shown.height), number)
    pages = [Page(number, v.width, v.height, v.lines, v.grids) for v in parts]
    pages[-1] = replace(pages[-1], why=why, notes=notes)
    return pages
