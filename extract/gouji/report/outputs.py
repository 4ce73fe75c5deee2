"""Several outputs of one run: each is written, and one that fails costs the others nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from gouji.errors import GoujiError, unforeseen
from gouji.records.results import Result
from gouji.report import Add, opened, require
from gouji.report.finding_table import ZH

Tell = Callable[[GoujiError], None]
Instead = Callable[[Result, GoujiError], Result]


class Outputs:
    """The outputs of a run, opened before the first document is read.

    Parameters
    ----------
    paths
        The outputs, each a file or `-`.
    sources
        The files that are read; see `gouji.report.require`.
    tell
        Takes the error of an output that fails on the way, or of a result that cannot be written. The others go on.
    instead
        Makes what stands for a result that cannot be written.
    language
        Of heads and sentences, in formats that have one: `zh` or `en`.
    """

    def __init__(
        self, paths: Sequence[str], sources: Sequence[Path], tell: Tell, instead: Instead, language: str = ZH
    ) -> None:
        self._instead, self._language = instead, language
        self.written: list[str] = []
        self._tell = tell
        self._open: dict[str, tuple[ExitStack, Add]] = {}
        for path in paths:
            if paths.count(path) > 1:
                raise GoujiError("E028", path=path)
            require(path, sources)
        self._paths = paths

    def __enter__(self) -> Outputs:
        try:
            for path in self._paths:
                stack = ExitStack()
                self._open[path] = (stack, stack.enter_context(opened(path, self._language)))
        except BaseException as exc:
            self._abandon(exc)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        if exc is not None:
            self._abandon(exc)
            return
        for path in list(self._open):
            self._finish(path)

    @property
    def wanted(self) -> bool:
        """Whether anything still takes results: not when every output has failed or is read by nobody."""
        return bool(self._open)

    def add(self, result: Result) -> None:
        """Gives the result to every output that still takes one."""
        for path, (_, add) in list(self._open.items()):
            try:
                self._add(add, result)
            except BrokenPipeError:
                self._close(path, BrokenPipeError())
            except (GoujiError, OSError) as exc:
                self._fail(path, exc)

    def _add(self, add: Add, result: Result) -> None:
        """Writes a result. Where that fails as nobody foresaw, it is the result that is given up, not the output."""
        try:
            add(result)
        except (GoujiError, OSError):
            raise
        except Exception as exc:
            error = unforeseen(exc, result.document.name)
            self._tell(error)
            add(self._instead(result, error))

    def _finish(self, path: str) -> None:
        stack, _ = self._open.pop(path)
        try:
            stack.close()
            self.written.append(path)
        except BrokenPipeError:
            return
        except (GoujiError, OSError) as exc:
            self._tell_failure(path, exc)

    def _fail(self, path: str, exc: GoujiError | OSError) -> None:
        self._close(path, exc)
        self._tell_failure(path, exc)

    def _tell_failure(self, path: str, exc: GoujiError | OSError) -> None:
        if isinstance(exc, OSError):
            exc = GoujiError("E008", path=path, reason=exc.strerror or str(exc))
        self._tell(exc)

    def _abandon(self, exc: BaseException) -> None:
        for path in list(self._open):
            self._close(path, exc)

    def _close(self, path: str, exc: BaseException) -> None:
        """Ends an output as one that failed: what was written of it goes, what was there before stays."""
        stack, _ = self._open.pop(path)
        try:
            stack.__exit__(type(exc), exc, exc.__traceback__)
        except (GoujiError, OSError):
            return  # the failure that is being told, or one that follows from it
