"""What prose yields: entities (spans), claims (what a clause asserts of one quantity) and counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gouji.document import Span
from gouji.figures import Figure
from gouji.language.subjects import NAMELESS, Subject

# How a list was read: as one of parts, of all parts, or of what is only numbered below its whole.
PARTS, DIVISION, BELOW = "claim.parts", "claim.division", "claim.below"


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

    Attributes:
        subject: the words that name the quantity; `name` is the same taken apart.
        figures: role (value, delta, rate, base, budget, share, whole, part.1 …) to entity id.
        base: the words of what is compared with (上年, 2018年, 年初预算).
        whole: the words of the whole a share is of; `whole_claim` the claim that opened the list it stands in.
        order: what prose says of 决算 against 预算: less, greater, equal.
        aside: stands inside a reason or a threshold, so it reports nothing of its own.
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
    name: Subject = NAMELESS
    base: str = ""
    whole: str = ""
    whole_claim: str | None = None
    order: str | None = None
    aside: bool = False
    own: bool = True  # its paragraph names the subject; else only the heading does
    rate_direction: str | None = None
    own_change: bool = False  # the change itself names what it is of
    rule: str = ""

    @property
    def scope(self) -> str:
        """The fund that the claim itself names."""
        return self.name.fund


@dataclass(frozen=True, slots=True)
class Count:
    """How many people, vehicles, projects or other things a passage or a table cell says there are.

    Attributes:
        subject: what the last clause before it counts, without filling words.
        section: the index of the section that it stands in, -1 for none.
        lead: the words of its sentence since the figure before.
        before: the words of its sentence before it.
        after: the words that follow up to the next mark.
        text: the figure as it stands, without blanks.
        symbol: its unit, one name for units that count alike.
        row: the texts of the cells before its own; None in prose.
    """

    id: str
    subject: str
    figure: Figure
    span: Span
    section: int
    lead: str
    before: str
    after: str
    text: str
    symbol: str
    row: tuple[str, ...] | None
