"""A run over a corpus: typed tables, nothing lost, and the same tables however often it was stopped."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
import pytest

import gouji
from command import gouji as run_gouji
from datasets import POISONED, command, contents, corpus, read_into, rows, start, write
from gouji.corpus.store import dataset
from gouji.corpus.store.place import Folder
from gouji.corpus.store.tables import TABLES, YUAN
from gouji.errors import GoujiError


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder of documents and the dataset of it; not to be written to."""
    folder = tmp_path_factory.mktemp("made")
    corpus(folder / "in", 6)
    (folder / "in" / "empty.txt").touch()
    read_into(folder / "out", folder / "in", jobs=2)
    return folder / "in", folder / "out"


def test_every_source_has_a_row_and_a_failed_one_its_error(made: tuple[Path, Path]) -> None:
    folder, out = made
    assert rows(out, "SELECT count(*) FROM sources") == [(7,)]
    ((doc, code, message),) = rows(out, "SELECT doc, code, message FROM errors")
    assert (doc, code) == (str(folder / "empty.txt"), "E002") and "empty.txt" in str(message)
    assert rows(out, "SELECT error FROM documents WHERE error IS NOT NULL") == [("E002",)]


def test_tables_hold_what_check_gives(made: tuple[Path, Path]) -> None:
    folder, out = made
    result = gouji.check(folder / "d00.txt", triage=True)
    for type_, table in (
        ("entity", "entities"),
        ("statement", "statements"),
        ("finding", "findings"),
        ("check", "checks"),
    ):
        frame = result.to_frame(type_)
        found = rows(
            out, f"SELECT * EXCLUDE document_id FROM {table} WHERE doc LIKE '%d00.txt' ORDER BY start, \"end\""
        )
        assert len(found) == len(frame) > 0, table
    yuan = [v for v in result.to_frame("statement")["yuan"] if v is not None]
    stored = rows(out, "SELECT yuan FROM statements WHERE doc LIKE '%d00.txt' AND yuan IS NOT NULL")
    assert sorted(v for (v,) in stored) == sorted(yuan)


def test_types_are_those_of_the_schema(made: tuple[Path, Path]) -> None:
    schema = pq.read_schema(made[1] / "statements" / "part-000001.parquet")
    assert schema.field("yuan").type == YUAN and pa.types.is_decimal128(schema.field("yuan").type)
    assert schema.field("year").type == pa.int64() and pa.types.is_dictionary(schema.field("kind").type)
    assert pq.read_schema(made[1] / "links" / "part-000001.parquet").field("agrees").type == pa.bool_()
    told = schema.metadata
    assert told[b"gouji.dataset"] == b"1" and told[b"gouji.records"] == b"gouji/2"


def test_one_line_opens_a_table(made: tuple[Path, Path]) -> None:
    folder = made[1] / "statements"
    frame = pd.read_parquet(folder)
    assert frame["kind"].dtype == "category" and isinstance(frame["yuan"].dropna().iloc[0], Decimal)
    lengths = {
        len(frame),
        duckdb.sql(f"SELECT count(*) FROM '{folder}/*.parquet'").fetchall()[0][0],
        pl.scan_parquet(f"{folder}/*.parquet").collect().height,
        ds.dataset(folder).count_rows(),
    }
    assert len(lengths) == 1 and lengths.pop() > 0


