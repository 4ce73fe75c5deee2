"""The command on gold: paged folders, documents named by hand, and what is told when one is missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import corpus
from command import gouji

SLIP = {
    **{"id": "m1", "kind": "table_internal", "severity": "material", "page": 1, "figure": "553,905.38"},
    **{"stated": "553,905.38", "expected": "753905.38元", "evidence": [], "sure": True},
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder of paged gold for a made-up document with slips of its own, of which it knows one."""
    (tmp_path / "made_up.txt").write_text(corpus.made(1, "tab", None), encoding="utf-8", newline="")
    folder = tmp_path / "pdf_made"
    folder.mkdir()
    amount = {"id": "e1", "label": "AMOUNT", "page": 1, "figure": "616.54万元", "norm": "6165400"}
    (folder / "entities.jsonl").write_text(json.dumps(amount) + "\n", encoding="utf-8")
    (folder / "mismatches.jsonl").write_text(json.dumps(SLIP, ensure_ascii=False) + "\n", encoding="utf-8")
    return tmp_path


def test_paged_gold_of_a_document_named_by_hand(home: Path) -> None:
    document = f"pdf_made={home / 'made_up.txt'}"
    run = gouji("evaluate", home / "pdf_made", "--document", document, "--jobs", "1")
    assert run.returncode == 0, run.stderr
    lines = run.stdout.splitlines()
    assert lines[0] == "== pdf_made"
    assert any(line.startswith("FINDINGS      must 1/1") for line in lines)
    assert "    of these figures 1/1" in lines
    assert any(line.startswith("NAMED         1/1 found by their figure  expected 1/1") for line in lines)
    assert "PLANTING" not in run.stdout  # paged claims have no place in the text


def test_the_cells_of_the_golds_document(home: Path) -> None:
    document = f"pdf_made={home / 'made_up.txt'}"
    run = gouji("evaluate", home / "pdf_made", "--document", document, "--cells", "1", "--jobs", "1")
    assert "== cells of 1 documents" in run.stdout


@pytest.mark.parametrize(("option", "told"), [([], "--document"), (["--document", "pdf_made"], "GOLD=FILE")])
def test_gold_without_its_document(home: Path, option: list[str], told: str) -> None:
    run = gouji("evaluate", home / "pdf_made", "--corpus", home, *option)
    assert run.returncode == 2
    assert told in run.stderr
