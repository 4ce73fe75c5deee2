"""Outputs: nothing of the user's is written over, nothing is left behind, one that fails costs the others nothing."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sample
from command import gouji
from gouji import report
from gouji.errors import GoujiError
from gouji.report import pages, placing

SENTENCE = "一、2023年度支出100.00万元，比上年增加20.00万元，增长25.00%。\n"
FORMATS = (".jsonl", ".csv", ".xlsx", ".html")


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A folder `in` of three documents; outputs belong beside it."""
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(SENTENCE, encoding="utf-8")
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("bundled", [False, True])
def test_an_output_that_is_an_input_is_refused(suffix: str, bundled: bool, documents: Path) -> None:
    source = documents / f"in/d{suffix}"
    source.write_text(SENTENCE, encoding="utf-8")
    before = contents(documents)
    bundle = ["--bundle"] if bundled else []
    run = gouji("check", *bundle, "in/a.txt", f"in/d{suffix}", "-o", f"in/d{suffix}", cwd=documents)
    assert run.returncode == 2 and run.stderr.startswith("E026: ") and len(run.stderr.splitlines()) == 1
    assert contents(documents) == before


def test_an_output_in_the_folder_that_is_read_is_refused_where_it_is_a_document(documents: Path) -> None:
    (documents / "in/page.html").write_text(f"<html><body><p>{SENTENCE}</p></body></html>", encoding="utf-8")
    before = contents(documents)
    run = gouji("check", "in", "-o", "in/page.html", cwd=documents)
    assert run.returncode == 2 and run.stderr.startswith("E026: ")
    assert contents(documents) == before


@pytest.mark.parametrize("link", ["symbolic", "hard"])
def test_an_output_that_links_to_an_input_is_refused(link: str, documents: Path) -> None:
    target = documents / "in/a.txt"
    output = documents / "o.jsonl"
    output.symlink_to(target) if link == "symbolic" else os.link(target, output)
    run = gouji("check", "in", "-o", "o.jsonl", cwd=documents)
    assert run.returncode == 2 and run.stderr.startswith("E026: ")
    assert target.read_text(encoding="utf-8") == SENTENCE


def test_a_link_in_the_place_of_the_output_is_replaced_and_not_followed(documents: Path) -> None:
    (documents / "precious").write_text("mine", encoding="utf-8")
    (documents / "o.jsonl").symlink_to(documents / "precious")
    assert gouji("check", "in", "-o", "o.jsonl", cwd=documents).returncode == 0
    assert (documents / "precious").read_text(encoding="utf-8") == "mine"
    assert not (documents / "o.jsonl").is_symlink()


def test_files_that_are_named_like_temporary_ones_stay(documents: Path) -> None:
    (documents / "precious").write_text("mine", encoding="utf-8")
    (documents / "o.jsonl.part").symlink_to(documents / "precious")
    (documents / "o.csv.part").write_text("mine too", encoding="utf-8")
    assert gouji("check", "in", "-o", "o.jsonl", "-o", "o.csv", cwd=documents).returncode == 0
    assert (documents / "o.jsonl.part").is_symlink()
    assert (documents / "precious").read_text(encoding="utf-8") == "mine"
    assert (documents / "o.csv.part").read_text(encoding="utf-8") == "mine too"


def test_new_files_get_the_usual_permissions_and_old_ones_keep_theirs(tmp_path: Path) -> None:
    report.write(sample.result(), tmp_path / "new.jsonl")
    (tmp_path / "old.jsonl").touch(mode=0o640)
    (tmp_path / "old.jsonl").chmod(0o640)
    report.write(sample.result(), tmp_path / "old.jsonl")
    (tmp_path / "plain").touch()
    usual = (tmp_path / "plain").stat().st_mode
    assert (tmp_path / "new.jsonl").stat().st_mode == usual
    assert (tmp_path / "old.jsonl").stat().st_mode & 0o777 == 0o640


def test_several_outputs_are_all_written(documents: Path) -> None:
    outputs = [f"o{suffix}" for suffix in FORMATS]
    options = [part for name in outputs for part in ("-o", name)]
    run = gouji("check", "in", *options, "-o", "-", cwd=documents)
    assert run.returncode == 0, run.stderr
    assert all((documents / name).stat().st_size for name in outputs)
    assert run.stdout == (documents / "o.jsonl").read_text(encoding="utf-8")


def test_the_same_output_twice_is_refused(documents: Path) -> None:
    run = gouji("check", "in", "-o", "o.jsonl", "-o", "o.jsonl", cwd=documents)
    assert run.returncode == 2 and run.stderr.startswith("E028: ")


def test_pages_of_the_user_are_never_written_over(documents: Path) -> None:
    folder = documents / "r.pages"
    folder.mkdir()
    (folder / "0001.html").write_text("mine", encoding="utf-8")
    run = gouji("check", "in", "-o", "r.html", cwd=documents)
    assert run.returncode == 2 and run.stderr.startswith("E027: ")
    assert contents(folder) == {"0001.html": b"mine"} and not (documents / "r.html").exists()


