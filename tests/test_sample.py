"""`gouji sample`: documents in every form with gold folders that `gouji evaluate` measures against."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

import gouji
from command import gouji as run
from gouji.corpus.inputs import files

FORMS = [
    "docx",
    "xlsx",
    pytest.param("pdf", marks=pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")),
]


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_evaluate_measures_a_sample(tmp_path: Path) -> None:
    done = run("sample", "s", "--documents", "4", "--seed", "7", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    golds = sorted((tmp_path / "s" / "gold").iterdir())
    names = {p.stem for p in golds[0].iterdir()}
    assert names == {"entities", "mismatches", "consistent", "alignments", "claims", "facts"}
    scored = run("evaluate", *map(str, golds), "--corpus", "s", "--no-planting", cwd=tmp_path)
    assert scored.returncode == 0, scored.stderr
    assert scored.stdout.count("false alarms 0 of 0") == 4
    assert len(re.findall(r"AMOUNT\s+P 1\.000\s+R 1\.000", scored.stdout)) == 4


def test_truth_lies_in_the_text(tmp_path: Path) -> None:
    run("sample", "s", "--documents", "3", "--slips", "all", cwd=tmp_path)
    for gold in sorted((tmp_path / "s" / "gold").iterdir()):
        (document,) = (tmp_path / "s").glob(f"{gold.name}_*")
        text = document.read_text(encoding="utf-8")
        mismatches = lines(gold / "mismatches.jsonl")
        assert len(mismatches) > 6
        for record in [*lines(gold / "entities.jsonl"), *mismatches]:
            assert text[record["start"] : record["end"]] == record["text"]
        for fact in lines(gold / "facts.jsonl"):
            assert text[fact["start"] : fact["end"]] == fact["value"]
        ids = {e["id"] for e in lines(gold / "entities.jsonl")}
        claims = lines(gold / "claims.jsonl")
        assert all(set(c["figures"].values()) <= ids for c in claims) and len(claims) > 20
        assert any(c["cause"] in ids for c in claims)


@pytest.mark.parametrize("form", FORMS)
def test_other_forms_read_back_to_the_same_facts(form: str, tmp_path: Path) -> None:
    done = run("sample", "s", "--documents", "2", "--seed", "3", "--form", form, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for gold in sorted((tmp_path / "s" / "gold").iterdir()):
        (document,) = (tmp_path / "s").glob(f"{gold.name}_*")
        read = gouji.extract(gouji.bundle(files([document])) if document.is_dir() else document)
        wanted = Counter(f["norm"] for f in lines(gold / "facts.jsonl"))
        assert Counter(f.figure.norm for f in read.facts) == wanted
        told = Counter(e["norm"] for e in lines(gold / "entities.jsonl") if e["label"] in ("AMOUNT", "PERCENT"))
        assert Counter(e.norm for e in read.entities if e.label.value in ("AMOUNT", "PERCENT")) == told


def test_a_slip_is_found_in_word(tmp_path: Path) -> None:
    run("sample", "s", "--documents", "2", "--form", "docx", "--slips", "double_counted", cwd=tmp_path)
    golds = sorted((tmp_path / "s" / "gold").iterdir())
    scored = run("evaluate", *map(str, golds), "--corpus", "s", cwd=tmp_path)
    assert scored.stdout.count("must 1/1") == 2, scored.stdout


def test_pdf_without_libreoffice_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run("sample", "s", "--documents", "1", "--form", "pdf", cwd=tmp_path)
    assert done.returncode == 2 and "E021" in done.stderr


@pytest.mark.parametrize("option", [("--kind", "both"), ("--form", "doc"), ("--slips", "typo")])
def test_bad_options_are_refused(option: tuple[str, str], tmp_path: Path) -> None:
    assert run("sample", "s", *option, cwd=tmp_path).returncode == 2
