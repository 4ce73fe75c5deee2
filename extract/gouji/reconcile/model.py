"""What checking yields: links, the ledger of checks, findings with their evidence. All frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gouji.document import Span


class FindingKind(StrEnum):
    NARRATIVE_TABLE = "narrative_table"
    NARRATIVE_NARRATIVE = "narrative_narrative"
    CHANGE = "change"
    SHARE = "share"
    COMPLETION = "completion"
    SUM = "sum"
    UNIT = "unit"
    DIRECTION = "direction"
    YEAR = "year"
    TABLE_INTERNAL = "table_internal"
    CROSS_TABLE = "cross_table"
    PROJECT_NAME = "project_name"
    STRUCTURE = "structure"
    WORDING = "wording"


class Severity(StrEnum):
    MATERIAL = "material"
    MINOR = "minor"
    ROUNDING = "rounding"


class Status(StrEnum):
    HOLDS = "holds"
    VIOLATED = "violated"
    NOT_APPLICABLE = "not_applicable"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure or wording that a finding rests on; `role` says what it is in the relation."""

    span: Span
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One error of the document: the disputed span, what it should be, and why.

    `computation` is the arithmetic in one line (`1.65 ÷ (45.08 − 1.65) = 3.80%`); `message` one plain Chinese
    sentence that can be pasted into a report; `rules` the ids of the relations and rules it rests on.
    """

    id: str
    kind: FindingKind
    severity: Severity
    confidence: float
    span: Span
    text: str
    stated: str
    expected: str
    evidence: tuple[Evidence, ...]
    message: str
    computation: str = ""
    diagnosis: str = ""
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the ledger: a relation that was tried, and how it ended."""

    relation: str
    status: Status
    span: Span
    why: str


@dataclass(frozen=True, slots=True)
class Link:
    """A narrative amount (by entity id) and the table cell (by fact id) that states the same quantity."""

    entity: str
    fact: str
    span: Span
    cell: Span
    agrees: bool
    confidence: float
