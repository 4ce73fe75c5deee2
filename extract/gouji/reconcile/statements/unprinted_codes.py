"""The code of an item by its label and the rows around it, where its row has none in a column of its own.

A label may print the code before the name. Where several items bear the name the rows around tell which is meant:
住房公积金 is an item of what money is for and of what it is spent on, and among rows of objects of spending it is the
object, among those of governments that of theirs; 行政运行 stands under thirty items, and is that of the item below
which it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

import regex

from gouji.document import Fact
from gouji.language import classification, subjects
from gouji.language.codes import CLASS
from gouji.language.view import fold

_LED = regex.compile(r"[\[(]?(?P<code>[235]\d{2}(?:\d\d){0,2})[\])]?[-—]?(?P<name>\p{Han}.*)")
_BOTH = frozenset(("functional", "economic"))
_PROOF = 2  # rows that cannot be of both prove of which a table is
Row = tuple[int, int, tuple[str, ...]]


def codes_by_rows(facts: Iterable[Fact], year: int | None) -> Mapping[Row, str]:
    """The codes of the items of rows that print none, by the rows around, by table, row and labels."""
    tables: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.row:
            tables[fact.table].append(fact)
    return dict(chain.from_iterable(_of_half(half, year) for table in tables.values() for half in _halves(table)))


def _halves(facts: list[Fact]) -> Iterator[list[Fact]]:
    """The facts of each half of a table: of the columns that have labels of rows in common, in order of rows."""
    columns: dict[tuple[int, tuple[str, ...]], set[int]] = defaultdict(set)
    for fact in facts:
        columns[fact.row_index, fact.row].add(fact.column_index)
    halves: list[set[int]] = []
    for found in columns.values():
        joined = [half for half in halves if half & found]
        halves = [half for half in halves if not half & found] + [found.union(*joined)]
    ordered = sorted(facts, key=lambda f: f.row_index)
    yield from ([f for f in ordered if f.column_index in half] for half in halves)


def _of_half(facts: Iterable[Fact], year: int | None) -> Iterator[tuple[Row, str]]:
    rows = {(f.table, f.row_index, f.row): f for f in facts}
    borne = {row: _borne(fact, year) for row, fact in rows.items()}
    kind = _kind(borne.values())
    above = ""
    for row, codes in borne.items():
        known = bool(rows[row].code or printed_code(row[-1][-1]))
        above = _one(codes if known else tuple(c for c in codes if classification.kind(c) == kind), above)
        if above and not known and (len(codes) > 1 or kind == "functional"):
            yield row, above


def _one(codes: tuple[str, ...], above: str) -> str:
    """The only code, or that of several which the item above tells."""
    return codes[0] if len(codes) == 1 else _below(above, codes)


def _borne(fact: Fact, year: int | None) -> tuple[str, ...]:
    """The codes that the item of a row may have."""
    if code := fact.code if classification.kind(fact.code) else printed_code(fact.row[-1]):
        return (code,)
    return classification.codes_of(subjects.clean(fact.row[-1]), year)


@lru_cache(maxsize=65536)
def printed_code(label: str) -> str:
    """The code that a label prints before the name, where it is that of the name; else empty."""
    led = _LED.fullmatch("".join(fold(label).split()))
    return led["code"] if led and led["code"] in classification.codes_of(led["name"]) else ""


def _kind(borne: Iterable[tuple[str, ...]]) -> str:
    """The classification that all rows of a table may be of; empty where several are left, or too few rows tell."""
    kinds = [found for codes in borne if (found := frozenset(map(classification.kind, codes)))]
    proofs = sum(not found >= _BOTH for found in kinds)
    shared = frozenset.intersection(*kinds) if proofs >= _PROOF else frozenset[str]()
    return next(iter(shared)) if len(shared) == 1 else ""


def _below(above: str, codes: tuple[str, ...]) -> str:
    """The one of several codes that stands below the item above, or beside it, else the one that is a 类; or none.

    A row that is no item that is known ends what is above: what follows may stand below it.
    """
    classes = [c for c in codes if len(c) == CLASS]
    while above and codes:
        found = [c for c in codes if classification.parent(c) == above]
        if found:
            return found[0] if len(found) == 1 else ""
        above = classification.parent(above)
    return classes[0] if len(classes) == 1 else ""
