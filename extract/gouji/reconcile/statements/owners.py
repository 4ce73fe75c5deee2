"""Whose money a figure is: the department, or the unit of it that a row or a heading names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import filterfalse

from gouji.document import Document, Fact, Table
from gouji.language import classification, codes, rules
from gouji.language.organisations import organisation
from gouji.language.subjects import Subject, abbreviates
from gouji.language.view import fold
from gouji.reconcile.statements.aspects import Aspect, Read
from gouji.tables import table_roles

_OF_PROJECTS = "projects"  # the role of tables whose rows name projects


def is_unit(name: Subject) -> bool:
    """Whether a name is nothing but an organisation's: all the money of a unit."""
    return bool(organisation(name.core))


def department(document: Document) -> Aspect:
    """Whose a figure is where nothing says otherwise: the department's."""
    return Aspect(_squeezed(document.department), Read.DOCUMENT)


def other_bodies(document: Document, names: Iterable[Subject]) -> frozenset[str]:
    """The organisations that names give and that are not the department: all of several where it is not known."""
    told = {name.body for name in names} - {""}
    ours = str(department(document).value)
    if not ours:
        return frozenset(told) if len(told) > 1 else frozenset()
    return frozenset(body for body in told if not abbreviates(body, ours))


def owners_of_rows(document: Document, facts: Iterable[Fact]) -> dict[tuple[int, int], Aspect]:
    """Whose the figures of each row are, by table and row.

    The label of a row tells it, or the label that stands before it in the same row; what follows a row that names a
    unit alone is of that unit until another is named. A name that stands in two such rows of a table is of the
    department in one and of the unit of the same name in the other. Forms name projects, and no owners. A row of
    a table of projects that is called like a place (桥头公园) is a project, unless a unit is named so elsewhere.
    """
    rows = _rows(facts)
    grids = {t.id for t in document.tables if t.header_rows and not t.chart}
    items = _items(rows.values())
    printed = {at: _named_by(fact, items) if fact.table in grids else "" for at, fact in rows.items()}
    named = _without_projects(document, printed)
    times = Counter((table, name) for (table, _), name in named.items() if name)
    whole = department(document)
    found: dict[tuple[int, int], Aspect] = {}
    last_table, current = -1, whole
    for at, fact in rows.items():
        table, _ = at
        if table != last_table:
            last_table, current = table, whole
        name = named[at]
        if name:
            current = Aspect(name, Read.ROW, sure=_tells_once(times[table, name], fact))
        found[at] = whole if _is_total(fact) else current
    return found


def _rows(facts: Iterable[Fact]) -> dict[tuple[int, int], Fact]:
    """The first fact of each row, in order."""
    rows: dict[tuple[int, int], Fact] = {}
    for fact in facts:
        rows.setdefault((fact.table, fact.row_index), fact)
    return rows


def _items(rows: Iterable[Fact]) -> frozenset[tuple[int, str, str]]:
    """The table, the code and the label of each row that is an item by its code."""
    return frozenset((f.table, f.code, f.row[-1]) for f in rows if f.row and classification.kind(f.code))


def _named_by(fact: Fact, items: frozenset[tuple[int, str, str]]) -> str:
    """The unit that a row's labels name: no item of the classification, nor one that the row's code stands below."""
    if is_unit_row(fact):
        return organisation(fact.row[-1])
    names = (organisation(label) for label in reversed(fact.row[:-1]) if not _is_above(fact, label, items))
    return next(filter(None, names), "")


def _is_above(fact: Fact, label: str, items: frozenset[tuple[int, str, str]]) -> bool:
    """Whether a label is that of a row whose code a row's own code stands below."""
    return any((fact.table, code, label) in items for code in codes.above(fact.code))


def _without_projects(document: Document, named: dict[tuple[int, int], str]) -> dict[tuple[int, int], str]:
    """The names of units by row, without those that stand in tables of projects alone."""
    of_projects = {t.id: t for t in document.tables if table_roles.role(t) == _OF_PROJECTS}
    doubtful = {name for (table, _), name in named.items() if name and table in of_projects}
    doubtful -= {name for (table, _), name in named.items() if table not in of_projects}
    if doubtful:
        outside = _outside(document, of_projects.values())
        doubtful = set(filterfalse(outside.__contains__, doubtful))
    return {at: "" if name in doubtful else name for at, name in named.items()}


def _outside(document: Document, tables: Iterable[Table]) -> str:
    """The text of a document without some of its tables, as names are compared."""
    text, at = "", 0
    for span in sorted((t.span for t in tables), key=lambda span: span.start):
        text, at = text + document.text[at : span.start], span.end
    return _squeezed(text + document.text[at:])


def is_unit_row(fact: Fact) -> bool:
    """Whether a row is all the money of a unit: its label names one, and no item."""
    return bool(fact.row) and not code_of_item(fact) and bool(organisation(fact.row[-1]))


def code_of_item(fact: Fact) -> str:
    """The code of the item of a row; '' where it has none, or that of a unit (201 beside the name of an office)."""
    if not classification.kind(fact.code):
        return ""
    of_unit = len(fact.code) == codes.CLASS and bool(fact.row) and bool(organisation(fact.row[-1]))
    return "" if of_unit else fact.code


def tells_owner(fact: Fact, table: Table, owner: Aspect) -> bool:
    """Whether the label of a row names the unit whose figures it holds, and no quantity."""
    in_grid = table.header_rows > 0 and is_unit_row(fact)
    return in_grid and (table.chart or organisation(fact.row[-1]) == owner.value)


def _tells_once(times: int, fact: Fact) -> bool:
    """Whether a unit's name leaves no doubt which row is meant; one that stands with each item does not repeat it."""
    return times == 1 or not is_unit_row(fact)


def _is_total(fact: Fact) -> bool:
    """Whether a row is the total of the whole table."""
    totals = rules.load("links").data["whole_rows"]
    return len(fact.row) == 1 and _squeezed(fact.row[0]) in totals


def _squeezed(words: str) -> str:
    return "".join(fold(words).split())
