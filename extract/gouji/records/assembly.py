"""The records of one document put together to its result."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, TypeVar

from gouji.claims import Claim, Entity
from gouji.document import Block, Document, Fact, Section, Span, Table, Unread, Zone
from gouji.figures import Figure, Kind, Unit
from gouji.language.quantities import scan
from gouji.language.view import make_view
from gouji.narrative.counts import PassageCount, placed
from gouji.narrative.passages import Passage
from gouji.places import Box, Mark, Place, Places
from gouji.reconcile.audit.model import Audit, PageAudit, TableAudit
from gouji.reconcile.findings.telling import render
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.model import READING, Basis, Check, Finding, Guard, Link
from gouji.records import fields
from gouji.records.fields import Known, Misfit, Record
from gouji.records.results import CheckResult, Extraction, Result
from gouji.records.stated import StoredAspect, StoredStatement, StoredTerm
from gouji.records.verdicts import Verdict

T = TypeVar("T")
Numbered = tuple[int, Record]  # a record and its number from 1

_ABOUT: Mapping[str, Any] = {  # fields of a document that its own record has
    "kind": str,
    "year": int | None,
    "department": str,
    "unit": str,
    "pages": int | None,
    "sha256": str,
}
_LAYOUT: Mapping[str, Any] = {  # fields of a document that its text record has
    "text": str,
    "encoding": str,
    "wrapped": bool,
    "sections": tuple[Section, ...],
    "blocks": tuple[Block, ...],
    "unread": tuple[Unread, ...],
}


class Unreadable(ValueError):
    """A record that is none, by its number."""

    def __init__(self, number: int, why: str) -> None:
        super().__init__(why)
        self.number, self.why = number, why


@dataclass(frozen=True)
class StoredPlaces(Places):
    """Places with the boxes of known spans only."""

    known: Mapping[tuple[int, int], Box] = field(default_factory=dict)

    def at(self, start: int, end: int) -> Place:
        return replace(super().at(start, end), bbox=self.known.get((start, end)))


@dataclass(frozen=True, slots=True)
class _StoredCount:
    """A count as its record has it."""

    id: str
    subject: str
    figure: Figure
    span: Span
    heading: int
    lead: str
    row: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Boxed:
    """What has a box."""

    span: Span
    bbox: Box


@dataclass(frozen=True, slots=True)
class _StoredUnit:
    """A unit in full, where elsewhere its symbol stands for it."""

    symbol: str
    kind: Kind
    factor: Decimal = Decimal(1)


class Assembly:
    """Builds the result of one document. Its records come numbered, the document record first."""

    def __init__(self, group: list[Numbered]) -> None:
        self._by_type: dict[str, list[Numbered]] = {}
        for number, record in group:
            self._by_type.setdefault(record["type"], []).append((number, record))
        self._first = group[0]
        self._known, self._sections = Known({}, 0), 0
        self._passages: dict[Block, Passage] = {}
        self._cells_in_order: list[Block] | None = None

    def result(self) -> Result:
        """The extraction or the check. Raises Unreadable."""
        texts = self._by_type.get("text", [])
        if len(texts) != 1:
            raise Unreadable(self._first[0], f"the document has {len(texts)} text records behind it and not one")
        layout = self._guarded(texts[0], self._layout)
        document = self._guarded(self._first, lambda record: self._document(record, layout))
        extraction = self._extraction(document)
        if "checked" not in self._first[1]:
            return extraction
        left_out = self._guarded(self._first, lambda r: (self._count_of(r, "withheld"), self._count_of(r, "known")))
        return self._checked(extraction, *left_out)

    def _layout(self, record: Record) -> dict[str, Any]:
        """The fields of a document that its text record has; from here on its units and its length are known."""
        length = len(self._part(str, record, "text"))
        units: tuple[_StoredUnit, ...] = self._part(tuple[_StoredUnit, ...], record, "units")
        self._known = Known({u.symbol: Unit(u.symbol, u.kind, u.factor) for u in units}, length)
        found = {name: self._part(hint, record, name) for name, hint in _LAYOUT.items()}
        for i, section in enumerate(found["sections"]):
            _require(-1 <= section.parent < i, "is no heading before it", f"sections[{i}].parent")
        self._sections = len(found["sections"])
        for i, block in enumerate(found["blocks"]):
            _require(-1 <= block.section < self._sections, "is no heading", f"blocks[{i}].heading")
        marks: tuple[Mark, ...] = self._part(tuple[Mark, ...], record, "places")
        return {**found, "places": StoredPlaces(marks, known=self._boxes())}

    def _document(self, record: Record, layout: dict[str, Any]) -> Document:
        about = {name: self._part(hint, record, name) for name, hint in _ABOUT.items()}
        error = self._part(str, {"error": "", **record}, "error")
        notices = self._part(tuple[str, ...], {"warnings": [], **record}, "warnings")
        warnings = notices[: len(notices) - len(layout["unread"])]
        tables = self._each("table", lambda r: self._build(Table, r))
        _require([t.id for t in tables] == list(range(len(tables))), "the ids of its tables are not 0, 1, 2 …")
        name = self._part(str, record, "doc")
        place = {key: self._part(str, {key: "", **record}, key) for key in ("region", "level")}
        return Document(name=name, error=error, warnings=warnings, tables=tables, **about, **place, **layout)

    def _boxes(self) -> dict[tuple[int, int], Box]:
        """The boxes of everything that has a record, by its span."""
        found: dict[tuple[int, int], Box] = {}
        for numbered in (one for listed in self._by_type.values() for one in listed):
            boxes = self._guarded(numbered, lambda r: [fields.read(_Boxed, one, self._known) for one in _placed(r)])
            found.update(((b.span.start, b.span.end), b.bbox) for b in boxes)
        return found

    def _extraction(self, document: Document) -> Extraction:
        return Extraction(
            document,
            self._each("entity", lambda r: self._build(Entity, {"rule": "", **r})),
            self._each("claim", lambda r: self._build(Claim, r)),
            self._each("fact", lambda r: self._fact(r, len(document.tables))),
            self._each("count", lambda r: self._count(r, document)),
            self._each("statement", self._statement),
        )

    def _fact(self, record: Record, tables: int) -> Fact:
        """A fact without a unit has an empty one in its record."""
        fact = self._build(Fact, {n: v for n, v in record.items() if n != "unit" or v})
        _require(0 <= fact.table < tables, "is the id of no table", "table_id")
        return fact

    def _count(self, record: Record, document: Document) -> PassageCount:
        """A count with its passage, which is read from the text again."""
        told = self._build(_StoredCount, record)
        block = document.block_at(told.span.start) if told.row is None else self._cell(document, told.span)
        if block is None:
            raise Misfit("stands in no paragraph and no cell", "start")
        passage = self._passage(document, block)
        start, end = (passage.view.at(at) for at in (told.span.start, told.span.end))
        return placed(told.id, told.figure, passage, (start, end), told.lead, told.row)

    def _passage(self, document: Document, block: Block) -> Passage:
        if block not in self._passages:
            view = make_view(document.text, block.span.start, block.span.end, block.holes)
            self._passages[block] = Passage(block, view, tuple(scan(view.text)))
        return self._passages[block]

    def _cell(self, document: Document, span: Span) -> Block | None:
        """The cell that a span begins in, as a block."""
        cells = self._cells(document)
        i = bisect_right(cells, span.start, key=lambda cell: cell.span.start) - 1
        return cells[i] if i >= 0 and cells[i].span.holds(span) else None

    def _cells(self, document: Document) -> list[Block]:
        """The cells in order, as blocks."""
        if self._cells_in_order is None:
            cells = ((c.span, t.section) for t in document.tables for row in t.rows for c in row)
            self._cells_in_order = sorted((Block(s, Zone.TABLE, n) for s, n in cells), key=lambda b: b.span)
        return self._cells_in_order

    def _statement(self, record: Record) -> StoredStatement:
        term = self._build(StoredTerm, {**record, "id": record.get("of")})
        aspects = self._part(dict[str, StoredAspect], record, "aspects")
        id, kind = self._part(str, record, "id"), self._part(str, record, "kind")
        return StoredStatement(id, kind, term, aspects, self._build(Place, record))

    def _checked(self, extraction: Extraction, withheld: int, known: int) -> CheckResult:
        facts = {f.id for f in extraction.facts}
        audit = self._audit(len(extraction.document.tables))
        pages = {(u.span, u.why): u.page for u in extraction.document.unread}
        pages |= {(a.span, a.why): a.page for a in audit.pages if a.why}
        links = self._each("link", lambda r: self._link(r, facts))
        findings = self._each("finding", self._finding)
        checks = self._each("check", lambda r: self._check(r, pages))
        guards = self._each("guard", self._guard)
        verdicts = tuple(v for v in self._each("finding", self._verdict) if v)
        keys = tuple(self._each("finding", lambda r: (str(r["id"]), self._key(r))))
        result = CheckResult(extraction, links, findings, checks, withheld, guards, audit, verdicts, known)
        told = all(key for _, key in keys) and dict(keys) != result.keys
        return replace(result, all_keys=keys) if told else result

    def _key(self, record: Record) -> str:
        found: str = self._part(str, {"key": "", **record}, "key")
        return found

    def _verdict(self, record: Record) -> Verdict | None:
        if "verdict" not in record:
            return None
        told = self._part(dict[str, str], record, "verdict")
        return self._build(Verdict, {**told, "key": self._key(record)})

    def _audit(self, tables: int) -> Audit:
        return Audit(
            self._each("page_audit", lambda r: self._build(PageAudit, {**r, "digits": r})),
            self._each("table_audit", lambda r: self._table_audit(r, tables)),
        )

    def _table_audit(self, record: Record, tables: int) -> TableAudit:
        audit = self._build(TableAudit, {**record, "digits": record})
        _require(0 <= audit.table < tables, "is the id of no table", "table_id")
        return audit

    def _count_of(self, record: Record, name: str) -> int:
        found: int = self._part(int, {name: 0, **record}, name)
        return found

    def _link(self, record: Record, facts: set[str]) -> Link:
        link = self._build(Link, record)
        _require(link.fact in facts, "is the id of no fact", "fact")
        return link

    def _finding(self, record: Record) -> Finding:
        finding = self._build(Finding, record)
        if finding.basis is not None:
            _require_whole(finding.basis)
        if (told := finding.told) is not None:
            _require_words(lambda: render(told), "told")
        if (doubt := finding.doubt) is not None:
            _require_words(lambda: load().render(doubt), "doubt")
        return finding

    def _guard(self, record: Record) -> Guard:
        guard = self._build(Guard, record)
        if (reason := guard.reason) is not None:
            _require_words(lambda: load().render(reason), "reason")
        return guard

    def _check(self, record: Record, pages: Mapping[tuple[Span, str], int | None]) -> Check:
        """The page of a check is its own where its place has none: of what was not read."""
        check = self._build(Check, {**record, "page": None})
        page = pages.get((check.span, check.why)) if check.relation == READING else None
        return replace(check, page=page)

    def _build(self, kind: type[T], record: Record) -> T:
        """The thing that a record tells; where it stands under a heading, that is one of the document."""
        heading = record.get("heading", -1)
        _require(not isinstance(heading, int) or -1 <= heading < self._sections, "is no heading", "heading")
        return fields.read(kind, record, self._known)

    def _part(self, hint: Any, record: Mapping[str, Any], name: str) -> Any:
        return fields.part(hint, record, name, self._known)

    def _each(self, type: str, build: Callable[[Record], T]) -> tuple[T, ...]:
        return tuple(self._guarded(numbered, build) for numbered in self._by_type.get(type, ()))

    def _guarded(self, numbered: Numbered, build: Callable[[Record], T]) -> T:
        """What is built of a record; where that fails, its number and the field are told."""
        number, record = numbered
        try:
            return build(record)
        except Misfit as exc:
            raise Unreadable(number, f"field {exc.field}: {exc.why}" if exc.field else exc.why) from None
        except RecursionError:
            raise Unreadable(number, "is nested too deep") from None


def _require(true: bool, why: str, field: str = "") -> None:
    if not true:
        raise Misfit(why, field)


def _require_words(rendered: Callable[[], str], field: str) -> None:
    """Raises Misfit where a sentence is none of the catalogue, or a place of it is not filled."""
    try:
        rendered()
    except KeyError as exc:
        raise Misfit(f"cannot be put into words: {exc} is missing", field) from None


def _require_whole(basis: Basis) -> None:
    """Raises Misfit where relations name figures that are not there, or not just one figure is disputed."""
    _require(sum(f.disputed for f in basis.figures) == 1, "has not just one disputed figure", "basis.figures")
    for i, relation in enumerate(basis.relations):
        named = {*relation.figures, *(n for f in relation.formulas for n in (f.result, *f.figures))}
        _require(named <= basis.by_id.keys(), "names a figure that is not there", f"basis.relations[{i}]")


def _placed(record: Record) -> Iterator[Mapping[str, Any]]:
    """The record itself and everything in it that has a box of its own."""
    basis = record.get("basis")
    inside = (record.get("evidence"), basis.get("figures") if isinstance(basis, Mapping) else None)
    listed = (one for several in inside if isinstance(several, list) for one in several)
    yield from (one for one in (record, *listed) if isinstance(one, Mapping) and "bbox" in one)
