"""Which quantity of the panel each statement of a document is of; none where that is not known altogether."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.corpus.panel import columns
from gouji.corpus.panel.columns import CELL, Row, Table
from gouji.corpus.panel.extents import Found, with_extents
from gouji.corpus.panel.objects import doubted, of_object
from gouji.corpus.panel.values import Key, Stated
from gouji.language import classification
from gouji.records import indicators
from gouji.records.indicators import Aspects, Indicator

_MONEY = ("level", "cell")


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
    made = columns.tables(statements)
    within = {id_: indicators.part_of_all(frozenset(t.parts), frozenset(t.totals)) for id_, t in made.items()}
    for number, row in enumerate(statements):
        at = CELL.fullmatch(row["id"])
        for key in _keys(row, document, within.get(at["table"], "") if at else ""):
            value = row["yuan"] if row["yuan"] is not None else Decimal(str(row["number"]))
            cell, told = row["kind"] == "cell", bool(row["extent"])
            found[key].append(Stated(value, columns.last_digit(row), _sure(row), cell, number, told))
    once = {key: _of_one_row(key, stated, statements, made) for key, stated in with_extents(found).items()}
    return _with_doubts({key: stated for key, stated in once.items() if stated}, statements, made)


def _of_one_row(key: Key, stated: list[Stated], statements: Sequence[Row], made: Mapping[str, Table]) -> list[Stated]:
    """The places of a quantity, without the cells of a column that states it in several rows with several values.

    Each of these rows is of a part of it that no label of its own tells: an object of spending under several functions,
    all the money of a unit. Only where the first is surely the whole of the others is that one told.
    """
    found: dict[tuple[str, str, bool], list[tuple[int, Stated]]] = defaultdict(list)
    for one in stated:
        if one.cell and one.sure and (at := CELL.fullmatch(str(statements[one.row]["id"]))):
            found[at["table"], at["column"], one.told].append((int(at["row"]), one))
    left = set(stated)
    for (table, column, _), cells in found.items():
        if _apart([one for _, one in cells], made[table]):
            whole = _first_is_whole(key, cells, made[table], column)
            left -= {one for _, one in cells[whole:]}
    return [one for one in stated if one in left]


def _first_is_whole(key: Key, cells: Sequence[tuple[int, Stated]], table: Table, column: str) -> bool:
    """Whether the first of the rows of a quantity is all of it: an item that the rows below divide, a total."""
    rows = [row for row, _ in cells]
    if classification.kind(key.indicator.id):
        return len(table.kinds) == 1 and columns.divided(rows[0], table.columns[column])
    return _first_of_all(rows, [one for _, one in cells])


def _apart(cells: Sequence[Stated], table: Table) -> bool:
    """Whether several rows each state a part of a quantity; under several functions two parts may be equal."""
    values = {one.value for one in cells}
    return len(values) > 1 or (len(cells) > 1 and len(table.kinds) > 1 and values != {Decimal(0)})


def _first_of_all(rows: list[int], cells: list[Stated]) -> bool:
    """Whether the first of rows that stand right below each other is the largest: the total above its own parts."""
    return rows == list(range(rows[0], rows[0] + len(rows))) and all(cells[0].value >= one.value for one in cells)


def _with_doubts(found: Mapping[Key, list[Stated]], statements: Sequence[Row], made: Mapping[str, Table]) -> Found:
    """The places, those of objects of spending marked that the rows of their table do not prove."""
    objects: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    for key, stated in found.items():
        for one in stated if of_object(key.indicator.id) else ():
            if one.cell and (at := CELL.fullmatch(str(statements[one.row]["id"]))):
                objects[at["table"], at["column"]][int(at["row"])] = key.indicator.id
    doubts = {
        cell.number
        for (table, column), codes in objects.items()
        for cell in doubted(codes, made[table].columns[column])
    }
    return {key: [replace(s, doubted=s.row in doubts) for s in stated] for key, stated in found.items()}


def _keys(row: Row, document: Row, within: str) -> Iterator[Key]:
    """The quantities that a statement is of; none where that is not known altogether."""
    if row["year"] is None or not row["whose"] or row["project"]:
        return
    if row["kind"] == "count":
        yield from _counted(row, document)
    elif row["kind"] in _MONEY and row["yuan"] is not None:
        stage = indicators.stage(row["measure"] or "")
        for indicator in indicators.indicators(_aspects(row)) if stage else ():
            if divided := indicators.divided(indicator, within):
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
