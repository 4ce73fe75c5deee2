"""Figures and intervals: exact decimals, display intervals, and when two printings agree."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.figures import PERCENT, Approx, Figure, Interval, plain, rounded, same_quantity_agrees
from gouji.language.quantities import unit

decimals = st.decimals(min_value=-(10**9), max_value=10**9, places=3, allow_nan=False)
intervals = st.tuples(decimals, decimals).map(lambda ends: Interval(min(ends), max(ends)))


def figure(digits: str, symbol: str = "万元", approx: Approx = Approx.EXACT) -> Figure:
    value = Decimal(digits.replace(",", ""))
    return Figure(value, max(0, -int(value.as_tuple().exponent)), unit(symbol), approx)


class TestInterval:
    def test_an_empty_interval_is_refused(self) -> None:
        with pytest.raises(ValueError, match="empty"):
            Interval(Decimal(2), Decimal(1))

    @given(intervals, intervals, st.fractions(0, 1), st.fractions(0, 1))
    def test_arithmetic_encloses_every_pair(self, a: Interval, b: Interval, s: object, t: object) -> None:
        x, y = _inside(a, s), _inside(b, t)
        assert x + y in a + b
        assert x - y in a - b
        assert x * y in a * b
        assert -x in -a

    @given(intervals, intervals)
    def test_a_gap_is_zero_exactly_when_they_meet(self, a: Interval, b: Interval) -> None:
        assert (a.gap(b) == 0) == a.meets(b) == b.meets(a)
        assert a.gap(b) == b.gap(a)

    def test_a_divisor_that_holds_zero_has_no_quotient(self) -> None:
        with pytest.raises(ZeroDivisionError):
            Interval.point(1) / Interval(Decimal(-1), Decimal(1))


def _inside(interval: Interval, share: object) -> Decimal:
    return rounded(interval.lo + interval.width * Decimal(float(share)), 9).max(interval.lo).min(interval.hi)  # type: ignore[arg-type]


class TestDisplayInterval:
    def test_half_a_unit_of_the_last_place_either_way(self) -> None:
        assert figure("12.3", "亿元").interval() == Interval(Decimal("1225000000"), Decimal("1235000000"))

    def test_the_usual_decimals_stand_for_dropped_zeros(self) -> None:
        assert figure("750").interval(usual=2).width == 100
        assert figure("750").interval().width == 10_000

    def test_zero_and_counts_are_exact(self) -> None:
        assert figure("0.00").interval().width == 0
        assert figure("36", "批次").interval().width == 0

    def test_hedges_open_one_side(self) -> None:
        assert figure("200", approx=Approx.OVER).interval() == Interval(Decimal(2_000_000), Decimal(3_000_000))
        assert figure("5", "亿元", Approx.UNDER).interval().hi == 500_000_000
        assert Decimal(950_000) in figure("100", approx=Approx.ABOUT).interval()


class TestRecomputation:
    def test_three_thirds_agree_with_the_whole(self) -> None:
        third = figure("0.33").interval()
        total = third + third + third
        assert total == Interval(Decimal("9750"), Decimal("10050"))
        assert total.meets(figure("1.00").interval())

    def test_growth_between_two_printed_amounts(self) -> None:
        now, before = figure("1234.56").interval(), figure("1172.78").interval()
        growth = (now / before - Interval.point(1)) * 100
        lo, hi = rounded(growth.lo, 4), rounded(growth.hi, 4)
        assert (lo, hi) == (Decimal("5.2670"), Decimal("5.2687"))
        assert growth.meets(Figure(Decimal("5.27"), 2, PERCENT).interval())
        assert not growth.meets(Figure(Decimal("5.28"), 2, PERCENT).interval())


class TestOneQuantityPrintedTwice:
    @pytest.mark.parametrize(
        ("a", "b", "agree"),
        [
            (figure("12.3", "亿元"), figure("123,456.78"), True),
            (figure("12.4", "亿元"), figure("123,456.78"), False),
            (figure("1234.56"), figure("1234.57"), False),
            (figure("1234.56"), figure("1234.56"), True),
            (figure("1234.6"), figure("1234.56"), True),
            (figure("1234.5"), figure("1234.56"), False),
            (figure("1.65"), figure("16500", "元"), True),
            (figure("1.65"), figure("16549.99", "元"), True),
            (figure("1.65"), figure("16550.00", "元"), False),
            (figure("200", approx=Approx.OVER), figure("236.31"), True),
            (figure("-3.2"), figure("-3.25"), False),  # halves round away from zero
            (figure("-3.3"), figure("-3.25"), True),
        ],
    )
    def test_pairs(self, a: Figure, b: Figure, agree: bool) -> None:
        assert same_quantity_agrees(a, b) is agree
        assert same_quantity_agrees(b, a) is agree

    def test_usual_decimals_take_the_rounding_away(self) -> None:
        assert same_quantity_agrees(figure("750"), figure("750.31"))
        assert not same_quantity_agrees(figure("750"), figure("750.31"), usual=2)

    @given(st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False), st.integers(0, 3))
    def test_a_rounded_figure_agrees_with_its_source(self, value: Decimal, places: int) -> None:
        coarse = Figure(rounded(value, places), places, unit("万元"))
        assert same_quantity_agrees(coarse, Figure(value, 4, unit("万元")))


@pytest.mark.parametrize(
    ("value", "text"), [("24625000.00", "24625000"), ("1E+6", "1000000"), ("0.50", "0.5"), ("100", "100")]
)
def test_plain_is_exact_and_short(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


def test_norm_is_yuan_for_money_and_the_printed_digits_for_per_cent() -> None:
    assert figure("2,462.5").norm == "24625000"
    assert Figure(Decimal("5.20"), 2, PERCENT).norm == "5.20"
    assert Figure(Decimal("7.5"), 1, None).norm == "7.5"
