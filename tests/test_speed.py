"""Time grows with length only, and a document is checked while one waits for it."""

from __future__ import annotations

import gc
from pathlib import Path
from time import process_time

import pytest

import casefiles
import corpus

TIMES = 20
GROWTH = 1.6
LIMIT = 1.5  # seconds


def seconds(text: str) -> float:
    """Processor time of one check, without what other tests left for the garbage collector to walk through."""
    gc.collect()
    gc.freeze()
    try:
        begin = process_time()
        casefiles.check.__wrapped__(text)
        return process_time() - begin
    finally:
        gc.unfreeze()


def texts() -> list[object]:
    found: list[object] = [pytest.param(corpus.made(5, "tab"), id="made up")]
    real = [path for path in corpus.SEEDS if path.stem.startswith("003")]
    return found + [pytest.param(corpus.text_of(path), id=path.stem[:3]) for path in real]


@pytest.mark.parametrize("text", texts())
def test_time_for_a_character_does_not_grow_with_length(text: str) -> None:
    attempts = (seconds(text * TIMES) / (TIMES * seconds(text)) for _ in range(3))  # the machine may be busy
    assert any(growth <= GROWTH for growth in attempts)


@pytest.mark.parametrize("path", corpus.seeds())
def test_a_real_document(path: Path) -> None:
    assert any(seconds(corpus.text_of(path)) <= LIMIT for _ in range(3))
