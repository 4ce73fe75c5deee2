"""Numbers that the words beside them tell to be others: years of a plan, items of a list, ends of a range."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import regex

from gouji.document import Span
from gouji.language import numerals, rules
from gouji.reconcile.statements.document_index import Context


@dataclass(frozen=True, slots=True)
class Told:
    """A number that is told in words (`kind`: years, items or range), the right ones, and whether it is among them."""

    kind: str
    span: Span
    stated: Decimal
    right: tuple[int, ...]
    holds: bool


def told_numbers(context: Context) -> Iterator[Told]:
    """Each of them; the same words that are printed again, as in cells over several pages, are told once."""
    seen: set[str] = set()
    for stretch in context.stretches:
        for rule in rules.ranked("wording", "tells"):
            for match in rule.finditer(stretch.view.text):
                told = _READ[str(rule.yields["tells"])](match)
                if told and match.group() not in seen:
                    seen.add(match.group())
                    stated, right, holds = told
                    yield Told(str(rule.yields["tells"]), stretch.view.span(*match.span("said")), stated, right, holds)


_Found = tuple[Decimal, tuple[int, ...], bool] | None


def _years(match: regex.Match[str]) -> _Found:
    """The length of a plan against its first and its last year."""
    return _among(match["said"], (int(match["last"]) - int(match["first"]) + 1,))


def _items(match: regex.Match[str]) -> _Found:
    """The number before 大 against the names that are listed; one that has 和 in it may be two."""
    listed = match["list"].split(_mark())
    joined = rules.load("wording")["wording.joined"].search(listed[-1])
    return _among(match["said"], (len(listed), len(listed) + 1) if joined else (len(listed),))


def _range(match: regex.Match[str]) -> _Found:
    """The ends of a range, the lower of which comes first."""
    first, last = Decimal(match["first"]), Decimal(match["last"])
    return (first, (), first <= last)


def _among(said: str, right: tuple[int, ...]) -> _Found:
    number = numerals.parse(said)
    return (number.value, right, number.value in right) if number else None


@cache
def _mark() -> str:
    """What parts the items of a list."""
    return str(rules.load("wording").data["enumerates"])


_READ: dict[str, Callable[[regex.Match[str]], _Found]] = {"years": _years, "items": _items, "range": _range}
