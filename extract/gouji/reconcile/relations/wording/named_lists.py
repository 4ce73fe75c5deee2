"""A count against the list that names what is counted: 内设3个科室，分别是甲科、乙科、丙科."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gouji.language import rules
from gouji.narrative.counts import Count
from gouji.narrative.figure_leads import split
from gouji.reconcile.kernel.relation import Tried, doubted
from gouji.reconcile.model import Status
from gouji.reconcile.relations.counting import counted
from gouji.reconcile.statements.document_index import Context

_BRACKETS = regex.compile(r"\([^()]*\)|<[^<>]*>|\s")
_JOINED = regex.compile(r"[和及与](?=\p{Han}{2,}$)|以及")
_FEWEST = 2


def count_lists(context: Context) -> Iterator[Tried]:
    """Every count of offices whose names stand right after or right before it."""
    for count in context.counts:
        if count.row is None and count.symbol == "个":
            yield from _named(context, count)


def _named(context: Context, count: Count) -> Iterator[Tried]:
    data = rules.load("counts")
    after = data["count.listed"].match(count.passage.text, count.end)
    if after and not after["office"] and not data["count.offices"].search(count.lead):
        after = None
    before = data["count.listing"].search(count.lead) if not after else None
    found = after or before
    if not found:
        return
    names = _names(found["list"])
    sizes = {len(names), *_joined(names)}
    if len(names) < _FEWEST:
        return
    number = next(
        (n for n in sorted(sizes) if n == count.figure.base), min(sizes, key=lambda n: abs(n - count.figure.base))
    )
    message = f"写{{stated}}，所列名称共{number}个"
    tried = counted(context, count, number, message, f"counts.listed_{'after' if after else 'before'}", 0.75)
    some = after is not None and data["count.some"].search(after["opens"]) is not None and number < count.figure.base
    if tried.status is Status.HOLDS or (_sure(names, found[0], len(sizes)) and not some):
        yield tried
    else:
        yield doubted(tried, "所列名称未必是全部")


def _names(text: str) -> list[str]:
    """The names of a list, without what stands in brackets."""
    plain = text
    while (bare := _BRACKETS.sub("", plain)) != plain:
        plain = bare
    return [n for n in split(plain) if n]


def _joined(names: list[str]) -> Iterator[int]:
    """How many names there may be where 和 joins two of them."""
    if any(_JOINED.search(n) for n in names):
        yield len(names) + sum(1 for n in names if _JOINED.search(n))
        yield len(names) + 1


def _sure(names: list[str], text: str, readings: int) -> bool:
    """Whether a list is plainly complete: offices all of it, and nothing of which it is open whether it counts."""
    data = rules.load("counts")
    office = data["count.office"]
    return readings <= _FEWEST + 1 and all(office.search(n) for n in names) and not data["count.beside"].search(text)
