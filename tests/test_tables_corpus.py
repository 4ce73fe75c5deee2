"""The tables of the seed documents: every aligned cell is a fact, and the class sums hold."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from gouji.document import Fact
from gouji.readers.plain.reader import read_text
from gouji.tables import facts, resolve

CORPUS = Path(os.environ.get("GOUJI_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
GOLD = CORPUS.parent / "gold"

pytestmark = pytest.mark.skipif(not (CORPUS / "seeds").is_dir(), reason="no corpus")


@cache
def seed_facts(number: str) -> tuple[Fact, ...]:
    return facts(resolve(read_text(next((CORPUS / "seeds").glob(f"{number}_*.txt")))))


@pytest.mark.parametrize("number", ["003", "004"])
def test_every_aligned_cell_is_a_fact(number: str) -> None:
    path = GOLD / number / "alignments.jsonl"
    if not path.is_file():
        pytest.skip("no gold")
    for line in path.read_text(encoding="utf-8").splitlines():
        cell = json.loads(line)
        found = [f for f in seed_facts(number) if f.span.start < cell["cell_end"] and cell["cell_start"] < f.span.end]
        assert found, cell
        named = "".join("".join(f.row) + "".join(f.column) for f in found)
        assert "".join(cell["row"].split()).rstrip(":") in named, cell


@pytest.mark.parametrize(("number", "sums"), [("001", 11), ("002", 166), ("003", 53)])
def test_codes_add_up(number: str, sums: int) -> None:
    """A class or section that is not the sum of the rows below it would be a row or column read wrongly."""
    columns: dict[tuple[int, int], dict[str, Fact]] = defaultdict(dict)
    for fact in seed_facts(number):
        if fact.code:
            columns[fact.table, fact.column_index][fact.code] = fact
    held = 0
    for by_code in columns.values():
        for code, fact in by_code.items():
            below = [f.figure.value for c, f in by_code.items() if c[:-2] == code]
            if below:
                assert abs(sum(below) - fact.figure.value) * 100 <= len(below), fact
                held += 1
    assert held == sums
