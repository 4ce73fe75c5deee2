"""Signals that end a process, turned into an exception, so that files are closed and temporary ones removed.

An exception that a signal raises can get lost (Python drops it while an object is cleared away), and it can come at the
one moment when it does harm: between the making of a file and the block that removes it. So signals are remembered,
held back while files are opened, and asked for between two documents.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType


class Interrupted(KeyboardInterrupt):
    """Somebody asked the run to stop (SIGINT, SIGTERM, SIGHUP); unwinds as Ctrl-C does, so that temporary files go."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@dataclass
class _Signals:
    """What came while a command ran, and whether it has to wait.

    A mask of the system would not make it wait: libraries' threads take signals too, and Python then handles them.
    """

    came: list[int] = field(default_factory=list)
    held: bool = False

    def take(self, number: int, frame: FrameType | None) -> None:
        """The handler. Raises Interrupted unless signals are held back."""
        self.came.append(number)
        if not self.held:
            raise Interrupted(number)

    def release(self) -> None:
        """Raises Interrupted where a signal came meanwhile."""
        self.held = False
        stop_if_asked()


_signals = _Signals()


def stop_if_asked() -> None:
    """Raises Interrupted where a signal came, also one of which the exception got lost."""
    if _signals.came:
        raise Interrupted(_signals.came[0])


@contextmanager
def holding_signals() -> Iterator[Callable[[], None]]:
    """Holds signals back until the function that it yields is called, or the block ends."""
    _signals.held = True
    try:
        yield _signals.release
    finally:
        _signals.held = False


@contextmanager
def interruptible() -> Iterator[None]:
    """Turns the signals that end a process into Interrupted while a command runs; those ignored before stay ignored."""
    before = {}
    unraisable = sys.unraisablehook
    sys.unraisablehook = lambda lost: None if isinstance(lost.exc_value, Interrupted) else unraisable(lost)
    for number in _numbers():
        if signal.getsignal(number) is signal.SIG_IGN:
            continue
        try:
            before[number] = signal.signal(number, _signals.take)
        except ValueError:  # not the main thread, which alone may do so
            break
    try:
        yield
    finally:
        sys.unraisablehook = unraisable
        _signals.came.clear()
        for number, handler in before.items():
            signal.signal(number, handler)


def _numbers() -> list[signal.Signals]:
    """Those that end a process, as far as the system has them."""
    return [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
