"""Counts of people and things: checked in whole documents, and as they are read."""

from __future__ import annotations

import pytest

import casefiles
from casefiles import Case
from gouji.figures import Interval
from gouji.narrative.counts import counts
from gouji.narrative.passages import passages
from gouji.reconcile.relations.counting import telling
from relations import term


@casefiles.each("counts")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)


@pytest.mark.parametrize(
    ("text", "symbols", "subjects"),
    [
        ("现有在职人员12名，退休人员5人。", ["人", "人"], ["在职人员", "退休人员"]),
        ("接待来访8批，培训2.5万人。", ["批次", "人"], ["接待来访", "培训"]),
        ("核定事业编制2.2名。", ["人"], ["事业编制"]),
        ("2.1项目概况。支出20万元。", [], []),
    ],
)
def test_counts_are_read(text: str, symbols: list[str], subjects: list[str]) -> None:
    found = [c for p in passages(casefiles.read(text)) for c in counts(p, 1)]
    assert [c.symbol for c in found] == symbols
    assert [c.subject for c in found] == subjects


@pytest.mark.parametrize(
    ("stated", "low", "high", "digits", "tells"),
    [
        ("592项", 292, 292, 3, True),
        ("2920项", 292, 292, 3, True),
        ("229项", 292, 292, 3, True),
        ("26名", 22, 22, 3, False),
        ("26名", 22, 22, 2, True),
        ("9辆", 1, 1, 2, False),
        ("351个", 368, 368, 3, False),
        ("77.08万件", 270600, 270800, 3, True),
        ("20.08万件", 270600, 270800, 3, True),
        ("31.55万件", 270600, 270800, 3, False),
    ],
)
def test_slips_of_counts(stated: str, low: int, high: int, digits: int, tells: bool) -> None:
    both = Interval(Interval.point(low).lo, Interval.point(high).hi)
    assert telling(term("a", stated), both, digits) is tells
