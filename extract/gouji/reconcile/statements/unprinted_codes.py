"""The code of an item whose row prints none and whose name several items bear: the rows around it tell which.

住房公积金 is an item of what money is for and of what it is spent on: among rows of objects of spending it is the
object. 行政运行 stands under thirty items: it is that of the item below which it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import regex

from gouji.document import Fact
from gouji.language import classification, subjects

_LED = regex.compile(r"(?P<code>[235]\d{2}(?:\d\d){0,2})\s*[-—]?\s*(?P<name>\p{Han}.*)")
_PROOF = 2  # rows that are items of one classification alone prove that a table is of it
Row = tuple[int, int, tuple[str, ...]]


def codes_by_rows(facts: Iterable[Fact], year: int | None) -> Mapping[Row, str]:
    """The codes of the items of rows that print none, where several bear the name, by table, row and labels."""
    tables: dict[int, dict[Row, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.row:
            tables[fact.table].setdefault((fact.table, fact.row_index, fact.row), fact)
    return {row: code for rows in tables.values() for row, code in _of_table(rows, year)}


def _of_table(rows: Mapping[Row, Fact], year: int | None) -> Iterator[tuple[Row, str]]:
    borne = {row: _borne(fact, year) for row, fact in sorted(rows.items(), key=lambda r: r[0][1])}
    kind = _kind(borne.values())
    above = ""
    for row, codes in borne.items():
        fitting = [c for c in codes if classification.kind(c) == kind] if kind else []
        above = fitting[0] if len(fitting) == 1 else _below(above, fitting)
        if above and len(codes) > 1:
            yield row, above


def _borne(fact: Fact, year: int | None) -> tuple[str, ...]:
    """The codes that the item of a row may have; those of governments' own classification only where no other is."""
    if classification.kind(fact.code):
        return (fact.code,)
    label = subjects.clean(fact.row[-1])
    if led := _LED.fullmatch(label):
        return (led["code"],) if led["code"] in classification.codes_of(led["name"]) else ()
    found = classification.codes_of(label, year)
    own = tuple(c for c in found if classification.kind(c) != "government")
    return own or found


def _kind(borne: Iterable[tuple[str, ...]]) -> str:
    """The classification that the rows of a table are of; empty where they are of several, or too few tell."""
    told = [kinds.pop() for codes in borne if len(kinds := set(map(classification.kind, codes))) == 1]
    return told[0] if len(told) >= _PROOF and len(set(told)) == 1 else ""


def _below(above: str, codes: list[str]) -> str:
    """The one of several codes that stands below the item above, or beside it; empty where none or several do.

    A row that is no item that is known ends this: what follows may stand below it.
    """
    while above and codes:
        found = [c for c in codes if classification.parent(c) == above]
        if found:
            return found[0] if len(found) == 1 else ""
        above = classification.parent(above)
    return ""
