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


def object_lists(context: Context) -> Iterator[ObjectList]:
    """The lists that follow the table: all that has an amount but one at most, and hardly anything else.

    A list of what such spending may be for in general says nothing of the year.
    """
    table = _Objects(context)
    if not table.filled:
        return
    rule = rules.load("wording")["wording.objects"]
    for block in context.document.prose:
        view = make_view(context.document.text, block.span.start, block.span.end, block.holes)
        for match in rule.finditer(view.text):
            named = _names(context, view, match)
            if found := _of_the_table(table, named, view.span(*match.span("items"))):
                yield found


def _of_the_table(table: _Objects, named: list[Named], span: Span) -> ObjectList | None:
    codes = {n.code for n in named}
    filled = _of_classes(table, {code[:CLASS] for code in codes})
    blank = tuple(n for n in named if n.code and n.code not in table.anywhere)
    unknown = sum(not n.code for n in named)
    own = (
        len(codes & filled) >= _FEWEST
        and len(filled - codes) <= _LEFT_OUT
        and _BLANK_SHARE * (len(blank) + unknown) <= len(named)
        and all(n.code[:CLASS] in table.whole for n in blank)
    )
    return ObjectList(span, blank) if own else None


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


def _names(context: Context, view: View, match: regex.Match[str]) -> list[Named]:
    """The names of a list, each with the object that it is; '' for none."""
    start = match.start("items")
    found = []
    for piece in rules.load("wording")["wording.object"].finditer(match["items"]):
        span = view.span(start + piece.start("name"), start + piece.end("name"))
        found.append(Named(piece["name"], span, _code(context, piece["name"])))
    return found


def _code(context: Context, name: str) -> str:
    """The code of an object by its name, in the document's year before any other."""
    year = context.document.year
    codes = (*classification.codes_of(name, year), *classification.codes_of(name))
    objects = (c for c in codes if len(c) == _ITEM and classification.kind(c) == "economic")
    return next(objects, "")


def _of_classes(table: _Objects, classes: set[str]) -> set[str]:
    """The codes of some classes behind which a table prints an amount."""
    return {code for code in table.filled if code[:CLASS] in classes}
