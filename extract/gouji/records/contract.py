"""The output contract: one typed dictionary a record type, and the JSON Schema made from them.

These declarations are the only place where the fields of a record are listed; `schema()` turns them into the
JSON Schema that the package ships as `schema.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    TypedDict,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from gouji.document import SCHEMA

Offset = Annotated[int, "index into the document's text (Python str), half-open"]
Decimal = Annotated[str, "exact decimal string, without exponent"]


class Place(TypedDict):
    """Where a record stands: `text == document_text[start:end]` wherever a record has a text."""

    start: Offset
    end: Offset
    page: NotRequired[Annotated[int, "page from 1, in paged formats"]]
    bbox: NotRequired[Annotated[list[float], "left, top, right, bottom in points from the page's upper left corner"]]
    cell: NotRequired[Annotated[str, "sheet and cell, as 支出表!C7, in spreadsheets"]]
    file: NotRequired[Annotated[str, "member of a bundle"]]


OPTIONAL_PLACE = ("page", "bbox", "cell", "file")


class DocumentRecord(TypedDict):
    """The first record of every document."""

    doc: Annotated[str, "path as given"]
    type: Literal["document"]
    schema: Literal["gouji/1"]
    kind: Literal["budget", "final", "other"]
    year: Annotated[int | None, "the year reported on"]
    department: str
    unit: Annotated[str, "the document's usual money unit"]
    pages: int | None
    sha256: str
    error: NotRequired[Annotated[str, "code of what kept the file from being read"]]
    warnings: NotRequired[Annotated[list[str], "what the reader could not make sense of"]]
    unread: NotRequired[Annotated[int, "parts of the file that were not read: pages, paragraphs, all of it"]]
    withheld: NotRequired[Annotated[int, "findings left out, less likely than was asked for"]]
    checked: NotRequired[Annotated[int, "check: relations that hold or are violated; of 0 nothing can be said"]]


class EntityRecord(Place):
    """A mention in prose."""

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
    unit: NotRequired[Annotated[str, "AMOUNT: unit as printed"]]
    decimals: NotRequired[Annotated[int, "AMOUNT: printed decimals"]]
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
    direction: Literal["up", "down", "flat"] | None
    cause: Annotated[str | None, "entity id"]
    base: Annotated[str, "words of what is compared with"]
    whole: Annotated[str, "words of the whole that a share is of"]
    rule: str


class FactRecord(Place):
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
    unit: str


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


class EvidenceRecord(Place):
    """A figure or wording that a finding rests on."""

    text: str
    role: str


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
    text: str
    stated: str
    expected: str
    evidence: list[EvidenceRecord]
    tied: NotRequired[Annotated[list[EvidenceRecord], "figures that explain the error as well as the disputed one"]]
    diagnosis: Annotated[str, "the likely slip; empty when none fits"]
    message: Annotated[str, "one plain Chinese sentence"]
    computation: Annotated[str, "the arithmetic in one line"]
    rules: Annotated[list[str], "ids of the relations and rules it rests on"]


class CheckRecord(Place):
    """One line of the ledger: a relation that was tried, and how it ended."""

    doc: str
    type: Literal["check"]
    relation: str
    status: Literal["holds", "violated", "not_applicable", "unreadable"]
    why: str


EXTRACTED: Mapping[str, type] = {"entity": EntityRecord, "claim": ClaimRecord, "fact": FactRecord}
CHECKED: Mapping[str, type] = {"link": LinkRecord, "finding": FindingRecord, "check": CheckRecord}
TYPES: Mapping[str, type] = {"document": DocumentRecord, **EXTRACTED, **CHECKED}


def columns(record_type: str) -> list[str]:
    """The fields of a record type in the order in which they are written; the shared place comes third."""
    hints = list(get_type_hints(TYPES[record_type]))
    own = [name for name in hints if name not in Place.__annotations__]
    return [*own[:2], *(name for name in hints if name not in own), *own[2:]]


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one record, a choice by `type`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}:record",
        "title": f"{SCHEMA} record",
        "description": "One line of what gouji extract and gouji check write as JSON Lines.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in TYPES],
        "$defs": {name: _object(record) for name, record in TYPES.items()},
    }


def _object(record: Any) -> dict[str, Any]:
    hints = get_type_hints(record, include_extras=True)
    return {
        "type": "object",
        "description": record.__doc__,
        "properties": {name: _property(hint) for name, hint in hints.items()},
        "required": [name for name, hint in hints.items() if get_origin(hint) is not NotRequired],
        "additionalProperties": False,
    }


def _property(hint: Any) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is NotRequired:
        return _property(arguments[0])
    if origin is Annotated:
        return {**_property(arguments[0]), "description": arguments[1]}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, UnionType):
        return {"anyOf": [_property(a) for a in arguments]}
    if origin is list:
        return {"type": "array", "items": _property(arguments[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _property(arguments[1])}
    if is_typeddict(hint):
        return _object(hint)
    names = {str: "string", bool: "boolean", int: "integer", float: "number", NoneType: "null"}
    return {"type": names[hint]}
