"""CSV for spreadsheets: the findings of a check, the entities of an extraction, one a row.

A CSV file holds one table, so it holds the one that people open it for; JSON Lines, xlsx and `to_frame` have
the others. A byte-order mark makes Excel read UTF-8. Cells that a spreadsheet would run as a formula are
guarded with an apostrophe (CWE-1236); plain negative numbers are left alone. What was not read has a row too: no
document that was asked for is missing from the table.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from gouji.records import writing as recording
from gouji.records.results import CheckResult, Result
from gouji.report import Add, flat_rows
from gouji.report.finding_table import ZH
from gouji.report.outcome import nothing_found

Row = dict[str, flat_rows.Scalar]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-\d[\d,]*(?:\.\d+)?%?")


class _Out(Protocol):
    def writerow(self, row: Iterable[Any], /) -> Any: ...


@contextmanager
def writing(path: Path, target: Path, language: str = ZH) -> Iterator[Add]:
    with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        yield _Table(csv.writer(file)).add


class _Table:
    """The rows of the type that the first result has."""

    def __init__(self, out: _Out) -> None:
        self._out = out
        self._kind = ""
        self._columns: list[str] = []

    def add(self, result: Result) -> None:
        if not self._kind:
            self._kind = "finding" if isinstance(result, CheckResult) else "entity"
            self._columns = flat_rows.columns(self._kind)
            self._out.writerow(self._columns)
        for row in list(_rows(result, self._kind)):  # all of a result or nothing
            self._out.writerow([guarded(row.get(c)) for c in self._columns])


def guarded(value: flat_rows.Scalar) -> flat_rows.Scalar:
    """The value, with an apostrophe before text that a spreadsheet would take for a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value


def _rows(result: Result, kind: str) -> Iterator[Row]:
    yield from (row for _, row in flat_rows.rows(result, {kind}))
    yield from _unchecked(result) if isinstance(result, CheckResult) else _unread(result)


def _unchecked(result: CheckResult) -> Iterator[Row]:
    """What was not read, in the columns of a finding; a document of which nothing was checked has a row in any case."""
    lines = [recording.check_record(result.document, c) for c in result.unread]
    for line in lines:
        told = {"kind": line["relation"], "severity": line["status"], "message": line["why"]}
        yield {k: flat_rows.scalar(v) for k, v in {**line, **told}.items()}
    if not (lines or result.checked):
        yield {"doc": result.document.name, "severity": "unchecked", "message": nothing_found(result)[0]}


def _unread(result: Result) -> Iterator[Row]:
    """What was not read, in the columns of an entity."""
    for part in result.document.unread:
        yield {
            "doc": result.document.name,
            "label": "unreadable",
            "text": part.why,
            "start": part.span.start,
            "end": part.span.end,
        }
