"""How bad a miss is, by display intervals, and what a term would have to be."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Span
from gouji.figures import Figure, Interval
from gouji.language.quantities import scan, unit
from gouji.reconcile.kernel.relation import Role, bare, severity, show
from gouji.reconcile.model import Severity
from gouji.reconcile.statements.terms import Term

WAN = unit("万元")


def term(text: str, usual: int | None = None) -> Term:
    (quantity,) = scan(text)
    return Term("e1", quantity.figure, Span(0, len(text)), text, usual, False)


def yuan(lo: str, hi: str) -> Interval:
    return Interval(Decimal(lo), Decimal(hi))


@pytest.mark.parametrize(
    ("stated", "usual", "recomputed", "level"),
    [
        ("12.34万元", 2, yuan("123400", "123400"), None),
        ("12.34万元", 2, yuan("123360", "123460"), None),
        ("12.34万元", 2, yuan("123440", "123500"), Severity.ROUNDING),
        ("12.34万元", 2, yuan("123460", "123500"), Severity.MINOR),
        ("12.34万元", 2, yuan("123600", "123700"), Severity.MINOR),
        ("12.34万元", 2, yuan("123601", "123700"), Severity.MATERIAL),
        ("12.3万元", 1, yuan("123400", "123400"), None),
        ("12.3万元", 2, yuan("123200", "123200"), Severity.MINOR),
        ("0万元", None, yuan("1", "2"), Severity.MINOR),
        ("0万元", 2, yuan("201", "202"), Severity.MATERIAL),
        ("20%", None, yuan("19.6", "20.4"), None),
        ("20.00%", None, yuan("19.6", "19.8"), Severity.MATERIAL),
        ("约12万元", None, yuan("126000", "126000"), Severity.ROUNDING),
    ],
)
def test_severity(stated: str, usual: int | None, recomputed: Interval, level: Severity | None) -> None:
    assert severity(term(stated, usual), recomputed) is level


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=4), st.integers(0, 3))
def test_a_miss_is_told_exactly_where_the_intervals_do_not_meet(stated: Decimal, true: Decimal, usual: int) -> None:
    one = Term("e1", Figure(stated, 2, WAN), Span(0, 1), "", usual, False)
    recomputed = Interval.point(true * 10_000)
    told = severity(one, recomputed)
    assert (told in (Severity.MINOR, Severity.MATERIAL)) is (not one.interval.meets(recomputed))


def test_a_value_is_shown_like_the_figure_it_replaces() -> None:
    assert show(Decimal(123_456), term("1.5万元")) == "12.3万元"
    assert show(Decimal(123_456), term("1.5万元"), 2) == "12.35万元"
    assert show(Decimal("12.345"), term("1.20%")) == "12.35%"
    assert show(Decimal("-5000"), term("1.20万元")) == "-0.50万元"
    assert show(Decimal(12_345_600), term("1,234.50万元")) == "1,234.56万元"
    assert (bare(term("1.20%")), bare(term("1,234.50万元"))) == ("1.20%", "1234.50")


def test_an_amount_is_computed_with_in_the_unit_of_the_one_beside_it() -> None:
    assert bare(term("160000.00元"), term("6.51万元")) == "16"
    assert bare(term("16.00万元"), term("6.51万元")) == "16.00"
    assert bare(term("5.00%"), term("6.51万元")) == "5.00%"


def test_a_role_says_what_its_term_would_be() -> None:
    assert Role(term("5.00万元"), "part", yuan("69000", "71000")).expected == "7.00万元"
    assert Role(term("5.00万元"), "part").expected == ""
    assert Role(term("5.00万元"), "part", yuan("1", "2"), said="相对7万元").expected == "相对7万元"
    assert not Role(term("5.00万元"), "part", yuan("-3", "-2")).possible
    assert Role(term("-5.00万元"), "part", yuan("-3", "-2")).possible


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert show(Decimal("-0"), term("2.00万元")) == "0.00万元"
    assert show(Decimal("-40"), term("2.00万元")) == "0.00万元"
    assert show(Decimal("-60"), term("2.00万元")) == "-0.01万元"
