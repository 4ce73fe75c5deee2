"""Records as flat rows for formats without nesting (CSV, spreadsheets)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from gouji.records import contract
from gouji.records.results import Record, Result

Scalar = str | int | float | bool | None

_NESTED = (
    "type",
    "bbox",
    "basis",
    "told",
    "name",
    "reason",
    "verdict",
)  # what a cell has no room for; JSON Lines have it


def rows(result: Result, types: Collection[str]) -> Iterator[tuple[str, dict[str, Scalar]]]:
    """Every record of some types as its type and a flat row."""
    for record in result.to_records():
        if record["type"] in types:
            yield record["type"], {k: scalar(v) for k, v in record.items() if k not in _NESTED}


def columns(record_type: str) -> list[str]:
    return [c for c in contract.columns(record_type) if c not in _NESTED]


def scalar(value: Any) -> Scalar:
    """One cell's value: paths joined by ` / `, evidence as `role: text @start`, maps and aspects as `name=value`."""
    match value:
        case [{"role": _}, *_]:
            return "; ".join(_evidence(e) for e in value)
        case [{"text": _}, *_]:
            return "; ".join(f"{e['text']} @{e['start']}" for e in value)
        case list():
            return " / ".join(str(v) for v in value)
        case dict():
            return "; ".join(f"{k}={v['value'] if isinstance(v, dict) else v}" for k, v in value.items())
        case str() | int() | float() | None:
            return value
    raise TypeError(f"no cell for {value!r}")


def _evidence(evidence: Record) -> str:
    return f"{evidence['role']}: {evidence['text']} @{evidence['start']}"
