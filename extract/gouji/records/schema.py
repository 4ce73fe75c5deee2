"""The JSON Schema of a record, made from the typed dictionaries of `contract` and `parts`."""

from __future__ import annotations

from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from gouji.document import SCHEMA
from gouji.records.contract import TYPES


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one record, a choice by `type`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}:record",
        "title": f"{SCHEMA} record",
        "description": "One line of what gouji extract and gouji check write as JSON Lines.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in TYPES],
        "$defs": {
            **{name: _object(record) for name, record in TYPES.items()},
            **{part.__name__: _object(part) for part in sorted(_parts(), key=lambda p: p.__name__)},
        },
    }


def _parts() -> set[type]:
    """The typed dictionaries that records hold, and those that these hold."""
    found: set[type] = set()
    waiting = list(TYPES.values())
    while waiting:
        for hint in get_type_hints(waiting.pop(), include_extras=True).values():
            new = {part for part in _inside(hint) if part not in found}
            found |= new
            waiting += new
    return found


def _inside(hint: Any) -> Iterator[type]:
    """The typed dictionaries in a hint."""
    if is_typeddict(hint):
        yield hint
    for argument in get_args(hint):
        yield from _inside(argument)


def _object(record: Any) -> dict[str, Any]:
    hints = get_type_hints(record, include_extras=True)
    return {
        "type": "object",
        "description": record.__doc__,
        "properties": {name: _property(hint) for name, hint in hints.items()},
        "required": [name for name, hint in hints.items() if get_origin(hint) is not NotRequired],
        "additionalProperties": False,
    }


def _property(hint: Any) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is NotRequired:
        return _property(arguments[0])
    if origin is Annotated:
        return {**_property(arguments[0]), "description": arguments[1]}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, UnionType):
        return {"anyOf": [_property(a) for a in arguments]}
    if origin is list:
        return {"type": "array", "items": _property(arguments[0])}
    if origin is dict:
        return {"type": "object", "additionalProperties": _property(arguments[1])}
    if is_typeddict(hint):
        return {"$ref": f"#/$defs/{hint.__name__}"}
    names = {str: "string", bool: "boolean", int: "integer", float: "number", NoneType: "null"}
    return {"type": names[hint]}
