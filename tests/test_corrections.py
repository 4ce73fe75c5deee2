"""What annotators corrected teaches the models, and only where it is no worse on what was held out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import gouji
from gouji import learned
from gouji.claims import Label
from gouji.desk.annotations import Kind
from gouji.desk.store import documents, layers, responses
from gouji.desk.store.database import Database
from gouji.desk.store.responses import Change
from gouji.desk.store.tables import DONE, GONE, PUT, WHOLE
from gouji.errors import GoujiError
from gouji.learn import synth
from gouji.learn.corrections import finding_triage, link_model, span_models
from gouji.learn.corrections.corrected import Corrected, corrected, split
from gouji.learn.corrections.loop import Lesson, retrain
from gouji.learn.spans.votes import labels
from gouji.reconcile.findings import triage

DOCUMENTS = 4


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Made-up documents with slips; in each an annotator accepts every link and span and judges every finding."""
    made = Database(str(tmp_path_factory.mktemp("corrections") / "annotations.db"))
    for seed in range(1, DOCUMENTS + 1):
        text = synth.demo(seed).text
        with made.write() as connection:
            result = gouji.check(gouji.read_text(text, f"{seed}.txt"))
            number = documents.add(connection, result, [Path(f"{seed}.txt")], "1")
            row = documents.row(connection, number)
            assert row is not None
            told = layers.suggested(connection, number, row.analysis)
            changes = [Change(kind, key, PUT, body) for (kind, key), body in told.items() if kind != Kind.FINDING]
            changes += _verdicts(told)
            changes.append(Change(WHOLE, DONE, PUT, {"done": True}))
            responses.submit(connection, number, "甲", f"request-{seed}", changes)
    yield made
    made.close()


