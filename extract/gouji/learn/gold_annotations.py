"""Gold annotations as the desk has them: spans, relations, links and errors with offsets into a document's text.

Paged gold tells page, quote and figure, without white space; they are sought in the text of that page. What is not
found there is told, since readers print a page differently.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.desk.annotations import EXPLAINS, Annotated, CellLink, Relation, SpanMark, Thing, Verdict, annotated
from gouji.document import Cell, Document, Span
from gouji.learn.gold import Gold, Record

AUTHOR = "gold"


@dataclass
class GoldAnnotations:
    """Gold with offsets.

    Attributes:
        lost: the ids of records that were not found in the document, with their kind.
    """

    annotated: Annotated
    lost: tuple[str, ...] = ()


def of_gold(gold: Gold, document: Document) -> GoldAnnotations:
    """The annotations of a gold folder over the text of its document; keys are those of suggestions."""
    made = _Made(document)
    for record in gold.entities or ():
        made.entity(record)
    for record in gold.entities or ():
        made.relation(record)
    for record in gold.alignments or ():
        made.link(record)
    for record in gold.mismatches:
        made.mismatch(record)
    things = list({(type(t), t.key): t for t in made.things}.values())
    return GoldAnnotations(annotated(document.name, document.text, things, AUTHOR), tuple(made.lost))


@dataclass
class _Made:
    document: Document
    things: list[Thing] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    spans: dict[str, SpanMark] = field(default_factory=dict)
    _taken: set[Span] = field(default_factory=set)

    def entity(self, record: Record) -> None:
        span = self._place(record)
        if span is None:
            self._lose("entity", record)
            return
        self._taken.add(span)
        mark = _mark(record["label"], span)
        self.spans[str(record.get("id"))] = mark
        self.things.append(mark)

    def relation(self, record: Record) -> None:
        source, target = self.spans.get(str(record.get("id"))), self.spans.get(str(record.get("of")))
        if source and target:
            self.things.append(Relation(f"{source.key}>{target.key}", source.key, target.key, EXPLAINS))
        elif record.get("of"):
            self._lose("relation", record)

    def link(self, record: Record) -> None:
        cell = _cell(self.document, record)
        mark = self._amount(record)
        if cell is None or mark is None:
            self._lose("alignment", record)
            return
        self.things.append(CellLink(f"{mark.key}@{cell.start}", mark.key, cell.start, cell.end))

    def _amount(self, record: Record) -> SpanMark | None:
        """The span of the amount that is linked, made where the entities do not have it."""
        if found := self.spans.get(str(record.get("entity"))):
            return found
        span = self._place(record)
        if span is None:
            return None
        known = next((m for m in self.spans.values() if (m.start, m.end) == (span.start, span.end)), None)
        mark = known or _mark("AMOUNT", span)
        if known is None:
            self.things.append(mark)
            self.spans[f"{mark.key} linked"] = mark
        return mark

    def mismatch(self, record: Record) -> None:
        span = self._place(record)
        if span is None:
            self._lose("mismatch", record)
            return
        kind, expected = str(record.get("kind", "")), str(record.get("expected", ""))
        key = f"h:gold-{record.get('id', span.start)}"
        self.things.append(Verdict(key, "missed", span.start, span.end, kind, expected[:2000], ""))

    def _lose(self, what: str, record: Record) -> None:
        self.lost.append(f"{what} {record.get('id', record.get('text', ''))}")

    def _place(self, record: Record) -> Span | None:
        if "start" in record:
            return Span(record["start"], record["end"])
        found = list(_sought(self.document, record))
        return next((s for s in found if s not in self._taken), found[0] if found else None)


def _mark(label: str, span: Span) -> SpanMark:
    return SpanMark(f"{label}:{span.start}:{span.end}", label, span.start, span.end)


def _sought(document: Document, record: Record) -> Iterator[Span]:
    """The places of a record's figure on its page: first inside its quote, then anywhere."""
    quote, figure = _bare(str(record.get("quote", ""))), _bare(str(record.get("figure") or record.get("text", "")))
    if not figure:
        return
    for start, end in _pages(document, int(record.get("page", 0))):
        text, offsets = _squeezed(document.text, start, end)
        inside = quote.find(figure, int(record.get("quote_off", 0) or 0))
        inside = inside if inside >= 0 else quote.find(figure)
        if quote and inside >= 0:
            yield from (_span(offsets, at + inside, len(figure)) for at in _all(text, quote))
        yield from (_span(offsets, at, len(figure)) for at in _all(text, figure))


def _pages(document: Document, page: int) -> Iterator[tuple[int, int]]:
    """The stretch of a page, and with it that of the next, since a sentence may go on there.

    A sentence that a page cuts is put together, so stretches of neighbouring pages can stand in each other.
    """
    marks = document.places.marks
    here = [n for n, m in enumerate(marks) if m.page in (page, page + 1)]
    if here:
        last = here[-1] + 1
        yield marks[here[0]].start, marks[last].start if last < len(marks) else len(document.text)


def _squeezed(text: str, start: int, end: int) -> tuple[str, list[int]]:
    offsets = [i for i in range(start, end) if not text[i].isspace()]
    return "".join(text[i] for i in offsets), offsets


def _span(offsets: list[int], at: int, length: int) -> Span:
    return Span(offsets[at], offsets[at + length - 1] + 1)


def _all(text: str, wanted: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _cell(document: Document, record: Record) -> Span | None:
    """The cell that an alignment names: by offsets, or by page, row and what is printed in it."""
    if "cell_start" in record:
        return Span(record["cell_start"], record["cell_end"])
    page, printed, row = record.get("cell_page"), _bare(str(record.get("cell", ""))), _bare(str(record.get("row", "")))
    found = [
        (cells, cell)
        for table in document.tables
        for cells in table.rows
        for cell in cells
        if _bare(cell.text) == printed and document.places.at(cell.span.start, cell.span.end).page == page
    ]
    named = [cell for cells, cell in found if _has(cells, row)]
    best = named or [cell for _, cell in found]
    return best[0].span if best else None


def _has(cells: tuple[Cell, ...], row: str) -> bool:
    return any(row and row in _bare(c.text) for c in cells)


def _bare(text: str) -> str:
    return "".join(text.split())
