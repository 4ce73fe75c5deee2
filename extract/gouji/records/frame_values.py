"""What the columns of frames hold: the number that a record states, and names in comparable form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any

from gouji.figures import Kind
from gouji.language import quantities, subjects, units
from gouji.language.subjects import Subject
from gouji.language.view import fold
from gouji.records import indicators

Record = Mapping[str, Any]
Key = tuple[str, object]


@dataclass(frozen=True)
class Found:
    """Records of one or many documents: by the id that others name them by, figures also by where they stand."""

    by_key: Mapping[Key, Record]

    @classmethod
    def of(cls, records: Iterable[Record]) -> Found:
        found: dict[Key, Record] = {}
        for record in records:
            if "id" in record:
                found[record["doc"], record["id"]] = record
            if record["type"] in ("entity", "fact"):
                found[record["doc"], (record["start"], record["end"])] = record
        return cls(found)

    def named(self, record: Record, id: str | None) -> Record | None:
        """What a record names by its id."""
        return self.by_key.get((record["doc"], id))

    def at(self, record: Record) -> Record | None:
        """The entity or fact that stands where a record stands."""
        return self.by_key.get((record["doc"], (record["start"], record["end"])))


@dataclass(frozen=True, slots=True)
class Stated:
    """What a number states, by what its unit measures; a count, and a number without a unit, is a `number`."""

    yuan: Decimal | None = None
    percent: Decimal | None = None
    number: Decimal | None = None


_NOTHING = Stated()
Reader = Callable[[Record, Found], Stated]


def _by_unit(norm: str, symbol: str) -> Stated:
    unit = units.find(symbol) if symbol else None
    value = Decimal(norm)
    if unit is None or unit.kind is Kind.COUNT:
        return Stated(number=value)
    return Stated(yuan=value) if unit.kind is Kind.MONEY else Stated(percent=value)


def of_entity(record: Record, _: Found) -> Stated:
    match record["label"]:
        case "AMOUNT" if record.get("unit_missing"):
            return Stated(number=Decimal(record["norm"]))
        case "AMOUNT":
            return Stated(yuan=Decimal(record["norm"]))
        case "PERCENT":
            return Stated(percent=Decimal(record["norm"]))
    return _NOTHING


def of_fact(record: Record, _: Found) -> Stated:
    return _by_unit(record["norm"], record.get("unit", ""))


def of_id(find: Callable[[Record], str | None]) -> Reader:
    """The number of the entity or fact that a record names."""

    def read(record: Record, found: Found) -> Stated:
        return _of_either(found.named(record, find(record)), found)

    return read


def role(*roles: str) -> Reader:
    """The figure that plays the first of these roles in a claim."""
    return of_id(lambda record: next((record["figures"][r] for r in roles if r in record["figures"]), None))


def printed(name: str) -> Reader:
    """The one number that a text prints; none where it prints several."""
    return lambda record, _: _number_in(record[name])


def stated(record: Record, found: Found) -> Stated:
    """What a finding disputes: its figure, which in a table prints no unit of its own, else the number in its words."""
    figure = _of_either(found.at(record), found)
    return _number_in(record["stated"]) if figure is _NOTHING else figure


def _of_either(record: Record | None, found: Found) -> Stated:
    if record is None:
        return _NOTHING
    return of_entity(record, found) if record["type"] == "entity" else of_fact(record, found)


@lru_cache(maxsize=65536)
def _number_in(text: str) -> Stated:
    found = [q.figure for q in quantities.scan(text)]
    if len(found) == 1:
        return _by_unit(found[0].norm, found[0].unit.symbol if found[0].unit else "")
    bare = None if found else quantities.parse_number(text)
    return Stated(number=bare[0]) if bare else _NOTHING


def name_of_fact(record: Record) -> Subject:
    """What a cell is of: its row where that is an item or a term, else its column where that is one, else its row."""
    row, column = (subjects.parse(record[path][-1] if record[path] else "") for path in ("row", "col"))
    if record["code"] or row.known or row.total or not (column.known or column.total):
        return row
    return column


def name_of_claim(record: Record) -> Subject:
    return subjects.parse(_whole(record["subject"]))


def indicator(name: Subject) -> str | None:
    """The canonical name of a quantity: its core, else extent and side (本年收入)."""
    return name.core or name.extent + name.side or None


def item_code(record: Record) -> str | None:
    """The classification code of a row, from its own column or from its label."""
    return record["code"] or subjects.codes(record["row"][-1] if record["row"] else "") or None


def year_of_fact(record: Record) -> int | None:
    """The last year that the column names, else the row, else the title."""
    told = (" ".join(record["col"]), " ".join(record["row"]), record["table"])
    return next(filter(None, map(subjects.year, told)), None)


def clean(*path: str) -> str | None:
    """The last label of a path without enumerators, years and codes."""
    return subjects.clean(_whole(path[-1])) or None if path else None


def _whole(name: str) -> str:
    """The name with its opening bracket, where only the closing one of its enumerator is in it (一）人员经费)."""
    before, closing, _ = fold(name).partition(")")
    return f"({name}" if closing and "(" not in before else name


def aspect(record: Record, name: str) -> Any:
    """The value of an aspect of a statement; None where it is not told."""
    return record["aspects"].get(name, {}).get("value")


def code_of_statement(record: Record) -> str | None:
    """The code of the item that a statement is of."""
    found: str | None = record["aspects"].get("what", {}).get("code")
    return found


def indicator_of_statement(record: Record) -> str | None:
    """The indicator, or the item by its code, that a statement is of; the first of several."""
    if record["kind"] == "count":
        return indicators.count(str(aspect(record, "what") or ""), record.get("unit", "")) or None
    if aspect(record, "project"):
        return indicators.project()
    told = {name: aspect(record, name) or "" for name in ("what", "side", "part", "fund", "extent")}
    aspects = indicators.Aspects(**told, code=code_of_statement(record) or "", year=aspect(record, "year"))
    if found := indicators.indicators(aspects):
        return found[0].id
    listed = indicators.listed(aspects) if record["kind"] == "cell" else ""
    return listed or indicators.item(aspects) or None


def unsure(record: Record) -> str | None:
    """The aspects that were not surely read."""
    return " / ".join(name for name, told in record["aspects"].items() if not told["sure"]) or None


def free(end: str) -> Callable[[Record], float | None]:
    """The reader of an end (`lo`, `hi`) of the values that would go unnoticed."""

    def read(record: Record) -> float | None:
        return float(record["free"][end]) if "free" in record else None

    return read
