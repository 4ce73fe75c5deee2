"""What records hold: places, figures and the pieces of texts, tables and findings, as typed dictionaries."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired, TypedDict

Offset = Annotated[int, "index into the document's text (Python str), half-open"]
Decimal = Annotated[str, "exact decimal string, without exponent"]
Heading = Annotated[int, "index into the sections of the text record; -1 before the first heading"]


class Place(TypedDict):
    """Where a record stands: `text == document_text[start:end]` wherever a record has a text."""

    start: Offset
    end: Offset
    page: NotRequired[Annotated[int, "page from 1, in paged formats"]]
    bbox: NotRequired[Annotated[list[float], "left, top, right, bottom in points from the page's upper left corner"]]
    cell: NotRequired[Annotated[str, "sheet and cell, as 支出表!C7, in spreadsheets"]]
    file: NotRequired[Annotated[str, "member of a bundle"]]


OPTIONAL_PLACE = ("page", "bbox", "cell", "file")


class UnitRecord(TypedDict):
    """A unit that figures of the document are in."""

    symbol: str
    kind: Literal["money", "percent", "point", "count"]
    factor: NotRequired[Annotated[Decimal, "how many yuan, per cent or ones it holds; 1 where it is left out"]]


class SpanRecord(TypedDict):
    """A stretch of the text."""

    start: Offset
    end: Offset


class NumberRecord(SpanRecord):
    """A number as printed."""

    text: str


class DigitFields(TypedDict):
    """The digits of a page or a table by what became of them; unread are those neither read nor known."""

    printed: Annotated[int, "all of them"]
    read: Annotated[int, "those of figures that were read"]
    known: Annotated[int, "those known for something else: page numbers, dates, codes, labels"]
    missed: Annotated[int, "how many numbers, not digits, are neither"]
    first: Annotated[list[NumberRecord], "the first of them"]


class MarkRecord(TypedDict):
    """From `start` on, up to the next mark, the text stands here in the file."""

    start: Offset
    page: NotRequired[int | None]
    cell: NotRequired[str]
    file: NotRequired[str]


class SectionRecord(SpanRecord):
    """A heading with its place in the tree."""

    number: str
    title: str
    level: Annotated[int, "depth from 1"]
    parent: Annotated[int, "index of the heading above; -1 at the top"]


class BlockRecord(SpanRecord):
    """A paragraph, a heading or the lines of a table."""

    zone: Literal["narrative", "heading", "contents", "glossary", "table", "debris"]
    heading: NotRequired[Heading]
    holes: NotRequired[Annotated[list[SpanRecord], "debris inside, as a page number between two halves of a sentence"]]


class UnreadRecord(SpanRecord):
    """A part of the file that was not read."""

    why: str
    page: NotRequired[int | None]


class CellRecord(SpanRecord):
    """One cell of a table, with what it covers."""

    text: str
    row: Annotated[int, "grid row from 0"]
    column: Annotated[int, "grid column from 0"]
    columns: NotRequired[Annotated[int, "grid columns that it covers; 1 where it is left out"]]
    rows: NotRequired[Annotated[int, "grid rows that it covers; 1 where it is left out"]]
    header: NotRequired[bool]


class FigureFields(TypedDict):
    """A number as printed, in its own unit."""

    number: NotRequired[Annotated[Decimal, "as printed, signed, in its own unit"]]
    decimals: NotRequired[Annotated[int, "printed decimals"]]
    unit: NotRequired[Annotated[str, "unit as printed, or the one that applies"]]
    approximate: NotRequired[Annotated[bool, "true where it is hedged, as by 约, 余 or 近"]]
    hedge: NotRequired[Annotated[Literal["about", "over", "under"], "which way it is approximate"]]


class SubjectRecord(TypedDict):
    """A quantity's name taken apart; what it does not name is left out."""

    core: NotRequired[str]
    fund: NotRequired[str]
    side: NotRequired[str]
    extent: NotRequired[str]
    path: NotRequired[Annotated[list[str], "functional items from the class down"]]
    known: NotRequired[Annotated[bool, "core is a term that the rules know"]]


