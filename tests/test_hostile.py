"""Files made to break a run: each costs its own result at most, within its limits, and the others are done."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import hostilefiles
from command import not_ignoring_signals
from gouji import api
from gouji.corpus import pool
from gouji.corpus.confined import Why
from gouji.corpus.pool import LostError, Worker
from gouji.corpus.settings import Limits
from gouji.errors import GoujiError
from gouji.reconcile.solving import system
from gouji.reconcile.solving.problem import Problem
from hostilefiles import GREEDY, JOINT, PROSE, SMALL

linux = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory hold on Linux alone")
_MOST = 1 << 20  # kilobytes of memory
# A process counts the memory of the one that started it as its own, so a small one starts what is measured.
_MEASURED = """
import pathlib, resource, subprocess, sys
status = subprocess.call(sys.argv[2:])
pathlib.Path(sys.argv[1]).write_text(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(status)
"""


def checked(folder: Path, *options: str) -> tuple[int, str, dict[str, str | None], int]:
    """Status, messages, the error of each document by name, and the most memory (kB) that a process took."""
    command = [sys.executable, "-m", "gouji", "check", str(folder), "-o", str(folder / "out" / "o.jsonl"), *options]
    (folder / "out").mkdir()
    memory = folder / "out" / "memory"
    with (folder / "out" / "messages").open("wb") as messages:
        launched = [sys.executable, "-c", _MEASURED, str(memory), *command]
        run = subprocess.run(launched, stdout=messages, stderr=messages, check=False)
    lines = (folder / "out" / "o.jsonl").read_text(encoding="utf-8").strip().split("\n")
    documents = [r for r in map(json.loads, lines) if r["type"] == "document"]
    told = (folder / "out" / "messages").read_text(encoding="utf-8")
    left = {p.name for p in (folder / "out").iterdir()} - {"messages", "memory", "o.jsonl"}
    assert not left
    return run.returncode, told, {Path(d["doc"]).name: d.get("error") for d in documents}, int(memory.read_text())


def test_what_once_raised_is_read(tmp_path: Path) -> None:
    for name, data in SMALL.items():
        (tmp_path / name).write_bytes(data)
    status, told, errors, _ = checked(tmp_path)
    assert "Traceback" not in told and "E025" not in told
    assert errors == dict.fromkeys(SMALL) and status in (0, 1, 2)


@linux
def test_what_asks_for_too_much_costs_itself_alone(tmp_path: Path) -> None:
    small = [
        "itself.pdf",
        "forms_9_10.pdf",
        "far_cell.xlsx",
        "wild.xls",
        "unended.ods",
        "numbered.docx",
        "spanned.docx",
    ]
    for name in small:
        (tmp_path / name).write_bytes(GREEDY[name]())
    for name in ("0.txt", "g.txt", "z.txt"):
        (tmp_path / name).write_text(PROSE, encoding="utf-8")
    status, told, errors, memory = checked(tmp_path, "--memory-limit", "400", "--cpu-limit", "3")
    assert status == 2 and "Traceback" not in told
    assert errors.keys() == {*small, "0.txt", "g.txt", "z.txt"}
    assert [errors[name] for name in ("0.txt", "g.txt", "z.txt")] == [None] * 3
    assert {errors["itself.pdf"], errors["forms_9_10.pdf"]} <= {"E037", "E042"} and errors["unended.ods"] == "E059"
    assert memory < _MOST


def test_a_numbering_without_end_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(hostilefiles.numbered(300, 2))
    document = api.read(path)
    assert len(document.text) < 100 and [u.why for u in document.unread] == ["自动编号的文字过长，未能读取"]
    path.write_bytes(hostilefiles.numbered(10, 2))
    assert not api.read(path).unread


@pytest.mark.parametrize(("name", "code"), [("big", "E014"), ("pipe", "E009"), ("device", "E009")])
def test_what_has_no_end_is_refused_before_it_is_read(name: str, code: str, tmp_path: Path) -> None:
    path = Path("/dev/zero") if name == "device" else tmp_path / name
    if name == "big":
        with path.open("wb") as file:
            file.truncate(300_000_000)
    elif not hasattr(os, "mkfifo"):
        pytest.skip("the system has no such files")
    elif name == "pipe":
        os.mkfifo(path)
    with pytest.raises(GoujiError) as caught:
        api.read(path)
    assert caught.value.code == code


def work(item: str) -> object:
    """What the item says."""
    match item:
        case "abort":
            os.abort()
        case "sleep":
            time.sleep(600)
        case "spin":
            while True:
                pass
        case "grow":
            return len(bytearray(4 << 30))
        case "raise":
            raise KeyError(item)
        case "unsendable":
            return lambda: None
    return item


@pytest.mark.parametrize(
    ("item", "limits", "why"),
    [
        ("abort", Limits(), Why.ENDED),
        ("sleep", Limits(seconds=0.3), Why.SECONDS),
        pytest.param("spin", Limits(processor=0.2), Why.PROCESSOR, marks=linux),
    ],
)
def test_a_process_that_ends_is_replaced(item: str, limits: Limits, why: Why) -> None:
    worker = Worker(work, limits)
    try:
        worker.begin(item)
        with pytest.raises(LostError) as caught:
            worker.take()
        assert caught.value.why is why
        assert why.error("a.pdf", limits).code == why.value
        worker.begin("ok")
        assert worker.take() == "ok"
    finally:
        worker.close()


@pytest.mark.parametrize(
    ("item", "error"),
    [pytest.param("grow", MemoryError, marks=linux), ("raise", KeyError), ("unsendable", GoujiError)],
)
def test_what_is_raised_in_a_process_is_raised_here(item: str, error: type[Exception]) -> None:
    worker = Worker(work, Limits(megabytes=300))
    try:
        worker.begin(item)
        with pytest.raises(error):
            worker.take()
        worker.begin("ok")
        assert worker.take() == "ok"
    finally:
        worker.close()


@linux
def test_each_goes_on_without_what_was_lost() -> None:
    # Where other tests left threads nothing is forked, and this process would be the one that ends.
    command = [sys.executable, "-c", "import test_hostile; test_hostile.each_goes_on()"]
    assert subprocess.run(command, cwd=Path(__file__).parent, timeout=120, check=False).returncode == 0


def each_goes_on() -> None:
    assert pool.safe()
    items = ["a", "abort", "b", "spin", "c", "grow"]
    limits = Limits(megabytes=300, processor=0.2)
    found = list(pool.each(safely, items, 2, lambda item, why: why, limits))
    assert found == ["a", Why.ENDED, "b", Why.PROCESSOR, "c", "no memory"]


def safely(item: str) -> object:
    try:
        return work(item)
    except MemoryError:
        return "no memory"


@linux
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_command(number: int, tmp_path: Path) -> None:
    slow = tmp_path / "slow.txt"
    slow.write_text(hostilefiles.contradicting_levels(3000), encoding="utf-8")
    command = [sys.executable, "-m", "gouji", "check", str(slow), "-o", str(tmp_path / "o.jsonl")]
    quiet = subprocess.DEVNULL
    run = subprocess.Popen(command, stdout=quiet, stderr=quiet, preexec_fn=not_ignoring_signals)
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    while not (found := children.read_text(encoding="ascii").split()):
        time.sleep(0.05)
        assert run.poll() is None
    run.send_signal(number)
    run.wait(60)
    for _ in range(200):
        if not any(Path(f"/proc/{child}").exists() for child in found):
            break
        time.sleep(0.05)
    else:
        pytest.fail("a process is left")
    kept = {"slow.txt"} if number != signal.SIGKILL else {"slow.txt", *(p.name for p in tmp_path.glob(".o.jsonl.*"))}
    assert {p.name for p in tmp_path.iterdir()} == kept


def test_work_grows_as_the_document_does_and_what_is_cut_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    problems: list[Problem] = []
    monkeypatch.setattr("gouji.reconcile.solving.disputed_figures.Problem", noting(problems))
    monkeypatch.setattr(system, "_WORK", 500)
    monkeypatch.setattr(system, "_WORK_EACH", 4)
    result = api.check(api.read_text(hostilefiles.contradicting_levels(60)))
    (problem,) = problems
    effort, coefficients = problem.system.effort, problem.system.burden(range(len(problem.system.rows)))
    assert effort.looked_at <= effort.most == 500 + 4 * coefficients
    assert problem.cut
    alone = [c for c in result.checks if "未与其他勾稽关系联立求解" in c.why]
    assert len(alone) == len(problem.cut) and result.findings


@pytest.mark.parametrize("name", JOINT)
def test_small_documents_are_solved_whole(name: str, tmp_path: Path) -> None:
    data = JOINT[name](20)
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else str(data).encode())
    result = api.check(path)
    assert result.findings or name == "total.txt"
    assert not [c for c in result.checks if "联立求解" in c.why]


def noting(problems: list[Problem]) -> type[Problem]:
    """A Problem that is put on a list."""

    class Noted(Problem):
        def __init__(self, *told: object) -> None:
            super().__init__(*told)  # type: ignore[arg-type]
            problems.append(self)

    return Noted
