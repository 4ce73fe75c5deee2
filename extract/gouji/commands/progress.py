"""What is shown of a run over a corpus while it goes on: a bar on a terminal, lines elsewhere, on standard error."""

from __future__ import annotations

import sys
import time
from contextlib import AbstractContextManager
from types import TracebackType
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from gouji.commands import report_error, terminal
from gouji.commands.interruption import holding_signals, stop_if_asked

if TYPE_CHECKING:
    from gouji.corpus.plan import Plan
    from gouji.errors import GoujiError

_EVERY = 10.0  # seconds between two lines where there is no terminal


class Progress:
    """Shows how far a run is; a context that ends the showing."""

    def __init__(self) -> None:
        self._lively = sys.stderr is not None and sys.stderr.isatty()
        self._bar = _bar() if self._lively else None
        self._task: TaskID | None = None
        self._total = self._done = self._failed = 0
        self._began = self._told = time.monotonic()

    def __enter__(self) -> Progress:
        if self._bar is not None:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def hashing(self, done: int, total: int) -> None:
        """So many of the sources are looked at."""
        stop_if_asked()
        self._show("looking at 查看", done, total)

    def planned(self, plan: Plan) -> None:
        """What there is to do is known."""
        self._total, self._began = len(plan.to_do), time.monotonic()
        told = f"{self._total} to read 待读, {plan.unchanged} unchanged 未变, {plan.identical} identical 内容相同"
        self._say(told)
        if self._bar is not None and self._task is not None:
            self._bar.reset(self._task, total=self._total, description="reading 读取")

    def document(self, name: str, error: GoujiError | None) -> None:
        """A document is done."""
        self._done += 1
        self._failed += error is not None
        if error is not None:
            self._say("", error)
        self._show("reading 读取", self._done, self._total)
        stop_if_asked()

    def uninterrupted(self) -> AbstractContextManager[object]:
        """A block in which signals wait."""
        return holding_signals()

    def _show(self, what: str, done: int, total: int) -> None:
        rate, left = self._rate(done, total)
        if self._bar is not None:
            if self._task is None:
                self._task = self._bar.add_task(what, total=total, rate="", failed="")
            failed = f"{self._failed} failed 失败" if self._failed else ""
            self._bar.update(self._task, description=what, completed=done, total=total, rate=rate, failed=failed)
            return
        now = time.monotonic()
        if done == total or now - self._told >= _EVERY:
            self._told = now
            terminal.tell(f"{what} {done}/{total}, {rate}, {left}, {self._failed} failed 失败")

    def _rate(self, done: int, total: int) -> tuple[str, str]:
        """Documents a second, and how long the rest takes at that."""
        seconds = max(time.monotonic() - self._began, 1e-6)
        left = int((total - done) * seconds / max(done, 1))
        hours, rest = divmod(left, 3600)
        return f"{done / seconds:.2f} documents/s 份/秒", f"{hours}:{rest // 60:02d}:{rest % 60:02d} left 剩余"

    def _say(self, line: str, error: GoujiError | None = None) -> None:
        """A line above the bar."""
        if self._bar is not None:
            self._bar.console.print(terminal.visible(line or str(error)), markup=False, highlight=False)
        elif error is not None:
            report_error(error)
        else:
            terminal.tell(line)


def _bar() -> Bar:
    return Bar(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failed]}", style="red"),
        console=Console(stderr=True),
    )
