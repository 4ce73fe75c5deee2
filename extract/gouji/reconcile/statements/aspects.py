"""Aspects: what a figure is a figure of, and the one place that says how two figures stand to each other.

A figure is compared with another only where it is known that both state one quantity. `compare` tells, aspect by
aspect, whether they are the same, one a part of the other, different, or not known, by the table of cases of
`patterns/aspects.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from typing import Any

from gouji.document import Span
from gouji.language import rules, subjects


@dataclass(frozen=True, slots=True)
class What:
    """A quantity by its name: a term, an item of the classification (with its code where it is known), a count."""

    name: str = ""
    code: str = ""

    def __bool__(self) -> bool:
        return bool(self.name)

    def __str__(self) -> str:
        return self.name


Value = str | int | What | None


_ALIKE = 0.8  # so similar at least are two ways to write one name


class Read(StrEnum):
    """Where an aspect was read."""

    SENTENCE = "sentence"
    LIST = "list"  # the list or the paragraph that it stands in
    HEADING = "heading"
    ROW = "row"
    COLUMN = "column"
    CAPTION = "caption"
    DOCUMENT = "document"  # what holds where nothing is said
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class Aspect:
    """One aspect of a figure.

    Attributes:
        value: what was read; empty ('' or None) where nothing tells.
        read: where it was read.
        sure: whether the words leave no doubt. What is not sure confirms, and never accuses.
    """

    value: Value = ""
    read: Read = Read.NOWHERE
    sure: bool = True

    @property
    def told(self) -> bool:
        return bool(self.value)


UNTOLD = Aspect()


@dataclass(frozen=True, slots=True)
class Aspects:
    """What a figure is a figure of.

    Attributes:
        whose: the department, or the unit of it, whose money it is.
        what: the quantity: a term, an item of the classification, an indicator; none for a whole side.
        project: the project whose money it is; '' for money that no project bounds.
        side: income, spending or both.
        part: the part of the money that its table or its list is of (basic spending, projects); '' for all of it.
        fund: the fund that pays.
        extent: this year's alone, or with what is carried over.
        measure: planned (at first, adjusted) or paid.
        year: the year that it is of.
    """

    whose: Aspect = UNTOLD
    what: Aspect = Aspect(What())
    project: Aspect = UNTOLD
    side: Aspect = UNTOLD
    part: Aspect = UNTOLD
    fund: Aspect = UNTOLD
    extent: Aspect = UNTOLD
    measure: Aspect = UNTOLD
    year: Aspect = UNTOLD

    def items(self) -> Iterator[tuple[str, Aspect]]:
        """The aspects with their names, in order."""
        for name in NAMES:
            yield name, getattr(self, name)


NAMES = tuple(f.name for f in fields(Aspects))
NOTHING_TOLD = Aspects()


class Standing(StrEnum):
    """How one figure's aspect stands to another's."""

    SAME = "same"
    PART = "part"  # the first is a part of the second
    WHOLE = "whole"  # the second is a part of the first
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a document proves of itself, so that what is left out is known.

    Attributes:
        one_unit: it names no unit but its own.
        funds: the funds that all its spending is of, and '' with them; none where it is not proved that it is one.
        nothing_carried: nothing is carried over, so that this year's is all there is.
        proofs: the cells that prove each.
    """

    one_unit: bool = False
    funds: frozenset[str] = frozenset()
    nothing_carried: bool = False
    proofs: tuple[tuple[str, tuple[Span, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two figures stand to each other: the aspect that decides, how it stands, and by which case."""

    standing: Standing
    aspect: str = ""
    reason: str = ""

    @property
    def same(self) -> bool:
        """Whether both state one quantity for certain: only then may one accuse the other."""
        return self.standing is Standing.SAME

    @property
    def possible(self) -> bool:
        """Whether both may state one quantity."""
        return self.standing in (Standing.SAME, Standing.UNKNOWN)


_RANK = {Standing.DIFFERENT: 0, Standing.PART: 1, Standing.WHOLE: 1, Standing.UNKNOWN: 2, Standing.SAME: 3}
_SAME = Comparison(Standing.SAME)


def compare(one: Aspects, other: Aspects, known: Defaults) -> Comparison:
    """How the quantity of one figure stands to that of another: the aspect in which they are farthest apart decides."""
    found = _SAME
    for name in NAMES:
        stands = _aspect(name, one, other, known)
        if _RANK[stands.standing] < _RANK[found.standing]:
            found = stands
            if found.standing is Standing.DIFFERENT:
                break
    return found


def compare_aspect(name: str, one: Aspects, other: Aspects, known: Defaults) -> Comparison:
    """How one aspect of two figures stands."""
    return _aspect(name, one, other, known)


def _aspect(name: str, one: Aspects, other: Aspects, known: Defaults) -> Comparison:
    left, right = getattr(one, name), getattr(other, name)
    if left.value == right.value and left.sure and right.sure:
        return _SAME
    situation = _situation(name, left.value, right.value)
    case = _case(name, situation, one, other, known)
    standing = Standing(case["standing"])
    if not (left.sure and right.sure):
        standing = Standing.UNKNOWN
    if standing is Standing.PART and not _is_part(name, situation, left.value, right.value):
        standing = Standing.WHOLE
    return Comparison(standing, name, case["reason"])


def _is_part(name: str, situation: str, left: Value, right: Value) -> bool:
    """Whether the first of two values, one a part of the other, is the part: the narrower, or the told one."""
    return bool(left) if situation == "one_told" else _within(name, left, right)


def _situation(name: str, left: Value, right: Value) -> str:
    """How two values stand, before anything else is asked: equal, alike, one_told, within or differ."""
    if isinstance(left, What) and isinstance(right, What):
        return _situation_of_names(left, right)
    if left == right:
        return "equal"
    if not left or not right:
        return "one_told"
    if _within(name, left, right) or _within(name, right, left):
        return "within"
    return "differ"


def _situation_of_names(left: What, right: What) -> str:
    """Codes tell two items apart, or that one is above the other; names where one has no code."""
    if left.code and right.code and left.code != right.code:
        within = left.code.startswith(right.code) or right.code.startswith(left.code)
        return "within" if within else "differ"
    if left.name == right.name or (left.code and left.code == right.code):
        return "equal"
    if not left or not right:
        return "one_told"
    return "alike" if subjects.similarity(left.name, right.name) >= _ALIKE else "differ"


def _within(name: str, part: Value, whole: Value) -> bool:
    """Whether the quantity of one value is a part of that of another."""
    if isinstance(part, What) and isinstance(whole, What):
        return part.code.startswith(whole.code)
    return within(name, str(part), str(whole))


def within(name: str, part: str, whole: str) -> bool:
    """Whether one value of an aspect lies within another by what `patterns/aspects.toml` says."""
    return part in _wider(name).get(whole, ())


@cache
def _wider(name: str) -> dict[str, tuple[str, ...]]:
    """For each value of an aspect the values within it."""
    found = (w for w in rules.load("aspects").data["within"] if w["aspect"] == name)
    return {w["whole"]: tuple(w["parts"]) for w in found}


def _case(name: str, situation: str, one: Aspects, other: Aspects, known: Defaults) -> dict[str, Any]:
    """The first case of an aspect that fits."""
    for case in _cases(name):
        if situation in case["when"] and _holds(case.get("if", ""), name, one, other, known):
            return case
    raise AssertionError(f"no case for {name} {situation}")


@cache
def _cases(name: str) -> tuple[dict[str, Any], ...]:
    """The cases of an aspect, then those of every aspect, in order."""
    cases = rules.load("aspects").data["case"]
    own = [c for c in cases if c["aspect"] == name]
    return (*own, *(c for c in cases if c["aspect"] == "any"))


def _holds(condition: str, name: str, one: Aspects, other: Aspects, known: Defaults) -> bool:
    """Whether the condition of a case holds; an empty one does."""
    return not condition or _CONDITIONS[condition](name, one, other, known)


def _one_unit(name: str, one: Aspects, other: Aspects, known: Defaults) -> bool:
    return known.one_unit


def _one_fund(name: str, one: Aspects, other: Aspects, known: Defaults) -> bool:
    """Whether all spending is of the funds that are told, and the quantity is one of spending."""
    funds = {str(one.fund.value), str(other.fund.value)}
    income = rules.load("links").data["sides"]["income"]
    flows = {one.side.value, other.side.value}
    return funds <= known.funds and income not in flows and not _stock(one, other)


def _stock(one: Aspects, other: Aspects) -> bool:
    """Whether what is left over is meant, which is of other funds too."""
    return bool(_names(one, other) & _flagged("stock"))


def _any_fund(name: str, one: Aspects, other: Aspects, known: Defaults) -> bool:
    """Whether the quantity is one whatever fund is named (the three public expenses)."""
    return bool(_names(one, other) & _flagged("fundless"))


def _names(one: Aspects, other: Aspects) -> set[str]:
    return {str(one.what.value), str(other.what.value)}


def _nothing_carried(name: str, one: Aspects, other: Aspects, known: Defaults) -> bool:
    return known.nothing_carried


def _named(name: str, one: Aspects, other: Aspects, known: Defaults) -> bool:
    """Whether both name a quantity of their own."""
    return one.what.told and other.what.told


def _by_default(name: str, one: Aspects, other: Aspects, known: Defaults) -> bool:
    """Whether one of the values is only what holds where nothing is said."""
    return Read.DOCUMENT in (getattr(one, name).read, getattr(other, name).read)


_CONDITIONS = {
    "one_unit": _one_unit,
    "one_fund": _one_fund,
    "any_fund": _any_fund,
    "nothing_carried": _nothing_carried,
    "named": _named,
    "by_default": _by_default,
}


@cache
def _flagged(flag: str) -> frozenset[str]:
    """Terms with a flag: `fundless` mean one quantity whatever fund is named, `stock` what is left at a day."""
    return frozenset(t["name"] for t in rules.load("subjects").data["term"] if t.get(flag))
