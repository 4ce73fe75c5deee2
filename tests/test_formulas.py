"""Constraints read back as formulas, and what formulas compute from intervals."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gouji.document import Span
from gouji.figures import PERCENT, Figure, Interval, Kind, Unit
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.constraints import Linear
from gouji.reconcile.kernel.formulas import formulas, holds, value
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.model import FindingKind, Formula, Status
from gouji.reconcile.statements.terms import Term

YUAN = Unit("元", Kind.MONEY)
ONE = Decimal(1)


def term(name: str, number: str, unit: Unit = YUAN) -> Term:
    figure = Figure(Decimal(number), len(number.partition(".")[2]), unit)
    return Term(name, figure, Span(0, 1), number, None, False)


V, B, D, R = term("v", "45.08"), term("b", "43.43"), term("d", "1.65"), term("r", "3.80", PERCENT)
INTERVALS = {t.id: t.interval for t in (V, B, D, R)}


def said(linear: tuple[Linear, ...], *terms: Term) -> Formula:
    roles = tuple(Role(t, "value") for t in terms)
    (found,) = formulas(Tried(FindingKind.CHANGE, "change", Status.HOLDS, Span(0, 1), "", roles, linear=linear))
    return found


def test_a_difference_is_solved_for_what_leads_the_relation() -> None:
    assert set(said(constraints.difference(V, B, D, 1), D, V, B).over) == {("v", ONE), ("b", -ONE)}
    assert set(said(constraints.difference(V, B, D, -1), D, V, B).over) == {("v", -ONE), ("b", ONE)}


def test_a_total_counts_a_part_as_often_as_it_is_listed() -> None:
    assert said(constraints.total(V, [B, D, D]), V, B, D).over == (("b", ONE), ("d", Decimal(2)))


def test_shares_come_to_a_hundred_but_those_of_nothing() -> None:
    zero = term("z", "0.0", PERCENT)
    found = said(constraints.closing([R, term("s", "96.20", PERCENT), zero], [zero]), R)
    assert (found.constant, found.over) == (Decimal(100), (("s", -ONE),))


def test_one_quantity_printed_twice_is_told_apart() -> None:
    assert said(constraints.equal(V, B), V, B).twice


@pytest.mark.parametrize(
    ("linear", "over", "under"),
    [
        (constraints.ratio(D, B, R), {"d": 1}, {"b": 1}),
        (constraints.growth(V, D, B, R, 1), {"d": 1}, {"b": 1}),
        (constraints.growth(V, D, None, R, 1), {"d": 1}, {"v": 1, "d": -1}),
        (constraints.growth(V, D, None, R, -1), {"d": 1}, {"v": 1, "d": 1}),
        (constraints.growth(V, None, B, R, 1), {"v": 1, "b": -1}, {"b": 1}),
        (constraints.growth(V, None, B, R, -1), {"v": -1, "b": 1}, {"b": 1}),
    ],
)
def test_two_rows_of_a_rate_are_one_quotient(linear: tuple[Linear, ...], over: object, under: object) -> None:
    found = said(linear, R)
    assert found.result == "r" and dict(found.over) == over and dict(found.under) == under


def test_a_quotient_is_as_wide_as_its_corners() -> None:
    """delta stands in both sums: its ends are not combined with each other."""
    found = value(said(constraints.growth(V, D, None, R, 1), R), INTERVALS)
    assert found is not None
    assert found.lo == Decimal(100) * Decimal("1.645") / (Decimal("45.085") - Decimal("1.645"))
    assert found.hi == Decimal(100) * Decimal("1.655") / (Decimal("45.075") - Decimal("1.655"))


def test_a_divisor_that_may_be_nothing_tells_nothing() -> None:
    formula = Formula("r", (("d", ONE),), (("b", ONE),))
    around_zero = {**INTERVALS, "b": Interval.around(Decimal(0), ONE)}
    assert value(formula, around_zero) is None and holds(formula, around_zero)


@pytest.mark.parametrize(("printed", "expected"), [("3.80", True), ("0.38", False)])
def test_a_formula_holds_where_intervals_meet(printed: str, expected: bool) -> None:
    formula = Formula("r", (("d", ONE),), (("v", ONE), ("d", -ONE)))
    assert holds(formula, {**INTERVALS, "r": term("r", printed, PERCENT).interval}) is expected


def test_what_constrains_nothing_has_no_formula() -> None:
    negative = constraints.ratio(D, term("w", "-5.00"), R)
    assert formulas(Tried(FindingKind.SHARE, "share", Status.HOLDS, Span(0, 1), "", (Role(R, "rate"),))) == ()
    assert negative == ()
