"""What prose says without a figure: 决算数小于预算数, 与上年持平."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.language import rules
from gouji.language.rules import Rule

_ROLES = ("order", "direction")
_BESIDE = 4  # 持平，无增减变化 says one thing twice


@dataclass(frozen=True, slots=True)
class Comparison:
    """Words at [start, end) of a view: `role` is order (`value` less, greater, equal) or direction (flat …)."""

    start: int
    end: int
    role: str
    value: str
    base: str


def comparisons(text: str) -> list[Comparison]:
    """All such words of a text, each said once."""
    found: list[Comparison] = []
    for rule in rules.load("clauses"):
        for said in _said_by(rule, text):
            if not any(_repeats(said, other) for other in found):
                found.append(said)
    return found


def _said_by(rule: Rule, text: str) -> Iterator[Comparison]:
    """What one rule finds; nothing where it tells neither order nor direction."""
    role = next((role for role in _ROLES if role in rule.yields), None)
    if role is None:
        return
    for match in rule.finditer(text):
        parts = match.groupdict()
        value = rules.load("clauses").data["order"][parts["order"]] if role == "order" else str(rule.yields[role])
        yield Comparison(match.start(), match.end(), role, value, parts.get("base") or "")


def _repeats(said: Comparison, other: Comparison) -> bool:
    return said.role == other.role and abs(said.start - other.start) <= _BESIDE