def test_a_folder_of_pages_that_is_a_link_is_not_followed(documents: Path) -> None:
    (documents / "elsewhere").mkdir()
    (documents / "r.pages").symlink_to(documents / "elsewhere")
    run = gouji("check", "in", "-o", "r.html", cwd=documents)
    assert run.returncode == 2 and run.stderr.startswith("E027: ")
    assert not contents(documents / "elsewhere")


def test_pages_of_an_earlier_run_go_and_the_users_stay(tmp_path: Path) -> None:
    report.write([sample.result()] * 4, tmp_path / "r.html")
    (tmp_path / "r.pages/notes.html").write_text("mine", encoding="utf-8")
    report.write([sample.result()] * 2, tmp_path / "r.html")
    assert sorted(contents(tmp_path / "r.pages")) == ["0001.html", "0002.html", "notes.html", pages.MANIFEST]


@pytest.mark.parametrize("listed", ["../precious.html", "/0009.html", "notes.html", 7])
def test_a_manifest_from_elsewhere_removes_nothing(listed: object, tmp_path: Path) -> None:
    folder = tmp_path / "r.pages"
    folder.mkdir()
    (folder / "notes.html").write_text("mine", encoding="utf-8")
    (tmp_path / "precious.html").write_text("mine", encoding="utf-8")
    (folder / pages.MANIFEST).write_text(json.dumps({"generator": "gouji", "pages": [listed]}), encoding="utf-8")
    report.write([sample.result()] * 2, tmp_path / "r.html")
    assert (folder / "notes.html").exists() and (tmp_path / "precious.html").exists()


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_output_that_breaks_off_leaves_nothing(suffix: str, tmp_path: Path) -> None:
    def results() -> Iterator[object]:
        yield sample.result()
        yield sample.result()
        raise RuntimeError("stopped")

    (tmp_path / f"o{suffix}").write_text("before", encoding="utf-8")
    with pytest.raises(RuntimeError, match="stopped"):
        report.write(results(), tmp_path / f"o{suffix}")  # type: ignore[arg-type]
    assert contents(tmp_path) == {f"o{suffix}": b"before"}
    assert not any(tmp_path.glob(".*"))


def _no_more_than(size: int) -> None:
    """In the child: a file beyond `size` bytes cannot be written, as on a full disk."""
    import signal

    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_full_disk_costs_one_line_and_leaves_nothing(suffix: str, documents: Path) -> None:
    scratch = documents / "scratch"
    scratch.mkdir()
    run = subprocess.run(
        [sys.executable, "-m", "gouji", "check", "in", "-o", f"o{suffix}"],
        cwd=documents,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(scratch)},
        preexec_fn=lambda: _no_more_than(100),
        check=False,
    )
    assert run.returncode == 2 and run.stderr.startswith("E008: "), run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert sorted(p.name for p in documents.iterdir()) == ["in", "scratch"] and not contents(scratch)


def test_an_output_that_fails_costs_the_others_nothing(documents: Path) -> None:
    (documents / "in/d.txt").write_text(SENTENCE * 400, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "gouji", "check", "in", "-o", "o.html", "-o", "o.csv"],
        cwd=documents,
        capture_output=True,
        encoding="utf-8",
        preexec_fn=lambda: _no_more_than(60_000),
        check=False,
    )
    assert run.returncode == 2 and run.stderr.startswith("E008: "), run.stderr
    assert (documents / "o.csv").exists() and not (documents / "o.html").exists()


@pytest.mark.parametrize("length", [255, 256])
def test_names_as_long_as_the_system_allows(length: int, documents: Path) -> None:
    name = "o" * (length - len(".jsonl")) + ".jsonl"
    run = gouji("check", "in", "-o", name, cwd=documents)
    if length == 255:
        assert run.returncode == 0, run.stderr
    else:
        assert run.returncode == 2 and run.stderr.startswith("E008: ")


def test_the_demo_writes_over_nothing_but_a_demo(tmp_path: Path) -> None:
    (tmp_path / "disclosure.txt").write_text("mine", encoding="utf-8")
    run = gouji("demo", tmp_path)
    assert run.returncode == 2 and run.stderr.startswith("E027: ")
    assert contents(tmp_path) == {"disclosure.txt": b"mine"}


def test_a_temporary_file_is_its_own_and_in_the_same_folder(tmp_path: Path) -> None:
    target = tmp_path / ("长" * 80 + ".jsonl")
    with placing.placed(target) as part:
        assert part.parent == tmp_path and part.stat().st_mode & 0o077 == 0 and len(os.fsencode(part.name)) <= 255
        part.write_text("whole", encoding="utf-8")
    assert contents(tmp_path) == {target.name: b"whole"}


def test_no_folder_to_write_in(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match="E008"), report.opened(tmp_path / "no/such/o.jsonl"):
        pytest.fail("opened")