class AspectRecord(TypedDict):
    """One aspect of what a figure states."""

    value: Annotated[str | int, "what was read; a year is a number"]
    read: Annotated[
        Literal["sentence", "list", "heading", "row", "column", "caption", "document", "nowhere"],
        "where it was read; document: what holds where nothing is said",
    ]
    sure: Annotated[bool, "whether the words leave no doubt; what is not sure accuses nobody"]
    code: NotRequired[Annotated[str, "the code of the item, of `what` alone"]]


class EvidenceRecord(Place):
    """A figure or wording that a finding rests on."""

    text: str
    role: str


class IntervalRecord(TypedDict):
    """All values from `lo` to `hi`, in yuan, per cent or ones."""

    lo: Decimal
    hi: Decimal


class BasisFigureRecord(Place, FigureFields):
    """A figure that a finding rests on, and the interval that it stands for."""

    id: Annotated[str, "id of the entity, fact or count, where it is one"]
    text: str
    interval: IntervalRecord
    disputed: NotRequired[bool]
    tied: NotRequired[Annotated[bool, "explains the error as well as the disputed one"]]
    name: NotRequired[Annotated[str, "the subject of its claim, or the row and column of its cell"]]
    support: NotRequired[Annotated[int, "how many other places state the same value"]]
    repair: NotRequired[Annotated[IntervalRecord, "what it should be"]]
    alone: NotRequired[Annotated[IntervalRecord, "what the relations that miss leave for it if it alone were wrong"]]


class FormulaRecord(TypedDict):
    """result = (constant + Σ over) ÷ Σ under, as pairs of figure id and coefficient; with `under` it is in per cent."""

    result: str
    over: list[list[str]]
    under: NotRequired[list[list[str]]]
    constant: NotRequired[Decimal]
    twice: NotRequired[Annotated[bool, "one quantity printed twice"]]


class BasisRelationRecord(TypedDict):
    """A relation that a finding rests on."""

    relation: str
    rule: str
    holds: Annotated[bool, "it misses only together with others"]
    certainty: float
    says: str
    roles: Annotated[list[list[str]], "pairs of figure id and role"]
    formulas: NotRequired[list[FormulaRecord]]


class BasisRecord(TypedDict):
    """Figures and relations that cannot all be true, and what everything else leaves for the disputed figure."""

    figures: list[BasisFigureRecord]
    relations: list[BasisRelationRecord]
    repair: IntervalRecord | None


class SentenceRecord(TypedDict):
    """A sentence by its code in the catalogue of relations, and what fills its places."""

    code: str
    arguments: NotRequired[dict[str, str | int | SentenceRecord | list[str | SentenceRecord]]]


class PlaceRecord(TypedDict):
    """A place of the file."""

    page: NotRequired[int]
    bbox: NotRequired[list[float]]
    cell: NotRequired[str]
    file: NotRequired[str]


class ToldRecord(TypedDict):
    """What the message says, before it is put into a language."""

    place: PlaceRecord
    section: str
    cell: NotRequired[str | SentenceRecord]
    stated: str
    sentence: SentenceRecord
    clauses: NotRequired[list[SentenceRecord]]
    computation: NotRequired[list[str | SentenceRecord]]
    diagnosis: NotRequired[str]
    slip: NotRequired[str | SentenceRecord]


class VerdictRecord(TypedDict):
    """What somebody who looked at the source concluded of a finding."""

    verdict: Literal["right", "wrong", "arguable"]
    by: NotRequired[str]
    at: NotRequired[Annotated[str, "date and time, ISO 8601"]]
    note: NotRequired[str]
    stated: NotRequired[Annotated[str, "what was disputed when it was given"]]
