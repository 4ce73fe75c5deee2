"""What the page asks for: pages of a document, its findings, its tables, its pictures, what a span can grow to."""

from __future__ import annotations

from io import BytesIO
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Response

from gouji.desk.annotations import EXPLAINS, LABELS, VERDICTS, Kind
from gouji.desk.items import findings, items_within
from gouji.desk.pages import ROWS, grown, page_of, table_at, table_view
from gouji.desk.server.desk import Annotator, TheDesk, found_row, shown
from gouji.desk.store import responses
from gouji.desk.store.tables import DONE, OPEN, PUT, WHOLE
from gouji.document import Document
from gouji.reconcile.model import FindingKind
from gouji.reconcile.statements.aspects import NAMES
from gouji.report.table_pictures import SCALE, Drawn, drawn, pictures

router = APIRouter(prefix="/api/documents/{number}")
Offset = Annotated[int, Query(ge=0)]


@router.get("")
def document(number: int, desk: TheDesk, who: Annotator) -> dict[str, Any]:
    """What the page needs to know once."""
    with desk.database.read() as connection:
        row, result, pages = shown(desk, connection, number)
        done = responses.stands(responses.said(connection, number, who)).get((WHOLE, DONE))
    found = result.document
    return {
        "id": number,
        "name": row.name,
        "annotator": who,
        "analysis": row.analysis,
        "pages": [[p.start, p.end] for p in pages],
        "tables": [{"id": t.id, "name": " ".join(filter(None, (t.number, t.title)))} for t in found.tables],
        "pictures": (found.pages or 0) if desk.source(row) and found.pages else 0,
        "labels": LABELS,
        "verdicts": VERDICTS,
        "kinds": [k.value for k in FindingKind],
        "aspects": {name: _values(result.extraction.statements, name) for name in NAMES},
        "relation": EXPLAINS,
        "scale": SCALE,
        "findings": row.findings,
        "done": bool(done and done.state == PUT),
        "done_version": done.version if done else 0,
    }


_CHOICES = 60  # values of an aspect that are offered


def _values(statements: Any, name: str) -> list[str]:
    """The values of an aspect that the document's own statements have, the most frequent first."""
    counts: dict[str, int] = {}
    for one in statements:
        for aspect, told in one.aspects.items():
            if aspect == name and told.value:
                counts[str(told.value)] = counts.get(str(told.value), 0) + 1
    return sorted(counts, key=lambda v: -counts[v])[:_CHOICES]


@router.get("/pages/{page}")
def page(number: int, page: int, desk: TheDesk, who: Annotator) -> dict[str, Any]:
    """The pieces of one page, and everything that stands in it."""
    with desk.database.read() as connection:
        row, result, pages = shown(desk, connection, number)
        if not 0 <= page < len(pages):
            raise HTTPException(404, "no such page")
        here = pages[page]
        mine = responses.said(connection, number, who)
        items = items_within(connection, number, row.analysis, mine, here.start, here.end)
    return {
        "number": page,
        "start": here.start,
        "end": here.end,
        "pieces": here.pieces,
        "items": items,
        "paper": _paper(result.document, here.start),
    }


@router.get("/findings")
def finding_list(
    number: int, desk: TheDesk, who: Annotator, offset: Offset = 0, limit: Annotated[int, Query(ge=1, le=200)] = 50,
    show: str = "all", around: str = "",
) -> dict[str, Any]:  # fmt: skip
    """Some of the findings: `show` is all, open, or a verdict; with `around`, the stretch that holds that key."""
    with desk.database.read() as connection:
        row = found_row(connection, number)
        found = findings(connection, number, row.analysis, responses.said(connection, number, who))
    counts = {"all": len(found), OPEN: sum(i["status"] == OPEN for i in found)}
    kept = [i for i in found if _is_shown(i, show)]
    if around:
        at = next((n for n, i in enumerate(kept) if i["key"] == around), 0)
        offset = at - at % limit
    return {"total": len(kept), "offset": offset, "counts": counts, "items": kept[offset : offset + limit]}


