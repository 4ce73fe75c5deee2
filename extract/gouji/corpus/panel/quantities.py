"""Which quantity of the panel each statement of a document is of; none where that is not known altogether."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import regex

from gouji.corpus.panel.extents import with_extents
from gouji.corpus.panel.values import Key, Stated
from gouji.figures import Kind
from gouji.language import classification, units
from gouji.records import indicators
from gouji.records.indicators import Aspects, Indicator

_MONEY = ("level", "cell")
_CELL = regex.compile(r"(?P<table>t\d+)r(?P<row>\d+)(?P<column>c\d+)")  # the id of a fact
Row = Mapping[str, Any]


def grouped(statements: Sequence[Row], document: Row) -> Mapping[Key, list[Stated]]:
    """The places of each quantity that a document states.

    Parameters
    ----------
    statements
        Rows of the table of statements.
    document
        The row of the table of documents: its kind and its year tell of which stage a count is.
    """
    found: dict[Key, list[Stated]] = defaultdict(list)
    for number, row in enumerate(statements):
        for key in _keys(row, document):
            value = row["yuan"] if row["yuan"] is not None else Decimal(str(row["number"]))
            cell, told = row["kind"] == "cell", bool(row["extent"])
            found[key].append(Stated(value, _place(row), _sure(row), cell, number, told))
    tables = _kinds(statements)
    once = {key: _of_one_row(stated, statements, tables) for key, stated in with_extents(found).items()}
    return {key: stated for key, stated in once.items() if stated}


def _kinds(statements: Sequence[Row]) -> Mapping[str, frozenset[str]]:
    """The classifications whose items the rows of each table are."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in statements:
        if row["item_code"] and (at := _CELL.fullmatch(row["id"])):
            found[at["table"]].add(classification.kind(row["item_code"]))
    return {table: frozenset(kinds) for table, kinds in found.items()}


def _of_one_row(stated: list[Stated], statements: Sequence[Row], kinds: Mapping[str, frozenset[str]]) -> list[Stated]:
    """The places of a quantity, without the cells of a column that states it in several rows with several values.

    Each of these rows is of a part of it that no label of its own tells: an object of spending under several functions.
    Only where the rows below one divide it under its own name is that one the whole.
    """
    columns: dict[tuple[str, str, bool], list[Stated]] = defaultdict(list)
    rows: dict[int, int] = {}
    for one in stated:
        if one.cell and one.sure and (at := _CELL.fullmatch(str(statements[one.row]["id"]))):
            columns[at["table"], at["column"], one.told].append(one)
            rows[one.row] = int(at["row"])
    left = set(stated)
    for (table, *_), cells in columns.items():
        if len({one.value for one in cells}) > 1:
            mixed = len(kinds.get(table, ())) > 1
            left -= set(cells) if mixed else set(cells) - _whole(cells, [rows[one.row] for one in cells])
    return [one for one in stated if one in left]


def _whole(cells: list[Stated], rows: list[int]) -> set[Stated]:
    """The first of cells that stand right below each other, where it is the largest; none otherwise."""
    first = cells[0]
    divides = rows == list(range(rows[0], rows[0] + len(rows))) and all(first.value >= one.value for one in cells)
    return {first} if divides else set()


def _keys(row: Row, document: Row) -> Iterator[Key]:
    """The quantities that a statement is of; none where that is not known altogether."""
    if row["year"] is None or not row["whose"] or row["project"]:
        return
    if row["kind"] == "count":
        yield from _counted(row, document)
    elif row["kind"] in _MONEY and row["yuan"] is not None:
        stage = indicators.stage(row["measure"] or "")
        for indicator in indicators.indicators(_aspects(row)) if stage else ():
            if divided := indicators.divided(indicator):
                yield Key(row["whose"], row["year"], stage, divided)


def _counted(row: Row, document: Row) -> Iterator[Key]:
    """What a count is of: what a budget tells of its own year is planned, what there was before is final."""
    unit, stage = row["unit"] or "", indicators.stage(row["measure"] or "")
    id_ = indicators.count(row["what"] or "", unit)
    if id_ and row["number"] is not None:
        planned = document["kind"] == "budget" and row["year"] >= (document["year"] or row["year"])
        yield Key(row["whose"], row["year"], stage or ("budget" if planned else "final"), Indicator(id_), unit)


def _aspects(row: Row) -> Aspects:
    told = {name: row[name] or "" for name in ("what", "side", "part", "fund", "extent")}
    return Aspects(**told, code=row["item_code"] or "", year=row["year"])


def _sure(row: Row) -> bool:
    """Whether the quantity was surely read; a code beside the name of another item leaves doubt which is meant."""
    if row["unsure"] or (row["kind"] == "cell" and indicators.doubtful(_aspects(row))):
        return False
    codes = classification.codes_of(row["what"] or "") if row["item_code"] else ()
    return not codes or row["item_code"] in codes


def _place(row: Row) -> Decimal:
    """One unit of the last printed digit, in yuan or in ones."""
    unit = units.find(row["unit"]) if row["unit"] else None
    factor = unit.factor if unit is not None and unit.kind is not Kind.COUNT else Decimal(1)
    return factor.scaleb(-(row["decimals"] or 0))
