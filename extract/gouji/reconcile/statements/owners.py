"""Whose money a figure is: the department, or the unit of it that a row or a heading names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from gouji.document import Document, Fact
from gouji.language import classification, rules
from gouji.language.view import fold
from gouji.reconcile.statements.aspects import Aspect, Read


@lru_cache(maxsize=65536)
def organisation(words: str) -> str:
    """The organisation that a label or a heading consists of, without blanks, brackets in half width; '' for none."""
    match = rules.load("aspects")["aspect.organisation"].search(_squeezed(words))
    return str(match["name"]) if match else ""


def department(document: Document) -> Aspect:
    """Whose a figure is where nothing says otherwise: the department's."""
    return Aspect(_squeezed(document.department), Read.DOCUMENT)


def owners_of_rows(document: Document, facts: Iterable[Fact]) -> dict[tuple[int, int], Aspect]:
    """Whose the figures of each row are, by table and row.

    The label of a row tells it, or the label that stands before it in the same row; what follows a row that names a
    unit alone is of that unit until another is named. A name that stands in two such rows of a table is of the
    department in one and of the unit of the same name in the other. Forms name projects, and no owners.
    """
    rows = _rows(facts)
    grids = {t.id for t in document.tables if t.header_rows and not t.chart}
    named = {at: _named_by(fact) if fact.table in grids else "" for at, fact in rows.items()}
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


def _named_by(fact: Fact) -> str:
    """The unit that a row's labels name: one that is no item of the classification."""
    labels = fact.row[-1:] if is_unit_row(fact) else fact.row[:-1]
    return next(filter(None, map(organisation, reversed(labels))), "")


def is_unit_row(fact: Fact) -> bool:
    """Whether a row is all the money of a unit: its label names one, and no item."""
    return bool(fact.row) and not classification.kind(fact.code) and bool(organisation(fact.row[-1]))


def _tells_once(times: int, fact: Fact) -> bool:
    """Whether a unit's name leaves no doubt which row is meant; one that stands with each item does not repeat it."""
    return times == 1 or not is_unit_row(fact)


def _is_total(fact: Fact) -> bool:
    """Whether a row is the total of the whole table."""
    totals = rules.load("links").data["whole_rows"]
    return len(fact.row) == 1 and _squeezed(fact.row[0]) in totals


def _squeezed(words: str) -> str:
    return "".join(fold(words).split())
