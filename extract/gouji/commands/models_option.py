"""`--models`: which learned models take part."""

from __future__ import annotations

from pathlib import Path

import typer

from gouji import learned
from gouji.errors import GoujiError
from gouji.narrative import learned_spans

_WORDS = {"shipped": True, "none": False}


def chosen(told: str) -> bool | Path:
    """What the option says, as `gouji.check` takes it."""
    return _WORDS.get(told, Path(told))


def require(told: str) -> None:
    """Raises BadParameter for what is neither a word nor a folder of models, and where a library for them is missing.

    The path of a document may stand there: the option used to have no value.
    """
    try:
        root = learned.chosen(chosen(told))
    except GoujiError as error:
        raise typer.BadParameter(f"{error}\n--models takes shipped, none, or a folder of models.") from error
    if root and learned.available(learned_spans.MODEL, root):
        try:
            learned_spans.require()
        except GoujiError as error:
            raise typer.BadParameter(str(error)) from error
