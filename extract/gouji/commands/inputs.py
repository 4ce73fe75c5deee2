"""From paths given on the command line to the documents to read."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import typer

from gouji import api
from gouji.commands import report_error
from gouji.document import Document, Span, Unread
from gouji.errors import GoujiError
from gouji.readers import SUFFIXES
from gouji.report.own import Skipped, parted

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Input:
    """The files of one document, and what it is called."""

    files: tuple[Path, ...]
    name: str
    bundle: bool = False

    def read(self) -> Document:
        """Raises GoujiError when a file cannot be read."""
        return api.read(self.files, self.name) if self.bundle else api.read(self.files[0])

    def unread(self, error: GoujiError) -> Document:
        """What stands for the document when it cannot be read: nothing, and why."""
        return Document(self.name, "", "", unread=(Unread(Span(0, 0), str(error)),), error=error.code)


class Run:
    """One pass over the inputs; a bad one is told and passed over, and `failed` remembers it.

    `skipped` are the files of folders that are no documents.
    With `bundle` a folder is one document, and all files that are named are one.
    """

    def __init__(self, paths: Iterable[Path], bundle: bool = False) -> None:
        self.failed = False
        self.skipped: list[Skipped] = []
        self.inputs = list(self._bundles(paths) if bundle else self._singles(paths))

    def each(self, function: Callable[[Document], T]) -> Iterator[T]:
        """The function's result for every document, an empty one for what cannot be read.

        Progress goes to a terminal only.
        """
        show = sys.stderr.isatty() and len(self.inputs) > 1
        for number, one in enumerate(self.inputs, 1):
            if show:
                typer.echo(f"\r\x1b[K[{number}/{len(self.inputs)}] {one.files[0].name}", err=True, nl=False)
            try:
                document = one.read()
            except GoujiError as error:
                self._tell(error)
                document = one.unread(error)
            yield function(document)
        if show:
            typer.echo("\r\x1b[K", err=True, nl=False)

    def _singles(self, paths: Iterable[Path]) -> Iterator[Input]:
        for path in paths:
            # a missing file is told when it is read
            yield from (Input((file,), str(file)) for file in (self._in_folder(path) if path.is_dir() else [path]))

    def _bundles(self, paths: Iterable[Path]) -> Iterator[Input]:
        listed = list(paths)
        for folder in (p for p in listed if p.is_dir()):
            if files := self._in_folder(folder):
                yield Input(tuple(files), str(folder), bundle=True)
        if files := [p for p in listed if not p.is_dir()]:
            yield Input(tuple(files), " + ".join(map(str, files)), bundle=True)

    def _in_folder(self, folder: Path) -> list[Path]:
        """What is read of a folder, in order of names; reports that gouji wrote there are no documents."""
        found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        found, skipped = parted(found)
        self.skipped += skipped
        if not found:
            self._tell(GoujiError("E005", suffixes=", ".join(SUFFIXES), path=folder))
        return found

    def _tell(self, error: GoujiError) -> None:
        self.failed = True
        report_error(error)
