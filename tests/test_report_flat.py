"""JSON Lines and CSV, read back by other programs; what all formats have in common."""

from __future__ import annotations

import csv
import json
from itertools import pairwise
from pathlib import Path

import pytest

import sample
from gouji import report
from gouji.errors import GoujiError
from gouji.report.csv import guarded


def test_jsonl_is_the_records_one_a_line(tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    report.write([sample.result(), sample.result()], path)
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert lines == sample.result().to_records() * 2


def test_dash_is_jsonl_on_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    report.write(sample.extraction(), "-")
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert [json.loads(line) for line in lines] == sample.extraction().to_records()


@pytest.mark.parametrize(("result", "ids"), [("result", ["m1", "m2"]), ("extraction", ["e1", "e2"])])
def test_csv_holds_findings_or_entities(result: str, ids: list[str], tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    report.write(getattr(sample, result)(), path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows][:2] == ids


def test_csv_runs_no_formula_and_keeps_negative_numbers(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    report.write(sample.result(), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[1]["stated"] == "-12.50"
    assert rows[1]["message"].startswith("'=")
    assert rows[0]["evidence"] == "value: 120.50万元 @25; delta: 20.50万元 @39"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("-x", "'-x"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("-1,234.50", "-1,234.50"),
        ("-3.8%", "-3.8%"),
        ("2023年", "2023年"),
        (-5, -5),
    ],
)
def test_guard(value: str | int, cell: str | int) -> None:
    assert guarded(value) == cell


@pytest.mark.parametrize(
    ("name", "code"), [("out.doc", "E007"), ("out", "E007"), ("no/such/out.csv", "E008"), (".", "E013")]
)
def test_bad_outputs(name: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(GoujiError) as caught:
        report.write(sample.result(), tmp_path / name)
    assert caught.value.code == code


@pytest.mark.parametrize("suffix", report.OF_ANY_INPUT)
def test_a_broken_run_leaves_the_old_file(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"out{suffix}"
    path.write_text("old")

    def breaking():  # type: ignore[no-untyped-def]
        yield sample.result()
        raise RuntimeError("third document")

    with pytest.raises(RuntimeError):
        report.write(breaking(), path)
    assert path.read_text() == "old"
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize("suffix", report.OF_ANY_INPUT)
def test_same_input_same_bytes(suffix: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"{i}{suffix}" for i in range(2)]
    for path in paths:
        report.write(sample.result(), path)
    assert all(a.read_bytes() == b.read_bytes() for a, b in pairwise(paths))
