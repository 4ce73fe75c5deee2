"""Results built back from their records: what a run stored is reported, explained and compared without its documents.

    for result in read_records("check.jsonl"):
        print(result.document.name, len(result.findings))

A document record that has `checked` begins a `CheckResult`, another one an `Extraction`. What comes back equals what
was written but for the places: boxes are those of the things that have records, not of every character.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from gouji.document import SCHEMA
from gouji.errors import GoujiError
from gouji.records import contract
from gouji.records.assembly import Assembly, Numbered, Unreadable
from gouji.records.fields import Record
from gouji.records.results import Result

Line = str | bytes | Mapping[str, Any]
Source = str | Path | Iterable[Line]


def read_records(source: Source) -> list[Result]:
    """The results that were written as records, one a document.

    Parameters
    ----------
    source
        A JSON Lines file, or its lines, or the records themselves as dicts.

    Raises
    ------
    GoujiError
        E001, E002, E009 (the file cannot be read, or is empty), E023 (a record is none: its number and the field are
        told), E031 (the records are of another version of the contract).
    """
    return list(iterate(source))


def iterate(source: Source) -> Iterator[Result]:
    """As `read_records`, one result after the other."""
    name = str(source) if isinstance(source, str | Path) else "records"
    try:
        found = False
        for group in _groups(_records(source, name)):
            found = True
            yield Assembly(group).result()
        if not found and isinstance(source, str | Path):
            raise GoujiError("E002", path=name)
    except Unreadable as exc:
        raise GoujiError("E023", path=name, line=exc.number, reason=exc.why) from None


def _groups(records: Iterator[Numbered]) -> Iterator[list[Numbered]]:
    """The records of one document after the other; each begins with its document record."""
    group: list[Numbered] = []
    for number, record in records:
        if record["type"] == "document" and group:
            yield group
            group = []
        group.append((number, record))
        if record.get("doc") != group[0][1].get("doc"):
            raise Unreadable(number, "field doc: is not the document whose records these are")
    if group:
        yield group


def _records(source: Source, name: str) -> Iterator[Numbered]:
    """The records with their numbers from 1, the first of them that of a document."""
    first = True
    for number, line in enumerate(_lines(source), 1):
        if isinstance(line, str | bytes) and not line.strip():
            continue
        record = _record(line, number)
        schema = record.get("schema", "none")
        if record.get("type") == "document" and schema != SCHEMA:
            raise GoujiError("E031", path=name, line=number, schema=schema, known=SCHEMA)
        if record.get("type") not in list(contract.TYPES):
            raise Unreadable(number, f"is no record of {SCHEMA}")
        if first and record["type"] != "document":
            raise Unreadable(number, "no document record stands before it")
        first = False
        yield number, record


def _lines(source: Source) -> Iterator[Line]:
    if not isinstance(source, str | Path):
        yield from source
        return
    try:
        with Path(source).open("rb") as file:
            yield from file
    except FileNotFoundError:
        raise GoujiError("E001", path=source) from None
    except OSError as exc:
        raise GoujiError("E009", path=source, reason=exc.strerror or str(exc)) from exc
    except ValueError as exc:  # a name that no file can have
        raise GoujiError("E009", path=source, reason=str(exc)) from exc


def _record(line: Line, number: int) -> Record:
    try:
        record = line if isinstance(line, Mapping) else json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise Unreadable(number, "is no JSON") from None
    if not isinstance(record, Mapping):
        raise Unreadable(number, "is no object")
    return dict(record)


def _no_number(name: str) -> None:
    """Refuses NaN and infinities, which JSON does not have."""
    raise ValueError(name)
