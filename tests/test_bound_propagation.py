"""What propagation decides, a linear program decides alike."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from gouji.reconcile.solving.bound_propagation import Bounds, acyclic, extent, possible
from gouji.reconcile.solving.system import Row

NAMES = "abcde"
INFINITY = math.inf
COEFFICIENTS = st.sampled_from([1.0, -1.0, 0.5, -0.25])


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    found = []
    for n in range(draw(st.integers(1, 5))):
        names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
        coefficients = tuple((name, draw(COEFFICIENTS)) for name in names)
        middle, half = draw(st.integers(-12, 12)), draw(st.sampled_from([0.0, 0.5, 2.0]))
        lo = -INFINITY if draw(st.booleans()) and half else middle - half
        found.append(Row(coefficients, lo, middle + half, (), "", n))
    return found


@st.composite
def boxes(draw: st.DrawFn) -> dict[str, Bounds]:
    half = st.sampled_from([0.5, 5.0, INFINITY])
    return {name: (-draw(half), draw(half)) for name in NAMES}


def solved(found: Sequence[Row], box: dict[str, Bounds], figure: str = "", sign: int = 0) -> float | None:
    """The least deviation of a figure (times sign) by a linear program; None: nothing is feasible, or it has no end."""
    matrix = np.zeros((2 * len(found), len(NAMES)))
    limits = np.zeros(2 * len(found))
    for n, row in enumerate(found):
        for name, c in row.coefficients:
            matrix[2 * n, NAMES.index(name)], matrix[2 * n + 1, NAMES.index(name)] = c, -c
        limits[2 * n], limits[2 * n + 1] = row.hi, -row.lo
    cost = [sign * float(name == figure) for name in NAMES]
    kept = np.isfinite(limits)
    told = linprog(cost, A_ub=matrix[kept], b_ub=limits[kept], bounds=[box[n] for n in NAMES], method="highs")
    return float(told.fun) if told.status == 0 else None


@settings(max_examples=400, deadline=None)
@given(rows(), boxes())
def test_possible(found: list[Row], box: dict[str, Bounds]) -> None:
    told = possible(found, box)
    if told is not None:
        assert told == (solved(found, box) is not None)


@settings(max_examples=400, deadline=None)
@given(rows(), boxes())
def test_extent(found: list[Row], box: dict[str, Bounds]) -> None:
    figure = found[0].coefficients[0][0]
    if solved(found, box) is None:
        return
    if told := extent(found, box, figure):
        low, high = solved(found, box, figure, 1), solved(found, box, figure, -1)
        least = -INFINITY if low is None else low  # feasible, so what is not found has no end
        most = INFINITY if high is None else -high
        assert math.isclose(told[0], least, abs_tol=1e-4) and math.isclose(told[1], most, abs_tol=1e-4)


def test_a_circle_is_told() -> None:
    pair = (("a", 1.0), ("b", -1.0))
    assert acyclic([Row(pair, 0, 0, (), "", 0)])
    assert not acyclic([Row(pair, 0, 0, (), "", 0), Row(pair, 1, 1, (), "", 1)])


def test_most_small_systems_are_decided() -> None:
    chain = [Row(((x, 1.0), (y, -1.0)), -0.5, 0.5, (), "", n) for n, (x, y) in enumerate(["ab", "bc", "cd"])]
    box = dict.fromkeys("abcd", (-1.0, 1.0))
    assert possible(chain, box) is True
    assert possible(chain, {**box, "a": (3.0, 3.0)}) is False
    least, most = extent(chain, {**box, "d": (-5.0, 5.0)}, "d") or (0.0, 0.0)
    assert math.isclose(least, -1.5, abs_tol=1e-5) and math.isclose(most, 1.5, abs_tol=1e-5)


def test_a_circle_is_decided_where_the_printed_values_are_no_point_of_it() -> None:
    circle = [
        Row((("a", 1.0), ("b", 1.0)), 1.0, INFINITY, (), "", 0),
        Row((("a", 1.0), ("b", -1.0)), -0.1, 0.1, (), "", 1),
    ]
    assert possible(circle, {"a": (0.0, 1.0), "b": (0.0, 1.0)}) is True


def test_a_circle_of_many_rows_is_decided() -> None:
    names = [f"t{n}" for n in range(150)]
    pairs = zip(names, [*names[1:], names[0]], strict=True)
    circle = [Row(((one, 1.0), (other, -1.0)), -0.5, 0.5, (), "", n) for n, (one, other) in enumerate(pairs)]
    assert not acyclic(circle)
    assert possible(circle, dict.fromkeys(names, (-1.0, 1.0))) is True