def test_a_dataset_without_rows_has_all_tables(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    read_into(tmp_path / "out", tmp_path / "empty.txt")
    assert all(len(pd.read_parquet(tmp_path / "out" / name).columns) for name in TABLES)


def test_ids_are_of_the_content_and_of_what_read_it(made: tuple[Path, Path], tmp_path: Path) -> None:
    write(tmp_path / "elsewhere.txt", 0)
    read_into(tmp_path / "out", tmp_path / "elsewhere.txt")
    (here,) = rows(tmp_path / "out", "SELECT document_id FROM documents")
    assert here in rows(made[1], "SELECT document_id FROM documents WHERE doc LIKE '%d00.txt'")


def test_a_run_that_is_resumed_reads_what_is_new_or_changed(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 4)
    read_into(tmp_path / "out", folder)
    write(folder / "d01.txt", 40)  # changed
    write(folder / "d09.txt", 9)  # new
    (folder / "d02.txt").unlink()  # gone
    summary, watch = read_into(tmp_path / "out", folder, resume=True)
    assert [name for name, _ in sorted(watch.documents)] == ["d01.txt", "d09.txt"]
    assert (summary.plan.unchanged, summary.plan.replaced) == (2, 1)
    assert [Path(name).name for name in summary.plan.missing] == ["d02.txt"]
    names = sorted(Path(str(doc)).name for (doc,) in rows(tmp_path / "out", "SELECT doc FROM documents"))
    assert names == ["d00.txt", "d01.txt", "d02.txt", "d03.txt", "d09.txt"]
    summary, watch = read_into(tmp_path / "out", folder, resume=True, drop_missing=True)
    assert (summary.dropped, watch.documents) == (1, [])
    read_into(tmp_path / "fresh", folder)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


def test_a_dataset_is_neither_written_over_nor_mixed_up(made: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match="E043"):
        read_into(made[1], made[0])
    (tmp_path / "mine.txt").write_text("not a dataset", encoding="utf-8")
    with pytest.raises(GoujiError, match="E044"):
        read_into(tmp_path, made[0])
    (tmp_path / "list.csv").write_text(f"path,city\n{made[0] / 'd00.txt'},甲市\n", encoding="utf-8")
    with pytest.raises(GoujiError, match=r"E045.*city"):
        read_into(made[1], tmp_path / "list.csv", resume=True)


def test_two_runs_do_not_write_to_one_dataset(made: tuple[Path, Path]) -> None:
    with (
        dataset.writing(Folder(made[1]), {}, resume=True),
        pytest.raises(GoujiError, match="E046"),
        dataset.writing(Folder(made[1]), {}, resume=True),
    ):
        pass


def test_the_same_and_nearly_the_same_are_named_once(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 2)
    long = "".join(f"第{i}项工作支出{i * 37 % 1000}.{i % 100:02d}万元，用于第{i * 7}号事项。\n" for i in range(200))
    (folder / "long.txt").write_text(long, encoding="utf-8")
    (folder / "long2.md").write_text(
        long.replace("第7项", "第 7 项").replace("第5项工作", "第5项事业"), encoding="utf-8"
    )
    (folder / "long3.txt").write_text(long, encoding="utf-8")
    summary, _ = read_into(tmp_path / "out", folder)
    assert (summary.identical, summary.near) == (1, 1)
    found = rows(tmp_path / "out", 'SELECT kind, doc, "of", resemblance FROM duplicates ORDER BY kind')
    assert [(k, Path(str(a)).name, Path(str(b)).name) for k, a, b, _ in found] == [
        ("identical", "long3.txt", "long.txt"),
        ("near", "long2.md", "long.txt"),
    ]
    assert rows(tmp_path / "out", "SELECT count(*) FROM documents") == [(4,)]
    assert rows(tmp_path / "out", "SELECT count(*) FROM sources") == [(5,)]
    (folder / "long.txt").unlink()  # the second bears the content now
    read_into(tmp_path / "out", folder, resume=True, drop_missing=True)
    read_into(tmp_path / "fresh", folder)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


class Failing(Folder):
    """A folder in which the writing of one file fails, as if the machine had stopped there."""

    def __init__(self, path: Path, left: int) -> None:
        super().__init__(path)
        self.left = left

    def write(self, name: str, data: bytes) -> None:
        if self.left == 0:
            raise KeyboardInterrupt
        self.left -= 1
        super().write(name, data)


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """A folder with documents, one of which changed since their dataset was made; and what a fresh run gives of it."""
    folder = tmp_path_factory.mktemp("changed")
    corpus(folder / "in", 3)
    read_into(folder / "out", folder / "in")
    write(folder / "in" / "d01.txt", 40)
    read_into(folder / "fresh", folder / "in")
    return folder, contents(folder / "fresh")


@pytest.mark.parametrize("left", [0, 1, 2, 9, 16, 17, 18, 20, 23])
def test_wherever_the_writing_stops_it_is_made_good(
    changed: tuple[Path, dict[str, bytes]], tmp_path: Path, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, fresh = changed
    out = shutil.copytree(folder / "out", tmp_path / "out")
    monkeypatch.setattr("gouji.corpus.run.at", lambda out: Failing(Path(out), left))
    with pytest.raises(KeyboardInterrupt):
        read_into(out, folder / "in", resume=True)
    monkeypatch.undo()
    read_into(out, folder / "in", resume=True)
    assert contents(out) == fresh


def test_killed_five_times_it_comes_to_the_same_tables(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 60)
    draw = random.Random(17)
    words = command("run", folder, "-o", tmp_path / "out", "--jobs", "2", "--resume", "--save-every", "0")
    parts = tmp_path / "out" / "sources"
    for _ in range(5):
        # The kill is drawn by parts written, not by time: a fast machine would be done with all of them. The first part
        # is there from the start.
        wanted = len(list(parts.glob("part-*"))) + draw.randint(2, 5)
        process = start(words)
        _until(lambda wanted=wanted: len(list(parts.glob("part-*"))) >= wanted, process)
        time.sleep(draw.uniform(0.0, 0.02))
        process.kill()
        process.communicate()
        assert process.returncode == -signal.SIGKILL
    _finished(start(words), 0)
    read_into(tmp_path / "fresh", folder)
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_a_dataset_and_says_how_to_go_on(tmp_path: Path, number: signal.Signals) -> None:
    folder = corpus(tmp_path / "in", 60)
    process = start(command("run", folder, "-o", tmp_path / "out", "--jobs", "1", "--save-every", "0"))
    parts = tmp_path / "out" / "sources"
    _until(lambda: (parts / "part-000001.parquet").exists(), process)
    process.send_signal(number)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert "--resume" in told and str(tmp_path / "out") in told
    before = rows(tmp_path / "out", "SELECT count(*) FROM documents")[0][0]
    assert 0 < int(str(before)) < 60
    assert sum(1 for _ in parts.glob(".*")) == 0
    _finished(start(command("run", folder, "-o", tmp_path / "out", "--jobs", "2", "--resume")), 0)
    assert rows(tmp_path / "out", "SELECT count(*) FROM documents") == [(60,)]


def test_three_poison_files_cost_a_row_each(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 5)
    for n, name in enumerate(("kills", "hangs", "eats")):
        write(folder / f"{name}.txt", 50 + n)
    limits = ("--time-limit", "20", "--memory-limit", "500", "--jobs", "2")
    process = start(command("run", folder, "-o", tmp_path / "out", *limits, program=[POISONED]))
    told = _finished(process, 2)
    errors = {Path(str(doc)).stem: code for doc, code in rows(tmp_path / "out", "SELECT doc, code FROM errors")}
    assert errors == {"kills": "E037", "hangs": "E041", "eats": "E042"}
    assert rows(tmp_path / "out", "SELECT count(*) FROM documents WHERE error IS NULL AND checked > 0") == [(5,)]
    assert "3 failed" in told.splitlines()[-1]
    # What failed is not read again, unless it is asked for.
    told = _finished(start(command("run", folder, "-o", tmp_path / "out", "--resume", program=[POISONED])), 0)
    assert "8 unchanged" in told.splitlines()[-1]


def test_retry_reads_what_failed(tmp_path: Path) -> None:
    write(tmp_path / "kills.txt", 1)
    words = command("run", tmp_path / "kills.txt", "-o", tmp_path / "out", program=[POISONED])
    _finished(start(words), 2)
    _, watch = read_into(tmp_path / "out", tmp_path / "kills.txt", resume=True)
    assert watch.documents == []
    _, watch = read_into(tmp_path / "out", tmp_path / "kills.txt", resume=True, retry=True)
    assert watch.documents == [("kills.txt", "")]
    assert rows(tmp_path / "out", "SELECT count(*) FROM errors") == [(0,)]


def test_a_sample_is_always_the_same(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 6)
    read_into(tmp_path / "out", folder, sample=2)
    first = rows(tmp_path / "out", "SELECT doc FROM documents")
    summary, _ = read_into(tmp_path / "out", folder, sample=4, resume=True)
    assert (summary.plan.unchanged, summary.done, summary.plan.missing) == (2, 2, [])
    assert set(first) < set(rows(tmp_path / "out", "SELECT doc FROM documents"))


def test_progress_is_plain_lines_where_there_is_no_terminal(tmp_path: Path) -> None:
    folder = corpus(tmp_path / "in", 2)
    run = run_gouji("run", folder, "-o", tmp_path / "out")
    assert run.returncode == 0, run.stderr
    assert "2/2" in run.stderr and "documents/s" in run.stderr and "\x1b" not in run.stderr
    assert len(run.stdout.splitlines()) == 1 and "2 documents read" in run.stdout


def _finished(process: subprocess.Popen[str], status: int) -> str:
    out, told = process.communicate(timeout=300)
    assert process.returncode == status, told
    return out


def _until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Waits for what a process does; one that has ended will not do it."""
    end = time.monotonic() + 300
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)
