"""Many documents: an outcome for each, in order, whatever happens to one of them; nothing is kept."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator
from copy import copy
from multiprocessing import get_context
from pathlib import Path

import pytest
from typer.testing import CliRunner

import gouji
from gouji import api
from gouji.cli import app
from gouji.corpus import pool
from gouji.errors import GoujiError

GOOD = "一、2023年度支出100.00万元，比上年增加20.00万元，增长25.00%。\n"
# Checks folders in two processes; the one that checks `c.txt` is killed.
DEADLY = """
import os, signal, sys
import gouji
from gouji import api

whole, first = api.check, os.getpid()

def check(path, *more):
    if path.name == "c.txt":
        assert os.getpid() != first, "nothing was forked"
        os.kill(os.getpid(), signal.SIGKILL)
    return whole(path, *more)

api.check = check
for outcome in gouji.check_many(sys.argv[1:], jobs=2):
    print(outcome.error and outcome.error.code)
"""
JOBS = [1, pytest.param(2, marks=pytest.mark.skipif(not pool.safe(), reason="no process may be forked here"))]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    (made / "deep").mkdir(parents=True)
    for name in ("a.txt", "c.txt", "deep/d.txt"):
        (made / name).write_text(GOOD, encoding="utf-8")
    (made / "b.txt").touch()
    (made / "unread.rst").write_text(GOOD, encoding="utf-8")
    return made


@pytest.mark.parametrize("jobs", JOBS)
def test_every_document_of_a_folder_has_an_outcome_in_order(folder: Path, jobs: int) -> None:
    told = [(Path(o.name).name, o.error.code if o.error else None) for o in gouji.check_many(folder, jobs=jobs)]
    assert told == [("a.txt", None), ("b.txt", "E002"), ("c.txt", None), ("d.txt", None)]


def test_paths_files_and_folders_may_be_mixed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    outcomes = list(gouji.check_many([folder / "c.txt", "missing.pdf", tmp_path / "empty", str(folder / "deep")]))
    assert [o.error.code if o.error else "" for o in outcomes] == ["", "E001", "E005", ""]
    assert outcomes[1].name == "missing.pdf" and not outcomes[1].ok and outcomes[0].ok


def test_an_outcome_is_what_check_gives(folder: Path) -> None:
    (outcome,) = gouji.check_many(folder / "a.txt")
    assert outcome.result is not None
    assert outcome.to_records() == gouji.check(folder / "a.txt").to_records()


def test_a_failed_document_has_its_record_and_its_line_in_the_ledger(folder: Path) -> None:
    (outcome,) = gouji.check_many(folder / "b.txt")
    document, *rest = outcome.to_records()
    assert document["doc"] == outcome.name and document["error"] == "E002"
    lines = [(r["relation"], r["status"]) for r in rest if r["type"] == "check"]
    assert lines == [("reading", "unreadable")]


@pytest.mark.parametrize("jobs", JOBS)
def test_what_nobody_foresaw_ends_one_document(folder: Path, jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    crash(monkeypatch, ZeroDivisionError("nobody foresaw this"))
    outcomes = list(gouji.check_many(folder, jobs=jobs))
    assert [o.error.code if o.error else None for o in outcomes] == [None, "E002", "E025", None]
    assert "nobody foresaw this" in str(outcomes[2].error)


def test_a_process_that_dies_costs_its_document_only(folder: Path) -> None:
    # The interpreter is a new one: where other tests left threads, nothing is forked, and this process would be killed.
    ended = subprocess.run(
        [sys.executable, "-c", DEADLY, folder, folder], capture_output=True, text=True, timeout=120, check=True
    )
    assert ended.stdout.split() == 2 * ["None", "E002", "E037", "None"]


def test_results_are_not_kept(tmp_path: Path) -> None:
    for n in range(4):
        (tmp_path / f"{n}.txt").write_text(GOOD, encoding="utf-8")
    alive: list[weakref.ref[object]] = []
    for outcome in gouji.check_many(tmp_path):
        gc.collect()
        assert not any(ref() for ref in alive)
        alive.append(weakref.ref(outcome))
    assert len(alive) == 4


@pytest.mark.skipif(not pool.safe(), reason="no process may be forked here")
def test_processes_do_not_run_ahead_of_who_takes_the_results() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for n in range(1000):
            taken.append(n)
            yield n

    found = pool.each(abs, items(), workers=2)
    assert [next(found) for _ in range(3)] == [0, 1, 2]
    assert len(taken) < 20
    found.close()  # type: ignore[attr-defined]


def test_in_the_worker_of_another_pool_the_work_is_done_there(folder: Path) -> None:
    with get_context("spawn").Pool(1) as other:
        assert other.apply(_checked_by_command, (str(folder / "a.txt"), str(folder / "o.jsonl"))) == 0
    assert (folder / "o.jsonl").exists()


def _checked_by_command(path: str, output: str) -> int:
    return CliRunner().invoke(app, ["check", path, "-o", output]).exit_code


def test_bad_models_are_told_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match="E036"):
        gouji.check_many("missing.pdf", models=tmp_path)


def test_an_error_comes_whole_out_of_another_process() -> None:
    error = GoujiError("E014", limit=3, what="pages", value=5, path="a.pdf")
    again = copy(error)  # by the way that pickling goes too
    assert (again.code, str(again), again.message_zh) == (error.code, str(error), error.message_zh)


def crash(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """Checking `c.txt` raises the error."""
    whole = api.check

    def check(path: Path, *more: bool) -> gouji.CheckResult:
        if path.name == "c.txt":
            raise error
        return whole(path, *more)

    monkeypatch.setattr(api, "check", check)
