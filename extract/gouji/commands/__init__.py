"""What the commands do, one module a group; `gouji.cli` only declares them."""

from __future__ import annotations

from collections.abc import Callable

import typer

from gouji.errors import GoujiError

OK, FINDINGS, FAILED = 0, 1, 2


def report_error(error: GoujiError) -> None:
    """One line to standard error: code and sentence."""
    typer.echo(str(error), err=True)


def guarded(command: Callable[[], int]) -> int:
    """The command's status; `FAILED` after telling an error raised on purpose."""
    try:
        return command()
    except GoujiError as error:
        report_error(error)
        return FAILED
