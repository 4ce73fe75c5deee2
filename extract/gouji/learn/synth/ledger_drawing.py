"""Draws a ledger: items with their funds, what is carried over, basic expenditure by economic item, projects."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random
from typing import Any

from gouji.language import classification
from gouji.language.codes import above as codes_above
from gouji.language.codes import path
from gouji.learn.synth.ledger import (
    CENT,
    YEARS,
    ZERO,
    Economic,
    Heading,
    Ledger,
    Project,
    Spec,
    headings,
    leaf,
    split,
    total,
)

Named = Callable[[str], str]  # a project's name for an item's code

_RUNNING = ("01", "50")  # ends of codes: 行政运行, 事业运行
_LEAVES = ("basic", "paid", "fund", "business", "rest")
_SOCIAL = ("208", "210", "221")
_SUMS = {  # of an item, a heading or the whole
    "general": ("basic", "paid"),
    "other": ("business", "rest"),
    "fiscal": ("general", "fund"),
    "fiscal.project": ("paid", "fund"),
    "project": ("fiscal.project", "other"),
    "spent": ("basic", "project"),
}
_WHOLES = {
    "carry.in": ("carry.fiscal.in", "carry.other.in"),
    "carry.out": ("carry.fiscal.out", "carry.other.out"),
    "income.rest": ("rest", "moved.other"),
    "income.general": ("general", "moved"),
    "income.fiscal": ("income.general", "fund"),
    "income": ("income.fiscal", "business", "income.rest"),
    "total": ("income", "carry.in"),
    "fiscal.total": ("income.fiscal", "carry.fiscal.in"),
    "general.total": ("income.general", "carry.fiscal.in"),
    "car": ("car.buy", "car.run"),
    "three": ("abroad", "car", "reception"),
    "purchase": ("goods", "works", "services"),
}
_CHANCES = {"abroad": 0.25, "car.buy": 0.25, "goods": 0.8, "works": 0.4, "services": 0.85}


def draw(rng: Random, spec: Spec, field: str, year: int, named: Named, *, other_carried: bool = False) -> Ledger:
    """A ledger of a department of a `field` of the specification (`words/ledger.toml`) for a year.

    `other_carried` lets other income be carried over too, so what is carried in all differs from what is carried of
    fiscal funds.
    """
    ledger = Ledger(year)
    small = rng.random() < 0.5
    funds = {"fund": rng.random() < 0.3, "other": rng.random() < 0.55}
    ledger.headings = headings(_codes(rng, spec, field, year, funds["fund"]), year)
    for item in ledger.items:
        _item(rng, ledger, item.code, funds, 2_000_000 if small else 40_000_000)
    for item in ledger.items:
        _climb(ledger, item.code)
    carry = rng.random() < 0.8
    for y in YEARS:
        _basic(rng, ledger, y)
        _carried(rng, ledger, y, carry)
        if other_carried:
            _other_carried(rng, ledger, y)
    for key, chance in _CHANCES.items():
        if rng.random() < chance:
            leaf(rng, ledger, key, 300_000 if "." in key or key == "abroad" else 3_000_000, 20_000)
    _public(rng, ledger)
    for y in YEARS:
        total(ledger, _WHOLES, y)
    _moved(ledger)
    _economic(rng, spec, ledger)
    _projects(rng, ledger, named)
    return ledger


def _codes(rng: Random, spec: Spec, field: str, year: int, fund: bool) -> list[str]:
    """Codes of the field (one that runs the department among them), of any department, and of a fund."""
    own, everywhere, funds = (
        [c for c in codes if _named(c, year)]
        for codes in (spec["field"][field]["items"], spec["items"][1:], spec["fund_items"])
    )
    running = [c for c in own if c.endswith(_RUNNING)]
    others = [c for c in own if c not in running]
    chosen = [*rng.sample(running, 1), *rng.sample(others, rng.randint(1, min(5, len(others))))]
    chosen += [spec["items"][0], *rng.sample(everywhere, rng.randint(1, 5))]
    return chosen + [rng.choice(funds)] * fund


def _named(code: str, year: int) -> bool:
    return all(classification.name_of(c, year) for c in path(code))


def _item(rng: Random, ledger: Ledger, code: str, funds: dict[str, bool], large: int) -> None:
    """The leaves of an item: staff items are basic expenditure, fund items are paid from the fund."""
    if code.startswith(("21208", "22960")):
        leaf(rng, ledger, f"fund.{code}", large)
        return
    social = _is_social(code)
    running = code.endswith(_RUNNING) and not social
    if social or running or rng.random() < 0.15:
        leaf(rng, ledger, f"basic.{code}", large // (6 if social else 1), 100_000)
    pays_projects = rng.random() < 0.2 if running else not social
    if not pays_projects:
        return
    leaf(rng, ledger, f"paid.{code}", large, 20_000)
    if funds["other"] and rng.random() < 0.5:
        source = rng.choice(("business", "rest"))
        leaf(rng, ledger, f"{source}.{code}", large // 4, 20_000)


def _is_social(code: str) -> bool:
    """Whether an item is pensions, insurance or housing."""
    paid_to_staff = code[3:5] in ("05", "11", "02") and code[:5] != "20802"
    return code[:3] in _SOCIAL and paid_to_staff


def _climb(ledger: Ledger, code: str) -> None:
    """The sums of an item, added to the headings above it and to the wholes."""
    wholes = [*(f".{above}" for above in codes_above(code)), ""]
    for year in YEARS:
        for whole, parts in _SUMS.items():
            ledger.amounts[f"{whole}.{code}{year}"] = sum((ledger[f"{p}.{code}{year}"] for p in parts), ZERO)
        for key in (*_LEAVES, *_SUMS):
            amount = ledger[f"{key}.{code}{year}"]
            for whole in wholes:
                ledger.add(f"{key}{whole}{year}", amount)


def _basic(rng: Random, ledger: Ledger, year: str) -> None:
    """人员 and 公用经费: the latter is a part of what is not pensions, insurance and housing."""
    basic = ledger[f"basic{year}"]
    social = sum((ledger[f"basic.{i.code}{year}"] for i in ledger.items if i.code[:3] in _SOCIAL), ZERO)
    office = ((basic - social) * rng.randint(120, 300) / 1000).quantize(CENT)
    ledger.amounts |= {f"office{year}": office, f"staff{year}": basic - office}


def _largest(ledger: Ledger) -> Heading:
    """The item that carries over."""
    return max(ledger.items, key=lambda i: min(ledger[f"general.{i.code}{y}"] for y in YEARS))


def _carried(rng: Random, ledger: Ledger, year: str, carry: bool) -> None:
    """What is carried in and out, on the largest item of the general budget."""
    whole = ledger[f"general.{_largest(ledger).code}{year}"]
    for end in ("in", "out"):
        there = carry and whole > 200_000 and rng.random() < 0.75
        amount = (whole * rng.randint(20, 300) / 1000).quantize(CENT) if there else ZERO
        ledger.amounts[f"carry.fiscal.{end}{year}"] = amount
    ledger.amounts[f"moved{year}"] = ledger[f"carry.fiscal.out{year}"] - ledger[f"carry.fiscal.in{year}"]


def _other_carried(rng: Random, ledger: Ledger, year: str) -> None:
    """What is carried in and out of other income; it moves other income by the difference."""
    whole = ledger[f"rest{year}"]
    for end in ("in", "out"):
        there = whole > 20_000 and rng.random() < 0.7
        amount = (whole * rng.randint(20, 300) / 1000).quantize(CENT) if there else ZERO
        ledger.amounts[f"carry.other.{end}{year}"] = amount
    ledger.amounts[f"moved.other{year}"] = ledger[f"carry.other.out{year}"] - ledger[f"carry.other.in{year}"]


def _public(rng: Random, ledger: Ledger) -> None:
    """Two of the 三公 are office items, so they stay well below them in every year."""
    for key in ("car.run", "reception"):
        least = min(ledger[f"office{y}"] for y in YEARS)
        if least > 60_000 and rng.random() < 0.9:
            leaf(rng, ledger, key, min(int(least / 8), 150_000))


def _moved(ledger: Ledger) -> None:
    """Income by heading: what was spent, and on one item what was carried."""
    carrying = _largest(ledger).code
    for heading in ledger.headings:
        moved = ledger["moved"] if carrying.startswith(heading.code) else ZERO
        for whole, part in (("income.fiscal", "fiscal"), ("income", "spent"), ("income.general", "general")):
            ledger.amounts[f"{whole}.{heading.code}"] = ledger[f"{part}.{heading.code}"] + moved


def _economic(rng: Random, spec: Spec, ledger: Ledger) -> None:
    """Basic expenditure by economic item. What the 三公 say of two items is given."""
    groups = spec["economic"]["group"]
    found: dict[str, Economic] = {}  # by code
    for side in ("staff", "office"):
        listed = spec["economic"][side]
        amounts = _item_amounts(rng, ledger, listed, ledger[side])
        names = sorted((code, name) for code, name, _ in listed if amounts.get(code))
        for code, name in names:
            group = code[:3]
            ledger.amounts[f"eco.{code}"] = amounts[code]
            ledger.add(f"eco.{side}.{group}", amounts[code])
            ledger.add(f"eco.{group}", amounts[code])
            ledger.amounts[f"eco.{side}.{code}"] = amounts[code]
            found.setdefault(group, Economic(group, groups[group], side))
            found[code] = Economic(code, name, side)
    ledger.economic = tuple(found.values())


def _item_amounts(rng: Random, ledger: Ledger, listed: list[list[Any]], whole: Decimal) -> dict[str, Decimal]:
    """What is spent on economic items, by code; the amounts add up to `whole`.

    A listed item is a code, a name, and a weight or the key of the ledger that gives its amount. The first two items
    with a weight are always there.
    """
    fixed = {code: ledger[key] for code, _, key in listed if isinstance(key, str)}
    weighted = [(code, weight) for code, _, weight in listed if code not in fixed]
    drawn = [item for n, item in enumerate(weighted) if n < 2 or rng.random() < 0.75]
    parts = split(rng, whole - sum(fixed.values()), [weight for _, weight in drawn])
    amounts = {code: part for (code, _), part in zip(drawn, parts, strict=True)}
    return amounts | fixed


def _projects(rng: Random, ledger: Ledger, named: Named) -> None:
    """Each item's project expenditure in one to three projects a fund."""
    found: list[Project] = []
    for item in ledger.items:
        for fund in ("paid", "fund", "other"):
            whole = ledger[f"{fund}.{item.code}"]
            count = 1 if fund != "paid" or whole < 400_000 else rng.randint(1, 3)
            if not whole:
                continue
            for amount in split(rng, whole, [5, 3, 2][:count]):
                key = f"proj.{len(found)}"
                rate = rng.choice((Decimal(1000), Decimal(rng.randint(520, 999)), Decimal(rng.randint(800, 999))))
                ledger.amounts[key] = ledger.amounts[f"{key}.{fund}"] = amount
                ledger.amounts[f"{key}@budget"] = (amount * 1000 / rate).quantize(CENT)
                found.append(Project(named(item.code), key, item.code, fund))
    ledger.projects = tuple(found)
