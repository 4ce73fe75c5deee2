"""From paths given on the command line to the documents to read, and from each document to its outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from gouji.commands import report_error, terminal
from gouji.commands.interruption import stop_if_asked
from gouji.corpus.inputs import Folder, Input, not_read
from gouji.document import Document
from gouji.errors import GoujiError, unforeseen
from gouji.filenames import is_folder, shown
from gouji.report.own_reports import Skipped

T = TypeVar("T")


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
            found = self._in_folder(path) if is_folder(path) else [path]
            yield from (Input((file,), shown(file)) for file in found)

    def _bundles(self) -> Iterator[Input]:
        for folder in filter(is_folder, self._paths):
            if files := self._in_folder(folder):
                yield Input(tuple(files), shown(folder), bundle=True)
        if files := [p for p in self._paths if not is_folder(p)]:
            yield Input(tuple(files), " + ".join(map(shown, files)), bundle=True)

    def _in_folder(self, path: Path) -> list[Path]:
        """What is read of a folder; what is not is told."""
        folder = Folder(path)
        self.skipped += folder.skipped
        if folder.skipped:
            first, more = folder.skipped[0], len(folder.skipped) - 1
            told = f" (+{more})" if more else ""
            terminal.tell(f"{shown(first.path)}{told}: {first.why} (written by gouji, not read)")
        for error in folder.errors:
            self.tell(error)
        return folder.files
