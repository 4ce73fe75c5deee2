"""A relation that was tried: its terms, how it ended, and what each term would have to be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple

import regex

from gouji.document import Span, Table
from gouji.figures import ZERO, Figure, Interval, Kind, plain, rounded
from gouji.reconcile.kernel.constraints import Linear
from gouji.reconcile.model import FindingKind, Sentence, Severity, Status, Words, say
from gouji.reconcile.statements.terms import Term

_NOTE = regex.compile(r"[（(][^（()）]*[）)]$")  # behind a title: (按功能分类科目)
_LONGEST = 20  # characters of a heading, a label or a title; what is cut off is marked
_CUT = "…"
MINOR_PLACES = 2  # a miss of up to two units of the stated figure's last place is minor


class Reading(NamedTuple):
    """What several relations rest on: they stand or fall together.

    Attributes:
        basis: what is taken for granted: that a list is all of its whole (`list`), that amounts of one name are the
            cells' of that name (`name`), that a total is of the projects listed (`projects`), that items are all of a
            budget (`budgets`), that a surplus is of the income and spending given (`surplus`), that an increase is of
            the amount beside it (`change`); or one relation by itself (`relation`).
        of: the figure, the name or the number of the relation that it is about.
    """

    basis: Literal["relation", "list", "name", "projects", "budgets", "surplus", "change"]
    of: str

    def __str__(self) -> str:
        return f"{self.basis} {self.of}"


Element = str | Reading
"""What localisation may call wrong: a figure, by its id, or a reading."""


@dataclass(frozen=True, slots=True)
class Role:
    """A term in its role.

    `allowed` holds what it could truly be if it alone were wrong (None: the relation does not tell);
    `said` is the correction in words where it is not a figure of the same kind; `decimals` are those of the figure
    that it should equal, where these are more than its own. `point` is what the other figures come to exactly as they
    are printed: the value of `allowed` to propose, since its middle is nobody's arithmetic.
    """

    term: Term
    role: str
    allowed: Interval | None = None
    said: str = ""
    decimals: int = 0
    point: Decimal | None = None

    @property
    def possible(self) -> bool:
        """Whether the correction keeps the sign: a printed amount is not wrong by its sign alone."""
        return self.allowed is None or self.allowed.hi >= 0 or self.term.figure.value < 0

    @property
    def expected(self) -> str:
        """What the term would be printed as if it alone were wrong; '' when unknown."""
        if self.said or self.allowed is None:
            return self.said
        value = self.allowed.mid
        if self.point is not None and self.point in self.allowed:
            value = self.point
        return show(value, self.term, max(self.term.usual or 0, self.decimals))


def same(term: Term, role: str, other: Term) -> Role:
    """The role of a term that should equal another."""
    alike = term.figure.unit == other.figure.unit
    return Role(term, role, other.interval, decimals=other.figure.decimals if alike else 0)


class Accuses(StrEnum):
    """Which misses of a relation are findings.

    Any; those that a slip of the hand explains; none, unless another relation that is in doubt misses too; none.
    """

    ANY = "any"
    SLIP = "slip"
    DOUBT = "doubt"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Tried:
    """One relation, tried.

    Attributes:
        kind: the kind of finding that its violation would be.
        relation: the ledger's name of the relation (change, share, sum …).
        roles: the terms in their roles; the first is the one disputed when nothing else decides.
        why: the line of the ledger, a phrase of the catalogue or the computation.
        computation: the arithmetic in one line, with the printed numbers.
        steps: the same without its result, where a message has room for it.
        code: its entry in `patterns/relations.toml`.
        message: what is wrong, with the place of the disputed figure left open; None where nothing can be decided.
        certainty: how surely the relation was read, 0 to 1.
        linear: what it says of the true values of its terms.
        reading: names what the relation rests on, where others rest on the same (a list is all of its whole): they
            stand or fall together. None: it rests on nothing but itself.
        doubtful: it misses, but was not read surely enough to accuse alone; only others that agree can make it.
        accuses: which misses of it would be findings, where it holds.
        barred: the phrase that says why it would accuse nobody; '' where nothing more is known.
        closely: a miss of no more than this, in base units, accuses whatever `accuses` says.
        telling: ids of figures in which any slip accuses, whatever `accuses` says.
        computed: the first figure is computed from the others, and so wrong more often than each of them.
        either: any of its figures may be what is wrong, though it tells of none what should stand there.
        spared: ids of figures that it would be read without if they did not fit: a slip in them makes it miss nothing.
    """

    kind: FindingKind
    relation: str
    status: Status
    span: Span
    why: Words
    roles: tuple[Role, ...] = ()
    severity: Severity | None = None
    computation: str = ""
    steps: str = ""
    message: Sentence | None = None
    certainty: float = 0.9
    diagnosis: str = ""
    rule: str = ""
    linear: tuple[Linear, ...] = ()
    reading: Reading | None = None
    doubtful: bool = False
    fixed: bool = False  # the first role is the disputed one, whatever other relations say
    reworded: str = ""  # what the disputed words should be, where no figure is wrong
    extra: tuple[tuple[Span, str, str], ...] = field(default=())  # evidence that is no figure
    code: str = ""
    accuses: Accuses = Accuses.ANY
    barred: str = ""
    closely: Decimal = ZERO
    spared: tuple[str, ...] = ()
    telling: frozenset[str] = frozenset()
    computed: bool = True
    either: bool = False

    @property
    def misses(self) -> bool:
        """Whether its own figures cannot be true together."""
        return self.status is Status.VIOLATED or self.doubtful


def confirming(tried: Tried, barred: str = "", accuses: Accuses = Accuses.NEVER) -> Tried:
    """A relation that bears its figures out where it holds, and would accuse nobody, or only so far as is told."""
    return replace(tried, accuses=accuses, barred=barred)


def doubted(tried: Tried, why: Words, reading: Reading | None = None) -> Tried:
    """A relation that misses and was read too loosely to accuse: the ledger says why it does not apply."""
    return replace(tried, status=Status.NOT_APPLICABLE, why=why, doubtful=True, reading=reading or tried.reading)


def severity(stated: Term, recomputed: Interval, point: Decimal | None = None) -> Severity | None:
    """How bad a miss is, by display intervals (CONTRACT): None when it is none.

    `recomputed` holds every value, in base units, that the other figures allow; `point` is what they come to as they
    are printed (None: the middle). Arithmetic that is right to the printed digit is never a finding.
    """
    figure = stated.figure
    if stated.interval.meets(recomputed):
        value = recomputed.mid if point is None else point
        exact = rounded(value / figure.factor, _decimals(figure, stated.usual))
        return None if exact == figure.value else Severity.ROUNDING
    if figure.single:
        return Severity.MATERIAL  # one person too many is no rounding
    miss = recomputed.gap(Interval.point(figure.base))
    minor = miss <= MINOR_PLACES * figure.place(stated.usual)
    return Severity.MINOR if minor else Severity.MATERIAL


def _decimals(figure: Figure, usual: int | None) -> int:
    """The decimals of a figure, or the usual ones where these are more."""
    return max(figure.decimals, usual or 0)


def show(value: Decimal, like: Term, usual: int | None = None) -> str:
    """A value in base units, printed like a term: its unit, its decimals (or `usual` ones), commas between thousands.

    `usual` are the term's own usual decimals where nothing else is told.
    """
    figure = like.figure
    decimals = 0 if figure.single else _decimals(figure, like.usual if usual is None else usual)
    number = rounded(value / figure.factor, decimals)
    number = number if number else abs(number)  # what rounds to nothing has no sign
    return f"{number:{',f' if like.grouped else 'f'}}{figure.symbol}"


def printed(term: Term) -> str:
    """A term as printed, without blanks, with its unit where a cell leaves that to the table."""
    text = "".join(term.text.split())
    symbol = term.figure.symbol
    left_out = term.cell and not text.endswith(symbol)
    return f"{text}{symbol}" if left_out else text


def table_name(table: Table) -> Words:
    """How a message names a table: 表5《…》, 《…》, or 表中 when it lost its caption.

    A long title is cut; beside its number it is first told without its note in brackets.
    """
    title = "".join(table.title.split())
    if table.number and len(title) > _LONGEST:
        title = _NOTE.sub("", title) or title
    title = cut_short(title)
    return f"{table.number}《{title}》" if title else table.number or say("table.unnamed")


def cut_short(text: str) -> str:
    """Words without their blanks, cut in the middle where they are long: what tells two of them apart is at the end."""
    squeezed = "".join(text.split())
    half = _LONGEST // 2
    return squeezed if len(squeezed) <= _LONGEST else squeezed[: half - 1] + _CUT + squeezed[-half:]


def bare(term: Term, beside: Term | None = None) -> str:
    """A term's number without unit, for a computation line; an amount in the unit of the one that it stands beside."""
    number, figure = term.figure.value, term.figure
    if beside is not None and figure.kind is Kind.MONEY is beside.figure.kind and figure.unit != beside.figure.unit:
        return plain(figure.base / beside.figure.factor)
    if term.per_cent:
        return f"{number:f}%"
    return f"{number:f}" if term.figure.unit else plain(number)
