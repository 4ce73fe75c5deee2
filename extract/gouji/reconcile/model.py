"""What checking yields: links, the ledger of checks, findings with their evidence. All frozen data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from gouji.document import Span
from gouji.figures import ZERO, Figure, Interval
from gouji.places import UNPLACED, Place, Placed


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


RANK = {Severity.MATERIAL: 0, Severity.MINOR: 1, Severity.ROUNDING: 2}


# Clauses that say that a total is borne out.
_CONFIRMING = frozenset({"finding.confirmed", "finding.confirmed.over", "finding.confirmed.slip"})
READING = "reading"  # the relation of a line of the ledger that tells what was not read


class Status(StrEnum):
    HOLDS = "holds"
    VIOLATED = "violated"
    NOT_APPLICABLE = "not_applicable"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that is not yet put into words: its code in `patterns/relations.toml` and its named arguments.

    Whoever renders it fills the places that only a finding knows (`stated`, the disputed figure as printed).
    """

    code: str
    arguments: tuple[tuple[str, Argument], ...] = ()

    def __getitem__(self, name: str) -> Argument:
        """The argument of this name. Raises KeyError where there is none."""
        return dict(self.arguments)[name]

    def __contains__(self, name: str) -> bool:
        return any(known == name for known, _ in self.arguments)


Words = str | Sentence
"""Words of the document or arithmetic as they stand, or a phrase of the catalogue."""

Argument = Words | int | tuple[Words, ...]
"""What fills a place of a sentence: words of the document, a number, a phrase of the catalogue, or a list of them."""


def say(code: str, **arguments: Argument) -> Sentence:
    """A sentence or a phrase of the catalogue with its arguments."""
    return Sentence(code, tuple(arguments.items()))


