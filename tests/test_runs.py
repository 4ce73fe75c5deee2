"""A run over documents of every sort: one document, one outcome; nothing a document holds ends or directs the run."""

from __future__ import annotations

import csv
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from command import gouji, not_ignoring_signals
from gouji import api
from gouji.commands import FAILED, terminal
from gouji.commands import run as commands
from gouji.document import Document
from gouji.records.results import CheckResult

CLEAN = "一、2023年度支出100.00万元，比上年增加20.00万元，增长25.00%。\n"
WRONG = "一、2023年度支出100.00万元，比上年增加20.00万元，增长52.00%。\n"
COMMAND = [sys.executable, "-m", "gouji"]
SECONDS = 60  # within which a process must have started, on any machine


def write(folder: Path, **texts: str) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def crashing(forked: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Checking fails, as nobody foresaw, on the document `b`."""
    whole = api.check

    def check(document: Document, models: bool = False) -> CheckResult:
        if document.name.endswith("b.txt") and document.text:
            raise ZeroDivisionError("nobody foresaw this")
        return whole(document, models)

    monkeypatch.setattr(api, "check", check)


@pytest.mark.usefixtures("crashing")
def test_a_crasher_in_the_middle_is_one_row_in_every_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "in", a=CLEAN, b=CLEAN, c=WRONG)
    names = {suffix: str(tmp_path / f"o.{suffix}") for suffix in ("jsonl", "csv", "xlsx", "html")}
    assert commands.check([tmp_path / "in"], list(names.values())) == FAILED
    told = capsys.readouterr().err
    assert told.startswith("E025: ") and "ZeroDivisionError: nobody foresaw this" in told and "b.txt" in told

    records = [json.loads(line) for line in Path(names["jsonl"]).read_text(encoding="utf-8").splitlines()]
    documents = [r for r in records if r["type"] == "document"]
    assert [r.get("error") for r in documents] == [None, "E025", None]
    said = [r for r in records if r["type"] == "check" and r["status"] == "unreadable"]
    assert len(said) == 1 and "E025" in said[0]["why"] and said[0]["doc"].endswith("b.txt")
    assert [r["doc"][-5:] for r in records if r["type"] == "finding"] == ["c.txt"]

    book = openpyxl.load_workbook(names["xlsx"])
    rows = list(book["汇总"].iter_rows(min_row=4, values_only=True))
    assert ["E025" in str(row[rows[0].index("结论")]) for row in rows[1:]] == [False, True, False]
    assert any("E025" in str(value) for row in book["未能核对"].iter_rows(values_only=True) for value in row)

    index = Path(names["html"]).read_text(encoding="utf-8")
    assert index.count('<td><a href="') == 3 and "E025" in index
    assert "E025" in (tmp_path / "o.pages/0002.html").read_text(encoding="utf-8")

    with Path(names["csv"]).open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["doc"][-5:] for row in table] == ["b.txt", "c.txt"] and "E025" in str(table[0])


@pytest.mark.usefixtures("crashing")
def test_a_crasher_in_the_middle_on_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "in", a=CLEAN, b=CLEAN, c=CLEAN)
    assert commands.check([tmp_path / "in"], []) == FAILED
    shown = capsys.readouterr().out
    parts = shown.split("\n\n")
    assert len([p for p in parts if "没有发现不一致之处" in p]) == 2
    assert "没有发现不一致之处" not in next(p for p in parts if "b.txt" in p)


@pytest.mark.usefixtures("forked")
@pytest.mark.parametrize("suffix", ["jsonl", "csv", "xlsx", "html", ""])
def test_a_result_that_cannot_be_written_costs_the_others_nothing(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A finding of no kind, on which every rendering fails."""
    whole = api.check

    def check(document: Document, models: bool = False) -> CheckResult:
        result = whole(document, models)
        if not document.name.endswith("b.txt"):
            return result
        return replace(result, findings=tuple(replace(f, kind=None) for f in result.findings))  # type: ignore[arg-type]

    monkeypatch.setattr(api, "check", check)
    write(tmp_path / "in", a=CLEAN, b=WRONG, c=WRONG)
    output = tmp_path / f"o.{suffix}"
    assert commands.check([tmp_path / "in"], [str(output)] if suffix else []) == FAILED
    streams = capsys.readouterr()
    assert streams.err.startswith("E025: ") and "b.txt" in streams.err and len(streams.err.splitlines()) == 1
    if suffix == "jsonl":
        records = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
        assert [r.get("error") for r in records if r["type"] == "document"] == [None, "E025", None]
    elif suffix == "xlsx":
        rows = openpyxl.load_workbook(output)["汇总"].iter_rows(min_row=5, values_only=True)
        assert [row[0] for row in rows] == ["a.txt", "b.txt", "c.txt"]
    elif suffix:
        assert "E025" in output.read_text(encoding="utf-8-sig")
    else:
        assert "E025" in streams.out and "c.txt" in streams.out


def test_a_fault_outside_of_a_document_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> str:
        raise LookupError("no words")

    write(tmp_path / "in", a=CLEAN)
    monkeypatch.setattr("gouji.commands.summary.check", broken)
    assert commands.check([tmp_path / "in"], []) == FAILED
    assert capsys.readouterr().err.splitlines()[-1].startswith("E029: gouji itself failed: LookupError: no words at ")


def test_a_file_that_cannot_be_read_costs_the_others_nothing(tmp_path: Path) -> None:
    write(tmp_path / "in", a=CLEAN, c=WRONG)
    (tmp_path / "in/b.docx").write_bytes(b"PK\x03\x04 damaged")
    run = gouji("check", "in", "-o", "-", cwd=tmp_path)
    documents = [r for r in map(json.loads, run.stdout.splitlines()) if r["type"] == "document"]
    assert run.returncode == 2 and [r.get("error") for r in documents] == [None, "E009", None]


@pytest.mark.parametrize("damage", ["packed", "encrypted"])
def test_a_workbook_with_damaged_properties_does_not_end_the_run(damage: str, tmp_path: Path) -> None:
    write(tmp_path / "in", a=CLEAN)
    path = tmp_path / "in/b.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("docProps/app.xml", "<Properties>" + "x" * 400)
    raw = bytearray(path.read_bytes())
    if damage == "packed":
        raw[60:75] = bytes(15)
    else:
        raw[6] |= 1
        raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    run = gouji("check", "in", cwd=tmp_path)
    assert run.returncode == 2 and "Traceback" not in run.stderr and "没有发现不一致之处" in run.stdout


@pytest.mark.parametrize(("name", "shown"), [(b"\xd6\xd0\xce\xc4.txt", "中文.txt"), (b"a\xff.txt", "a\\xff.txt")])
def test_names_that_are_no_utf8(name: bytes, shown: str, tmp_path: Path) -> None:
    write(tmp_path / "in", a=CLEAN, z=WRONG)
    Path(os.fsdecode(os.fsencode(tmp_path / "in") + b"/" + name)).write_text(WRONG, encoding="utf-8")
    options = [part for suffix in ("jsonl", "csv", "xlsx", "html") for part in ("-o", f"o.{suffix}")]
    run = gouji("check", "in", *options, cwd=tmp_path)
    assert run.returncode == 1 and not run.stderr, run.stderr
    lines = (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()
    assert {r["doc"] for r in map(json.loads, lines)} == {"in/a.txt", f"in/{shown}", "in/z.txt"}
    for output in ("o.csv", "o.html"):
        assert shown in (tmp_path / output).read_text(encoding="utf-8")
    assert shown in gouji("check", "in", cwd=tmp_path).stdout


def test_names_that_the_system_refuses(tmp_path: Path) -> None:
    write(tmp_path / "in", a=CLEAN)
    run = gouji("check", "in", "x" * 300, "no\udcffne", cwd=tmp_path)
    assert run.returncode == 2 and "没有发现不一致之处" in run.stdout
    assert [line[:5] for line in run.stderr.splitlines()] == ["E009:", "E001:"]


def without_rights(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`gouji` as somebody whom permissions bind; root is bound where it gives up two of its capabilities."""
    command = [*COMMAND, *arguments]
    if os.geteuid() == 0:
        if not shutil.which("setpriv"):
            pytest.skip("permissions do not bind root, and there is no setpriv")
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *command]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("mode", [0o000, 0o400])
def test_a_folder_without_rights_is_told(mode: int, tmp_path: Path) -> None:
    write(tmp_path / "in", a=CLEAN)
    write(tmp_path / "in/closed", b=CLEAN)
    (tmp_path / "in/closed").chmod(mode)
    try:
        run = without_rights("check", "in", cwd=tmp_path)
    finally:
        (tmp_path / "in/closed").chmod(0o700)
    assert run.returncode == 2 and run.stderr.startswith("E009: ") and "closed" in run.stderr, run.stderr
    assert "没有发现不一致之处" in run.stdout


def test_a_file_without_rights_that_is_named_costs_the_others_nothing(tmp_path: Path) -> None:
    write(tmp_path / "in", a=CLEAN, b=CLEAN)
    (tmp_path / "in/b.txt").chmod(0)
    run = without_rights("check", "in/b.txt", "in/a.txt", cwd=tmp_path)
    assert run.returncode == 2 and run.stderr.startswith("E009: ") and "没有发现不一致之处" in run.stdout


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "xlsx", "html"])
def test_a_folder_that_takes_no_output(suffix: str, tmp_path: Path) -> None:
    write(tmp_path / "in", a=CLEAN)
    (tmp_path / "shut").mkdir(mode=0o500)
    run = without_rights("check", "in", "-o", f"shut/o.{suffix}", cwd=tmp_path)
    assert run.returncode == 2 and run.stderr.startswith("E008: ") and len(run.stderr.splitlines()) == 1


@pytest.mark.parametrize("encoding", ["gbk", "latin-1", "ascii"])
@pytest.mark.parametrize("arguments", [["check"], ["explain", "f1"], ["extract"]])
def test_terminals_of_other_encodings(encoding: str, arguments: list[str], tmp_path: Path) -> None:
    write(tmp_path, a=WRONG + "二、收入较上年减少−5.00万元。\n")
    run = subprocess.run(
        [*COMMAND, *arguments, "a.txt"],
        cwd=tmp_path,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        check=False,
    )
    assert run.returncode in (0, 1) and not run.stderr, run.stderr
    assert run.stdout.decode(encoding)


def test_records_are_utf8_whatever_the_terminal(tmp_path: Path) -> None:
    write(tmp_path, a=WRONG)
    environment = {**os.environ, "PYTHONIOENCODING": "gbk"}
    run = subprocess.run([*COMMAND, "check", "a.txt", "-o", "-"], cwd=tmp_path, capture_output=True, env=environment)
    assert run.returncode == 1 and all(json.loads(line) for line in run.stdout.decode().splitlines())


@pytest.mark.parametrize("arguments", ["check a.txt", "check a.txt -o -", "extract --text a.txt", "explain f1 a.txt"])
@pytest.mark.parametrize("stdout", [">/dev/full", ">&-"])
def test_a_full_or_closed_standard_output(arguments: str, stdout: str, tmp_path: Path) -> None:
    write(tmp_path, a=WRONG)
    command = f'"$0" -m gouji {arguments} {stdout}'
    run = subprocess.run(["sh", "-c", command, sys.executable], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert run.returncode == 2 and run.stderr.startswith("E008: "), run.stderr
    assert len(run.stderr.splitlines()) == 1


@pytest.mark.parametrize("arguments", [["check"], ["check", "-o", "-"], ["extract", "--text"]])
def test_a_closed_pipe_is_no_error(arguments: list[str], tmp_path: Path) -> None:
    write(tmp_path / "in", **{f"d{n:03}": CLEAN * 20 for n in range(30)})
    with subprocess.Popen(
        [*COMMAND, *arguments, "in"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None and run.stderr is not None
        run.stdout.read(1)
        run.stdout.close()
        told = run.stderr.read()
    assert run.returncode == 0 and not told, told


def test_a_closed_pipe_does_not_end_another_output(tmp_path: Path) -> None:
    write(tmp_path / "in", **{f"d{n:03}": CLEAN * 20 for n in range(10)})
    command = [*COMMAND, "check", "in", "-o", "-", "-o", "o.jsonl"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        run.stdout.close()
    assert run.returncode == 0
    lines = (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()
    assert sum(json.loads(line)["type"] == "document" for line in lines) == 10


@pytest.mark.parametrize(
    ("suffix", "number", "status"),
    [
        ("jsonl", signal.SIGINT, 130),
        ("html", signal.SIGINT, 130),
        ("csv", signal.SIGTERM, 143),
        ("html", signal.SIGTERM, 143),
        ("xlsx", signal.SIGHUP, 129),
    ],
)
def test_a_stopped_run_leaves_nothing_and_says_how_far_it_came(
    suffix: str, number: signal.Signals, status: int, tmp_path: Path
) -> None:
    write(tmp_path / "in", **{f"d{n:03}": CLEAN * 40 for n in range(400)})
    scratch, out = tmp_path / "scratch", tmp_path / "out"
    scratch.mkdir()
    out.mkdir()
    (out / f"o.{suffix}").write_text("before", encoding="utf-8")
    with subprocess.Popen(
        [*COMMAND, "check", "in", "-o", f"out/o.{suffix}"],
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(scratch)},
        encoding="utf-8",
        preexec_fn=not_ignoring_signals,
    ) as run:
        end = time.monotonic() + SECONDS
        while not any(out.glob(".o*")) and time.monotonic() < end:  # the outputs are open: the run has begun
            time.sleep(0.01)
        run.send_signal(number)
        assert run.stderr is not None
        told = run.stderr.read()
    assert run.returncode == status, told
    assert told.startswith("interrupted 已中断") and "of 400 documents done" in told
    assert [p.name for p in out.iterdir()] == [f"o.{suffix}"] and not list(scratch.iterdir())
    assert (out / f"o.{suffix}").read_text(encoding="utf-8") == "before"


HOSTILE = {
    "escape": ("\x1b]0;owned\x07", "\\x1b]0;owned\\x07"),
    "clear": ("\x1b[2J", "\\x1b[2J"),
    "c1": ("\x9b2J", "\\x9b2J"),
    "bidi": ("\u202etxt", "\\u202etxt"),
    "isolate": ("\u2066a\u2069", "\\u2066a\\u2069"),
    "return": ("a\rb", "a\\x0db"),
}


@pytest.mark.parametrize(("raw", "shown"), HOSTILE.values(), ids=HOSTILE)
def test_what_a_terminal_obeys_is_shown(raw: str, shown: str) -> None:
    assert terminal.visible(f"支出{raw}\t万元\n") == f"支出{shown}\t万元\n"


def test_names_and_headings_do_not_reach_the_terminal_raw(tmp_path: Path) -> None:
    for key, (raw, _) in HOSTILE.items():
        heading = "".join(c for c in raw if c != "\r")
        write(tmp_path / "in", **{f"x{key}{raw}": f"一、{heading}支出情况说明\n{WRONG}"})
    for arguments in (["check", "in"], ["explain", "f9", "in"], ["extract", "in"], ["check", "in/none\x1b[2J"]):
        run = gouji(*arguments, cwd=tmp_path)
        assert not {c for c in run.stdout + run.stderr if terminal.visible(c) != c}, arguments


def test_text_on_a_terminal_is_made_visible(tmp_path: Path) -> None:
    """A terminal of its own, as a person has it; a pipe gets the bytes."""
    pty = pytest.importorskip("pty")
    write(tmp_path, a="支出\x1b[2J合计\n")
    primary, secondary = pty.openpty()
    command = [*COMMAND, "extract", "--text", "a.txt"]
    run = subprocess.run(command, cwd=tmp_path, stdout=secondary, check=False)
    os.close(secondary)
    shown = os.read(primary, 1000)
    os.close(primary)
    assert run.returncode == 0 and b"\x1b" not in shown and b"\\x1b[2J" in shown
    assert b"\x1b[2J" in subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout
