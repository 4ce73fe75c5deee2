"""What a run reads and where it writes: folders, globs, lists, tables, and URLs of a store on loopback."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from command import gouji as run_gouji
from datasets import contents, corpus, read_into, rows, write
from gouji.corpus.sources import Sources
from gouji.errors import GoujiError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return corpus(tmp_path / "in", 3)


def names(sources: Sources) -> list[str]:
    return [Path(s.path).name for s in sources.found]


def test_a_quoted_glob_is_a_corpus(folder: Path, tmp_path: Path) -> None:
    run = run_gouji("run", f"{folder}/d0[12]*.txt", "-o", tmp_path / "out")
    assert run.returncode == 0, run.stderr
    found = rows(tmp_path / "out", "SELECT doc FROM documents ORDER BY doc")
    assert [Path(str(doc)).name for (doc,) in found] == ["d01.txt", "d02.txt"]


def test_what_names_nothing_is_told_and_the_others_go_on(folder: Path, tmp_path: Path) -> None:
    run = run_gouji("run", "no/*.pdf", folder / "d00.txt", "missing.txt", "-o", tmp_path / "out")
    assert run.returncode == 2
    assert "E001" in run.stderr and "no/*.pdf" in run.stderr
    assert rows(tmp_path / "out", "SELECT doc, code FROM errors") == [("missing.txt", "E001")]
    assert rows(tmp_path / "out", "SELECT count(*) FROM documents WHERE checked > 0") == [(1,)]


def test_a_list_holds_paths_beside_it(folder: Path) -> None:
    (folder / "some.list").write_text("d02.txt\n\nd00.txt\nd0*.txt\n", encoding="utf-8")
    assert names(Sources.of([folder / "some.list"])) == ["d02.txt", "d00.txt", "d01.txt"]


@pytest.mark.parametrize("suffix", ["csv", "parquet", "jsonl"])
def test_the_columns_of_a_table_of_paths_are_carried_through(folder: Path, tmp_path: Path, suffix: str) -> None:
    table = folder / f"list.{suffix}"
    if suffix == "csv":
        table.write_text("file,city,year,code\nd00.txt,甲市,2020,007\nd01.txt,乙市,2021,008\n", encoding="gb18030")
    elif suffix == "parquet":
        pq.write_table(
            pa.table(
                {"file": ["d00.txt", "d01.txt"], "city": ["甲市", "乙市"], "year": [2020, 2021], "code": ["007", "008"]}
            ),
            table,
        )
    else:
        lines = [
            '{"file": "d00.txt", "city": "甲市", "year": 2020, "code": "007"}',
            '{"file": "d01.txt", "city": "乙市", "year": 2021, "code": "008"}',
        ]
        table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    read_into(tmp_path / "out", table)
    year: object = "2020" if suffix == "csv" else 2020  # what CSV holds is text
    assert rows(tmp_path / "out", "SELECT city, code, given_year FROM documents WHERE doc LIKE '%d00.txt'") == [
        ("甲市", "007", year)
    ]
    assert rows(tmp_path / "out", "SELECT city FROM sources ORDER BY doc") == [("甲市",), ("乙市",)]


def test_a_table_without_paths_is_told(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("city\n甲市\n", encoding="utf-8")
    (error,) = Sources.of([tmp_path / "bad.csv"]).errors
    assert error.code == "E048" and "city" in str(error)


def test_a_source_is_read_once(folder: Path) -> None:
    assert names(Sources.of([folder, folder / "d00.txt"])) == ["d00.txt", "d01.txt", "d02.txt"]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    read_into(tmp_path / "out", tmp_path / "pipe.txt")
    assert rows(tmp_path / "out", "SELECT code FROM errors") == [("E009",)]


def test_query_and_export_write_what_was_asked(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    read_into(out, folder)
    run = run_gouji("query", out, "SELECT count(*) AS n FROM documents")
    assert (run.returncode, run.stdout) == (0, "n\n3\n")
    run = run_gouji("query", out, "SELECT year, department FROM documents ORDER BY year", "--labels", "zh")
    assert run.stdout.splitlines()[0] == "年度,部门"
    run = run_gouji("query", out, "SELECT nothing FROM documents")
    assert run.returncode == 2 and run.stderr.startswith("E050")
    files = [tmp_path / f"f.{suffix}" for suffix in ("csv", "jsonl", "parquet", "xlsx")]
    run = run_gouji("export", out, "-t", "statements", "-t", "findings", *(a for f in files for a in ("-o", f)))
    assert run.returncode == 0, run.stderr
    count = rows(out, "SELECT count(*) FROM statements")[0][0]
    assert len(files[1].read_text(encoding="utf-8").splitlines()) == count
    assert pq.read_metadata(files[2]).num_rows == count
    assert files[0].read_bytes().startswith(b"\xef\xbb\xbfdocument_id,")
    import openpyxl

    book = openpyxl.load_workbook(files[3], read_only=True)
    assert book.sheetnames == ["statements", "findings"]
    assert sum(1 for _ in book["statements"].iter_rows()) == int(str(count)) + 1


def test_a_report_of_a_dataset_needs_no_document(folder: Path, tmp_path: Path) -> None:
    read_into(tmp_path / "out", folder)
    for file in folder.iterdir():
        file.unlink()
    run = run_gouji("report", tmp_path / "out", "-o", tmp_path / "index.html", "-o", tmp_path / "records.jsonl")
    assert run.returncode == 0, run.stderr
    assert len(list((tmp_path / "index.pages").glob("*.html"))) == 3
    assert "d00.txt" in (tmp_path / "index.html").read_text(encoding="utf-8")


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A bucket of a server on loopback that speaks as S3 does."""
    pytest.importorskip("s3fs")
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0)
    server.start()
    host, port = server.get_host_and_port()
    settings = {"AWS_ACCESS_KEY_ID": "made", "AWS_SECRET_ACCESS_KEY": "up", "AWS_DEFAULT_REGION": "us-east-1"}
    for name, value in {**settings, "AWS_ENDPOINT_URL": f"http://{host}:{port}"}.items():
        monkeypatch.setenv(name, value)
    fsspec.filesystem("s3", skip_instance_cache=True).mkdir("corpora")
    yield "s3://corpora"
    server.stop()


def test_a_store_behind_a_url_is_read_and_written(bucket: str, folder: Path, tmp_path: Path) -> None:
    files = fsspec.filesystem("s3", skip_instance_cache=True)
    for file in folder.iterdir():
        files.put_file(str(file), f"corpora/in/{file.name}")
    summary, _ = read_into(f"{bucket}/out", f"{bucket}/in")
    assert rows(f"{bucket}/out", "SELECT code, message FROM errors") == []
    assert (summary.done, summary.failed) == (3, 0)
    assert rows(f"{bucket}/out", "SELECT doc FROM documents ORDER BY doc")[0] == (f"{bucket}/in/d00.txt",)
    write(tmp_path / "new.txt", 40)
    files.put_file(str(tmp_path / "new.txt"), "corpora/in/d01.txt")
    summary, watch = read_into(f"{bucket}/out", f"{bucket}/in", resume=True)
    assert watch.documents == [("d01.txt", "")] and summary.plan.replaced == 1
    read_into(f"{bucket}/fresh", f"{bucket}/in")
    assert contents(f"{bucket}/out") == contents(f"{bucket}/fresh")


def test_what_a_url_needs_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match="E009"):
        read_into("nowhere://bucket/out", tmp_path)