@dataclass(frozen=True, slots=True)
class Told:
    """What a finding says, before it is put into a language (`gouji.reconcile.findings.telling.render`).

    Attributes:
        place: where the disputed figure stands in the file.
        section: the innermost heading that it stands under, in the words of the document; '' in a table, and where
            there is none.
        stated: the disputed figure or wording as printed.
        cell: the table, row and column of a disputed cell; None in prose.
        sentence: what its relation says of it, with the place of `stated` left open.
        clauses: what follows the sentence: the correction, other suspects, what is off by the same error.
        computation: the steps of the arithmetic, with the printed numbers, in words where rounding plays a part.
        diagnosis: the code of the likely slip, a name of the catalogue's slips.
        slip: the slip with what was confused with what; None where nothing is to be added. A record of `gouji/2` may
            hold it as Chinese words.
    """

    place: Place
    section: str
    stated: str
    sentence: Sentence
    clauses: tuple[Sentence, ...] = ()
    computation: tuple[Words, ...] = ()
    diagnosis: str = ""
    slip: Words | None = None
    cell: Words | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A figure or wording that a finding rests on; `role` says what it is in the relation."""

    span: Span
    text: str
    role: str


@dataclass(frozen=True, slots=True)
class BasisFigure:
    """A figure as printed and the interval [lo, hi], in base units, that it stands for.

    Attributes:
        name: what it is called: the subject of its claim, or the row and column of its cell.
        tied: explains as much as the disputed one.
        support: how many other places state the same value.
        repair: what it should be where it is disputed, or off by the same error; else None.
        alone: what the relations that miss leave for it if it alone were wrong; None when they do not tell.
    """

    id: str
    span: Span
    text: str
    figure: Figure
    interval: Interval
    disputed: bool = False
    tied: bool = False
    name: str = ""
    support: int = 0
    repair: Interval | None = None
    alone: Interval | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """What a relation says of one of its figures: result = (constant + Σ over) ÷ Σ under, figures by id.

    Without `under` there is no division; with it the quotient counts in per cent. `twice` tells that one quantity is
    printed twice.
    """

    result: str
    over: tuple[tuple[str, Decimal], ...]
    under: tuple[tuple[str, Decimal], ...] = ()
    constant: Decimal = ZERO
    twice: bool = False

    @property
    def figures(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(i for i, _ in (*self.over, *self.under)))


@dataclass(frozen=True, slots=True)
class BasisRelation:
    """A relation with the ids and roles of its figures; `holds` tells that it misses only together with others."""

    relation: str
    rule: str
    holds: bool
    certainty: float
    says: str
    roles: tuple[tuple[str, str], ...]
    formulas: tuple[Formula, ...] = ()

    @property
    def figures(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(i for i, _ in self.roles))


@dataclass(frozen=True, slots=True)
class Basis:
    """The irreducible core around a disputed figure, and what everything else leaves for it (`repair`)."""

    figures: tuple[BasisFigure, ...]
    relations: tuple[BasisRelation, ...]
    repair: Interval | None

    @property
    def by_id(self) -> dict[str, BasisFigure]:
        return {f.id: f for f in self.figures}

    @property
    def disputed(self) -> BasisFigure:
        return next(f for f in self.figures if f.disputed)


@dataclass(frozen=True, slots=True)
class Finding(Placed):
    """One error of the document: the disputed span, what it should be, and why.

    `computation` is the arithmetic in one line (`1.65 ÷ (45.08 − 1.65) = 3.80%`); `message` one plain Chinese
    sentence that can be pasted into a report; `rules` the ids of the relations and rules it rests on; `basis` the same
    as figures and relations, where a figure is disputed; `code` the entry of `patterns/relations.toml` that tells it;
    `relation` the name of the relation that speaks against it first; `doubt` why it is told apart, since such
    findings are too often none; `told` what `message` says, before it
    is put into words.
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
    basis: Basis | None = None
    code: str = ""
    relation: str = ""
    told: Told | None = None
    doubt: Sentence | None = None

    @property
    def confirmed(self) -> bool:
        """Whether the figure itself is borne out, so that its parts are wrong or one of them is missing."""
        return self.told is not None and any(c.code in _CONFIRMING for c in self.told.clauses)

    @property
    def doubtful(self) -> bool:
        """Whether it is told apart: findings so little likely are too often none."""
        return self.doubt is not None

    @property
    def place(self) -> Place:
        """Where the disputed figure or wording stands in the file; `page`, `bbox` and `cell` are those of it."""
        return self.told.place if self.told else UNPLACED


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the ledger: a relation that was tried, and how it ended. `page` is told where the span cannot."""

    relation: str
    status: Status
    span: Span
    why: str
    page: int | None = None


class Guarding(StrEnum):
    """What the ledger knows of a figure: a slip in it would be found, or not always, or nothing looks at it."""

    GUARDED = "guarded"
    TOUCHED = "touched"
    UNTOUCHED = "untouched"


@dataclass(frozen=True, slots=True)
class Guard:
    """How a figure of prose or a cell is watched over.

    Attributes:
        of: the id of its entity, fact or count.
        prose: whether it stands in prose.
        guards: the relations, by their names in the ledger, that would notice a slip in it.
        touches: the relations that look at it and would not, or not always.
        free: the values, in base units, that it may be printed with before one of `guards` misses; None where none
            bounds it.
        near: the values about it that would be found out all the same, however little bounds it otherwise: a miss by so
            little shows that a list is meant as all of its total.
        reason: why it is not guarded, as a phrase of the catalogue; None where it is.
    """

    of: str
    span: Span
    state: Guarding
    prose: bool = False
    guards: tuple[str, ...] = ()
    touches: tuple[str, ...] = ()
    free: Interval | None = None
    near: Interval | None = None
    reason: Sentence | None = None

    def notices(self, value: Decimal) -> bool:
        """Whether another value, in base units, by more than rounding, would be found out."""
        if self.state is Guarding.GUARDED or (self.near is not None and value in self.near):
            return True
        return self.free is not None and value not in self.free


@dataclass(frozen=True, slots=True)
class Link:
    """A narrative amount (by entity id) and the table cell (by fact id) that states the same quantity.

    `source` is who chose the cell: the rules (`pattern`) or the linker (`model`).
    """

    entity: str
    fact: str
    span: Span
    cell: Span
    agrees: bool
    confidence: float
    source: str = "pattern"
