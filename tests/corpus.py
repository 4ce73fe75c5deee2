"""The real documents that tests may read where they are at hand, and made-up ones that always are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gouji.learn import synth

CORPUS = Path(os.environ.get("GOUJI_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
SEEDS = sorted((CORPUS / "seeds").glob("*.txt"))


def seeds() -> list[object]:
    """Parameters: the path of each seed document; one skipped parameter where there is none."""
    if not SEEDS:
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"no documents in {CORPUS}"))]
    return [pytest.param(path, id=path.stem[:3]) for path in SEEDS]


def text_of(path: Path) -> str:
    """The text as offsets count in it."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def made(seed: int, form: str, slips: tuple[str, ...] | None = ()) -> str:
    """A made-up disclosure, without slips unless they are asked for."""
    return (synth.demo(seed, form=form) if slips is None else synth.demo(seed, slips, form)).text
