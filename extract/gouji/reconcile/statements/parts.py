"""Which part of its row's money a cell states: by its column, by the labels above its row, by its table's title."""

from __future__ import annotations

from functools import lru_cache

from gouji.document import Fact, Table
from gouji.language import classification, rules, subjects
from gouji.reconcile.statements.aspects import Aspect, Read, of_last_year, within


def part_of_cell(fact: Fact, table: Table, core: str, breakdown: str) -> Aspect:
    """The part of the money that a cell is of: the one its column divides its row into, else its group's or table's.

    The total of a table of a part is that part itself, and what lies within it by nature is no narrower for it.
    What a table without a title is about nobody knows. Items of the classification are no parts, whatever they are
    called (专项资金安排的支出).

    Parameters
    ----------
    core : the name of the cell's quantity.
    breakdown : what its column divides its row into; empty where it does not.
    """
    if states_change(fact.row):
        return Aspect("", Read.COLUMN, sure=False)
    if breakdown and not of_last_year(breakdown):  # of which the year tells
        return Aspect(breakdown, Read.COLUMN)
    above = (label for label in reversed(fact.row[:-1]) if not classification.codes_of(label))
    if part := next(filter(None, map(part_in, above)), ""):
        return Aspect("" if part == core or within("part", core, part) else part, Read.ROW)
    if not table.title:
        return Aspect("", Read.NOWHERE, sure=False)
    part = part_in(table.title)
    itself = part == core or within("part", core, part)
    return Aspect("" if itself else part, Read.CAPTION)


@lru_cache(maxsize=4096)
def part_in(title: str) -> str:
    """The part of the money that a title is about; '' for all of it."""
    squeezed = "".join(title.split())
    return next((str(r.yields["part"]) for r in rules.ranked("aspects", "part") if r.search(squeezed)), "")


@lru_cache(maxsize=4096)
def of_objects(title: str) -> bool:
    """Whether a table is of some objects of spending, so that its total is not of all money."""
    return bool(rules.load("aspects")["aspect.objects"].search("".join(title.split())))


@lru_cache(maxsize=4096)
def states_change(labels: tuple[str, ...]) -> bool:
    """Whether labels of a row or a column tell that its figures are changes of others."""
    return any(rules.load("aspects")["aspect.change"].search("".join(label.split())) for label in labels)


@lru_cache(maxsize=4096)
def of_carried(column: tuple[str, ...]) -> bool:
    """Whether a head above the innermost names what was carried over, which the innermost divides further."""
    carried = str(rules.load("aspects").data["carried"])
    inner = subjects.parse(column[-1]).core if column else ""
    return bool(inner) and inner != carried and any(subjects.parse(head).core == carried for head in column[:-1])