def _is_shown(item: dict[str, Any], show: str) -> bool:
    if show in ("all", ""):
        return True
    return bool(item["status"] == OPEN if show == OPEN else item["body"].get("verdict") == show)


@router.get("/tables/{table}")
def table(number: int, table: int, desk: TheDesk, who: Annotator, at: Offset = 0) -> dict[str, Any]:
    """The rows of a table about an offset."""
    with desk.database.read() as connection:
        _, result, _ = shown(desk, connection, number)
    found = table_view(result.document, table, at)
    if found is None:
        raise HTTPException(404, "no such table")
    return {**found, "step": ROWS}


@router.get("/places")
def places(number: int, desk: TheDesk, who: Annotator, at: Offset, end: Offset) -> dict[str, Any]:
    """Where a stretch stands: the page of the desk, the table, the page and box of the file."""
    with desk.database.read() as connection:
        _, result, pages = shown(desk, connection, number)
    found = result.document
    place = found.places.at(at, max(end, at + 1))
    return {
        "page": page_of(pages, at),
        "table": table_at(found, at),
        "paper": place.page,
        "box": place.bbox,
        "name": place.name,
    }


@router.get("/grow")
def grow(number: int, desk: TheDesk, who: Annotator, start: Offset, end: Offset) -> dict[str, Any]:
    """The number with its unit that a stretch touches; the stretch itself where there is none."""
    with desk.database.read() as connection:
        _, result, _ = shown(desk, connection, number)
    span = grown(result.document, start, max(end, start + 1))
    return {"start": span.start, "end": span.end} if span else {"start": start, "end": end}


@router.get("/boxes/{paper}")
def boxes(number: int, paper: int, desk: TheDesk, who: Annotator) -> list[dict[str, Any]]:
    """The boxes of spans and findings on a page of the file, in points from its upper left corner."""
    with desk.database.read() as connection:
        row, result, _ = shown(desk, connection, number)
        found = result.document
        stretch = _of_paper(found, paper)
        if stretch is None:
            return []
        mine = responses.said(connection, number, who)
        items = items_within(connection, number, row.analysis, mine, *stretch)
    wanted = [i for i in items if i["kind"] in (Kind.SPAN, Kind.FINDING) and i["status"] != "gone"]
    placed = ((i, found.places.at(i["begins"], i["ends"])) for i in wanted)
    return [
        {"kind": i["kind"], "key": i["key"], "label": i["body"].get("label", ""), "box": p.bbox}
        for i, p in placed
        if p.page == paper and p.bbox
    ]


@router.get("/pictures/{paper}.png")
def picture(number: int, paper: int, desk: TheDesk, who: Annotator) -> Response:
    """The page of the file with the table cells as they were read."""
    with desk.database.read() as connection:
        row, result, _ = shown(desk, connection, number)
    source = desk.source(row)
    if source is None or not 1 <= paper <= (result.document.pages or 0):
        raise HTTPException(404, "no such page")
    corner = Drawn(paper, (0, 0, 0, 0), (255, 255, 255), "")  # so that a page without cells is drawn too
    here = [corner, *(box for box in drawn(result.document) if box.page == paper)]
    with desk.drawing:
        (_, made), *_ = pictures(source, here)
    out = BytesIO()
    made.save(out, "PNG")
    return Response(out.getvalue(), media_type="image/png")


def _paper(document: Document, offset: int) -> int | None:
    return document.places.at(offset, offset + 1).page


def _of_paper(document: Document, paper: int) -> tuple[int, int] | None:
    """The stretch of text that stands on a page of the file."""
    marks = document.places.marks
    here = [n for n, m in enumerate(marks) if m.page == paper]
    if not here:
        return None
    last = here[-1] + 1
    return marks[here[0]].start, marks[last].start if last < len(marks) else len(document.text)
