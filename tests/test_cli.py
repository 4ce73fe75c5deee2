"""The command line as a user meets it: output, exit status, one sentence for each bad input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from command import gouji
from gouji import __version__
from gouji.learn import synth

DOCUMENT = "gouji-demo/disclosure.txt"


def records(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, gouji.cli; print({'pandas', 'jinja2', 'regex', 'xlsxwriter'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "set()\n"


def test_version() -> None:
    assert gouji("--version").stdout == f"gouji {__version__}\n"


def test_demo_ends_with_the_path_of_the_report(
    demo_run: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    folder, run = demo_run
    assert run.returncode == 0, run.stderr
    assert (folder / run.stdout.splitlines()[-1]).read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (folder / DOCUMENT).read_text(encoding="utf-8") == synth.demo(1).text


def test_check_prints_findings_and_returns_one(with_demo: Path) -> None:
    run = gouji("check", DOCUMENT, cwd=with_demo)
    assert run.returncode == 1 and not run.stderr
    assert "[重要·" in run.stdout and "台账：" in run.stdout


def test_check_of_a_clean_document_returns_zero(tmp_path: Path) -> None:
    (tmp_path / "clean.txt").write_text(synth.demo(2, slips=()).text, encoding="utf-8", newline="")
    run = gouji("check", "clean.txt", cwd=tmp_path)
    assert (run.returncode, "没有发现不一致之处" in run.stdout) == (0, True), run.stdout


@pytest.mark.parametrize("command", ["extract", "check"])
def test_dash_writes_records_only(command: str, with_demo: Path) -> None:
    run = gouji(command, DOCUMENT, "-o", "-", cwd=with_demo)
    found = records(run.stdout)
    assert found[0]["type"] == "document" and found[0]["doc"] == DOCUMENT
    assert not run.stderr


def test_text_is_the_file_byte_for_byte(tmp_path: Path) -> None:
    raw = "\ufeff第一部分\r\n一、支出1.20万元。\r\n\t表\r\n".encode()
    (tmp_path / "crlf.txt").write_bytes(raw)
    command = [sys.executable, "-m", "gouji", "extract", "--text", "crlf.txt"]
    shown = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout
    assert shown.removeprefix(b"\xef\xbb\xbf") == raw.removeprefix(b"\xef\xbb\xbf")


def test_a_folder_is_read_in_order_and_to_its_depths(tmp_path: Path) -> None:
    (tmp_path / "in/deep").mkdir(parents=True)
    for name in ("in/b.txt", "in/a.md", "in/deep/c.TXT", "in/no.rst"):
        (tmp_path / name).write_text("一、2023年支出1.20万元。", encoding="utf-8")
    run = gouji("extract", "in", "-o", "out.jsonl", cwd=tmp_path)
    assert run.returncode == 0, run.stderr
    lines = records((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert [r["doc"] for r in lines if r["type"] == "document"] == ["in/a.md", "in/b.txt", "in/deep/c.TXT"]


def test_a_bad_input_costs_one_line_and_the_status(with_demo: Path) -> None:
    (with_demo / "empty.txt").touch()
    (with_demo / "binary.txt").write_bytes(bytes(range(256)) * 4)
    (with_demo / "folder").mkdir()
    run = gouji("check", "missing.txt", "empty.txt", DOCUMENT, "folder", "binary.txt", "-o", "-", cwd=with_demo)
    assert run.returncode == 2
    assert sorted(line[:5] for line in run.stderr.splitlines()) == ["E001:", "E002:", "E003:", "E005:"]
    documents = {r["doc"]: r.get("error") for r in records(run.stdout) if r["type"] == "document"}
    assert documents == {"missing.txt": "E001", "empty.txt": "E002", DOCUMENT: None, "binary.txt": "E003"}
    told = [r for r in records(run.stdout) if r["type"] == "check" and r["relation"] == "reading"]
    assert {r["doc"]: r["status"] for r in told} == dict.fromkeys(
        ("missing.txt", "empty.txt", "binary.txt"), "unreadable"
    )


@pytest.mark.parametrize(("output", "code"), [("out.doc", "E007"), ("no/out.csv", "E008"), ("gouji-demo", "E013")])
def test_a_bad_output_is_told_before_any_work(output: str, code: str, with_demo: Path) -> None:
    run = gouji("check", DOCUMENT, "-o", output, cwd=with_demo)
    assert run.returncode == 2 and not run.stdout
    assert run.stderr.startswith(f"{code}: ") and run.stderr.count("\n") == 1


@pytest.mark.parametrize("arguments", [[], ["check"], ["check", "x.txt", "--frobnicate"], ["nonsense"]])
def test_bad_usage(arguments: list[str]) -> None:
    assert gouji(*arguments).returncode == 2


def test_bad_gold_folder(tmp_path: Path) -> None:
    run = gouji("evaluate", tmp_path, "--corpus", tmp_path)
    assert run.returncode == 2 and run.stderr.startswith("E012: ")
