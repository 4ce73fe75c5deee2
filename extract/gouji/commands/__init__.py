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
from collections.abc import Callable

from gouji.commands import terminal
from gouji.commands.interruption import Interrupted, interruptible
from gouji.errors import GoujiError, unforeseen

OK, FINDINGS, FAILED = 0, 1, 2
INTERRUPTED = 128  # and the signal's number, as shells have it

_TRACEBACK = "GOUJI_TRACEBACK"  # set in the environment, it shows where an unforeseen error came from


def report_error(error: GoujiError) -> None:
    """One line to standard error: code and sentence."""
    terminal.tell(error)


def guarded(command: Callable[[], int], how_far: Callable[[], str] = str) -> int:
    """The command's status, whatever happens in it.

    `FAILED` after telling an error, foreseen or not; 128 and the signal's number after an interruption, which tells
    `how_far` the command came. A reader who closes the pipe ends the command and is no error.
    """
    try:
        with interruptible():
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
