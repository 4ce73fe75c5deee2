"""The synthetic corpus: the same every time, true of its own text, consistent, and broken only where it says so."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casefiles
from gouji.errors import GoujiError
from gouji.figures import Interval, same_quantity_agrees
from gouji.learn import synth
from gouji.learn.planting.claim_slips import figure_of
from gouji.learn.synth.disclosure import Disclosure
from gouji.learn.synth.slip_planting import SLIPS
from gouji.reconcile.model import Severity
from gouji.records.results import CheckResult

FALSE_ALARM_SEEDS = 60
SLIPPED = 4  # documents a slip
LEAST_FOUND = 0.8  # of all slips; a test of gouji as much as of the slips


@pytest.fixture(scope="module")
def made() -> list[Disclosure]:
    return list(synth.corpus(11, 30))


def checked(document: Disclosure) -> CheckResult:
    return casefiles.check.__wrapped__(document.text)


def grave(result: CheckResult) -> Iterator[object]:
    return (f for f in result.findings if f.severity is not Severity.ROUNDING)


def test_same_seed_same_text_in_another_process() -> None:
    code = (
        "import sys; from gouji.learn import synth\n"
        "for d in synth.corpus(5, 3, slips=['all']): sys.stdout.buffer.write(d.text.encode())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout.decode()
    assert other == "".join(d.text for d in synth.corpus(5, 3, slips=["all"]))
    assert other != "".join(d.text for d in synth.corpus(6, 3, slips=["all"]))


def test_both_kinds_have_several_layouts(made: list[Disclosure]) -> None:
    assert len(synth.layouts("final")) >= 3 and len(synth.layouts("budget")) >= 3
    assert {d.layout for d in made} == set(synth.layouts())
    assert all(d.layout.startswith(d.kind) for d in made)


def test_nothing_is_left_of_the_markup(made: list[Disclosure]) -> None:
    for document in made:
        assert not [c for c in document.text if "\ue000" <= c <= "\uf8ff" or c in "{}"]


def test_entities_are_where_they_say(made: list[Disclosure]) -> None:
    for document in made:
        spans = [document.text[a:b] for _, a, b in document.entities]
        assert all(t and t == t.strip() for t in spans)
        for label, start, end in document.entities:
            text = document.text[start:end]
            if label in ("AMOUNT", "PERCENT"):
                assert figure_of(text) is not None and text.endswith("%" if label == "PERCENT" else "元")
            if label == "PROJECT":
                assert not set(text) & set("“”《》") and not text.endswith("项目")
        causes = [(a, b) for label, a, b in document.entities if label == "CAUSE"]
        assert all(b <= c for (_, b), (c, _) in pairwise(causes))
        assert not {document.text[b - 1] for _, b in causes} & set("，。；：")


def test_links_join_amounts_with_cells_of_the_same_value(made: list[Disclosure]) -> None:
    unit = {d.text: d.script.style.cell_unit for d in made}
    count = 0
    for document in made:
        for start, end, cell_start, cell_end in document.links:
            amount = figure_of(document.text[start:end])
            cell = figure_of(document.text[cell_start:cell_end] + unit[document.text])
            assert amount and cell and same_quantity_agrees(amount, cell, 2)
            count += 1
    assert count > 50 * len(made)


def test_claims_can_be_recomputed_from_what_is_printed(made: list[Disclosure]) -> None:
    tried = Counter[str]()
    for document in made:
        for said in document.script.said:
            if not {*said.figures.values(), *said.parts} <= document.figures.keys():
                continue
            printed = {role: interval(document, mark) for role, mark in said.figures.items()}
            parts = [interval(document, mark) for mark in said.parts]
            if said.relation == "change" and {"value", "delta", "rate"} <= printed.keys():
                sign = Decimal(1 if said.direction == "up" else -1)
                base = printed["value"] - printed["delta"] * sign
                assert base.lo <= 0 or (printed["delta"] / base * 100).meets(printed["rate"])
            elif said.relation in ("share", "completion") and printed["base"].lo > 0:
                assert (printed["value"] / printed["base"] * 100).meets(printed["rate"])
            elif said.relation == "part_of":
                assert sum(parts, Interval.point(0)).meets(printed["value"])
            tried[said.relation] += 1
    assert all(tried[relation] > 60 for relation in ("change", "share", "completion", "part_of")), tried


def interval(document: Disclosure, mark: int) -> Interval:
    figure = figure_of(document.text[slice(*document.figures[mark])])
    assert figure is not None
    return figure.interval(2 if figure.unit and figure.unit.symbol != "%" else None)


def test_words_are_broad() -> None:
    made = list(synth.corpus(2, 60))
    for label, least in (("CAUSE", 500), ("PROJECT", 300)):
        assert len({d.text[a:b] for d in made for name, a, b in d.entities if name == label}) > least


@settings(max_examples=FALSE_ALARM_SEEDS, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 10**6))
def test_no_false_alarm(seed: int) -> None:
    document = synth.document(seed)
    found = [(document.layout, f.stated, f.expected, f.message) for f in grave(checked(document))]
    assert found == []


def test_amounts_and_rates_are_read_exactly(made: list[Disclosure]) -> None:
    for document in made[:10]:
        entities = checked(document).extraction.entities
        read = [(e.label.value, e.span.start, e.span.end) for e in entities]
        for label in ("AMOUNT", "PERCENT"):
            assert [e for e in read if e[0] == label] == [e for e in document.entities if e[0] == label]


def test_slips_of_every_kind_are_planted_and_found() -> None:
    planted, found = Counter[str](), Counter[str]()
    for name in SLIPS:
        for seed in range(SLIPPED):
            document = synth.document(f"slip/{seed}", slips=[name])
            for slip in document.truth:
                planted[name] += 1
                assert document.text[slip.start : slip.end] == slip.stated != slip.expected
                spans = [s for f in grave(checked(document)) for s in (f.span, *(e.span for e in f.evidence))]
                found[name] += any(s.start < slip.end and slip.start < s.end for s in spans)
    rates = {name: f"{found[name]} of {planted[name]}" for name in SLIPS}
    assert all(planted[name] for name in SLIPS) and all(found[name] for name in SLIPS), rates
    assert found.total() >= LEAST_FOUND * planted.total(), rates


def test_putting_the_slips_right_gives_the_document_without_them() -> None:
    names = [n for n in SLIPS if n != "copied_paragraph"]
    for seed in range(4):
        document = synth.document(seed, slips=names)
        text = document.text
        assert len(document.truth) > 5
        for slip in sorted(document.truth, key=lambda t: -t.start):
            text = text[: slip.start] + slip.expected + text[slip.end :]
        assert text == synth.document(seed).text


def test_an_unknown_slip_is_named() -> None:
    with pytest.raises(GoujiError, match=r"E020.*no_such"):
        synth.document(1, slips=["no_such"])