def _verdicts(told: dict[tuple[str, str], dict[str, object]]) -> Iterator[Change]:
    for number, ((kind, key), body) in enumerate(told.items()):
        if kind == Kind.FINDING:
            verdict = "wrong" if number % 4 == 0 else "right"
            place = {name: body[name] for name in ("start", "end", "kind", "expected")}
            yield Change(kind, key, PUT, {**place, "verdict": verdict, "reason": ""})


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done is tested here; how well it teaches is measured by benchmarks/desk_loop.py."""
    monkeypatch.setattr(span_models, "PASSES", 1)
    monkeypatch.setattr(span_models, "MADE_UP", 1)


@pytest.fixture(scope="module")
def found(store: Database) -> list[Corrected]:
    return corrected(store)


def test_what_somebody_has_looked_at_is_learned_from(found: list[Corrected]) -> None:
    assert len(found) == DOCUMENTS and all(one.layer.done for one in found)
    pieces = list(span_models.pieces(found[:1]))
    wanted = {(s.label, s.start) for s in found[0].spans.values() if s.label in ("CAUSE", "PROJECT")}
    marked = sum(len(labels(p)) for p in pieces)
    assert 0 < marked <= len(wanted)
    assert found[0].links and all(found[0].links.values())


def test_what_nobody_has_looked_at_is_no_negative(tmp_path: Path) -> None:
    store = Database(str(tmp_path / "annotations.db"))
    with store.write() as connection:
        text = "2023年度支出2.00万元，比上年减少0.50万元，主要原因是压缩接待批次。\n\n" * 2
        documents.add(connection, gouji.check(gouji.read_text(text, "a")), [], "1")
        first = next(k for k, b in layers.suggested(connection, 1, 1).items() if b.get("label") == "CAUSE")
        responses.submit(connection, 1, "甲", "request-1", [Change(*first, GONE)])
    (one,) = corrected(store)
    store.close()
    pieces = [p for p in span_models.pieces([one]) if p.label is Label.CAUSE]
    assert len(pieces) == 1 and labels(pieces[0]) == ()  # of two causes one was looked at, and is none


def test_documents_are_held_out_as_a_whole(found: list[Corrected]) -> None:
    dealt = split(found)
    assert {c.name for c in dealt.learned} | {c.name for c in dealt.held} == {c.name for c in found}
    assert dealt.held and not {c.name for c in dealt.learned} & {c.name for c in dealt.held}
    assert [c.name for c in split(found, ["2.txt"]).held] == ["2.txt"]


def test_verdicts_scale_triage(found: list[Corrected]) -> None:
    judged = finding_triage.judged(found)
    assert len(judged) >= finding_triage.LEAST and {j.real for j in judged} == {0.0, 1.0}
    judged = [finding_triage.Judged({"certainty": n / 40}, float(n >= 20)) for n in range(40)]
    base = triage.Triage(bias=6.0, weights={"certainty": 2.0}, floor=0.01, ceiling=0.99, threshold=0.3)  # far too sure
    better = finding_triage.scaled(base, judged, 1)
    assert finding_triage.brier(better, judged) < finding_triage.brier(base, judged)
    turned = replace(base, bias=-base.bias, weights={k: -w for k, w in base.weights.items()})
    assert finding_triage.scaled(turned, judged, 1) == turned or finding_triage.brier(turned, judged) > 0.2


def test_links_of_people_decide_instead_of_values(found: list[Corrected]) -> None:
    plain = {e.claim: e.right.tolist() for e in link_model.examples(found[:1])}
    moved = replace(found[0], layer=_without_links(found[0]))  # every amount was looked at and has no cell
    assert moved.links.keys() == found[0].links.keys() and not any(moved.links.values())
    unlinked = {e.claim: e.right.tolist() for e in link_model.examples([moved])}
    assert any(any(told) for told in plain.values())
    assert sum(map(sum, unlinked.values())) < sum(map(sum, plain.values()))


def _without_links(one: Corrected) -> layers.Layer:
    """The layer of somebody who looked at every link and took each away."""
    rest = tuple(t for t in one.layer.annotated.things if t not in one.layer.annotated.of(Kind.LINK))
    return replace(one.layer, annotated=replace(one.layer.annotated, things=rest))


def test_a_model_that_is_no_worse_is_put_in_place_and_used(found: list[Corrected], tmp_path: Path) -> None:
    out = tmp_path / "models"
    told = list(retrain(found, Lesson(out, held=("1.txt",))))
    lines = [one.text for one in told if not isinstance(one, GoujiError)]
    errors = [one for one in told if isinstance(one, GoujiError)]
    assert any(line.startswith("spans: span F1") for line in lines)
    assert any(line.startswith("triage: Brier score") for line in lines)
    written = [one for one in told if not isinstance(one, GoujiError) and one.written]
    assert len(written) + len(errors) == 3
    assert {e.code for e in errors} <= {"E056", "E057"}
    for name in ("spans", "links", "triage"):
        refused = any(e.code in ("E056", "E057") and f"{name}" in e.message for e in errors)
        assert learned.available(name, out) is not refused
        if not refused:
            learned.folder(name, out)  # sealed, and what was sealed
            assert "retrained on corrections" in (out / name / "card.md").read_text(encoding="utf-8")
    if written:
        assert gouji.check(gouji.read_text(synth.demo(9).text), models=out).findings


def test_a_model_that_got_worse_stays_unless_it_is_asked_for(
    found: list[Corrected], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new triage believes nothing; the one that is there was right."""
    nothing = triage.Triage(-9.0, {}, 0.01, 0.99, 0.5)
    monkeypatch.setattr(finding_triage, "scaled", lambda base, judged, seed: nothing)
    monkeypatch.setattr(span_models, "counted", lambda divided: ([], []))
    right = [one for one in found if one.name != "1.txt"]
    for accept, code in ((False, "E056"), (True, "")):
        out = tmp_path / str(accept)
        told = list(retrain(right, Lesson(out, accept_worse=accept)))
        refused = [e for e in told if isinstance(e, GoujiError) and "triage" in e.message]
        assert [e.code for e in refused] == ([code] if code else [])
        assert learned.available("triage", out) is accept
