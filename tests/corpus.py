"""The real documents that tests may read where they are at hand, and made-up ones that always are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest

from gouji.learn import synth

CORPUS = Path(os.environ.get("GOUJI_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
SEEDS = sorted((CORPUS / "seeds").glob("*.txt"))


def seeds(gaps: Mapping[str, str] = MappingProxyType({})) -> list[object]:
    """Parameters: the path of each seed document; one skipped parameter where there is none.

    `gaps` gives why the documents of these names are known to fail.
    """
    if not SEEDS:
        return [pytest.param(None, marks=pytest.mark.skip(reason=f"no documents in {CORPUS}"))]
    failing = {name: pytest.mark.xfail(reason=f"known gap: {why}", strict=True) for name, why in gaps.items()}
    return [pytest.param(path, id=path.stem[:3], marks=failing.get(path.stem, ())) for path in SEEDS]


def text_of(path: Path) -> str:
    """The text as offsets count in it."""
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def made(seed: int, form: str, slips: tuple[str, ...] | None = ()) -> str:
    """A made-up disclosure, without slips unless they are asked for."""
    return synth.make(seed, form=form, slips=slips).text
