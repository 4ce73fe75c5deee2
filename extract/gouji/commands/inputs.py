"""From paths given on the command line to the documents to read, and from each document to its outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from gouji.commands import report_error, terminal
from gouji.commands.interruption import stop_if_asked
from gouji.corpus.confined import attempted
from gouji.corpus.inputs import Folder, Input, not_read
from gouji.corpus.pool import LostError, Worker
from gouji.corpus.settings import Limits
from gouji.document import Document
from gouji.errors import GoujiError
from gouji.filenames import is_folder, shown
from gouji.report.own_reports import Skipped

T = TypeVar("T")
_Done = GoujiError | tuple[T, bool]  # a result with whether a part of the document was not read


class Run:
    """One pass over the inputs; a bad one is told and passed over, and `failed` remembers it.

    `skipped` are the files of folders that are no documents.
    With `bundle` a folder is one document, and all files that are named are one. `limits` are those of one document.
    """

    def __init__(self, paths: Iterable[Path], bundle: bool = False, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
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

    def each(self, function: Callable[[Document], T], inputs: Iterable[Input] | None = None) -> Iterator[T]:
        """The function's result for every document, an empty one for what cannot be read.

        Documents are read and given to the function in a process of their own, under limits: whatever happens there, it
        ends one document and no other. Progress goes to a terminal only.
        """
        inputs = self.inputs if inputs is None else list(inputs)
        worker: Worker[Input, _Done[T]] = Worker(partial(_done, function, self._limits), self._limits)
        try:
            for number, one in enumerate(inputs, 1):
                if len(inputs) > 1:
                    terminal.progress(f"[{number}/{len(inputs)}] {one.files[0].name}")
                yield self._outcome(worker, one, function)
                self.done += 1
                stop_if_asked()
        finally:
            worker.close()
        terminal.progress("")

    def _outcome(self, worker: Worker[Input, _Done[T]], one: Input, function: Callable[[Document], T]) -> T:
        worker.begin(one)
        try:
            done = worker.take()
        except LostError as exc:
            error = exc.why.error(one.name, self._limits)
        else:
            if not isinstance(done, GoujiError):
                result, unread = done
                self.failed |= unread
                return result
            error = done
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


def _done(function: Callable[[Document], T], limits: Limits, one: Input) -> _Done[T]:
    """What the worker's process does with a document."""

    def step() -> tuple[T, bool]:
        document = one.read()
        return function(document), bool(document.unread)

    return attempted(step, one.name, limits)
