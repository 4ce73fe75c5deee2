"""The output contract: one typed dictionary a record type.

These declarations and those of `parts` are the only places where the fields of a record are listed;
`gouji.records.schema` turns them into the JSON Schema that the package ships as `schema.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal, NotRequired, TypedDict, get_type_hints

from gouji.records.parts import (
    AspectRecord,
    BasisRecord,
    BlockRecord,
    CellRecord,
    Decimal,
    DigitFields,
    EvidenceRecord,
    FigureFields,
    Heading,
    IntervalRecord,
    MarkRecord,
    Offset,
    Place,
    SectionRecord,
    SentenceRecord,
    SpanRecord,
    SubjectRecord,
    ToldRecord,
    UnitRecord,
    UnreadRecord,
    VerdictRecord,
)


class DocumentRecord(TypedDict):
    """The first record of every document."""

    doc: Annotated[str, "path as given"]
    type: Literal["document"]
    schema: Literal["gouji/2"]
    kind: Literal["budget", "final", "other"]
    year: Annotated[int | None, "the year reported on"]
    department: str
    region: NotRequired[Annotated[str, "the place whose government the department is of"]]
    level: NotRequired[Annotated[str, "of that government: province, city or county"]]
    unit: Annotated[str, "the document's usual money unit"]
    pages: int | None
    sha256: str
    error: NotRequired[Annotated[str, "code of what kept the file from being read"]]
    warnings: NotRequired[Annotated[list[str], "what the reader could not make sense of"]]
    unread: NotRequired[Annotated[int, "parts of the file that were not read: pages, paragraphs, all of it"]]
    withheld: NotRequired[Annotated[int, "findings left out, less likely than was asked for"]]
    known: NotRequired[Annotated[int, "findings left out, since there is a verdict on them"]]
    checked: NotRequired[Annotated[int, "check: relations that hold or are violated; of 0 nothing can be said"]]
    guarded: NotRequired[Annotated[int, "check: figures of prose in which a slip would be found"]]
    touched: NotRequired[Annotated[int, "check: figures of prose that are looked at, where one need not be"]]
    untouched: NotRequired[Annotated[int, "check: figures of prose that nothing looks at"]]
    unreadable_pages: NotRequired[Annotated[int, "check: pages that fail the reading audit"]]
    unreadable_tables: NotRequired[Annotated[int, "check: tables that fail the reading audit"]]


class TextRecord(SpanRecord):
    """The text that all offsets count in, and how it is laid out: the second record of every document."""

    doc: str
    type: Literal["text"]
    text: str
    encoding: str
    wrapped: Annotated[bool, "lines may end where the page ended them"]
    units: list[UnitRecord]
    places: list[MarkRecord]
    sections: list[SectionRecord]
    blocks: list[BlockRecord]
    unread: list[UnreadRecord]


class TableRecord(Place):
    """A table as a grid of cells, header rows first."""

    doc: str
    type: Literal["table"]
    id: Annotated[int, "from 0, as `table_id` of facts"]
    title: str
    number: Annotated[str, "printed number"]
    unit: str | None
    department: NotRequired[str]
    heading: NotRequired[Heading]
    width: Annotated[int, "grid columns"]
    header_rows: int
    chart: NotRequired[bool]
    placed: NotRequired[Annotated[bool, "the file itself tells where each cell stands"]]
    cut: NotRequired[Annotated[bool, "rows follow on the next page which could not be joined to it"]]
    rows: list[list[CellRecord]]


class EntityRecord(Place, FigureFields):
    """A mention in prose; AMOUNT and PERCENT have a figure."""

    doc: str
    type: Literal["entity"]
    id: str
    label: Literal["AMOUNT", "PERCENT", "CAUSE", "PROJECT"]
    text: str
    norm: Annotated[str | None, "yuan, per cent or canonical name; the printed number without a unit"]
    zone: Literal["narrative"]
    section: Annotated[str, "headings from the top down, joined by ' / '"]
    source: Literal["pattern", "model", "pattern+model", "human"]
    confidence: float
    rule: NotRequired[Annotated[str, "id of the pattern rule"]]
    heading: Heading
    unit_missing: NotRequired[Annotated[bool, "AMOUNT: printed without a unit"]]
    of: NotRequired[Annotated[str | None, "CAUSE: id of the amount or percentage it explains"]]


class ClaimRecord(Place):
    """What a clause asserts about one quantity."""

    doc: str
    type: Literal["claim"]
    id: str
    subject: str
    measure: str
    period: int | None
    relation: Literal["level", "change", "share", "completion", "part_of", "equal"]
    figures: Annotated[dict[str, str], "role (value, delta, rate, base, budget, whole, part.1 …) to entity id"]
    direction: Literal["up", "down", "flat", "nearly_flat"] | None
    cause: Annotated[str | None, "entity id"]
    base: Annotated[str, "words of what is compared with"]
    whole: Annotated[str, "words of the whole that a share is of"]
    rule: str
    heading: Heading
    name: NotRequired[Annotated[SubjectRecord, "the subject taken apart"]]
    whole_claim: NotRequired[Annotated[str, "id of the claim that opened the list it stands in"]]
    order: NotRequired[Annotated[str, "what is said of 决算 against 预算: less, greater, equal"]]
    aside: NotRequired[Annotated[bool, "stands inside a reason or a threshold, so it reports nothing of its own"]]
    own: NotRequired[Annotated[bool, "false where only the heading names the subject"]]
    own_change: NotRequired[Annotated[bool, "the change itself names what it is of"]]
    rate_direction: NotRequired[Literal["up", "down", "flat", "nearly_flat"]]


class FactRecord(Place, FigureFields):
    """One table cell that states a quantity."""

    doc: str
    type: Literal["fact"]
    id: str
    table: Annotated[str, "title"]
    table_no: Annotated[str, "printed number"]
    row: Annotated[list[str], "row labels from the class down"]
    col: Annotated[list[str], "column headers from the top down"]
    code: Annotated[str, "classification code of the row"]
    value: Annotated[str, "as printed"]
    norm: Decimal
    table_id: Annotated[int, "id of its table"]
    row_index: NotRequired[Annotated[int, "row of the table from 0; 0 where it is left out"]]
    column_index: NotRequired[Annotated[int, "grid column from 0; 0 where it is left out"]]


class CountRecord(Place, FigureFields):
    """How many people, vehicles, projects or other things the document says there are."""

    doc: str
    type: Literal["count"]
    id: str
    subject: Annotated[str, "what is counted"]
    text: str
    norm: Decimal
    section: Annotated[str, "headings from the top down, joined by ' / '"]
    heading: Heading
    lead: Annotated[str, "the words of its sentence since the figure before"]
    row: NotRequired[Annotated[list[str], "in a table: the cells before its own"]]


class StatementRecord(Place, FigureFields):
    """What one figure, of the prose or of a table, states."""

    doc: str
    type: Literal["statement"]
    id: str
    kind: Literal["level", "change", "rate", "share", "completion", "cell", "percent", "count", "score"]
    of: Annotated[str, "id of the entity, fact or count; a score has one of its own"]
    text: str
    norm: Decimal
    aspects: Annotated[
        dict[str, AspectRecord], "by name: whose, what, project, side, part, fund, extent, measure, year"
    ]


class LinkRecord(Place):
    """A narrative amount and a cell that states the same quantity."""

    doc: str
    type: Literal["link"]
    cell_start: Offset
    cell_end: Offset
    table: str
    row: str
    col: str
    cell_text: str
    agrees: bool
    source: Annotated[Literal["pattern", "model"], "who chose the cell: the rules or the linker"]
    confidence: float
    entity: Annotated[str, "entity id"]
    fact: Annotated[str, "fact id"]


class FindingRecord(Place):
    """One error of the document; the span is the disputed figure."""

    doc: str
    type: Literal["finding"]
    id: str
    kind: Literal[
        "narrative_table", "narrative_narrative", "change", "share", "completion", "sum", "unit", "direction",
        "year", "table_internal", "cross_table", "project_name", "structure", "wording",
    ]  # fmt: skip
    severity: Literal["material", "minor", "rounding"]
    confidence: float
    doubt: NotRequired[Annotated[SentenceRecord, "why it is told apart: findings like it are too often none"]]
    text: str
    stated: str
    expected: str
    evidence: list[EvidenceRecord]
    tied: NotRequired[Annotated[list[EvidenceRecord], "figures that explain the error as well as the disputed one"]]
    diagnosis: Annotated[str, "the likely slip; empty when none fits"]
    message: Annotated[str, "one plain Chinese sentence"]
    message_en: NotRequired[Annotated[str, "the same in English"]]
    computation: Annotated[str, "the arithmetic in one line"]
    rules: Annotated[list[str], "ids of the relations and rules it rests on"]
    relation: NotRequired[Annotated[str, "the relation that speaks against it first"]]
    code: NotRequired[Annotated[str, "the entry of the catalogue of relations that tells it"]]
    told: NotRequired[ToldRecord]
    basis: NotRequired[Annotated[BasisRecord, "where a figure is disputed"]]
    key: NotRequired[Annotated[str, "the same in every run and version of the document; verdicts are kept by it"]]
    verdict: NotRequired[Annotated[VerdictRecord, "what somebody concluded of it"]]


class CheckRecord(Place):
    """One line of the ledger: a relation that was tried, and how it ended."""

    doc: str
    type: Literal["check"]
    relation: str
    status: Literal["holds", "violated", "not_applicable", "unreadable"]
    why: str


class GuardRecord(Place):
    """What would notice a slip in a figure of prose or in a cell; without one of these nothing is known of it."""

    doc: str
    type: Literal["guard"]
    of: Annotated[str, "id of the entity, fact or count"]
    text: str
    prose: NotRequired[bool]
    state: Annotated[
        Literal["guarded", "touched", "untouched"],
        "guarded: a slip of one digit would be found; touched: one need not be; untouched: nothing looks at it",
    ]
    guards: NotRequired[Annotated[list[str], "the relations that would notice a slip"]]
    touches: NotRequired[Annotated[list[str], "the relations that look at it and would not"]]
    free: NotRequired[
        Annotated[IntervalRecord, "the values that would go unnoticed; none is known where it is left out"]
    ]
    near: NotRequired[Annotated[IntervalRecord, "the values about it that would be noticed all the same"]]
    reason: NotRequired[SentenceRecord]
    why: NotRequired[Annotated[str, "why it is not guarded, in Chinese"]]
    why_en: NotRequired[Annotated[str, "the same in English"]]


class PageAuditRecord(Place, DigitFields):
    """How a page was read; of a sheet of a workbook, or of a whole file, where the format has no pages."""

    doc: str
    type: Literal["page_audit"]
    why: NotRequired[Annotated[str, "why it counts as unreadable; left out where it does not"]]
    why_en: NotRequired[str]


class TableAuditRecord(Place, DigitFields):
    """How a table was read."""

    doc: str
    type: Literal["table_audit"]
    table_id: Annotated[int, "id of its table"]
    table: Annotated[str, "title"]
    columns: Annotated[int, "columns that hold figures"]
    columns_named: Annotated[int, "those of them that have a head"]
    rows: Annotated[int, "rows that hold figures"]
    rows_named: Annotated[int, "those of them that have a label"]
    held: Annotated[int, "sums between its cells that hold"]
    failed: Annotated[int, "sums between its cells that miss by more than rounding"]
    serials: Annotated[int, "its serial numbers"]
    serials_missing: Annotated[int, "serial numbers left out between them"]
    unit: Annotated[str, "of its figures; empty where none is known"]
    why: NotRequired[Annotated[str, "why it counts as unreadable; left out where it does not"]]
    why_en: NotRequired[str]


LAID_OUT: Mapping[str, type] = {"document": DocumentRecord, "text": TextRecord, "table": TableRecord}
EXTRACTED: Mapping[str, type] = {
    "entity": EntityRecord,
    "claim": ClaimRecord,
    "fact": FactRecord,
    "count": CountRecord,
    "statement": StatementRecord,
}
AUDITED: Mapping[str, type] = {"page_audit": PageAuditRecord, "table_audit": TableAuditRecord}
CHECKED: Mapping[str, type] = {
    "link": LinkRecord,
    "finding": FindingRecord,
    "check": CheckRecord,
    "guard": GuardRecord,
    **AUDITED,
}
TYPES: Mapping[str, type] = {**LAID_OUT, **EXTRACTED, **CHECKED}


def columns(record_type: str) -> list[str]:
    """The fields of a record type in the order in which they are written; the place comes third, the figure last."""
    hints = list(get_type_hints(TYPES[record_type]))
    first, place, figure = ("doc", "type"), Place.__annotations__, FigureFields.__annotations__
    own = [name for name in hints if name not in {*first, *place, *figure}]
    return [*first, *(n for n in place if n in hints), *own, *(n for n in figure if n in hints)]
