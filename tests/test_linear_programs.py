"""Linear and binary programs: held against enumeration."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.solving.highs import least
from gouji.reconcile.solving.lightest_cover import WorkSpentError
from gouji.reconcile.solving.linear_programs import FREE, Program, hitting_set
from gouji.reconcile.solving.system import System, system_of
from relations import all_shares, same_as, share_of, sum_of, term, terms

NAMES = "abcdef"


def program(*tried: Tried, freed: Iterable[str] = ()) -> Program:
    system = system_of(list(tried))
    return Program(system, tuple(range(len(system.rows))), frozenset(freed))


def shares_of_nothing_left() -> tuple[Tried, ...]:
    """Shares that each fit the rounding of their amounts, and come to 100.50 %."""
    f = terms(w="1.63万元", a="1.04万元", b="0.59万元", r="64.30%", s="36.20%")
    return (
        sum_of(f["w"], f["a"], f["b"]),
        share_of(f["a"], f["w"], f["r"]),
        share_of(f["b"], f["w"], f["s"]),
        all_shares(f["r"], f["s"]),
    )


def test_feasible() -> None:
    f = terms(w="10.00万元", a="5.00万元", b="5.02万元")
    assert program().feasible()
    assert not program(sum_of(f["w"], f["a"], f["b"])).feasible()
    assert program(sum_of(f["w"], f["a"], f["b"]), freed="a").feasible()


def test_what_holds_singly_may_not_hold_together() -> None:
    """The ends of a chain of equalities lie further apart than the rounding of the middle bridges."""
    f = terms(a="10万元", b="10.4万元", c="9.6万元")
    one, other = same_as(f["a"], f["b"]), same_as(f["a"], f["c"])
    assert program(one).feasible() and program(other).feasible()
    both = program(one, other)
    assert not both.feasible() and both.conflicts() == [(0, 1)]


def test_a_freed_figure_keeps_its_sign() -> None:
    f = terms(w="5.00万元", a="7.00万元", b="1.00万元")
    tried = sum_of(f["w"], f["a"], f["b"])
    assert program(tried, freed="w").feasible() and not program(tried, freed="b").feasible()


def test_extent() -> None:
    f = terms(w="10.00万元", a="5.00万元", b="4.00万元")
    tried = sum_of(f["w"], f["a"], f["b"])
    assert program(tried, freed="b").extent("b") == pytest.approx((99, 101), abs=1e-2)
    low, high = program(sum_of(f["w"], f["a"]), freed="wa").extent("w")
    assert low == pytest.approx(-1000) and high == FREE
    assert program(tried).extent("b") == (-FREE, FREE), "nothing is feasible"


def test_shares_that_contradict_each_other_are_one_conflict() -> None:
    tried = shares_of_nothing_left()
    assert all(program(t).feasible() for t in tried[:3])
    found = program(*tried).conflicts()
    assert found and all(not Program(program(*tried).system, c).feasible() for c in found)


figures = st.lists(st.integers(0, 12), min_size=len(NAMES), max_size=len(NAMES))
shapes = st.lists(
    st.lists(st.sampled_from(NAMES), min_size=2, max_size=4, unique=True), min_size=1, max_size=4, unique_by=tuple
)


def made(values: list[int], shape: list[list[str]]) -> System:
    """Sums between figures of whole 万元; the first of a list is the whole of the others."""
    found = {n: term(n, f"{v}万元") for n, v in zip(NAMES, values, strict=True)}
    return system_of([sum_of(*(found[n] for n in names)) for names in shape])


@settings(deadline=None, max_examples=40, derandomize=True)
@given(figures, shapes)
def test_conflicts_are_irreducible(values: list[int], shape: list[list[str]]) -> None:
    system = made(values, shape)
    whole = Program(system, tuple(range(len(system.rows))))
    found = whole.conflicts()
    assert bool(found) is (not whole.feasible())
    for conflict in found:
        assert not Program(system, conflict).feasible()
        for row in conflict:
            assert Program(system, tuple(n for n in conflict if n != row)).feasible()


def subsets(elements: Iterable[str]) -> Iterable[frozenset[str]]:
    every = sorted(elements)
    return map(frozenset, chain.from_iterable(combinations(every, n) for n in range(len(every) + 1)))


ELEMENTS = "abcdefg"
core = st.sets(st.sampled_from(ELEMENTS), min_size=1, max_size=4).map(frozenset)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.lists(core, min_size=1, max_size=6), st.lists(st.integers(1, 40), min_size=7, max_size=7))
def test_no_hitting_set_is_lighter(cores: list[frozenset[str]], weights: list[int]) -> None:
    weight = {e: w / 10 for e, w in zip(ELEMENTS, weights, strict=True)}
    chosen = hitting_set(cores, weight, (), 10)
    assert all(chosen & c for c in cores)
    fits = (s for s in subsets(set(ELEMENTS)) if all(s & c for c in cores))
    assert sum(weight[e] for e in chosen) == pytest.approx(min(sum(weight[e] for e in s) for s in fits))


def test_one_of_each_core_is_chosen() -> None:
    weight = {"a": 2.0, "b": 1.0, "c": 0.5}
    cores = [frozenset("ab"), frozenset("bc")]
    assert hitting_set([], weight, (), 10) == frozenset()
    assert hitting_set(cores, weight, (), 10) == frozenset("b")
    assert hitting_set(cores, weight | {"b": 9.0}, (), 10) == frozenset("ac")


def test_of_one_quantity_printed_twice_one_printing_is_right() -> None:
    weight = {"a": 0.1, "b": 0.1, "relation 0": 5.0}
    cores = [frozenset({"a", "relation 0"}), frozenset({"b", "relation 0"})]
    assert hitting_set(cores, weight, (), 10) == frozenset("ab")
    assert hitting_set(cores, weight, [("a", "b", "relation 0")], 10) == {"relation 0"}


def test_no_work_is_told() -> None:
    points = list(product(range(3), repeat=2))
    cores = [
        frozenset(f"{x}{y}" for x, y in line)
        for line in combinations(points, 3)
        if not any(map(_third, zip(*line, strict=True)))
    ]
    weight = {f"{x}{y}": 1.0 for x, y in points}
    assert len(cores) == 12 and len(hitting_set(cores, weight, (), 1000)) == 5
    with pytest.raises(WorkSpentError):
        hitting_set(cores, weight, (), 0)


def _third(coordinates: Iterable[int]) -> int:
    """0 where three points of the plane of nine lie on a line, as far as these coordinates of theirs tell."""
    return sum(coordinates) % 3


def test_what_is_no_program_is_refused() -> None:
    with pytest.raises(ValueError, match="not a linear program"):
        least([1.0], [[(7, 1.0)]], [(0.0, 1.0)], [(0.0, 1.0)])


def test_terms_of_one_variable_are_one() -> None:
    found = least([1.0], [[(0, 1.0), (0, 1.0)]], [(3.0, FREE)], [(0.0, FREE)])
    assert found is not None and found.values == pytest.approx([1.5])
    assert least([1.0], [[(0, 1.0)]], [(3.0, FREE)], [(0.0, 2.0)]) is None, "nothing fits"
    assert least([-1.0], [[(0, 1.0)]], [(3.0, FREE)], [(0.0, FREE)]) is None, "none is the cheapest"


def test_a_program_too_large_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.reconcile.solving.linear_programs._CELLS", 3)
    with pytest.raises(WorkSpentError):
        hitting_set([frozenset("ab"), frozenset("bc")], dict.fromkeys("abc", 1.0), (), 10)
