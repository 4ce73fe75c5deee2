"""What a relation says of true values: those that fit obey its rows, others do not."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from hypothesis import assume, given
from hypothesis import strategies as st

from gouji.document import Span
from gouji.figures import PERCENT, Figure, rounded
from gouji.language.quantities import unit
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.constraints import Linear
from gouji.reconcile.statements.terms import Term

YUAN = unit("元")
CENT = Decimal("0.01")

amounts = st.decimals(-(10**12), 10**12, places=2)
gains = st.decimals(1, 10**12, places=2)
slips = st.decimals(-(10**6), 10**6, places=2).filter(bool)
signs = st.sampled_from([1, -1])


def money(name: str, value: Decimal) -> Term:
    return Term(name, Figure(value, 2, YUAN), Span(0, 1), "", 2, False)


def per_cent(name: str, value: Decimal, decimals: int = 2) -> Term:
    return Term(name, Figure(rounded(value, decimals), decimals, PERCENT), Span(0, 1), "", None, False)


def together(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


def hold(rows: Iterable[Linear], **true: Decimal) -> bool:
    """Whether true values, by the names of their terms, obey all rows."""
    for row in rows:
        value = sum((c * true[t.id] for t, c in row.terms), Decimal(0))
        if (row.lo is not None and value < row.lo) or (row.hi is not None and value > row.hi):
            return False
    return True


@given(amounts, slips)
def test_one_quantity_printed_twice(value: Decimal, slip: Decimal) -> None:
    rows = constraints.equal(money("a", value), money("b", value))
    assert hold(rows, a=value, b=value) and not hold(rows, a=value, b=value + slip)
    assert all(row.strict for row in rows)


@given(st.lists(amounts, min_size=1, max_size=6), slips)
def test_a_whole_is_its_parts(parts: list[Decimal], slip: Decimal) -> None:
    true = {f"p{n}": part for n, part in enumerate(parts)}
    rows = constraints.total(money("w", together(parts)), [money(n, v) for n, v in true.items()])
    assert hold(rows, w=together(parts), **true) and not hold(rows, w=together(parts) + slip, **true)


@given(amounts)
def test_a_part_listed_twice_counts_twice(part: Decimal) -> None:
    assume(part)
    twice = money("p", part)
    rows = constraints.total(money("w", 2 * part), [twice, twice])
    assert hold(rows, w=2 * part, p=part) and not hold(rows, w=part, p=part)


@given(amounts, amounts, signs, slips)
def test_a_change_is_a_difference(value: Decimal, base: Decimal, sign: int, slip: Decimal) -> None:
    delta = sign * (value - base)
    rows = constraints.difference(money("v", value), money("b", base), money("d", delta), sign)
    assert hold(rows, v=value, b=base, d=delta) and not hold(rows, v=value, b=base, d=delta + slip)


@given(gains, gains, st.integers(0, 2))
def test_a_printed_rate_leaves_what_rounds_to_it(part: Decimal, whole: Decimal, decimals: int) -> None:
    true = 100 * part / whole
    rate = per_cent("r", true, decimals)
    rows = constraints.ratio(money("p", part), money("w", whole), rate)
    assert hold(rows, p=part, w=whole)
    assert all(row.given == ("r",) for row in rows)
    place = Decimal(1).scaleb(-decimals)
    for off in (-2 * place, 2 * place):
        assert not hold(
            constraints.ratio(money("p", part), money("w", whole), per_cent("r", true + off, decimals)), p=part, w=whole
        )


def test_a_rate_of_what_may_be_negative_says_nothing() -> None:
    assert constraints.ratio(money("p", Decimal(1)), money("w", Decimal(-2)), per_cent("r", Decimal(-50))) == ()


@given(gains, gains, st.sampled_from(["delta", "base", "both"]))
def test_a_rate_of_change_over_any_two_amounts(value: Decimal, base: Decimal, told: str) -> None:
    sign = 1 if value >= base else -1
    delta = sign * (value - base)
    true = 100 * delta / base
    assume(delta >= CENT and true < 10**6)
    given_delta = money("d", delta) if told != "base" else None
    given_base = money("b", base) if told != "delta" else None

    def rows(rate: Decimal) -> tuple[Linear, ...]:
        return constraints.growth(money("v", value), given_delta, given_base, per_cent("r", rate), sign)

    assert hold(rows(true), v=value, b=base, d=delta)
    for off in (Decimal("-0.02"), Decimal("0.02")):
        assert not hold(rows(true + off), v=value, b=base, d=delta)


def test_a_rate_of_change_of_one_amount_says_nothing() -> None:
    assert constraints.growth(money("v", Decimal(1)), None, None, per_cent("r", Decimal(5)), 1) == ()


@given(st.lists(gains, min_size=2, max_size=6), slips)
def test_shares_come_to_a_hundred(parts: list[Decimal], slip: Decimal) -> None:
    whole = together(parts)
    true = {f"r{n}": 100 * part / whole for n, part in enumerate(parts)}
    last = f"r{len(parts) - 1}"
    true[last] = 100 - together(v for n, v in true.items() if n != last)  # exact, whatever a quotient was cut to
    rates = [per_cent(n, v) for n, v in true.items()]
    rows = constraints.closing(rates)
    assert hold(rows, **true) and not hold(rows, **{**true, "r0": true["r0"] + slip})
    nothing = per_cent("zero", Decimal(0))
    assert hold(constraints.closing([*rates, nothing], [nothing]), **true)
