"""Scoring against paged gold: the rules on tiny records, and the reference script where that is at hand."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import CORPUS
from gouji.learn.gold import Gold, Record, read_gold
from gouji.learn.measure import paged

REFERENCE = CORPUS.parent / "score_pdf.py"
FOLDERS = sorted(p for p in (CORPUS.parent / "gold").glob("pdf_*") if p.is_dir())

MISMATCH: Record = {
    **{"id": "m1", "kind": "change", "severity": "material", "page": 5, "figure": "4.0%"},
    **{"stated": "4.0%", "expected": "4.5%", "evidence": [{"page": 5, "figure": "268.28万元"}]},
}


def finding(page: int, text: str, *evidence: str, severity: str = "material") -> Record:
    found = [{"page": page, "text": e} for e in evidence]
    return {
        **{"type": "finding", "page": page, "text": text, "evidence": found, "severity": severity},
        **{"kind": "change", "message": "…", "expected": "", "diagnosis": ""},
    }


@pytest.mark.parametrize(
    ("found", "touched", "named"),
    [
        (finding(5, "4.0 %"), True, True),
        (finding(6, "4%"), True, True),
        (finding(7, "4.0%"), False, False),  # two pages off
        (finding(5, "40%"), False, False),
        (finding(5, "268.28万元", "4.0%"), True, False),
        (finding(5, "999万元", "4.0%"), False, False),  # rests on the figure alone
    ],
)
def test_touched_by_the_figure_or_by_figure_and_evidence(found: Record, touched: bool, named: bool) -> None:
    assert paged.touches(MISMATCH, found) is touched
    assert paged.names(MISMATCH, found) is named


def test_a_blank_cell_is_disputed_by_what_contradicts_it() -> None:
    blank = {**MISMATCH, "figure": ""}
    assert paged.names(blank, finding(5, "268.28"))
    assert paged.touches(blank, finding(5, "1.00", "268.28"))
    assert not paged.touches(blank, finding(5, "4.0%"))


def test_records_of_one_group_are_one_error() -> None:
    other = {**MISMATCH, "id": "m2", "figure": "9.0%"}
    gold = Gold("made-up", (), ({**MISMATCH, "group": "g"}, {**other, "group": "g"}), (), None)
    scored = paged.score(gold, [], [finding(5, "9.0%")])
    assert scored.score.findings is not None
    assert (scored.score.findings.must, scored.score.findings.must_found, scored.figures_found) == (1, 1, 1)


def test_figures_compare_by_value_and_unsure_entities_count_neither_way() -> None:
    sure: Record = {"id": "e1", "label": "AMOUNT", "norm": "5.00", "figure": "5.00元", "page": 1}
    unsure: Record = {**sure, "id": "e2", "norm": "7", "sure": False}
    gold = Gold("made-up", (sure, unsure), (), (), None)
    found = [{"type": "entity", "label": "AMOUNT", "norm": n, "text": n} for n in ("5.0", "7.0", "8")]
    (amount, *_) = paged.score(gold, found, []).score.entities
    assert (amount.tp, amount.fp, amount.fn, amount.false) == (1, 1, 0, ("8",))


@pytest.mark.parametrize(("severity", "alarms"), [("material", 1), ("minor", 0)])
def test_what_is_rounding_in_gold_excuses_no_material_finding(severity: str, alarms: int) -> None:
    gold = Gold("made-up", None, ({**MISMATCH, "severity": "rounding"},), (), None)
    scored = paged.score(gold, [], [finding(5, "4.0%", severity=severity)]).score
    assert scored.findings is not None and scored.findings.false_alarms == alarms
    assert scored.entities == ()  # no entities were annotated


def predictions(gold: Gold, seed: int) -> tuple[list[Record], list[Record]]:
    """Records made from the gold; from seed 1 on some dropped, on another page, or disputing the evidence."""
    chance = random.Random(seed)
    entities = [
        {**r, "type": "entity", "text": r["figure"]} for r in gold.entities or () if not seed or chance.random() < 0.8
    ]
    found = []
    for record in (*gold.mismatches, *gold.consistent[:6]):
        evidence = [e.get("figure", "") for e in record.get("evidence", ())]
        texts = [record["figure"], *evidence] if not seed or chance.random() < 0.7 else [*evidence, record["figure"]]
        page = (record.get("page") or 1) + (chance.choice([0, 0, 1, 2]) if seed else 0)
        severity = chance.choice(["material", "minor", "rounding"]) if seed else "material"
        if not seed or chance.random() < 0.7:
            found.append(finding(page, *texts, severity=severity))
    return entities, found


@pytest.mark.skipif(not (REFERENCE.is_file() and FOLDERS), reason="the shared folder is not at hand")
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda p: p.name)
def test_the_same_numbers_as_the_reference(folder: Path, seed: int, tmp_path: Path) -> None:
    gold = read_gold(folder)
    extracted, checked = predictions(gold, seed)
    for name, records in (("extract", extracted), ("check", checked)):
        text = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
        (tmp_path / f"{name}.jsonl").write_text(text, encoding="utf-8")
    files = ("--extract", tmp_path / "extract.jsonl", "--check", tmp_path / "check.jsonl", "--json")
    run = subprocess.run([sys.executable, REFERENCE, folder, *files], capture_output=True, encoding="utf-8", check=True)
    wanted = json.loads(run.stdout)
    scored = paged.score(gold, extracted, checked)
    assert {e.name for e in scored.score.entities} == set(wanted.get("entities", ()))
    for e in scored.score.entities:
        theirs = wanted["entities"][e.name]
        assert (e.tp, e.fp, e.fn, list(e.missed), list(e.false)) == (
            *(theirs[k] for k in ("tp", "fp", "fn", "missed", "false")),
        )
    f, theirs = scored.score.findings, wanted["findings"]
    assert f is not None
    ours = {k: getattr(f, k) for k in ("must", "must_found", "should", "should_found", "findings", "false_alarms")}
    assert ours == {k: theirs[k] for k in ours}
    assert (scored.figures, scored.figures_found) == (theirs["must_figures"], theirs["must_figures_found"])
    assert list(f.missed) == theirs["missed"]
    assert list(f.false[:30]) == theirs["false"]
