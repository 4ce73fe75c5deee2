"""What the commands do, one module a group; `gouji.cli` only declares them.

In: parsed options and paths. Out: an exit status (0 done, 1 done and a finding is material, 2 failed), results on
standard output or in files, messages on standard error.

Start with `run` (`gouji extract`, `gouji check`), then `inputs`: from a path to a document, and from an error to the
outcome of that document alone. `terminal` holds all that is said to a terminal, and makes it safe to print.

Where a change belongs: a new option is declared in `cli.py` and acted on here; what is told on the terminal is
`summary`; what a file holds is `report/`. Nothing here reads or judges a document.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from gouji.commands import terminal
from gouji.errors import GoujiError, unforeseen

OK, FINDINGS, FAILED = 0, 1, 2
INTERRUPTED = 128  # and the signal's number, as shells have it

_TRACEBACK = "GOUJI_TRACEBACK"  # set in the environment, it shows where an unforeseen error came from


class Interrupted(KeyboardInterrupt):
    """Somebody asked the run to stop (SIGINT, SIGTERM, SIGHUP); unwinds as Ctrl-C does, so that temporary files go."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def report_error(error: GoujiError) -> None:
    """One line to standard error: code and sentence."""
    terminal.tell(error)


def guarded(command: Callable[[], int], how_far: Callable[[], str] = str) -> int:
    """The command's status, whatever happens in it.

    `FAILED` after telling an error, foreseen or not; 128 and the signal's number after an interruption, which tells
    `how_far` the command came. A reader who closes the pipe ends the command and is no error.
    """
    try:
        with _stopping():
            return command()
    except GoujiError as error:
        report_error(error)
    except BrokenPipeError:
        terminal.close_quietly()
        return OK
    except KeyboardInterrupt as stop:
        terminal.progress("")
        terminal.tell(" ".join(filter(None, ("interrupted 已中断", how_far()))))
        return INTERRUPTED + (stop.number if isinstance(stop, Interrupted) else signal.SIGINT)
    except Exception as error:
        if os.environ.get(_TRACEBACK):
            raise
        report_error(unforeseen(error))
    return FAILED


def stop_if_asked() -> None:
    """Raises Interrupted where a signal came of which the exception got lost.

    Python drops an exception that is raised while an object is cleared away, and a signal may come just then. Long
    commands ask between two documents.
    """
    if _asked:
        raise Interrupted(_asked[0])


@contextmanager
def holding_signals() -> Iterator[Callable[[], None]]:
    """Holds signals back until the function that it yields is called: what the block opens is then sure to be closed.

    An exception between the making of a file and the block that removes it would leave the file.
    """
    global _held
    _held = True
    try:
        yield _release
    finally:
        _held = False


def _release() -> None:
    global _held
    _held = False
    stop_if_asked()


def _signals() -> list[signal.Signals]:
    """Those that end a process, as far as the system has them."""
    return [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


_asked: list[int] = []  # the signals that came while a command ran
_held = False  # whether they wait (a mask of the system would not do: libraries' threads take signals too)


@contextmanager
def _stopping() -> Iterator[None]:
    """Turns the signals that end a process into an exception while a command runs."""

    def stop(number: int, frame: FrameType | None) -> None:
        _asked.append(number)
        if not _held:
            raise Interrupted(number)

    before = {}
    unraisable = sys.unraisablehook
    sys.unraisablehook = lambda lost: None if isinstance(lost.exc_value, Interrupted) else unraisable(lost)
    for number in _signals():
        if signal.getsignal(number) is signal.SIG_IGN:  # nohup
            continue
        try:
            before[number] = signal.signal(number, stop)
        except ValueError:  # not the main thread, which alone may do so
            break
    try:
        yield
    finally:
        sys.unraisablehook = unraisable
        _asked.clear()
        for number, handler in before.items():
            signal.signal(number, handler)
