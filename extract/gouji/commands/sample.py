"""`gouji sample`: from its options to a plan."""

from __future__ import annotations

from pathlib import Path

import typer

from gouji.commands import OK, guarded, terminal
from gouji.errors import GoujiError
from gouji.learn.synth.sampling import FORMS, Plan, write

_KINDS = ("budget", "final", "all")


def sample(folder: Path, documents: int, seed: int, kind: str, form: str, slips: str) -> int:
    """The exit status; the last line printed tells how the sample is measured."""
    for value, known, option in ((kind, _KINDS, "--kind"), (form, FORMS, "--form")):
        if value not in known:
            raise typer.BadParameter(f"{option} {'|'.join(known)}")
    names = [] if slips == "none" else [s.strip() for s in slips.split(",")]
    return guarded(lambda: _sample(folder, Plan(documents, seed, kind, form, names)))


def _sample(folder: Path, plan: Plan) -> int:
    planted = 0
    try:
        for path, made in write(folder, plan):
            planted += len(made.truth)
            terminal.say(
                f"{path}  {made.department}{made.year}年 {len(made.entities)} entities, {len(made.truth)} slips"
            )
    except OSError as exc:
        raise GoujiError("E008", path=folder, reason=exc.strerror or str(exc)) from exc
    terminal.say(
        f"  {plan.documents} 份文件，埋入 {planted} 处差错 ({plan.documents} documents, {planted} planted slips)"
    )
    terminal.say(f"gouji evaluate {folder}/gold/* --corpus {folder}")
    return OK
