"""Frozen data as the fields of a record and back: the one place that knows how each type of value is written.

A field that has its default is left out. A `span` is `start` and `end`, another span `<name>_start` and `<name>_end`. A
figure is `number`, `decimals`, `unit`, `approximate` and `hedge` beside the other fields. A decimal is an exact string,
a unit its symbol, an enumeration its value. `RENAMED` lists the fields whose names in records are others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from itertools import repeat
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from gouji.claims import Claim, Entity
from gouji.document import Block, Fact, Span, Table
from gouji.figures import Approx, Figure, Unit
from gouji.narrative.counts import PassageCount
from gouji.reconcile.audit.model import TableAudit
from gouji.reconcile.model import Sentence

Record = dict[str, Any]
T = TypeVar("T")
Reader = Callable[[Any, "Known"], Any]

_FIELDS: dict[type, tuple[Field, ...]] = {}  # of each dataclass, once it was asked for
_HEADING = {"section": "heading"}  # an index into the sections; `section` is the heading in words
RENAMED: Mapping[type, Mapping[str, str]] = {
    Block: _HEADING,
    Table: _HEADING,
    Entity: _HEADING,
    Claim: _HEADING,
    PassageCount: _HEADING,
    TableAudit: {"table": "table_id"},
    Fact: {"table": "table_id", "column": "col", "text": "value"},
}
_AS_OBJECT = {(Sentence, "arguments")}  # pairs whose first members are all different
_SPAN, _FIGURE = "span", "figure"
_DECIMAL = re.compile(r"-?[0-9]{1,999}(?:\.[0-9]{1,999})?")


class Misfit(ValueError):
    """A value that does not fit its field; `field` is the way to it (`basis.figures[2].interval`)."""

    def __init__(self, why: str, field: str = "") -> None:
        super().__init__(why)
        self.why, self.field = why, field

    def under(self, name: str) -> Misfit:
        """The same, seen from the thing that holds the field."""
        joint = "." if self.field and not self.field.startswith("[") else ""
        return Misfit(self.why, f"{name}{joint}{self.field}")


@dataclass(frozen=True, slots=True)
class Known:
    """What the fields of a document refer to: its units by symbol, and how long its text is."""

    units: Mapping[str, Unit]
    length: int


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a dataclass; `key` is its name in records, `read` makes a value of what the record has."""

    name: str
    key: str
    hint: Any
    default: Any
    read: Reader

    @property
    def required(self) -> bool:
        return self.default is MISSING


def fields_of(kind: type) -> tuple[Field, ...]:
    """The fields of a dataclass in their order."""
    if kind not in _FIELDS:
        hints, renamed = get_type_hints(kind), RENAMED.get(kind, {})
        _FIELDS[kind] = tuple(
            Field(
                f.name,
                renamed.get(f.name, f.name),
                hints[f.name],
                f.default_factory() if f.default_factory is not MISSING else f.default,
                _pairs_of(hints[f.name]) if (kind, f.name) in _AS_OBJECT else reader_of(hints[f.name]),
            )
            for f in fields(kind)
        )
    return _FIELDS[kind]


def written(thing: Any, *names: str) -> Record:
    """The fields of a dataclass, or only those of these names, as JSON has them; defaults are left out."""
    record: Record = {}
    for field in fields_of(type(thing)):
        value = getattr(thing, field.name)
        if (names and field.name not in names) or (not field.required and value == field.default):
            continue
        if isinstance(value, Span):
            prefix = "" if field.name == _SPAN else f"{field.key}_"
            record |= {f"{prefix}start": value.start, f"{prefix}end": value.end}
        elif isinstance(value, Figure):
            record |= figure(value)
        else:
            record[field.key] = dict(plain(value)) if (type(thing), field.name) in _AS_OBJECT else plain(value)
    return record


def figure(value: Figure) -> Record:
    """A figure as printed: the number in its own unit, its decimals, and what hedges it."""
    record: Record = {"number": f"{value.value:f}", "decimals": value.decimals}
    if value.unit is not None:
        record["unit"] = value.unit.symbol
    return {**record, **({"approximate": True, "hedge": value.approx.value} if value.approx else {})}


def plain(value: Any) -> Any:
    """A value as JSON has it. Raises TypeError for a type that no field has."""
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, Unit):
        return value.symbol
    if is_dataclass(value):
        return written(value)
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    raise TypeError(f"no field for {value!r}")


def read(kind: type[T], record: Any, known: Known) -> T:
    """The dataclass that `written` made a record of; fields that it does not have are passed over.

    Raises Misfit where a field is missing or is not what it should be.
    """
    if not isinstance(record, Mapping):
        raise Misfit("is no object")
    found: dict[str, Any] = {}
    for field in fields_of(kind):
        if field.hint is Span:
            found[field.name] = _span(record, "" if field.name == _SPAN else f"{field.key}_", known)
        elif field.name == _FIGURE:
            if field.required or "number" in record:
                found[field.name] = _figure(record, known)
        elif field.required or field.key in record:
            found[field.name] = _taken(field.read, record, field.key, known)
    try:
        return kind(**found)
    except ValueError as exc:
        raise Misfit(f"is not possible: {exc}") from exc


