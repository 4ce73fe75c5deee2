"""Slips planted in the cells of whole documents, and the command that does it."""

from __future__ import annotations

from pathlib import Path

import pytest

import corpus
from command import gouji
from gouji.corpus.inputs import files
from gouji.learn.planting.documents import Draw, plant, plant_all


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("documents")
    for seed in (1, 2):
        (home / f"made_up_{seed}.txt").write_text(corpus.made(seed, "tab"), encoding="utf-8", newline="")
    return home


def test_what_is_planted_is_drawn_and_judged(folder: Path) -> None:
    done = plant(files([folder])[0], Draw(cells=5, pairs=2))
    assert done.candidates > 5
    assert len(done.cells) == 5
    assert len(done.pairs) == 2
    assert all(o.stated != o.altered and len(o.stated) == len(o.altered) for o in done.cells)
    assert sum(o.verdict.found for o in done.cells) >= 4
    assert all(o.verdict.found or not o.verdict.named for o in done.cells)


def test_the_same_with_two_processes(folder: Path) -> None:
    draw = Draw(cells=2, pairs=1, seed=7)
    assert list(plant_all(files([folder]), draw, 1)) == list(plant_all(files([folder]), draw, 2))


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "empty.txt"
    bad.write_bytes(b"")
    assert plant(bad, Draw(cells=1)).error.startswith("E")
    run = gouji("evaluate", tmp_path, "--cells", "1", "--jobs", "1")
    assert run.returncode == 2
    assert run.stdout.startswith("E")


def test_the_command_takes_documents(folder: Path) -> None:
    run = gouji("evaluate", folder, "--cells", "2", "--pairs", "1", "--jobs", "1")
    assert run.returncode == 0, run.stderr
    assert "== cells of 2 documents" in run.stdout
    assert "altered cells" in run.stdout
    assert "all pairs" in run.stdout
    assert not run.stderr


def test_documents_without_slips_to_plant_are_an_error(folder: Path) -> None:
    run = gouji("evaluate", folder)
    assert run.returncode == 2
    assert run.stderr.startswith("E012: ")
