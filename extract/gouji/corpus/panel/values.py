"""One quantity, stated in many places of a document: its value, how many places agree, how many do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.records.indicators import Indicator


@dataclass(frozen=True, slots=True)
class Key:
    """A quantity of a document."""

    whose: str
    year: int
    stage: str
    indicator: Indicator
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Stated:
    """A place that states the quantity.

    Attributes
    ----------
    value
        In yuan, or the count itself.
    place
        One unit of its last printed digit, in the same unit.
    sure
        Whether all that tells the quantity was surely read.
    row
        The row of the table of statements.
    told
        Whether it tells its extent: of this year alone, or with what is carried over.
    doubted
        Whether the rows around it leave doubt that it is of the quantity.
    """

    value: Decimal
    place: Decimal
    sure: bool
    cell: bool
    row: int
    told: bool = False
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """The value of a quantity in a document.

    Attributes
    ----------
    best
        The place that states it most exactly.
    places
        How many places state it so.
    others
        How many places that name the same quantity state another value.
    """

    best: Stated
    places: int
    others: int
    agreeing: tuple[Stated, ...]

    @property
    def sure(self) -> bool:
        """Whether more places state the value than another, and one of them at least is in no doubt."""
        return self.places > self.others and not all(one.doubted for one in self.agreeing)


def choose(stated: Sequence[Stated]) -> Chosen | None:
    """The value that most places state, of those that were surely read; None where there is none.

    Among the places that agree the finest digits tell, a cell before prose, the first before others. What was not
    surely read may agree; it disagrees with nobody.
    """
    sure = [s for s in stated if s.sure]
    if not sure:
        return None
    ordered = sorted(sure, key=lambda s: (s.place, not s.cell, s.row))
    best = max(ordered, key=lambda s: sum(agree(s, other) for other in sure))
    agreeing = tuple(s for s in stated if agree(best, s))
    others = sum(not agree(best, s) for s in sure)
    return Chosen(best, len(agreeing), others, agreeing)


def agree(one: Stated, other: Stated) -> bool:
    """Whether two places print one value: the same digits, or the finer within half a unit of the coarser."""
    if one.place == other.place:
        return one.value == other.value
    return abs(one.value - other.value) * 2 <= max(one.place, other.place)
