"""Rates: the interval of a quotient decides, the quotient of the printed amounts is printed and proposed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.figures import HUNDRED, Figure, Interval, rounded
from gouji.language.quantities import unit
from gouji.reconcile.kernel.formulas import formulas, holds
from gouji.reconcile.kernel.rate import NOTHING, Amount, Change, quotient, share, try_growth, try_share
from gouji.reconcile.model import Severity, Status
from gouji.reconcile.statements.terms import Term
from relations import term, terms

CODE = "share.whole"
SAYS = {"part": "", "whole": ""}


def share_of(part: str, whole: str, rate: str) -> tuple[Severity | None, str, str]:
    """How a share is judged, its computation and what it should be."""
    one, two, three = term("a", part), term("b", whole), term("c", rate)
    tried = try_share(CODE, one, two, three, three.span, says=SAYS)
    assert tried is not None
    return tried.severity, tried.computation, tried.roles[0].expected


@pytest.mark.parametrize(
    ("part", "whole", "rate", "level", "computation", "expected"),
    [
        ("7万元", "13万元", "53.8%", None, "7 ÷ 13 = 53.85%", "53.8%"),
        ("3.08万元", "4万元", "77%", None, "3.08 ÷ 4 = 77.00%", "77%"),
        ("2万元", "10万元", "20%", None, "2 ÷ 10 = 20.00%", "20%"),
        ("2万元", "10万元", "21%", Severity.ROUNDING, "2 ÷ 10 = 20.00%", "20%"),
        ("120.00万元", "480.00万元", "25.0%", None, "120.00 ÷ 480.00 = 25.0%", "25.0%"),
        ("120.00万元", "480.00万元", "35.0%", Severity.MATERIAL, "120.00 ÷ 480.00 = 25.0%", "25.0%"),
    ],
)
def test_a_share(part: str, whole: str, rate: str, level: Severity, computation: str, expected: str) -> None:
    found = share_of(part, whole, rate)
    assert found[:2] == (level, computation)
    if level:
        assert found[2] == expected


def test_nothing_is_no_whole() -> None:
    t = terms(a="2万元", b="0万元", c="20%")
    assert try_share(CODE, t["a"], t["b"], t["c"], t["c"].span, says=SAYS) is None


def test_a_whole_that_is_printed_nowhere_cannot_be_wrong() -> None:
    t = terms(a="2.00万元", c="20%")
    whole = replace(t["a"], id="sum", derived=True)
    tried = try_share(CODE, t["a"], whole, t["c"], t["c"].span, says=SAYS)
    assert tried is not None
    assert [r.role for r in tried.roles] == ["rate", "part"]
    assert tried.linear == ()


def test_amounts_that_may_not_be_meant_accuse_the_rate_alone() -> None:
    t = terms(a="120.00万元", b="480.00万元", c="35.0%")
    tried = try_share(CODE, t["a"], t["b"], t["c"], t["c"].span, says=SAYS, certain=False)
    assert tried is not None
    assert [r.role for r in tried.roles if r.allowed] == ["rate"]


@pytest.mark.parametrize(
    ("change", "rate", "status", "computation"),
    [
        ({"value": "12万元", "delta": "2万元", "sign": 1}, "20%", Status.HOLDS, "2 ÷ (12 − 2) = 20.00%"),
        ({"value": "8万元", "delta": "2万元", "sign": -1}, "20%", Status.HOLDS, "2 ÷ (8 + 2) = 20.00%"),
        ({"value": "12.00万元", "base": "10.00万元", "sign": 1}, "20%", Status.HOLDS, "(12.00 − 10.00) ÷ 10.00 = 20%"),
        ({"value": "8.00万元", "base": "10.00万元", "sign": -1}, "20%", Status.HOLDS, "(10.00 − 8.00) ÷ 10.00 = 20%"),
        (
            {"value": "12.00万元", "base": "10.00万元", "delta": "2.00万元", "sign": 1},
            "25%",
            Status.VIOLATED,
            "2.00 ÷ 10.00 = 20%",
        ),
    ],
)
def test_a_change(change: dict[str, str], rate: str, status: Status, computation: str) -> None:
    sign = int(change.pop("sign"))
    given_ = terms(**change)
    printed = term("z", rate)
    told = Change(given_["value"], given_.get("delta"), given_.get("base"), sign)
    tried = try_growth("change.rate", told, printed, printed.span)
    assert tried is not None
    assert (tried.status, tried.computation) == (status, computation)


def test_a_change_from_nothing_has_no_rate() -> None:
    t = terms(v="2万元", d="2万元", r="100%")
    assert try_growth("change.rate", Change(t["v"], t["d"], None, 1), t["r"], t["r"].span) is None


def test_amounts_are_added_with_what_they_are_printed_as() -> None:
    one, two = Amount.of(term("a", "2.0万元")), Amount.of(term("b", "3.00万元"))
    assert (one + two - one * 2).point == Decimal(10000)
    assert sum((one, two), NOTHING).interval == Interval(Decimal(49450), Decimal(50550))
    assert quotient(one, one - one, "") is None


def figure(name: str, value: Decimal, symbol: str, decimals: int = 2) -> Term:
    return replace(term(name, "1元"), figure=Figure(value, decimals, unit(symbol)), usual=None)


MONEY = st.decimals(1, 10**6, places=2)


@given(MONEY, MONEY, st.integers(0, 4))
def test_what_is_right_to_the_printed_digit_is_never_a_finding(part: Decimal, whole: Decimal, decimals: int) -> None:
    one, two = (
        Term(i, Figure(v, 2, unit("万元")), term(i, "1元").span, "", 2, False) for i, v in (("a", part), ("b", whole))
    )
    exact = rounded(HUNDRED * part / whole, decimals)
    rate = Term("c", Figure(exact, decimals, unit("%")), term("c", "1%").span, "", None, False)
    tried = try_share(CODE, one, two, rate, rate.span, says=SAYS)
    assert tried is not None
    assert tried.severity is None


@given(MONEY, MONEY, MONEY, st.booleans())
def test_the_point_lies_in_the_interval_and_the_formula_agrees(
    value: Decimal, delta: Decimal, rate: Decimal, falls: bool
) -> None:
    t = {
        i: Term(i, Figure(v, 2, unit("万元")), term(i, "1元").span, "", 2, False)
        for i, v in (("v", value), ("d", delta))
    }
    printed = Term("r", Figure(rate, 2, unit("%")), term("r", "1%").span, "", None, False)
    change = Change(t["v"], t["d"], None, -1 if falls else 1)
    found, tried = change.quotient(), try_growth("change.rate", change, printed, printed.span)
    if found is None:
        assert tried is None
        return
    assert found.point in found.allowed
    assert tried is not None
    intervals = {i: x.interval for i, x in {**t, "r": printed}.items()}
    if printed.interval.lo > 0:
        assert all(holds(f, intervals) is (tried.status is Status.HOLDS) for f in formulas(tried))


def test_a_share_of_counts() -> None:
    found = share(term("a", "3个"), term("b", "4个"))
    assert found is not None
    assert found.allowed == Interval.point(75)
