"""JSON Lines: the records of the contract, one a line, UTF-8."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gouji.errors import GoujiError
from gouji.records.results import Record, Result
from gouji.report import Add
from gouji.report.finding_table import ZH


def lines(result: Result) -> Iterator[bytes]:
    """The records of a result in turn, each with its line end."""
    return (_line(record) for record in result.to_records())


@contextmanager
def writing(path: Path, target: Path, language: str = ZH) -> Iterator[Add]:
    with path.open("wb") as file:
        yield lambda result: file.writelines(list(lines(result)))  # all of a result or nothing


def to_stdout(result: Result) -> None:
    """Bytes, not text: a console's own encoding must not change what a program reads.

    Raises BrokenPipeError where nobody reads on, GoujiError E008 where standard output cannot be written.
    """
    try:
        sys.stdout.buffer.writelines(list(lines(result)))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError, AttributeError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else None
        raise GoujiError("E008", path="standard output", reason=reason or "it is closed") from exc


def _line(record: Record) -> bytes:
    try:
        return (json.dumps(record, ensure_ascii=False) + "\n").encode()
    except UnicodeEncodeError:  # half a character, as a broken text may hold: JSON can escape it, UTF-8 cannot
        return (json.dumps(record) + "\n").encode()
