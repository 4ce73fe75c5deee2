"""Diagnosis: which slip of the hand turns the expected figure into the printed one."""

from __future__ import annotations

from decimal import Decimal

import pytest

import casefiles
from casefiles import Case
from gouji.document import Span
from gouji.figures import Interval
from gouji.language.quantities import scan
from gouji.reconcile.diagnosis import diagnose, in_other_unit, slipped, slips_into
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.model import FindingKind, Status
from gouji.reconcile.statements.terms import Term
from gouji.report.finding_table import table


def term(text: str) -> Term:
    (quantity,) = scan(text)
    return Term("e1", quantity.figure, Span(0, len(text)), text, None, False)


@pytest.mark.parametrize(
    ("stated", "expected", "slip"),
    [
        ("2.00%", "20.00%", "decimal_shift"),
        ("200.0%", "20.0%", "decimal_shift"),
        ("0.20%", "20.00%", "decimal_shift"),
        ("62.00元", "62.00万元", "unit_slip"),
        ("62.00万元", "62.00元", "unit_slip"),
        ("26.00万元", "62.00万元", "digits_swapped"),
        ("1204.56万元", "1240.56万元", "digits_swapped"),
        ("1234.56万元", "1284.56万元", "digit_wrong"),
        ("534.56万元", "5934.56万元", "digit_dropped"),
        ("124.56万元", "1244.56万元", "digit_dropped"),
        ("11234.56万元", "1234.56万元", "digit_dropped"),
        ("3.4%", "3.47%", "truncated"),
        ("9.55%", "9.56%", "truncated"),
        ("9.56%", "9.55%", ""),
        ("17.31%", "64.02%", ""),
        ("95.00%", "0.0095%", ""),
        ("12万元", "", ""),
        ("0万元", "12万元", ""),
        ("12万元", "0万元", ""),
    ],
)
def test_slip(stated: str, expected: str, slip: str) -> None:
    assert diagnose(term(stated), expected) == slip


@pytest.mark.parametrize(
    ("stated", "low", "high", "fits"),
    [
        ("140.00万元", "1299600", "1300300", True),
        ("158.00万元", "1849000", "1851000", False),  # too many values are left
        ("158.00万元", "1849500", "1850500", True),
        ("140.00万元", "1230000", "1230700", False),
        ("-140.00万元", "-1300300", "-1299600", False),
        ("0万元", "0", "0", False),
        ("12万元", "130000", "130000", False),
    ],
)
def test_one_slip_brings_a_figure_among_few_values(stated: str, low: str, high: str, fits: bool) -> None:
    assert slips_into(term(stated), Interval(Decimal(low), Decimal(high))) is fits


def test_the_most_specific_slip_is_told() -> None:
    """A shifted point is also a dropped digit."""
    assert diagnose(term("12.3万元"), "123.0万元") == "decimal_shift"


@pytest.mark.parametrize(
    ("stated", "expected", "put_right"),
    [
        ("62.00元", "620000元", "62.00万元"),
        ("62.00万元", "0.0062万元", "62.00元"),
        ("3.50万元", "35000.00万元", "3.50亿元"),
        ("62.00元", "", ""),
        ("62.00元", "17.00元", "17.00元"),
    ],
)
def test_the_printed_digits_with_the_right_unit(stated: str, expected: str, put_right: str) -> None:
    assert in_other_unit(term(stated), expected) == put_right


def tried(stated: str, allowed: str) -> Tried:
    role = Role(term(stated), "total", term(allowed).interval)
    return Tried(FindingKind.SUM, "sum", Status.VIOLATED, Span(0, 1), "", roles=(role,))


def test_a_loosely_read_relation_is_told_by_a_slip_only() -> None:
    assert slipped(tried("26.00万元", "62.00万元"))
    assert not slipped(tried("17.31万元", "64.02万元"))
    assert not slipped(tried("3.4万元", "3.47万元")), "a cut digit may be a rounding"
    assert not slipped(tried("26.00万元", "62.00万元"), frozenset({"decimal_shift"}))


@casefiles.each("diagnosis")
def test_findings_say_what_was_confused(case: Case) -> None:
    casefiles.expect_findings(case)


def test_of_a_total_that_is_borne_out_its_parts_are_to_be_verified() -> None:
    (case,) = (c for c in casefiles.load("diagnosis") if c["about"].startswith("an item that another table lists"))
    result = casefiles.check(casefiles.unmarked(case["head"] + case["text"])[0])
    (row,) = table(result)
    assert result.findings[0].confirmed and row.advice == "“60.17”另有印证，请核对所列各项及有无遗漏"
