"""Time grows with length only, and a document is checked while one waits for it."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

import pytest

import casefiles
import corpus

TIMES = 20
GROWTH = 1.6
LIMIT = 1.5  # seconds


def seconds(text: str) -> float:
    begin = perf_counter()
    casefiles.check.__wrapped__(text)
    return perf_counter() - begin


def within(limit: float, text: str) -> bool:
    """Whether a text is checked in time, at the second attempt at the latest: the machine may be busy."""
    return any(seconds(text) <= limit for _ in range(2))


def texts() -> list[object]:
    found: list[object] = [pytest.param(corpus.made(5, "tab"), id="made up")]
    real = [path for path in corpus.SEEDS if path.stem.startswith("003")]
    return found + [pytest.param(corpus.text_of(path), id=path.stem[:3]) for path in real]


@pytest.mark.parametrize("text", texts())
def test_time_for_a_character_does_not_grow_with_length(text: str) -> None:
    once = min(seconds(text) for _ in range(2))
    assert within(GROWTH * TIMES * once, text * TIMES)


@pytest.mark.parametrize("path", corpus.seeds())
def test_a_real_document(path: Path) -> None:
    assert within(LIMIT, corpus.text_of(path))
