"""From paths given on the command line to the documents to read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import typer

from gouji.commands import report_error
from gouji.errors import GoujiError
from gouji.readers import SUFFIXES
from gouji.report.own import is_report

T = TypeVar("T")


class Run:
    """One pass over the inputs; a bad one is told and passed over, and `failed` remembers it."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.failed = False
        self.files = list(self._files(paths))

    def each(self, function: Callable[[Path], T]) -> Iterator[T]:
        """The function's result for every readable file; progress goes to a terminal only."""
        show = sys.stderr.isatty() and len(self.files) > 1
        for number, path in enumerate(self.files, 1):
            if show:
                typer.echo(f"\r\x1b[K[{number}/{len(self.files)}] {path.name}", err=True, nl=False)
            try:
                result = function(path)
            except GoujiError as error:
                self._tell(error)
                continue
            yield result
        if show:
            typer.echo("\r\x1b[K", err=True, nl=False)

    def _files(self, paths: Iterable[Path]) -> Iterator[Path]:
        for path in paths:
            if not path.is_dir():
                yield path  # a missing file is told when it is read
                continue
            found = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
            found = [p for p in found if not is_report(p)]
            if not found:
                self._tell(GoujiError("E005", suffixes=", ".join(SUFFIXES), path=path))
            yield from found

    def _tell(self, error: GoujiError) -> None:
        self.failed = True
        report_error(error)
