"""Whether a total that does not tell its extent is of this year alone or with what is carried over.

收入预算 may be either. Where money is carried over, it is the larger if the document states that one too, if without
what is carried over it is what the document states of this year, or if prose lists what is carried over below it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.corpus.panel.values import Key, Stated, agree, choose
from gouji.records.indicators import Indicator, Within, carried_within

Found = Mapping[Key, list[Stated]]


@dataclass(frozen=True, slots=True)
class _Around:
    """What a document states around the totals of one side, all of one fund.

    Attributes
    ----------
    left
        What is carried over.
    other_left
        Whether any is, of whatever fund: enough where a total with it is the same.
    wholes
        Totals with it.
    years
        Totals that do not tell their extent, or are of this year.
    parts
        What all spending of the year consists of, one value each.
    totals
        The rows of prose that state a total of either side.
    """

    left: list[Stated]
    other_left: bool
    wholes: list[Stated]
    years: list[Stated]
    parts: list[Stated]
    totals: list[int]


def with_extents(found: Found) -> Found:
    """The places of each quantity, with each total where it belongs."""
    made: dict[Key, list[Stated]] = defaultdict(list)
    for key, stated in found.items():
        within = carried_within(key.indicator.id)
        if within is None:
            made[key].extend(stated)
            continue
        around = _around(found, key, within)
        for one in stated:
            larger = not one.told and _holds_carried(one, around)
            made[_like(key, within.total) if larger else key].append(one)
    return {key: sorted(stated, key=lambda s: s.row) for key, stated in made.items()}


def _around(found: Found, key: Key, within: Within) -> _Around:
    chosen = (choose(found.get(_like(key, id_), ())) for id_ in within.parts)
    return _Around(
        left=[s for s in _sure(found, key, within.carried) if s.value],
        other_left=_carried_of_any(found, key, within.carried),
        wholes=_sure(found, key, within.total),
        years=_sure(found, key, key.indicator.id),
        parts=[one.best for one in chosen if one],
        totals=[s.row for s in _sure(found, key, *within.totals) if not s.cell],
    )


def _carried_of_any(found: Found, key: Key, id_: str) -> bool:
    """Whether money of any fund is carried over in the year of a total."""
    of_year = (stated for k, stated in found.items() if (k.indicator.id, *_when(k)) == (id_, *_when(key)))
    return any(one.value for stated in of_year for one in stated if one.sure)


def _when(key: Key) -> tuple[str, int, str]:
    return key.whose, key.year, key.stage


def _sure(found: Found, key: Key, *ids: str) -> list[Stated]:
    """The places that surely state other quantities of the same whose, year, stage and fund."""
    return [one for id_ in ids for one in found.get(_like(key, id_), ()) if one.sure]


def _like(key: Key, id_: str) -> Key:
    return replace(key, indicator=Indicator(id_, fund=key.indicator.fund))


def _holds_carried(one: Stated, around: _Around) -> bool:
    """Whether a total that does not tell its extent holds what is carried over."""
    left = choose(around.left)
    if left is None:
        return around.other_left and _is_whole(one, around)
    others = [s for s in around.years if s.value != one.value]
    sums = [(left.best, other) for other in others] + [(left.best, *around.parts)]
    if _is_whole(one, around) or any(_is_sum(one, parts) for parts in sums):
        return True
    of_year = any(_is_sum(whole, (left.best, one)) for whole in others + around.wholes)
    return one.value > left.best.value and not of_year and _listed_below(one, around)


def _is_whole(one: Stated, around: _Around) -> bool:
    """Whether the document states a total with what is carried over that is the same."""
    return any(agree(one, whole) for whole in around.wholes)


def _is_sum(whole: Stated, parts: Iterable[Stated]) -> bool:
    """Whether a value is the sum of several, one of them at least besides what is carried over, as printed."""
    values = tuple(parts)
    rounded = (whole.place + sum((p.place for p in values), Decimal(0))) / 2
    return len(values) > 1 and abs(whole.value - sum(p.value for p in values)) <= rounded


def _listed_below(one: Stated, around: _Around) -> bool:
    """Whether prose states what is carried over behind a total, before it comes to another."""
    if one.cell:
        return False
    end = next((row for row in sorted(around.totals) if row > one.row), None)
    return any(one.row < s.row and (end is None or s.row < end) for s in around.left if not s.cell)
