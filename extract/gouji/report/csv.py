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
from itertools import chain
from pathlib import Path

from gouji import recording
from gouji.records import CheckResult, Result
from gouji.report import flat
from gouji.report.outcome import nothing_found

Row = dict[str, flat.Scalar]

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-\d[\d,]*(?:\.\d+)?%?")


def write(results: Iterable[Result], path: Path, target: Path) -> None:
    stream = iter(results)
    first = next(stream, None)
    kind = "finding" if isinstance(first, CheckResult) else "entity"
    columns = flat.columns(kind)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(columns)
        for row in _rows(chain([first] if first else [], stream), kind):
            out.writerow([guarded(row.get(c)) for c in columns])


def guarded(value: flat.Scalar) -> flat.Scalar:
    """The value, with an apostrophe before text that a spreadsheet would take for a formula."""
    if isinstance(value, str) and value.startswith(_FORMULA) and not _NUMBER.fullmatch(value):
        return "'" + value
    return value


def _rows(results: Iterable[Result], kind: str) -> Iterator[Row]:
    for result in results:
        yield from (row for record_type, row in flat.rows(result) if record_type == kind)
        yield from _unchecked(result) if isinstance(result, CheckResult) else _unread(result)


def _unchecked(result: CheckResult) -> Iterator[Row]:
    """What was not read, in the columns of a finding; a document of which nothing was checked has a row in any case."""
    lines = [recording.check_record(result.document, c) for c in result.unread]
    for line in lines:
        told = {"kind": line["relation"], "severity": line["status"], "message": line["why"]}
        yield {k: flat.scalar(v) for k, v in {**line, **told}.items()}
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
