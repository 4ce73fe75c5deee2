"""How likely a finding is real: the model that is shipped, how it is trained, and what is withheld."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from command import gouji
from gouji import api, learned
from gouji.errors import GoujiError
from gouji.learn.planting.documents import Draw
from gouji.learn.reliability import brier, calibration_error, reliability
from gouji.learn.triage import data, stored, train
from gouji.learn.triage.data import Example
from gouji.learn.triage.misreading import misread
from gouji.reconcile.findings.features import Company, Observed, features
from gouji.reconcile.findings.triage import Triage, load, triaged
from gouji.reconcile.kernel.catalogue import load as load_catalogue
from gouji.reconcile.model import RANK, Severity

VERDICTS = Path(__file__).parent / "verdicts" / "findings.jsonl"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    assert gouji("demo", str(folder)).returncode == 0
    return folder / "disclosure.txt"


def test_findings_come_in_order_with_probabilities(demo: Path) -> None:
    result = api.check(demo)
    raw = {(f.span, f.kind): f for f in api.check(demo, triage=False).findings}
    order = [(RANK[f.severity], -f.confidence) for f in result.findings if f.severity is not Severity.ROUNDING]
    assert order == sorted(order) and len(order) > 3
    assert [f.id for f in result.findings] == [f"f{n}" for n in range(1, len(result.findings) + 1)]
    model, company = load(), Company.of(raw.values(), result.checks)
    for finding in result.findings:
        own = raw[finding.span, finding.kind]
        likely = model.probability(features(Observed.of(own), company))
        assert finding.confidence == (own.confidence if own.severity is Severity.ROUNDING else round(likely, 2))


def test_what_is_too_little_likely_is_told_apart_with_the_reason(demo: Path) -> None:
    plain = api.check(demo, triage=False)
    strict = Triage(bias=0.0, weights={"alike": -9.0, "certainty": 0.1}, floor=0.01, ceiling=0.99, threshold=0.5)
    told = triaged(plain.findings, plain.checks, strict)
    alike = Counter((f.relation, f.kind) for f in plain.findings if f.severity is not Severity.ROUNDING)
    for finding in told:
        many = finding.severity is not Severity.ROUNDING and alike[finding.relation, finding.kind] > 1
        assert finding.doubtful == many
        assert finding.doubt is None or finding.doubt.code == "doubt.alike"
    assert any(f.doubtful for f in told) and not all(f.doubtful for f in told)


def test_judged_records_of_a_former_check_are_examples(demo: Path, tmp_path: Path) -> None:
    result = api.check(demo, triage=False)
    lines = [json.dumps(r, ensure_ascii=False) for r in result.to_records()]
    (tmp_path / "甲市_1.txt.jsonl").write_text("\n".join(lines), encoding="utf-8")
    errors = [f for f in result.findings if f.severity is not Severity.ROUNDING]
    judged = {"file": "甲市_1.txt", "page": None, "figure": errors[0].text, "verdict": "wrong"}
    (tmp_path / "verdicts.jsonl").write_text(json.dumps(judged) + "\n", encoding="utf-8")
    (found,) = stored.examples(tmp_path)
    company = Company.of(result.findings, result.checks)
    assert (found.source, found.real) == ("stored", 0.0)
    assert found.features == features(Observed.of(errors[0]), company)
    assert train.city(found) == "甲市"


def test_few_real_findings_lie_below_the_threshold() -> None:
    likely = [0.9] * 96 + [0.425] * 2 + [0.3, 0.2] + [0.1] * 50
    real = [1.0] * 100 + [0.0] * 50
    found = [Example(f"c{n}_1", "stored", r, str(n), "", {}) for n, r in enumerate(real)]
    assert train.threshold(found, likely) == 0.42
    assert train.threshold([e for e in found if not e.real], likely[:50]) == 0.0


def test_the_brier_score_is_the_mean_squared_distance() -> None:
    assert brier([1.0, 0.0], [1.0, 0.0]) == 0.0 and brier([0.5], [1.0]) == 0.25


def test_certainty_never_speaks_against() -> None:
    found = [replace(e, real=1 - e.real, features={**e.features, "even": n % 2.0}) for n, e in enumerate(invented())]
    assert "certainty" not in train.fit(found, 1).weights
    assert load().weights.get("certainty", 0.0) >= 0


def test_what_is_withheld_is_told(demo: Path, tmp_path: Path) -> None:
    result = api.check(demo)
    least = 1.0
    kept = result.confident(least)
    assert kept.withheld == len(result.findings) - len(kept.findings) > 0
    assert kept.to_records()[0]["withheld"] == kept.withheld
    out = tmp_path / "report.html"
    told = gouji("check", str(demo), "--min-confidence", str(least))
    gouji("check", str(demo), "--min-confidence", str(least), "-o", str(out))
    assert f"{kept.withheld} 处" in told.stdout
    assert f"置信度低于所设下限的 {kept.withheld} 处" in out.read_text(encoding="utf-8")
    assert gouji("check", str(demo), "--min-confidence", "2").returncode == 2


def invented(seed: int = 1) -> list[Example]:
    """Findings whose certainty alone tells how often they are real: that often."""
    chance = Random(seed)
    found = []
    for n in range(600):
        certainty = chance.choice((0.2, 0.5, 0.9))
        real = float(chance.random() < certainty)
        found.append(
            Example(f"d{n % 10}", "planted", real, str(n), "", {"certainty": certainty, "rare": float(n == 0)})
        )
    return found


def test_training_finds_the_probability() -> None:
    found = invented()
    told = train.held_out(found, 1)
    assert calibration_error(reliability(told, [e.real for e in found])) <= 0.07
    model = train.fit(found, 1)
    assert model == train.fit(found, 1)
    assert "rare" not in model.weights
    assert model.probability({"certainty": 0.2}) < 0.4 < 0.8 < model.probability({"certainty": 0.9})


def test_calibration_error_is_the_mean_distance() -> None:
    told, real = [0.95] * 4 + [0.15] * 4, [1.0, 1.0, 1.0, 0.0] + [0.0] * 4
    bins = reliability(told, real)
    assert [(b.count, b.real) for b in bins] == [(4, 0.0), (4, 0.75)]
    assert calibration_error(bins) == pytest.approx((4 * 0.15 + 4 * 0.20) / 8)


def test_a_model_is_written_and_refused_when_changed(tmp_path: Path) -> None:
    model = train.fit(invented(), 1)
    train.write(model, tmp_path / "triage")
    learned.seal(tmp_path / "triage")
    assert load(tmp_path) == model
    (tmp_path / "triage" / "weights.json").write_text(json.dumps({"bias": 9}))
    learned._verified.cache_clear()
    with pytest.raises(GoujiError, match="E019"):
        load(tmp_path)


def test_examples_of_a_document(demo: Path, tmp_path: Path) -> None:
    own = api.check(demo, triage=False).findings[0]
    verdicts = tmp_path / "verdicts.jsonl"
    line = {"document": demo.name, "page": None, "text": own.text, "expected": own.expected, "verdict": "wrong"}
    verdicts.write_text(json.dumps(line) + "\n", encoding="utf-8")
    found = list(data.examples([demo], verdicts, Draw(cells=4, pairs=2), workers=1))
    assert {e.source for e in found} >= {"planted", "verdict"}
    assert [e.real for e in found if e.source == "verdict"] == [0.0]
    assert any(e.real == 1.0 for e in found if e.source == "planted")
    assert all(e.real == 0.0 for e in found if e.source == "misread")
    data.write(found, tmp_path / "examples.jsonl")
    assert data.read(tmp_path / "examples.jsonl") == found


def test_one_row_is_misread(demo: Path) -> None:
    document = api.read(demo)
    changed = misread(document, Random(1))
    assert changed is not None and changed.text == document.text
    differ = [t for t, u in zip(document.tables, changed.tables, strict=True) if t.rows != u.rows]
    assert len(differ) == 1


def test_verdicts_are_read() -> None:
    assert set(data.read_verdicts(VERDICTS).values()) <= {0.0, 0.5, 1.0}


def test_a_finding_that_comes_again_and_again_counts_once() -> None:
    found = invented()
    again = [Example("d1", "planted", 0.0, "the same", "", {"certainty": 0.9, "rare": 0.0})] * 300
    assert train.fit([*found, *again], 1).probability({"certainty": 0.9}) > 0.75


def test_a_weight_of_a_relation_is_one_of_the_catalogue() -> None:
    told = {name.removeprefix("relation.") for name in load().weights if name.startswith("relation.")}
    assert told <= {*load_catalogue().names, "joint"}
