"""The ledger behind a consistent document: a year, the year before and the budget, each adding up to the cent."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

from gouji.learn.amounts import Amounts

CENT = Decimal("0.01")
ZERO = Decimal(0)
YEARS = ("", "@prior", "@budget")
_LEAST = 3_000  # yuan: with a change of 2 % at least, nothing but nothing is printed as 0.00万元


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the functional classification; its names lead from 类 down to itself."""

    code: str
    names: tuple[str, ...]


@dataclass
class Ledger(Amounts):
    """Amounts in yuan by key: `spent`, `basic.2010301`; `@prior` and `@budget` are appended for the other years."""

    amounts: dict[str, Decimal] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()


def draw(rng: Random, spec: dict[str, Any]) -> Ledger:
    """A ledger: items of the classification, where their money comes from, what part of it is told by itself."""
    items = sorted(rng.sample(spec["item"], rng.randint(3, min(9, len(spec["item"])))), key=lambda i: str(i["code"]))
    ledger = Ledger(headings=_headings(items))
    others = rng.random() < 0.6  # whether anything is paid from other income
    for item in items:
        _item(rng, ledger, item["code"], others)
    for key in ("abroad", "car.buy", "car.run", "reception"):
        _leaf(rng, ledger, key, 0.45 if key in ("abroad", "car.buy") else 0.9, 200_000)
    for key in ("goods", "works", "services"):
        _leaf(rng, ledger, key, 0.7, 3_000_000)
    for year in YEARS:
        _totals(rng, ledger, year, others)
    return ledger


def _headings(items: list[dict[str, Any]]) -> tuple[Heading, ...]:
    found = {}
    for item in items:
        for level in (1, 2, 3):
            code = item["code"][: 1 + 2 * level]
            found[code] = Heading(code, tuple(item["names"][:level]))
    return tuple(found.values())


def _item(rng: Random, ledger: Ledger, code: str, others: bool) -> None:
    kind = rng.choice(("basic", "project", "both"))
    large = 10 ** rng.randint(5, 8)
    leaves = {f"basic.{code}": kind != "project", f"paid.{code}": kind != "basic", f"other.{code}": others}
    for leaf, there in leaves.items():
        _leaf(rng, ledger, leaf, (0.5 if leaf.startswith("other") else 1.0) if there else 0.0, large)


def _leaf(rng: Random, ledger: Ledger, key: str, chance: float, large: int) -> None:
    """An amount in all three years: mostly there, sometimes new, sometimes as it was."""
    if rng.random() >= chance:
        return
    amount = _amount(rng, large)
    ledger.amounts[key] = amount
    for year in YEARS[1:]:
        drawn = rng.random()
        if drawn < 0.85:
            ratio = rng.choice((rng.randint(300, 980), rng.randint(1020, 2600)))
            ledger.amounts[key + year] = _coarse(rng, amount * ratio / 1000)
        elif drawn < 0.95:
            ledger.amounts[key + year] = amount


def _amount(rng: Random, large: int) -> Decimal:
    return _coarse(rng, Decimal(rng.randint(_LEAST * 100, large * 100)) * CENT)


def _coarse(rng: Random, amount: Decimal) -> Decimal:
    """To the cent, to whole yuan, or (as budgets are) to whole hundreds of yuan."""
    unit = rng.choice((CENT, CENT, Decimal(1), Decimal(100)))
    return (amount / unit).quantize(Decimal(1)) * unit


def _totals(rng: Random, ledger: Ledger, year: str, others: bool) -> None:
    for heading in ledger.headings:
        if len(heading.code) == 7:
            _climb(ledger, heading.code, year)
    a = ledger
    fiscal, other = a[f"fiscal{year}"], a[f"other{year}"]
    carried = {"carry.fiscal": fiscal, "carry.other": other}
    for key, spent in carried.items():
        for end in ("in", "out"):
            there = spent and rng.random() < 0.7
            a.amounts[f"{key}.{end}{year}"] = _coarse(rng, spent * rng.randint(10, 300) / 1000) if there else ZERO
    for end in ("in", "out"):
        a.amounts[f"carry.{end}{year}"] = a[f"carry.fiscal.{end}{year}"] + a[f"carry.other.{end}{year}"]
    a.amounts[f"income.fiscal{year}"] = fiscal + a[f"carry.fiscal.out{year}"] - a[f"carry.fiscal.in{year}"]
    rest = other + a[f"carry.other.out{year}"] - a[f"carry.other.in{year}"]
    business = _coarse(rng, rest * rng.randint(200, 800) / 1000) if rng.random() < 0.5 and rest > _LEAST * 10 else ZERO
    a.amounts |= {f"income.business{year}": business, f"income.other{year}": rest - business}
    sums = {
        "income": ("income.fiscal", "income.business", "income.other"),
        "total": ("income", "carry.in"),
        "fiscal.total": ("income.fiscal", "carry.fiscal.in"),
        "car": ("car.buy", "car.run"),
        "three": ("abroad", "car", "reception"),
        "purchase": ("goods", "works", "services"),
    }
    for whole, parts in sums.items():
        a.amounts[whole + year] = sum((a[p + year] for p in parts), ZERO)
    a.amounts[f"staff{year}"] = (a[f"basic{year}"] * rng.randint(600, 920) / 1000).quantize(CENT)
    a.amounts[f"office{year}"] = a[f"basic{year}"] - a[f"staff{year}"]


def _climb(ledger: Ledger, code: str, year: str) -> None:
    """The amounts of an item, added to the headings above it and to the totals."""
    basic, paid, other = (ledger[f"{key}.{code}{year}"] for key in ("basic", "paid", "other"))
    derived = {"fiscal": basic + paid, "project": paid + other, "spent": basic + paid + other, "other": other}
    for key, amount in {"basic": basic, "paid": paid, **derived}.items():
        for above in (f".{code[:3]}", f".{code[:5]}", ""):
            ledger.add(f"{key}{above}{year}", amount)
        if key in ("fiscal", "project", "spent"):
            ledger.add(f"{key}.{code}{year}", amount)
