"""The ledger behind a made-up disclosure: a year, the year before and the budget, each adding up to the cent.

Amounts are yuan under keys: `spent`, `basic.2010301`, `office@prior`, `three@budget`. What is drawn are leaves (an
item's basic expenditure, a project); everything else is a sum of leaves, so a document printed from a ledger agrees
with itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from gouji.language import classification
from gouji.language.codes import CLASS, ITEM, path

CENT = Decimal("0.01")
ZERO = Decimal(0)
YEARS = ("", "@prior", "@budget")
_LEAST = 3_000  # yuan: with a change of 2 % at least, nothing but nothing is printed as 0.00万元
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the functional classification; its names lead from 类 down to itself."""

    code: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.names[-1]


@dataclass(frozen=True, slots=True)
class Economic:
    """An economic item and the side that it is on: `staff` (人员经费) or `office` (公用经费)."""

    code: str
    name: str
    side: str


@dataclass(frozen=True, slots=True)
class Project:
    """A project, the item that it is booked under and the fund that pays it: `paid`, `fund` or `other`."""

    name: str
    key: str
    code: str
    fund: str


@dataclass
class Ledger:
    """Amounts in yuan by key, and what they are amounts of; a key that has none gives nought."""

    year: int
    amounts: dict[str, Decimal] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    economic: tuple[Economic, ...] = ()
    projects: tuple[Project, ...] = ()

    def __getitem__(self, key: str) -> Decimal:
        return self.amounts.get(key, ZERO)

    def add(self, key: str, amount: Decimal) -> None:
        self.amounts[key] = self[key] + amount

    def more(self, key: str) -> Decimal:
        """By how much an amount rose over last year."""
        return self[key] - self[f"{key}@prior"]

    @property
    def items(self) -> tuple[Heading, ...]:
        return tuple(h for h in self.headings if len(h.code) == ITEM)

    @property
    def classes(self) -> tuple[Heading, ...]:
        return tuple(h for h in self.headings if len(h.code) == CLASS)


def headings(codes: Iterable[str], year: int) -> tuple[Heading, ...]:
    """The headings from 类 down to the items of these codes, under their official names of the year."""
    found: dict[str, Heading] = {}
    for code in sorted(codes):
        names = tuple(classification.name_of(c, year) for c in path(code))
        for level, heading in enumerate(path(code), 1):
            found[heading] = Heading(heading, names[:level])
    return tuple(found.values())


def leaf(rng: Random, ledger: Ledger, key: str, large: int, least: int = _LEAST) -> None:
    """An amount in all three years: mostly there, sometimes new, sometimes as it was."""
    unit = rng.choice((CENT, CENT, CENT, Decimal(1), _HUNDRED))
    amount = coarse(Decimal(rng.randint(least * 100, max(large, least + 1) * 100)) * CENT, unit)
    ledger.amounts[key] = amount
    for year in YEARS[1:]:
        drawn = rng.random()
        if drawn < 0.88:
            ratio = rng.choice((rng.randint(420, 975), rng.randint(1025, 1900)))
            ledger.amounts[key + year] = coarse(amount * ratio / 1000, unit)
        elif drawn < 0.95:
            ledger.amounts[key + year] = amount


def coarse(amount: Decimal, unit: Decimal) -> Decimal:
    """To whole units: cents, yuan, or (as budgets are) hundreds of yuan."""
    return (amount / unit).quantize(Decimal(1)) * unit


def split(rng: Random, whole: Decimal, weights: Sequence[int]) -> list[Decimal]:
    """`whole` in parts of about these weights that sum to it exactly."""
    noisy = [w * rng.randint(700, 1300) for w in weights]
    parts = [(whole * w / sum(noisy)).quantize(CENT) for w in noisy]
    parts[0] += whole - sum(parts)
    return parts


def total(ledger: Ledger, sums: Mapping[str, Sequence[str]], year: str) -> None:
    """Sets each whole to the sum of its parts, in the order given."""
    for whole, parts in sums.items():
        ledger.amounts[whole + year] = sum((ledger[p + year] for p in parts), ZERO)


Spec = dict[str, Any]
