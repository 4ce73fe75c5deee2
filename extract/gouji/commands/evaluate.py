"""`gouji evaluate`: from its options to a plan; progress goes to a terminal only."""

from __future__ import annotations

from pathlib import Path

import typer

from gouji.commands import guarded, terminal
from gouji.learn.measure.evaluate import Plan, run
from gouji.learn.planting.documents import Draw


def evaluate(
    paths: list[Path],
    corpus: Path,
    documents: list[str],
    planting: bool,
    draw: Draw,
    verbose: bool,
    jobs: int | None,
) -> int:
    """The exit status. `documents` are `GOLD=FILE`: the document of the gold folder of that name."""
    named = dict(one.partition("=")[::2] for one in documents)
    if not all(named.values()):
        raise typer.BadParameter("--document GOLD=FILE")
    files = {name: Path(file) for name, file in named.items()}
    plan = Plan(corpus, files, planting, draw, verbose, jobs)
    return guarded(lambda: run(paths, plan, terminal.say, terminal.progress))
