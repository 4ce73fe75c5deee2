"""The workers of a Dask scheduler come to the same tables, also when one of them is killed."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import distributed
import pytest

from datasets import command, contents, corpus, read_into, rows, start, write
from gouji.errors import GoujiError


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[str]]]]:
    """A scheduler and two workers, each in a process of its own."""
    told = tmp_path / "scheduler.json"
    words = [sys.executable, "-m", "dask", "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    processes = [start([*words, "--scheduler-file", str(told)])]
    try:
        _until(lambda: told.exists() and told.stat().st_size > 0)
        worker = [sys.executable, "-m", "dask", "worker", "--scheduler-file", str(told), "--no-nanny", "--no-dashboard"]
        processes += [start([*worker, "--nthreads", "1", "--name", f"w{n}"]) for n in range(2)]
        with distributed.Client(scheduler_file=str(told), set_as_default=False) as client:
            client.wait_for_workers(2, timeout=120)
            address = client.scheduler.address
        yield address, processes
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def test_a_killed_worker_costs_nothing_but_time(
    cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    address, (_, worker, _) = cluster
    folder = corpus(tmp_path / "in", 24)
    run = start(command("run", folder, "-o", tmp_path / "out", "--scheduler", address, "--save-every", "0"))
    _until(lambda: (tmp_path / "out" / "sources" / "part-000002.parquet").exists())
    worker.kill()
    out, told = run.communicate(timeout=300)
    assert run.returncode == 0, told
    assert "24 documents read" in out
    read_into(tmp_path / "fresh", folder, jobs=2)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_a_document_that_takes_too_long_is_named_and_the_workers_go_on(
    cluster: tuple[str, list[subprocess.Popen[str]]], tmp_path: Path
) -> None:
    long = tmp_path / "long.txt"
    write(long, 30)
    long.write_text(long.read_text(encoding="utf-8") * 400, encoding="utf-8")
    words = command("run", long, "-o", tmp_path / "out", "--scheduler", cluster[0])
    _, told = (run := start([*words, "--time-limit", "0.1"])).communicate(timeout=300)
    assert run.returncode == 2, told
    assert rows(tmp_path / "out", "SELECT code FROM errors") == [("E041",)]
    assert all(process.poll() is None for process in cluster[1])
    write(long, 30)
    _, told = (run := start([*words, "--resume"])).communicate(timeout=300)
    assert run.returncode == 0, told
    assert rows(tmp_path / "out", "SELECT count(*) FROM errors") == [(0,)]


def test_no_scheduler_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.corpus.cluster._WAIT", 1)
    folder = corpus(tmp_path / "in", 1)
    with pytest.raises(GoujiError, match="E051"):
        read_into(tmp_path / "out", folder, scheduler="tcp://127.0.0.1:9")


def _until(condition: Callable[[], bool], seconds: float = 120.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
