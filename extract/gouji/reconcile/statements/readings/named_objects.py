"""Lists of the objects of spending behind 人员经费 or 公用经费, and what the table of basic spending has of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from gouji.document import Span
from gouji.figures import Interval
from gouji.language import classification, rules
from gouji.language.codes import CLASS
from gouji.language.view import View, make_view
from gouji.reconcile.statements.document_index import Context
from gouji.tables import table_roles

_ITEM = 5  # digits of an object below its class
_FEWEST = 4  # objects that a list has in common with the table, before it is one of the document's own
_BLANK_SHARE = 4  # at most one of so many that it names is blank
_LEFT_OUT = 1  # objects of the table that such a list leaves out at most


@dataclass(frozen=True, slots=True)
class Named:
    """An object of such a list, where it stands, its code."""

    name: str
    span: Span
    code: str


@dataclass(frozen=True, slots=True)
class ObjectList:
    """A list that names the objects which have an amount, and those of its names that have none."""

    span: Span
    blank: tuple[Named, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A list as it was read: its names, those of them that are blank, and whether it follows the table."""

    span: Span
    named: tuple[Named, ...]
    blank: tuple[Named, ...]
    own: bool


def object_lists(context: Context) -> Iterator[ObjectList]:
    """The lists that follow the table: all that has an amount but one at most, and hardly anything else.

    A list of what such spending may be for in general says nothing of the year. Beside one that follows the table,
    another of its paragraph does so too, which calls some objects by words of its own (社保) and so leaves them out.
    """
    table = _Objects(context)
    if not table.filled:
        return
    rule = rules.load("wording")["wording.objects"]
    for block in context.document.prose:
        view = make_view(context.document.text, block.span.start, block.span.end, block.holes)
        yield from _following([_read(context, table, view, match) for match in rule.finditer(view.text)], table)


def _following(lists: list[_Read], table: _Objects) -> Iterator[ObjectList]:
    beside = any(one.own for one in lists)
    for one in lists:
        proved = tuple(n for n in one.blank if n.code[:CLASS] in table.whole)
        follows = one.own or (beside and _mostly_filled(one, table))
        if follows and (proved or not one.blank):
            yield ObjectList(one.span, proved)


def _mostly_filled(one: _Read, table: _Objects) -> bool:
    """Whether hardly any of the objects that a list calls by their names is blank."""
    known = {n.code for n in one.named if n.code}
    return len(known & table.filled) >= _FEWEST and _BLANK_SHARE * len(one.blank) <= len(known)


def _read(context: Context, table: _Objects, view: View, match: regex.Match[str]) -> _Read:
    named = tuple(_names(context, table, view, match))
    codes = {n.code for n in named}
    filled = {code for code in table.filled if code[:CLASS] in {c[:CLASS] for c in codes}}
    blank = tuple(n for n in named if n.code and n.code not in table.anywhere)
    unknown = sum(not n.code for n in named)
    own = (
        len(codes & filled) >= _FEWEST
        and len(filled - codes) <= _LEFT_OUT
        and _BLANK_SHARE * (len(blank) + unknown) <= len(named)
    )
    return _Read(view.span(*match.span("items")), named, blank, own)


class _Objects:
    """The objects of the tables of basic spending.

    Attributes:
        filled: the codes that have an amount there; `anywhere`: in any table.
        whole: the classes whose objects come to their total, so that none was lost in reading.
    """

    def __init__(self, context: Context) -> None:
        titled = {t.id for t in context.document.tables if table_roles.role(t) == "basic_expenditure"}
        totals: dict[tuple[int, str], list[Interval]] = defaultdict(list)
        objects: dict[tuple[int, str], list[Interval]] = defaultdict(list)
        filled: set[str] = set()
        anywhere: set[str] = set()
        for fact in context.facts:
            if classification.kind(fact.code) != "economic":
                continue
            of_class = (fact.table, fact.code[:CLASS])
            interval = fact.figure.interval()
            (totals if len(fact.code) == CLASS else objects)[of_class].append(interval)
            if fact.figure.value and len(fact.code) == _ITEM:
                anywhere.add(fact.code)
                filled.update({fact.code} if fact.table in titled else ())
        self.filled, self.anywhere = frozenset(filled), frozenset(anywhere)
        self.whole = frozenset(code for (t, code), amounts in totals.items() if _come_to(amounts, objects[t, code]))


def _come_to(totals: list[Interval], parts: list[Interval]) -> bool:
    """Whether the objects of a class, in as many columns, come to its totals."""
    nothing = Interval.point(0)
    return bool(parts) and sum(totals, nothing).meets(sum(parts, nothing))


def _names(context: Context, table: _Objects, view: View, match: regex.Match[str]) -> Iterator[Named]:
    """The names of a list, each with the object that it is; '' for none."""
    start = match.start("items")
    for piece in rules.load("wording")["wording.object"].finditer(match["items"]):
        for at, name in _joined(context, table, piece["name"]):
            begin = start + piece.start("name") + at
            yield Named(name, view.span(begin, begin + len(name)), _code(context, table, name))


def _joined(context: Context, table: _Objects, name: str) -> list[tuple[int, str]]:
    """A name, or the two that a word joins where the whole is no object and both of them are; each with its offset."""
    for word in () if _code(context, table, name) else rules.load("wording")["wording.joined"].finditer(name):
        parts = [(0, name[: word.start()]), (word.end(), name[word.end() :])]
        if all(_code(context, table, part) for _, part in parts):
            return parts
    return [(0, name)]


def _code(context: Context, table: _Objects, name: str) -> str:
    """The code of an object by its name: one that a table has an amount for, else one of a class that was read whole.

    One name may stand in several classes (办公设备购置). The document's year comes before any other.
    """
    year = context.document.year
    codes = (*classification.codes_of(name, year), *classification.codes_of(name))
    objects = [c for c in codes if len(c) == _ITEM and classification.kind(c) == "economic"]
    best = sorted(objects, key=lambda c: (c not in table.anywhere, c[:CLASS] not in table.whole))
    return best[0] if best else ""
