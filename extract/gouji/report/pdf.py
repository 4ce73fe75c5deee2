"""The reader's own PDF with each disputed figure and what contradicts it highlighted, and an outline of the findings.

What stood in the file stays: pages, outline and annotations of others. Highlights have a look of their own beside their
rectangles, since not every viewer draws one for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from gouji.errors import GoujiError
from gouji.places import Box, Place
from gouji.reconcile.model import Severity
from gouji.records.results import CheckResult, Result
from gouji.report import Add, wording
from gouji.report.docx_comments import AUTHOR, told
from gouji.report.finding_table import ZH, Row, table
from gouji.report.pdf_boxes import PageBoxes, Rect
from gouji.report.source_files import source

_DISPUTED, _EVIDENCE = (1.0, 0.55, 0.5), (1.0, 0.9, 0.45)
_NOTE_SIZE = 20.0  # points: the sign of a note that has no place on its page
_SHOWN = 4  # PDF 32000-1, 12.5.3: the annotation is printed


@contextmanager
def writing(path: Path, target: Path, language: str = ZH) -> Iterator[Add]:
    results: list[Result] = []

    def add(result: Result) -> None:
        if results:
            raise GoujiError("E040", path=target)
        results.append(result)

    yield add
    if not results:
        raise GoujiError("E040", path=target)
    (result,) = results
    own = source(result.document)
    if own is None or result.document.pages is None:
        raise GoujiError("E040", path=target)
    data = own.read_bytes()
    path.write_bytes(annotated(data, result, language) if isinstance(result, CheckResult) else data)


@dataclass(frozen=True, slots=True)
class _Note:
    """What is to be put on a page."""

    text: str
    box: Box | None
    words: str
    colour: tuple[float, float, float]


def annotated(data: bytes, result: CheckResult, language: str) -> bytes:
    """The PDF file with highlights and an outline.

    Raises
    ------
    GoujiError
        E009 where the file cannot be written to, though it could be read.
    """
    rows = [row for row in table(result, language) if row.severity is not Severity.ROUNDING and row.page]
    author = AUTHOR[language != ZH]
    out = BytesIO()
    read = pdfium.PdfDocument(data)
    try:
        with Pdf.open(BytesIO(data)) as file:
            tops: dict[tuple[int, Box | None], float] = {}
            for page, notes in sorted(_by_page(rows, language).items()):
                with PageBoxes(read[page - 1]) as boxes:
                    tops.update(_put(file, page, notes, boxes, author))
            _outline(file, rows, tops, language)
            file.save(out, deterministic_id=True)
    except pikepdf.PdfError as exc:
        raise GoujiError("E009", path=result.document.name, reason=exc) from exc
    finally:
        read.close()
    return out.getvalue()


def _by_page(rows: Iterable[Row], language: str) -> dict[int, list[_Note]]:
    """The notes of each page: a finding's on its figure, what it rests on once for all findings that do."""
    found: dict[int, list[_Note]] = {}
    borne: dict[tuple[int, Box], tuple[str, list[str]]] = {}
    for row in rows:
        assert row.page
        found.setdefault(row.page, []).append(_Note(row.figure, row.place.bbox, told(row, language), _DISPUTED))
        for seen in row.seen:
            if (place := _on_page(seen.place)) and seen.span != row.span:
                borne.setdefault(place, (seen.text, []))[1].append(f"{row.id}：{seen.role}（{row.stated}）")
    head = wording.named("columns", "basis", language)
    disputed = {(row.page, row.place.bbox) for row in rows}
    for (page, box), (text, words) in borne.items():
        if (page, box) not in disputed:
            listed = "\n".join([head, *dict.fromkeys(words)])
            found.setdefault(page, []).append(_Note(text, box, listed, _EVIDENCE))
    return found


def _on_page(place: Place) -> tuple[int, Box] | None:
    return (place.page, place.bbox) if place.page and place.bbox else None


def _put(
    file: Pdf, number: int, notes: Iterable[_Note], boxes: PageBoxes, author: str
) -> Iterator[tuple[tuple[int, Box | None], float]]:
    """Puts the notes on a page; gives the upper edge of each by its page and box."""
    page = file.pages[number - 1]
    listed = page.obj.get("/Annots")
    annotations = list(listed) if listed is not None else []
    for note in notes:
        rects = boxes.rects(note.box, note.text) if note.box else []
        annotations.append(
            file.make_indirect(_highlight(file, rects, note, author) if rects else _sign(page, note, author))
        )
        if rects:
            yield (number, note.box), max(r.top for r in rects)
    page.obj.Annots = Array(annotations)


def _highlight(file: Pdf, rects: list[Rect], note: _Note, author: str) -> Dictionary:
    whole = rects[0]
    for rect in rects[1:]:
        whole = whole.joined(rect)
    corners = [c for r in rects for c in (r.left, r.top, r.right, r.top, r.left, r.bottom, r.right, r.bottom)]
    return Dictionary(
        Type=Name.Annot,
        Subtype=Name.Highlight,
        Rect=_rect(whole),
        QuadPoints=Array(round(c, 2) for c in corners),
        C=Array(note.colour),
        Contents=String(note.words),
        T=String(author),
        F=_SHOWN,
        AP=Dictionary(N=_look(file, whole, rects, note.colour)),
    )


def _look(file: Pdf, whole: Rect, rects: list[Rect], colour: tuple[float, float, float]) -> Any:
    """How a highlight is drawn: its colour over the paper, the letters seen through it."""
    drawn = "\n".join(f"{r.left:.2f} {r.bottom:.2f} {r.right - r.left:.2f} {r.top - r.bottom:.2f} re f" for r in rects)
    content = f"/Over gs\n{colour[0]} {colour[1]} {colour[2]} rg\n{drawn}\n"
    return pikepdf.Stream(
        file,
        content.encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=_rect(whole),
        Resources=Dictionary(ExtGState=Dictionary(Over=Dictionary(Type=Name.ExtGState, BM=Name.Multiply))),
        Group=Dictionary(S=Name.Transparency),
    )


def _sign(page: pikepdf.Page, note: _Note, author: str) -> Dictionary:
    """A note in the upper left corner of a page, for what has a page and no box."""
    left, _, _, top = (float(x) for x in page.cropbox)
    corner = Rect(left + _NOTE_SIZE, top - 2 * _NOTE_SIZE, left + 2 * _NOTE_SIZE, top - _NOTE_SIZE)
    return Dictionary(
        Type=Name.Annot, Subtype=Name.Text, Rect=_rect(corner), C=Array(note.colour), Name=Name.Comment,
        Contents=String(note.words), T=String(author), F=_SHOWN,
    )  # fmt: skip


def _rect(rect: Rect) -> Array:
    return Array(round(x, 2) for x in (rect.left, rect.bottom, rect.right, rect.top))


def _outline(file: Pdf, rows: list[Row], tops: dict[tuple[int, Box | None], float], language: str) -> None:
    """An entry for each finding, behind the outline that the file has."""
    if not rows:
        return
    with file.open_outline() as outline:
        first = rows[0].page or 1
        head = OutlineItem(wording.say_in("table", "outline", language, count=len(rows)), first - 1)
        for row in rows:
            assert row.page
            arrow = f" → {row.expected}" if row.expected else ""
            title = f"{row.id} [{row.severity_name}·{row.kind_name}] {row.figure}{arrow}"
            top = tops.get((row.page, row.place.bbox))
            head.children.append(
                OutlineItem(title, row.page - 1)
                if top is None
                else OutlineItem(title, row.page - 1, "XYZ", left=0, top=top + _NOTE_SIZE)
            )
        outline.root.append(head)
