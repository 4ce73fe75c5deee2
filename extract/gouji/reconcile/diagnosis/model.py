"""What a hypothesis is given, and what it may say.

A hypothesis never looks at the document: `surroundings.py` gathers for it the figures that stand about the disputed
one, each with its tie to it, so that every hypothesis is a small function of figures and can be tried on examples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from gouji.figures import Figure, Interval, Kind, plain
from gouji.reconcile.model import Sentence
from gouji.reconcile.statements.terms import Term

_FREE = 2  # digits that one comparison alone may rest on; every further digit allows ten times as many
_TRIVIAL = frozenset({Decimal(0), Decimal(100)})  # rates that stand everywhere


class Tie(StrEnum):
    """How a figure is tied to the disputed one."""

    VALUE = "value"  # these up to PART: its role in the violated relation
    DELTA = "delta"
    BASE = "base"
    WHOLE = "whole"
    PART = "part"
    COMPLETION = "completion"  # rates printed of the same quantity
    SHARE = "share"
    GROWTH = "growth"
    BUDGET = "budget"  # the same quantity by another measure or of another year
    FINAL = "final"
    LAST_YEAR = "last_year"
    PRECEDING = "preceding"  # the figure of its kind before it in the paragraph
    FOLLOWING = "following"
    ABOVE = "above"  # the cell above it in the column
    BELOW = "below"
    BESIDE = "beside"  # the cell left or right of it in the row
    REFERENCE_ABOVE = "reference_above"  # the cell above the one that prose should have printed
    REFERENCE_BELOW = "reference_below"
    LEVEL = "level"  # another quantity of the paragraph
    INNER = "inner"  # a row that lies within a part of its sum
    MISSING = "missing"  # an item that other tables list where its table does not
    SIBLING_SHARE = "sibling_share"  # the other shares of its list
    TOTAL = "total"  # a total of the document that prints the same digits
    SAME = "same"  # the same quantity elsewhere, with the same digits
    ELSEWHERE = "elsewhere"  # another quantity anywhere, with the same digits


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A figure with its tie to the disputed one and the name that a message calls it by.

    `among` is how many figures were looked through for it: the more, the more digits must agree.
    `stated` are the cells that name the same quantity.
    """

    tie: Tie
    name: str
    figure: Figure
    among: int = 1
    stated: tuple[Neighbour, ...] = ()

    @property
    def called(self) -> str:
        """The figure with its name in front: “公用经费”(45.08万元)."""
        return f"{quoted(self.name)}({shown(self.figure)})" if self.name else shown(self.figure)


@dataclass(frozen=True)
class Sum:
    """A violated sum: the total as printed and its parts.

    `slack` is how far rounding alone may move its gap, `own` whether the total is the disputed figure (else a part is).
    """

    total: Neighbour
    parts: tuple[Neighbour, ...]
    slack: Decimal
    own: bool = True

    @cached_property
    def gap(self) -> Decimal:
        """What the parts are more than the total, in base units."""
        return sum((p.figure.base for p in self.parts), Decimal(0)) - self.total.figure.base


@dataclass(frozen=True, slots=True)
class Column:
    """A cell of a total row with the cells of all rows above it, whatever their level."""

    total: Figure
    rows: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A cell of the disputed one's column: as printed, and as other tables state it (None where none does)."""

    name: str
    printed: Figure
    stated: Figure | None


@dataclass(frozen=True, slots=True)
class Suspect:
    """A disputed figure and all that a hypothesis may look at.

    Attributes:
        expected: what it should be; `exact` is that before rounding.
        role: its role in the violated relation; a rate is called after its relation (share, completion, else rate).
        relations: how many violated relations it explains.
        columns: the row of totals it stands in, its own column first.
        rows: its column in the order of the table; it itself stands at `at`.
    """

    term: Term
    expected: Figure
    exact: Interval | None = None
    role: str = ""
    relations: int = 1
    neighbours: tuple[Neighbour, ...] = ()
    sums: tuple[Sum, ...] = ()
    columns: tuple[Column, ...] = ()
    rows: tuple[Row, ...] = ()
    at: int = 0

    @property
    def figure(self) -> Figure:
        return self.term.figure

    @property
    def rate(self) -> bool:
        return self.figure.kind is Kind.PERCENT

    def tied(self, *ties: Tie) -> Iterator[Neighbour]:
        """The neighbours of these ties, in the order of the ties."""
        return (n for tie in ties for n in self.neighbours if n.tie is tie)

    def first(self, *ties: Tie) -> Neighbour | None:
        return next(self.tied(*ties), None)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The likely slip: a stable English `code`, and a phrase that says what was confused with what.

    `says` is None where the sentence of the relation tells it already.
    """

    code: str
    says: Sentence | None


Hypothesis = Callable[[Suspect], Sentence | None]
"""Says what was confused with what; None where it does not reproduce the printed figure."""


def telling(figure: Figure, among: int = 1) -> bool:
    """Whether digits that agree are more than chance, after so many figures were looked through.

    Two digits may agree with one figure, three with one of ten, and so on; 0 % and 100 % agree with anything.
    """
    if figure.kind is Kind.PERCENT and figure.value in _TRIVIAL:
        return False
    digits = plain(abs(figure.value)).replace(".", "").strip("0")
    return len(digits) >= _FREE and among <= 10 ** (len(digits) - _FREE)


def same(a: Figure, b: Figure) -> bool:
    """Whether two figures print one value: equal, or the finer rounds to the coarser."""
    if a.base == b.base:
        return True
    if a.place() == b.place():
        return False
    return abs(a.base - b.base) * 2 <= max(a.place(), b.place())


def quoted(name: str) -> str:
    return name if name.endswith("”") else f"“{name}”"


def shown(figure: Figure) -> str:
    """A figure as a message prints it."""
    return f"{figure.value:f}{figure.symbol}"
