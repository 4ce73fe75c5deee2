"""What prose yields: entities (spans) and claims (what a clause asserts of one quantity)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gouji.document import Span
from gouji.figures import Figure


class Label(StrEnum):
    AMOUNT = "AMOUNT"
    PERCENT = "PERCENT"
    CAUSE = "CAUSE"
    PROJECT = "PROJECT"


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention in prose.

    `norm` is yuan for amounts, the number of per cent for percentages, the canonical name for projects;
    `of` is the id of the amount or percentage a cause explains; `rule` is the id of the rule that found it.
    """

    id: str
    label: Label
    span: Span
    text: str
    norm: str | None
    section: int
    rule: str
    confidence: float
    of: str | None = None
    figure: Figure | None = None
    unit_missing: bool = False
    source: str = "pattern"


class Relation(StrEnum):
    """What a claim says of its quantity."""

    LEVEL = "level"
    CHANGE = "change"
    SHARE = "share"
    COMPLETION = "completion"
    PART_OF = "part_of"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class Claim:
    """What a clause asserts about one quantity.

    `figures` maps a role (value, delta, rate, base, budget, whole, share) to an entity id; `scope` is the fund
    or side that the section or the sentence confines the subject to.
    """

    id: str
    subject: str
    measure: str
    period: int | None
    relation: Relation
    span: Span
    section: int
    figures: dict[str, str] = field(default_factory=dict)
    direction: str | None = None  # up, down, flat
    cause: str | None = None
    scope: str = ""
    rule: str = ""
