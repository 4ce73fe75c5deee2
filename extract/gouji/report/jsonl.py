"""JSON Lines: the records of the contract, one a line, UTF-8."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from gouji.records import Result


def lines(results: Iterable[Result]) -> Iterator[str]:
    """The records of every result in turn, each with its line end."""
    for result in results:
        for record in result.to_records():
            yield json.dumps(record, ensure_ascii=False) + "\n"


def write(results: Iterable[Result], path: Path, target: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines(results))


def to_stdout(results: Iterable[Result]) -> None:
    """Bytes, not text: a console's own encoding must not change what a program reads."""
    for line in lines(results):
        sys.stdout.buffer.write(line.encode())
    sys.stdout.buffer.flush()
