"""Our score against the reference script, where that is at hand, and its rules on tiny records."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from gouji.errors import GoujiError
from gouji.learn.gold import Gold, Record, document_of, read_gold
from gouji.learn.measure.score import score
from gouji.learn.measure.scorecard import lines

CORPUS = Path(os.environ.get("GOUJI_CORPUS", Path(__file__).parents[1] / ".." / "shared" / "corpus"))
REFERENCE = CORPUS.parent / "score.py"
FOLDERS = sorted(p for p in (CORPUS.parent / "gold").glob("[0-9]*") if p.is_dir())


def predictions(gold: Gold, seed: int) -> tuple[list[Record], list[Record]]:
    """Records made from the gold itself; from seed 1 on with some dropped, moved, altered or invented."""
    chance = random.Random(seed)

    def spoilt(records: tuple[Record, ...], kind: str) -> list[Record]:
        out = []
        for record in records:
            made = {**record, "type": kind}
            if seed and chance.random() < 0.3:
                made["end"] += chance.randint(-3, 9)
                made["norm"] = str(chance.choice([made.get("norm"), 7, "7,000", None]))
                made["start"] -= chance.randint(0, 5)
            if not seed or chance.random() < 0.8:
                out.append(made)
            if seed and chance.random() < 0.1:
                out.append({**made, "start": made["start"] + 9, "end": made["end"] + 12})
        return out

    entities = spoilt(gold.entities, "entity")
    findings = spoilt(gold.mismatches, "finding") + (spoilt(gold.consistent, "finding")[:5] if seed else [])
    for finding in findings:
        finding["severity"] = chance.choice(["material", "minor", "rounding"]) if seed else "material"
    return entities, findings + spoilt(gold.alignments or (), "link")


@pytest.mark.skipif(not (REFERENCE.is_file() and FOLDERS), reason="the shared folder is not at hand")
@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_the_same_lines_as_the_reference(folder: Path, seed: int, tmp_path: Path) -> None:
    gold = read_gold(folder)
    extracted, checked = predictions(gold, seed)
    for name, records in (("extract", extracted), ("check", checked)):
        text = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    files = ("--extract", tmp_path / "extract.jsonl", "--check", tmp_path / "check.jsonl")
    run = subprocess.run(
        [sys.executable, REFERENCE, folder, *files],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert lines(score(gold, extracted, checked)) == run.stdout.splitlines()


def entity(label: str, start: int, end: int, text: str, norm: str | None = None, **more: object) -> Record:
    return {"type": "entity", "label": label, "start": start, "end": end, "text": text, "norm": norm, **more}


def test_norms_are_compared_as_numbers_and_neutral_records_do_not_count() -> None:
    gold = Gold(
        "made-up",
        (
            entity("AMOUNT", 0, 5, "1.0元", "1.0"),
            entity("AMOUNT", 9, 12, "2元", "2", sure=False),
            entity("AMOUNT", 20, 23, "3元", "3"),
        ),
        (), (), None,
    )  # fmt: skip
    found = [entity("AMOUNT", 0, 4, "1元", "1"), entity("AMOUNT", 9, 12, "2元", "5")]
    amounts = score(gold, found, []).entities[0]
    assert (amounts.tp, amounts.fp, amounts.fn, amounts.missed) == (1, 0, 1, ("3元",))


def test_a_finding_counts_by_its_figure_or_by_figure_and_evidence() -> None:
    mismatch = {
        **{"id": "m1", "kind": "change", "severity": "material", "stated": "a", "expected": "b"},
        **{"start": 10, "end": 14, "evidence": [{"start": 20, "end": 24}]},
    }
    gold = Gold("made-up", (), (mismatch,), (), None)

    def finding(start: int, *evidence: int, severity: str = "minor") -> Record:
        spans = [{"start": s, "end": s + 2} for s in evidence]
        return {"type": "finding", "start": start, "end": start + 2, "severity": severity, "evidence": spans}

    def found(record: Record) -> tuple[int, int]:
        result = score(gold, [], [record]).findings
        assert result is not None
        return result.must_found, result.false_alarms

    assert found(finding(11)) == (1, 0)
    assert found(finding(21, 11)) == (1, 0)
    assert found(finding(40, 11)) == (0, 1)
    assert found(finding(11, severity="rounding")) == (0, 0)


def test_a_folder_without_annotations_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoujiError, match="E012"):
        read_gold(tmp_path)
    with pytest.raises(GoujiError, match="E012"):
        document_of(tmp_path / "000", tmp_path)
    (tmp_path / "mismatches.jsonl").write_text("", encoding="utf-8")
    for records in ('{"page": 1}\n{"start": 1}\n', "{}\n"):
        (tmp_path / "entities.jsonl").write_text(records, encoding="utf-8")
        with pytest.raises(GoujiError, match="neither offsets nor pages"):
            read_gold(tmp_path)
    (tmp_path / "entities.jsonl").write_text('{"page": 1}\n', encoding="utf-8")
    assert read_gold(tmp_path).paged
