"""What prose says without a figure: 决算数小于预算数, 与上年持平."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.language import rules

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
        role = next((r for r in ("order", "direction") if r in rule.yields), None)
        if role is None:
            continue
        for match in rule.finditer(text):
            if not any(c.role == role and abs(c.start - match.start()) <= _BESIDE for c in found):
                base = match.groupdict().get("base") or ""
                found.append(Comparison(match.start(), match.end(), role, str(rule.yields[role]), base))
    return found
