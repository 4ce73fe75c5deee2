"""The ledger behind a made-up disclosure: quantities drawn in yuan that add up exactly.

Everything printed is computed from these, so a document without planted slips agrees with itself.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import Any

CENT = Decimal("0.01")
ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Node:
    """A functional classification heading: level 1 (类), 2 (款) or 3 (项)."""

    code: str
    name: str
    level: int
    path: tuple[str, ...]

    def key(self, quantity: str) -> str:
        return f"{quantity}.{self.code}"


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled quantity of a table; an empty key prints nothing."""

    name: str
    key: str
    code: str = ""


@dataclass
class Ledger:
    """Quantities in yuan by name (`spent.basic`, `fiscal.2010301`, `car@budget`, `total@prior`)."""

    amounts: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    nodes: list[Node] = field(default_factory=list)
    staff: list[Line] = field(default_factory=list)
    office: list[Line] = field(default_factory=list)
    projects: list[Line] = field(default_factory=list)


def draw(rng: Random, spec: dict[str, Any]) -> Ledger:
    """A ledger from the ranges of a specification (`demo_final.toml`)."""
    ledger = Ledger()
    for item in spec["item"]:
        _item(rng, item, ledger)
    _funds(rng, ledger)
    _basic(rng, spec["economic"], ledger)
    _projects(rng, spec["words"]["project"], ledger)
    _compared(rng, ledger)
    return ledger


def between(rng: Random, low: float, high: float) -> Decimal:
    """A number of yuan with cents."""
    return Decimal(rng.randint(round(low * 100), round(high * 100))) * CENT


def _item(rng: Random, item: dict[str, Any], ledger: Ledger) -> None:
    code, names = item["code"], item["names"]
    for level in (1, 2, 3):
        node = Node(code[: 1 + 2 * level], names[level - 1], level, tuple(names[:level]))
        if node not in ledger.nodes:
            ledger.nodes.append(node)
    basic = between(rng, *item["basic"]) if "basic" in item else ZERO
    paid = between(rng, *item["project"]) if "project" in item else ZERO
    other = between(rng, *item["other"]) if "other" in item else ZERO
    drawn = {
        "basic": basic,
        "project": paid,
        "other": other,
        "spent": basic + paid,
        "fiscal": basic + paid - other,
        "fiscal.project": paid - other,
        "income": basic + paid,
        "income.fiscal": basic + paid - other,
    }
    budget = (drawn["fiscal"] * Decimal(rng.randint(930, 1090)) / 1000).quantize(CENT)
    for name, amount in drawn.items():
        for end in (3, 5, 7):
            ledger.amounts[f"{name}.{code[:end]}"] += amount
    for end in (3, 5, 7):
        ledger.amounts[f"fiscal.{code[:end]}@budget"] += budget
    ledger.amounts["fiscal@budget"] += budget
    for total, name in {"spent": "spent", "spent.basic": "basic", "spent.project": "project"}.items():
        ledger.amounts[total] += drawn[name]
    for name in ("fiscal", "fiscal.project"):
        ledger.amounts[name] += drawn[name]
    ledger.amounts["income.other"] += other


def _funds(rng: Random, ledger: Ledger) -> None:
    """Income: what was spent, moved by what was carried in and out on the largest project."""
    a = ledger.amounts
    a["carry.in"], a["carry.out"] = between(rng, 120_000, 380_000), between(rng, 90_000, 420_000)
    moved = a["carry.out"] - a["carry.in"]
    largest = max((n for n in ledger.nodes if n.level == 3), key=lambda n: a[n.key("fiscal.project")])
    for code in (largest.code[:3], largest.code[:5], largest.code):
        a[f"income.{code}"] += moved
        a[f"income.fiscal.{code}"] += moved
    a["income.fiscal"] = a["fiscal"] + moved
    a["income"] = a["income.fiscal"] + a["income.other"]
    a["total"] = a["income"] + a["carry.in"]
    a["fiscal.total"] = a["income.fiscal"] + a["carry.in"]


def _basic(rng: Random, economic: list[dict[str, Any]], ledger: Ledger) -> None:
    """Basic expenditure by economic item; 三公 first, since two of them are office items."""
    a = ledger.amounts
    a["reception"], a["car"] = between(rng, 8_000, 19_000), between(rng, 26_000, 52_000)
    a["three"] = a["reception"] + a["car"]
    a["office"] = (a["spent.basic"] * Decimal(rng.randint(130, 210)) / 1000).quantize(CENT)
    a["staff"] = a["spent.basic"] - a["office"]
    for side, lines in (("staff", ledger.staff), ("office", ledger.office)):
        groups = [g for g in economic if g["side"] == side]
        items = [i for g in groups for i in g["items"]]
        fixed = sum((a[i[2]] for i in items if isinstance(i[2], str)), ZERO)
        parts = iter(split(rng, a[side] - fixed, [i[2] for i in items if not isinstance(i[2], str)]))
        for group in groups:
            lines.append(Line(group["name"], f"eco.{group['code']}", group["code"]))
            for code, name, weight in group["items"]:
                a[f"eco.{code}"] = a[weight] if isinstance(weight, str) else next(parts)
                a[f"eco.{group['code']}"] += a[f"eco.{code}"]
                lines.append(Line(name, f"eco.{code}", code))


def _projects(rng: Random, names: list[str], ledger: Ledger) -> None:
    chosen = rng.sample(names, 3)
    parts = split(rng, ledger.amounts["fiscal.project"], [5, 3, 2])
    for i, (name, amount) in enumerate(zip(chosen, parts, strict=True)):
        ledger.amounts[f"project.{i}"] = amount
        ledger.projects.append(Line(name, f"project.{i}"))
    goods, services = between(rng, 150_000, 700_000), between(rng, 800_000, 2_400_000)
    ledger.amounts |= {"purchase.goods": goods, "purchase.services": services, "purchase": goods + services}


def _compared(rng: Random, ledger: Ledger) -> None:
    """Last year's amounts and the remaining budgets, some higher and some lower."""
    a = ledger.amounts
    for name in ("total", "fiscal.total", "fiscal", "office", "car", "reception"):
        ratio = rng.choice([rng.randint(780, 955), rng.randint(1045, 1260)])
        a[f"{name}@prior"] = (a[name] * ratio / 1000).quantize(CENT)
    for name in ("car", "reception"):
        a[f"{name}@budget"] = (a[name] * Decimal(rng.randint(1060, 1690)) / 1000).quantize(Decimal(100))
    a["three@budget"] = a["car@budget"] + a["reception@budget"]


def split(rng: Random, whole: Decimal, weights: list[int]) -> list[Decimal]:
    """`whole` in parts of about these weights that sum to it exactly."""
    noisy = [w * rng.randint(800, 1200) for w in weights]
    parts = [(whole * w / sum(noisy)).quantize(CENT) for w in noisy]
    parts[0] += whole - sum(parts)
    return parts
