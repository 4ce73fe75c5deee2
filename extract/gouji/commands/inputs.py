"""From paths given on the command line to the documents to read, and from each document to its outcome."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from gouji.commands import report_error, terminal
from gouji.commands.interruption import stop_if_asked
from gouji.corpus.inputs import Input
from gouji.document import Document, Span, Unread
from gouji.errors import GoujiError, unforeseen
from gouji.filenames import shown
from gouji.readers import SUFFIXES
from gouji.report.own_reports import Skipped, parted

T = TypeVar("T")


def not_read(name: str, error: GoujiError) -> Document:
    """What stands for a document that gave no result: nothing, and why."""
    return Document(name, "", "", unread=(Unread(Span(0, 0), str(error)),), error=error.code)


class Run:
    """One pass over the inputs; a bad one is told and passed over, and `failed` remembers it.

    `skipped` are the files of folders that are no documents.
    With `bundle` a folder is one document, and all files that are named are one.
    """

    def __init__(self, paths: Iterable[Path], bundle: bool = False) -> None:
        self.failed = False
        self.done = 0
        self.skipped: list[Skipped] = []
        self._paths = list(paths)
        self._bundle = bundle

    @cached_property
    def inputs(self) -> list[Input]:
        """The documents; what of the paths cannot be read is told when they are first asked for."""
        return list(self._bundles() if self._bundle else self._singles())

    @property
    def files(self) -> list[Path]:
        """Every file that is read."""
        return [file for one in self.inputs for file in one.files]

    def how_far(self) -> str:
        """How many of the documents are done, for somebody who stopped the run; nothing before they are known."""
        if "inputs" not in self.__dict__:
            return ""
        return f"{self.done} of {len(self.inputs)} documents done 已完成 {self.done}/{len(self.inputs)} 份"

    def each(self, function: Callable[[Document], T]) -> Iterator[T]:
        """The function's result for every document, an empty one for what cannot be read.

        Whatever an exception comes from, it ends one document and no other. Progress goes to a terminal only.
        """
        for number, one in enumerate(self.inputs, 1):
            if len(self.inputs) > 1:
                terminal.progress(f"[{number}/{len(self.inputs)}] {one.files[0].name}")
            yield self._outcome(one, function)
            self.done += 1
            stop_if_asked()
        terminal.progress("")

    def _outcome(self, one: Input, function: Callable[[Document], T]) -> T:
        try:
            document = one.read()
            result = function(document)
        except GoujiError as exc:
            error = exc
        except Exception as exc:
            error = unforeseen(exc, one.name)
        else:
            self.failed |= bool(document.unread)
            return result
        self.tell(error)
        return function(not_read(one.name, error))

    def tell(self, error: GoujiError) -> None:
        """Tells an error, which shows in the exit status."""
        self.failed = True
        terminal.progress("")
        report_error(error)

    def _singles(self) -> Iterator[Input]:
        for path in self._paths:
            # a missing file is told when it is read
            found = self._in_folder(path) if _is_folder(path) else [path]
            yield from (Input((file,), shown(file)) for file in found)

    def _bundles(self) -> Iterator[Input]:
        for folder in filter(_is_folder, self._paths):
            if files := self._in_folder(folder):
                yield Input(tuple(files), shown(folder), bundle=True)
        if files := [p for p in self._paths if not _is_folder(p)]:
            yield Input(tuple(files), " + ".join(map(shown, files)), bundle=True)

    def _in_folder(self, folder: Path) -> list[Path]:
        """What is read of a folder, in order of names; reports that gouji wrote there are no documents."""
        found = sorted(p for p in self._walk(folder) if p.suffix.lower() in SUFFIXES and _is_file(p))
        found, skipped = parted(found)
        self.skipped += skipped
        if skipped:
            more = f" (+{len(skipped) - 1})" if len(skipped) > 1 else ""
            terminal.tell(f"{shown(skipped[0].path)}{more}: {skipped[0].why} (written by gouji, not read)")
        if not found:
            self.tell(GoujiError("E005", suffixes=", ".join(SUFFIXES), path=folder))
        return found

    def _walk(self, folder: Path) -> Iterator[Path]:
        """Every name in the folder and below; a folder that cannot be listed is told."""

        def tell(exc: OSError) -> None:
            self.tell(GoujiError("E009", path=exc.filename or folder, reason=exc.strerror or str(exc)))

        for where, _, names in os.walk(folder, onerror=tell):
            yield from (Path(where, name) for name in names)


def _is_folder(path: Path) -> bool:
    """Whether a path is a folder; a path that cannot be asked is a file, whose reading tells what is wrong."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _is_file(path: Path) -> bool:
    """Whether a name in a folder is a file to read. What cannot be asked is one: its reading tells what is wrong."""
    try:
        return path.is_file()
    except OSError:
        return True
