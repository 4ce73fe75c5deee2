"""How much of an input is read: files come from strangers, and some are made to exhaust a machine."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from gouji.errors import GoujiError

_NOUNS = {
    "size": "bytes",
    "markup": "bytes of markup",
    "unpacked": "unpacked bytes",
    "ratio": "unpacked bytes for each packed one",
    "depth": "levels of nesting",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """The largest input that is read. Far above what anybody publishes, far below what harms."""

    size: int = 200_000_000  # bytes of one file
    markup: int = 40_000_000  # bytes of a Word file's parts, which are held as trees, some twenty-five times as large
    numbering: int = 255  # characters of the text that numbers a list; word processors let nobody write more
    pages: int = 3_000
    paths: int = 50_000  # drawn on one page; more are art, not rulings
    cells: int = 400_000  # of one file
    unpacked: int = 500_000_000  # bytes that an archive (docx, xlsx, ods) may hold
    ratio: int = 300  # unpacked bytes for each packed one, from a megabyte on
    depth: int = 20  # tables, text boxes and notes inside one another
    seconds: int = 300  # to read one file

    def check(self, name: str, value: float, path: Path) -> None:
        """Raises GoujiError E014 when `value` is above the limit `name`."""
        limit = getattr(self, name)
        if value > limit:
            raise GoujiError("E014", path=path, what=_NOUNS.get(name, name), value=round(value), limit=limit)


LIMITS = Limits()


class Clock:
    """The time since reading a file began."""

    def __init__(self, path: Path) -> None:
        self._path, self._start = path, time.monotonic()

    def check(self) -> None:
        """Raises GoujiError E014 when the time is up."""
        LIMITS.check("seconds", time.monotonic() - self._start, self._path)
