"""Relations as one system: rows in deviations from what is printed, components, bounds, scale."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.figures import Interval
from gouji.reconcile.kernel.constraints import Linear
from gouji.reconcile.kernel.relation import Reading
from gouji.reconcile.model import Status
from gouji.reconcile.solving.system import Row, system_of
from relations import same_as, share_of, sum_of, term, terms

LIST = Reading("list", "w")


def rows(*tried: object) -> list[tuple[int, ...]]:
    return [tuple(c) for c in system_of(list(tried)).components()]  # type: ignore[arg-type]


def test_rows_that_share_no_figure_are_apart() -> None:
    a, b, c, d, e = (term(n, "1.00万元") for n in "abcde")
    assert rows(same_as(a, b), same_as(d, e), same_as(b, c)) == [(0, 2), (1,)]
    assert rows(same_as(a, b), same_as(d, e), same_as(b, c), same_as(c, d)) == [(0, 1, 2, 3)]
    assert rows() == []


def test_a_printed_rate_holds_rows_together() -> None:
    f = terms(a="1.00万元", b="2.00万元", c="3.00万元", d="6.00万元", r="50.00%")
    system = system_of([share_of(f["a"], f["b"], f["r"]), share_of(f["c"], f["d"], f["r"])])
    assert system.components() == [[0, 1, 2, 3]]
    assert list(system.rows[0].figures) == ["a", "b", "r"]


def test_reach_goes_over_figures_in_between() -> None:
    chain = [term(n, "1.00万元") for n in "abcdef"]
    system = system_of([same_as(x, y) for x, y in pairwise(chain)])
    assert system.reach([0], steps=0) == {0}
    assert system.reach([0], steps=1) == {0, 1}
    assert system.reach([2], steps=1) == {1, 2, 3}
    assert system.reach([0]) == {0, 1, 2, 3, 4}


def test_relations_that_were_not_tried_stay_outside() -> None:
    a, b = term("a", "1.00万元"), term("b", "2.00万元")
    missed = same_as(a, b)
    assert len(system_of([missed]).rows) == 1
    assert not system_of([replace(missed, status=Status.NOT_APPLICABLE)]).rows
    assert system_of([replace(missed, status=Status.NOT_APPLICABLE, doubtful=True)]).rows
    assert not system_of([replace(missed, fixed=True)]).rows, "words are disputed, no figure"


def test_rows_stand_or_fall_with_their_reading() -> None:
    a, b, c = (term(n, "1.00万元") for n in "abc")
    told = system_of([same_as(a, b, reading=LIST), same_as(b, c, reading=LIST), same_as(a, c)])
    assert [r.reading for r in told.rows] == [LIST, LIST, Reading("relation", "2")]


@pytest.mark.parametrize(("text", "bounds"), [("2.50万元", (-0.5, 0.5)), ("0万元", (0, 0)), ("0.00%", (-0.5, 0.5))])
def test_bounds_in_steps(text: str, bounds: tuple[float, float]) -> None:
    f = term("f", text)
    assert system_of([same_as(f, f)]).bounds("f") == pytest.approx(bounds, abs=1e-3)


def test_the_end_that_rounds_away_belongs_to_the_next_number() -> None:
    up, down = term("u", "2.50万元"), term("d", "-2.50万元")
    system = system_of([same_as(up, down)])
    assert system.bounds("u")[1] < 0.5 and system.bounds("u")[0] == -0.5
    assert system.bounds("d")[0] > -0.5 and system.bounds("d")[1] == 0.5


def test_intervals_that_merely_touch_do_not_agree_where_one_quantity_is_printed_twice() -> None:
    one, next_to = term("a", "2.50万元"), term("b", "2.51万元")
    system = system_of([same_as(one, next_to)])
    assert system.rows[0].miss(system.bounds) > 0


def test_a_sum_may_touch() -> None:
    f = terms(w="10.01万元", a="5.00万元", b="5.00万元")
    system = system_of([sum_of(f["w"], f["a"], f["b"])])
    assert system.rows[0].miss(system.bounds) == 0 and not system.rows[0].as_printed


@given(st.integers(10**14, 10**15), st.integers(10**14, 10**15), st.integers(-5, 5))
def test_billions_of_yuan_lose_no_cent(one: int, other: int, cents: int) -> None:
    texts = (f"{Decimal(n) / 100:.2f}元" for n in (one + other + cents, one, other))
    whole, a, b = (term(n, t) for n, t in zip("wab", texts, strict=True))
    system = system_of([sum_of(whole, a, b)])
    (row,) = system.rows
    assert row.as_printed is (cents == 0)
    assert bool(row.miss(system.bounds)) is (abs(cents) > 1), "three figures have a slack of 1.5 cents"


def test_the_largest_coefficient_is_one() -> None:
    f = terms(p="5.00万元", w="10.00万元", r="50.00%")
    for row in system_of([share_of(f["p"], f["w"], f["r"])]).rows:
        assert max(abs(c) for _, c in row.coefficients) == 1.0


def test_a_row_of_nothing_is_never_missed() -> None:
    a, b = term("a", "1.00万元"), term("b", "1.00万元")
    nothing = replace(same_as(a, b), linear=(Linear(((a, Decimal(0)),)),))
    system = system_of([nothing])
    assert system.rows[0].coefficients == () and system.rows[0].as_printed


def test_an_open_side_is_not_missed() -> None:
    row = Row((("a", 1.0),), -5.0, float("inf"), (), "", 0)
    assert row.miss(lambda _: (-1.0, 1.0)) == 0 and row.miss(lambda _: (-9.0, -7.0)) == 2.0


def test_a_nought_with_decimals_may_be_less_than_half_of_its_last_place() -> None:
    """Alone it is nothing; no conclusion from several relations rests on that."""
    zero, nothing = term("z", "0.00万元"), term("n", "0万元")
    assert zero.interval == Interval.point(0)
    system = system_of([same_as(zero, nothing)])
    assert system.bounds("z") == (-0.5, 0.5) and system.bounds("n") == (0.0, 0.0)


def test_a_row_tells_what_a_figure_may_be() -> None:
    f = terms(w="30.00万元", a="11.00万元", b="14.00万元")
    system = system_of([sum_of(f["w"], f["a"], f["b"])])
    low, high = system.implied(0, "a") or (0.0, 0.0)
    assert 498.9 < low < 500 < high < 501.1  # 16.00 in steps of 0.01, give or take half a place of two
    assert system.implied(0, "x") is None
