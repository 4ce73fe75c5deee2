"""Aspects: what a figure is a figure of, and the one place that says how two figures stand to each other.

A figure is compared with another only where it is known that both state one quantity. `compare` tells, aspect by
aspect, whether they are the same, one a part of the other, different, or not known, by the table of cases of
`patterns/aspects.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from gouji.declared import declared
from gouji.document import Span
from gouji.language import rules, subjects
from gouji.language.codes import CLASS
from gouji.language.view import fold


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


_ECONOMIC = "3"  # codes of objects of spending begin so
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

    @property
    def code(self) -> str:
        """The code of the item, where it is known; '' for other values."""
        return self.value.code if isinstance(self.value, What) else ""


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
        objects: objects of spending that the tables give in one part of it alone, each with that part.
        spellings: pairs of names that are one project's.
        proofs: the cells that prove each.
    """

    one_unit: bool = False
    funds: frozenset[str] = frozenset()
    nothing_carried: bool = False
    objects: frozenset[tuple[str, str]] = frozenset()
    spellings: frozenset[frozenset[str]] = frozenset()
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
    """How the quantity of one figure stands to that of another: the aspect in which they are farthest apart decides.

    Parameters
    ----------
    one, other : what the two figures are figures of.
    known : what the document proves of what they leave out.
    """
    found = _SAME
    for name in NAMES:
        stands = compare_aspect(name, one, other, known)
        if _RANK[stands.standing] < _RANK[found.standing]:
            found = stands
            if found.standing is Standing.DIFFERENT:
                break
    return found


def compare_aspect(name: str, one: Aspects, other: Aspects, known: Defaults) -> Comparison:
    """How one aspect of two figures stands; `name` is one of `NAMES`."""
    left, right = getattr(one, name), getattr(other, name)
    sure = left.sure and right.sure
    if sure and left.value == right.value:
        return _SAME
    case = _case(_Pair(name, one, other, known))
    standing = Standing(case["standing"])
    if standing is Standing.PART and _is_whole(name, left.value, right.value):
        standing = Standing.WHOLE
    return Comparison(standing if sure else Standing.UNKNOWN, name, case["reason"])


def _is_whole(name: str, left: Value, right: Value) -> bool:
    """Whether the first of two values, of which one is a part of the other, is the whole."""
    if not left or not right:
        return not left
    return _within(name, right, left)


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


def is_part(name: str, value: str) -> bool:
    """Whether a value of an aspect lies within another."""
    return any(value in parts for parts in _wider(name).values())


@cache
def _wider(name: str) -> dict[str, tuple[str, ...]]:
    """For each value of an aspect the values within it."""
    found = (w for w in declared("aspects")["within"] if w["aspect"] == name)
    return {w["whole"]: tuple(w["parts"]) for w in found}


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two figures and the aspect that is asked for; its properties are what the cases call conditions (`if`)."""

    aspect: str
    one: Aspects
    other: Aspects
    known: Defaults

    @property
    def situation(self) -> str:
        """How the two values stand."""
        return _situation(self.aspect, getattr(self.one, self.aspect).value, getattr(self.other, self.aspect).value)

    @property
    def one_unit(self) -> bool:
        return self.known.one_unit

    @property
    def one_fund(self) -> bool:
        """Whether all spending is of the funds that are told, and the quantity is one of spending."""
        funds = {str(self.one.fund.value), str(self.other.fund.value)}
        income = declared("links")["sides"]["income"]
        of_spending = income not in (self.one.side.value, self.other.side.value)
        return funds <= self.known.funds and of_spending and not self._names & subjects.flagged("stock")

    @property
    def any_fund(self) -> bool:
        """Whether the quantity, or what it is a part of, is one whatever fund is named (the three public expenses)."""
        parts = {str(self.one.part.value), str(self.other.part.value)}
        return bool((self._names | parts) & subjects.flagged("fundless"))

    @property
    def economic(self) -> bool:
        """Whether an object of spending is meant (办公费): it is paid from one part of basic spending alone."""
        return any(code.startswith(_ECONOMIC) for code in (self.one.what.code, self.other.what.code))

    @property
    def object_of_part(self) -> bool:
        """Whether an object of spending is meant that the document's tables give in the told part alone."""
        codes = {aspects.what.code[:CLASS] for aspects in (self.one, self.other)}
        parts = {str(aspects.part.value) for aspects in (self.one, self.other)}
        return any((code, part) in self.known.objects for code in codes for part in parts)

    @property
    def nothing_carried(self) -> bool:
        return self.known.nothing_carried

    @property
    def named(self) -> bool:
        """Whether both name a quantity of their own."""
        return self.one.what.told and self.other.what.told

    @property
    def one_spelling(self) -> bool:
        """Whether the two names are one project's, spelt in two ways."""
        return self._spelt_alike(str(self.one.what.value), str(self.other.what.value))

    @property
    def of_its_name(self) -> bool:
        """Whether the project that only one tells is the one that the other names."""
        told, names = (self.one, self.other) if self.one.project.told else (self.other, self.one)
        return self._one_name(str(told.project.value), str(names.what.value))

    @property
    def one_project(self) -> bool:
        """Whether the money is one project's, which is project spending whether that is said or not."""
        name, other = (str(a.project.value or a.what.value) for a in (self.one, self.other))
        told = self.one.project.told or self.other.project.told
        return told and self._one_name(name, other)

    def _spelt_alike(self, name: str, other: str) -> bool:
        return frozenset((name, other)) in self.known.spellings

    def _one_name(self, name: str, other: str) -> bool:
        return name == other or self._spelt_alike(name, other)

    @property
    def by_default(self) -> bool:
        """Whether one of the values is only what holds where nothing is said."""
        return Read.DOCUMENT in (getattr(self.one, self.aspect).read, getattr(self.other, self.aspect).read)

    @property
    def _names(self) -> set[str]:
        return {str(self.one.what.value), str(self.other.what.value)}


CONDITIONS = (
    "one_unit",
    "one_fund",
    "any_fund",
    "economic",
    "object_of_part",
    "nothing_carried",
    "named",
    "one_spelling",
    "of_its_name",
    "one_project",
    "by_default",
)


def _case(pair: _Pair) -> dict[str, Any]:
    """The first case of an aspect that fits."""
    situation = pair.situation
    for case in _cases(pair.aspect):
        if situation in case["when"] and ("if" not in case or getattr(pair, case["if"])):
            return case
    raise AssertionError(f"no case for {pair.aspect} {situation}")


@cache
def _cases(name: str) -> tuple[dict[str, Any], ...]:
    """The cases of an aspect, then those of every aspect, in order."""
    cases = declared("aspects")["case"]
    own = [c for c in cases if c["aspect"] == name]
    return (*own, *(c for c in cases if c["aspect"] == "any"))


@lru_cache(maxsize=65536)
def of_last_year(label: str) -> bool:
    """Whether the head of a column says that it states the year before (上年决算数)."""
    return rules.load("aspects")["aspect.last_year"].search(fold("".join(label.split()))) is not None
