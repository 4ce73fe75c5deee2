"""Made-up disclosures: the same every time, true of their own text, consistent, and broken only where they say so."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import casefiles
from gouji.errors import GoujiError
from gouji.figures import Interval, same_quantity_agrees
from gouji.learn import synth
from gouji.learn.planting.claim_slips import figure_of
from gouji.learn.synth import text_slips
from gouji.learn.synth.disclosure import Disclosure
from gouji.learn.synth.ledger import YEARS, split
from gouji.learn.synth.ledger_drawing import draw
from gouji.learn.synth.many_disclosures import DEMO_SLIPS
from gouji.learn.synth.slip_planting import SLIPS, Change
from gouji.learn.synth.word_lists import words
from gouji.reconcile.model import Severity, Status
from gouji.records.results import CheckResult

FALSE_ALARM_SEEDS = 60
VARIED_SEEDS = 120  # benchmarks/consistent.py checks ten thousand
DEMOS = 6
DEMO_SEED = 1  # of `gouji demo`
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


@settings(max_examples=VARIED_SEEDS, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 10**6))
def test_no_false_alarm_in_varied_wording(seed: int) -> None:
    found = [(f.stated, f.expected, f.rules, f.message) for f in grave(checked(synth.consistent(seed)))]
    assert found == []


def test_relations_of_every_sort_are_tried() -> None:
    """No finding is worth something only where much was checked."""
    held = Counter[str]()
    for seed in range(12):
        held.update(c.relation for c in checked(synth.consistent(seed)).checks if c.status is Status.HOLDS)
    told = {"change", "share", "completion", "sum", "share_sum", "equal", "item_sum", "balance", "table_total"}
    assert told <= {relation for relation, n in held.items() if n >= 5}


def test_varied_documents_differ_in_wording_and_print() -> None:
    """Every wording of a passage is told, with signed changes, in both units, and other funds carried over."""
    made = [synth.consistent(seed) for seed in range(60)]
    assert len({d.text for d in made}) == len(made) and synth.consistent(7).text == made[7].text
    styles = [d.script.style for d in made]
    for field in ("signed", "dropped", "commas", "yuan", "cells_in_yuan", "blank", "settled"):
        assert {getattr(s, field) for s in styles} == {True, False}, field
    assert any(d.script.ledger["carry.in"] != d.script.ledger["carry.fiscal.in"] for d in made)
    first = [d.text.index("公开01表") < d.text.index("总体情况说明") for d in made]
    assert {True, False} == set(first)
    assert {len(d.script.grids) for d in made} >= {3, 4}


def test_the_layout_of_varied_documents_is_had_by_name_only() -> None:
    """The models of the package were learned from the other layouts, and can be learned again."""
    assert synth.consistent(1).layout not in synth.layouts()


def test_the_demo_plants_a_slip_of_each_kind_and_all_are_found() -> None:
    kinds = Counter[str]()
    for seed in range(DEMOS):
        made = synth.demo(seed)
        spans = [f.span for f in checked(made).findings]
        found = [t.name for t in made.truth if any(s.start < t.end and t.start < s.end for s in spans)]
        assert seed != DEMO_SEED or found == [t.name for t in made.truth]
        kinds.update(found)
    assert set(kinds) == set(DEMO_SLIPS)


def test_chosen_slips_stand_at_the_amounts_that_are_named() -> None:
    for seed in range(DEMOS):
        for name, keys in DEMO_SLIPS.items():
            made = synth.demo(seed, slips=[name])
            assert all(t.name == name for t in made.truth)
            assert not keys or all(made.script.marks[t.mark].key in keys for t in made.truth)
        assert synth.demo(seed, slips=()).truth == ()


@pytest.mark.parametrize(
    ("change", "right", "wrong"),
    [
        (text_slips.unit, "1.63万元", "1.63元"),
        (text_slips.swapped, "44.56万元", "45.46万元"),
        (text_slips.swapped, "1,209.56", "2,109.56"),
        (text_slips.swapped, "44.44", None),
        (text_slips.turned, "大于", "小于"),
        (text_slips.earlier, "2022", "2021"),
    ],
)
def test_changes_of_a_printed_text(change: Change, right: str, wrong: str | None) -> None:
    assert change(Random(1), right) == wrong


def test_a_shifted_point_keeps_the_decimals() -> None:
    assert {text_slips.shifted(Random(seed), "12.34%") for seed in range(9)} == {"1.23%", "123.40%"}


@pytest.mark.parametrize("other_carried", [False, True])
def test_ledger_adds_up_to_the_cent(other_carried: bool) -> None:
    spec = words("ledger")
    for seed, field in enumerate(sorted(spec["field"])):
        ledger = draw(Random(seed), spec, field, 2024, lambda code: code, other_carried=other_carried)
        for year in YEARS:
            for key in ("spent", "fiscal", "general", "basic", "project"):
                assert sum(ledger[f"{key}.{h.code}{year}"] for h in ledger.classes) == ledger[key + year]
            assert ledger[f"spent{year}"] + ledger[f"carry.out{year}"] == ledger[f"total{year}"]
            assert ledger[f"fiscal{year}"] + ledger[f"carry.fiscal.out{year}"] == ledger[f"fiscal.total{year}"]
            assert ledger[f"staff{year}"] + ledger[f"office{year}"] == ledger[f"basic{year}"]
        assert all(amount >= 0 for key, amount in ledger.amounts.items() if not key.startswith("moved"))
        for side in ("staff", "office"):
            assert (
                sum(ledger[f"eco.{e.code}"] for e in ledger.economic if e.side == side and len(e.code) > 3)
                == ledger[side]
            )


def test_split_is_exact() -> None:
    parts = split(Random(1), Decimal("100.01"), [3, 2, 1])
    assert sum(parts) == Decimal("100.01") and len(parts) == 3


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