def part(hint: Any, record: Mapping[str, Any], name: str, known: Known) -> Any:
    """One field of a record as a value of a type. Raises Misfit as `read`."""
    return _taken(reader_of(hint), record, name, known)


def _taken(reader: Reader, record: Mapping[str, Any], name: str, known: Known) -> Any:
    if name not in record:
        raise Misfit("is missing", name)
    try:
        return reader(record[name], known)
    except Misfit as exc:
        raise exc.under(name) from None


def _span(record: Mapping[str, Any], prefix: str, known: Known) -> Span:
    start = _taken(_whole, record, f"{prefix}start", known)
    end = _taken(_whole, record, f"{prefix}end", known)
    if not 0 <= start <= end <= known.length:
        raise Misfit(f"{start} to {end} is no stretch of the text", f"{prefix}start")
    return Span(start, end)


def _figure(record: Mapping[str, Any], known: Known) -> Figure:
    unit = _taken(_unit, record, "unit", known) if record.get("unit") is not None else None
    hedge = part(Approx, record, "hedge", known) if "hedge" in record else Approx.EXACT
    number = _taken(_decimal, record, "number", known)
    return Figure(number, _taken(_whole, record, "decimals", known), unit, hedge)


@cache
def reader_of(hint: Any) -> Reader:
    """What makes a value of a type from what JSON has for it, and raises Misfit where it is none."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return partial(_choice, [(_form(h), reader_of(h)) for h in arguments])
    if origin is tuple and arguments[-1] is Ellipsis:
        return partial(_listed, reader_of(arguments[0]))
    if origin is tuple:
        return partial(_fixed, [reader_of(h) for h in arguments])
    if origin in (dict, Mapping):
        return partial(_mapped, reader_of(arguments[1]))
    if hint in _SCALARS:
        return _SCALARS[hint]
    return partial(_member, hint) if issubclass(hint, Enum) else partial(read, hint)


def _pairs_of(hint: Any) -> Reader:
    """The reader of pairs that are written as an object."""
    mapped = partial(_mapped, reader_of(get_args(get_args(hint)[0])[1]))
    return lambda value, known: tuple(mapped(value, known).items())


def _form(hint: Any) -> Any:
    """The form in which values of a type are written, by which the members of a choice are told apart."""
    if get_origin(hint) is tuple:
        return list
    return _FORMS.get(hint, str if issubclass(hint, Enum) else Mapping)


def _choice(options: Sequence[tuple[Any, Reader]], value: Any, known: Known) -> Any:
    """The value as the first of some types that it can be by its form."""
    for form, reader in options:
        if isinstance(value, form) and (form is bool or not isinstance(value, bool)):
            return reader(value, known)
    raise Misfit(f"is {value!r:.60}, which it cannot be")


def _listed(reader: Reader, value: Any, known: Known) -> tuple[Any, ...]:
    return tuple(_members(repeat(reader), value, known))


def _fixed(readers: Sequence[Reader], value: Any, known: Known) -> tuple[Any, ...]:
    found = tuple(_members(readers, value, known))
    if len(value) != len(readers):
        raise Misfit(f"has {len(value)} members and not {len(readers)}")
    return found


def _members(readers: Iterable[Reader], value: Any, known: Known) -> Iterator[Any]:
    if not isinstance(value, list):
        raise Misfit("is no list")
    for number, (reader, one) in enumerate(zip(readers, value, strict=False)):
        try:
            yield reader(one, known)
        except Misfit as exc:
            raise exc.under(f"[{number}]") from None


def _mapped(reader: Reader, value: Any, known: Known) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise Misfit("is no object")
    return {str(name): _taken(reader, value, name, known) for name in value}


def _member(hint: type[Enum], value: Any, known: Known) -> Enum:
    try:
        return hint(value)
    except ValueError:
        raise Misfit(f"is {value!r:.60} and none of {', '.join(str(m.value) for m in hint)}") from None


def _decimal(value: Any, known: Known) -> Decimal:
    if isinstance(value, str) and _DECIMAL.fullmatch(value):
        return Decimal(value)
    raise Misfit(f"is {value!r:.60} and no decimal")


def _unit(value: Any, known: Known) -> Unit:
    if not isinstance(value, str) or value not in known.units:
        raise Misfit(f"is {value!r:.60}, which is none of the units of the document")
    return known.units[value]


def _text(value: Any, known: Known) -> str:
    if isinstance(value, str):
        return value
    raise Misfit(f"is {value!r:.60} and no text")


def _whole(value: Any, known: Known) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Misfit(f"is {value!r:.60} and no whole number")


def _number(value: Any, known: Known) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise Misfit(f"is {value!r:.60} and no number")


def _truth(value: Any, known: Known) -> bool:
    if isinstance(value, bool):
        return value
    raise Misfit(f"is {value!r:.60} and neither true nor false")


def _nothing(value: Any, known: Known) -> None:
    return None


_SCALARS: Mapping[Any, Reader] = {
    str: _text,
    bool: _truth,
    int: _whole,
    float: _number,
    Decimal: _decimal,
    Unit: _unit,
    NoneType: _nothing,
}
_FORMS: Mapping[Any, Any] = {
    str: str,
    bool: bool,
    int: int,
    float: int | float,
    Decimal: str,
    Unit: str,
    NoneType: NoneType,
}
