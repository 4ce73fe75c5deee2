"""Slips in the cells of a made-up document: which cells, which digits, and what stays as it was."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

import corpus
from gouji import api
from gouji.document import Fact, Span
from gouji.figures import Figure, Interval
from gouji.language.quantities import parse_number, unit
from gouji.learn.planting.cell_slips import Candidate, alteration, altered, candidates
from gouji.learn.planting.claim_slips import Alteration, Slip, Target
from gouji.reconcile.model import Severity
from gouji.records.results import CheckResult


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> CheckResult:
    path = tmp_path_factory.mktemp("cells") / "made_up.txt"
    path.write_text(corpus.made(1, "tab"), encoding="utf-8", newline="")
    return api.check(path)


def cell(text: str, *allowed: Interval) -> Candidate:
    number = parse_number(text)
    assert number
    fact = Fact("t1", 0, Span(10, 10 + len(text)), text, Figure(*number, unit("万元")), (), ())
    return Candidate(fact, ("table_total",), allowed)


def test_candidates_are_amounts_that_two_relations_touch(result: CheckResult) -> None:
    found = candidates(result)
    assert len(found) > 20
    assert all(len(c.allowed) >= 2 and c.fact.figure.value for c in found)
    assert [c.fact.span for c in found] == sorted(c.fact.span for c in found)


def test_a_cell_that_a_finding_rests_on_is_none(result: CheckResult) -> None:
    chosen = candidates(result)[0]
    slip = alteration(chosen, 0, Random(1))
    assert slip
    broken = api.check(altered(result.document, [slip]))
    live = [f for f in broken.findings if f.severity is not Severity.ROUNDING]
    assert live
    touched = {f.span for f in live} | {e.span for f in live for e in f.evidence}
    assert not touched & {c.fact.span for c in candidates(broken)}


def test_only_the_cell_changes(result: CheckResult) -> None:
    document = result.document
    slips = [s for n, c in enumerate(candidates(result)[:6]) if (s := alteration(c, n, Random(n)))]
    made = altered(document, slips)
    assert len(made.text) == len(document.text)
    differing = {i for i, (a, b) in enumerate(zip(document.text, made.text, strict=True)) if a != b}
    assert len(differing) == len(slips)
    assert all(any(s.span.start <= i < s.span.end for s in slips) for i in differing)
    assert replace(made, text=document.text, tables=document.tables) == document
    cells = [c for t in made.tables for row in t.rows for c in row]
    before = [c for t in document.tables for row in t.rows for c in row]
    assert {c.text for c in cells} != {c.text for c in before}
    for old, new in zip(before, cells, strict=True):
        assert (new.text == made.text[new.span.start : new.span.end]) or new == old


def test_a_slip_that_changes_the_length_is_refused(result: CheckResult) -> None:
    span = candidates(result)[0].fact.span
    longer = Alteration(0, "x", Target.CELL, Slip.DIGIT, span, "1" * (len(span) + 1), span)
    with pytest.raises(ValueError, match="as long"):
        altered(result.document, [longer])


@pytest.mark.parametrize("text", ["1,234.50", "12", "7", "0.50", "-3.06", "1, 182. 17", "10.00"])
def test_digits_change_by_what_no_rounding_explains(text: str) -> None:
    last = max(i for i, c in enumerate(text) if c.isdecimal())
    for seed in range(40):
        slip = alteration(cell(text), 0, Random(seed))
        assert slip
        before, after = parse_number(text), parse_number(slip.replacement)
        assert before and after and after[0]
        assert abs(after[0] - before[0]) >= 3 * Decimal(1).scaleb(-before[1])
        changed = [i for i, (a, b) in enumerate(zip(text, slip.replacement, strict=True)) if a != b]
        assert len(changed) == 1
        assert changed[0] != last or sum(c.isdecimal() for c in text) == 1


def test_slack_of_every_relation_hides_a_slip() -> None:
    wide, narrow = Interval(Decimal(0), Decimal(9_000_000)), Interval.around(Decimal(120_000), Decimal(50))
    slip = Alteration(0, "x", Target.CELL, Slip.DIGIT, Span(10, 15), "42.00", Span(10, 15))
    assert cell("12.00", wide, wide).undetectable(slip)
    assert not cell("12.00", wide, narrow).undetectable(slip)
