"""Localisation: the lightest figures that explain every relation that misses, singly or together."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.figures import Interval
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.model import FindingKind, Status
from gouji.reconcile.solving.localise import alone, localise
from gouji.reconcile.solving.problem import Problem
from relations import all_shares, same_as, share_of, sum_of, term, terms


def at(value: int) -> Interval:
    return Interval.around(Decimal(value) * 10_000, Decimal(50))


def broken(*roles: tuple[str, int | None], fixed: bool = False) -> Tried:
    """A violated relation of (figure, what it would have to be) that says nothing of true values; the first leads."""
    made = tuple(Role(term(n, "10.00万元"), "part", None if v is None else at(v)) for n, v in roles)
    return Tried(FindingKind.SUM, "sum", Status.VIOLATED, made[0].term.span, "", made, fixed=fixed)


def chosen(*tried: Tried, support: dict[str, int] | None = None) -> list[str]:
    return sorted(localise(Problem(list(tried), Counter(support or {}))))


def test_where_everything_holds_nothing_is_wrong() -> None:
    f = terms(w="10.00万元", a="6.00万元", b="4.00万元")
    assert chosen(sum_of(f["w"], f["a"], f["b"])) == []
    assert chosen() == []


def test_one_relation_disputes_its_result() -> None:
    assert chosen(broken(("total", 20), ("a", 5), ("b", 5))) == ["total"]


def test_a_figure_that_repairs_several_relations_is_the_one() -> None:
    wanted = (("total", 37), ("rate", 43), ("cell", 58), ("other", 72))
    assert chosen(*(broken((name, value), ("a", 6)) for name, value in wanted)) == ["a"]


def test_however_telling_two_errors_do_not_explain_better_than_one() -> None:
    """A digit of each of two results looks wrong, and one part that both have in common explains both."""
    assert chosen(broken(("total", 20), ("a", 6)), broken(("cell", 30), ("a", 6)), broken(("b", 5), ("a", 6))) == ["a"]


def test_two_errors_are_two() -> None:
    assert chosen(broken(("total", 20), ("a", 5)), broken(("other", 7), ("b", 9))) == ["other", "total"]


def test_other_statements_of_a_value_speak_for_it() -> None:
    relation = broken(("total", 37), ("a", 6))
    assert chosen(relation, support={"total": 6}) == ["a"]
    assert chosen(relation, support={"total": 6, "a": 6}) == ["total"]


def test_where_no_value_repairs_the_first_suspect_is_told() -> None:
    assert chosen(broken(("total", None), ("a", None))) == ["total"]


def test_an_amount_is_not_wrong_by_its_sign_alone() -> None:
    assert chosen(broken(("total", -20), ("a", 5))) == ["a"]


def test_a_fixed_suspect_is_left_out() -> None:
    assert chosen(broken(("word", None), ("a", 5), fixed=True)) == []


def test_it_must_be_one_value_that_repairs_them() -> None:
    """A part that misses four sums by one amount is the error; by four amounts, it cannot be all of it."""
    f = terms(p="10.00万元", x="5.00万元", y="20.00万元", z="30.00万元", q="70.00万元")
    rests = [f[n] for n in "xyzq"]

    def sums(*wholes: str) -> list[Tried]:
        named = zip(("t", "u", "v", "w"), wholes, rests, strict=True)
        return [sum_of(term(name, whole), f["p"], rest) for name, whole, rest in named]

    assert chosen(*sums("21.78万元", "36.78万元", "46.78万元", "86.78万元")) == ["p"]
    assert len(chosen(*sums("21.78万元", "67.23万元", "94.56万元", "98.11万元"))) >= 3


def test_relations_that_hold_speak_for_a_figure() -> None:
    f = terms(w="30.00万元", a="11.00万元", b="14.00万元", x="12.00万元", y="18.00万元")
    assert chosen(sum_of(f["w"], f["a"], f["b"])) == ["w"]
    found = chosen(sum_of(f["w"], f["a"], f["b"]), sum_of(f["w"], f["x"], f["y"]))
    assert found and "w" not in found


def test_shares_that_fit_singly_and_not_together() -> None:
    """Each share fits the rounding of its amounts; all three figures of the sum cannot drift as far as they need."""
    f = terms(w="1.63万元", a="1.04万元", b="0.59万元", r="64.30%", s="36.20%")
    one, other = share_of(f["a"], f["w"], f["r"]), share_of(f["b"], f["w"], f["s"])
    assert chosen(one) == chosen(other) == chosen(one, other) == []
    assert chosen(one, other, sum_of(f["w"], f["a"], f["b"])) == ["r"]
    assert chosen(one, other, all_shares(f["r"], f["s"])) in (["r"], ["s"])


def test_parts_that_fit_singly_and_not_together() -> None:
    """Two printings of a total that each fit its parts, but not each other."""
    f = terms(w="10.01万元", a="5.00万元", b="5.00万元", x="10.00万元")
    assert chosen(sum_of(f["w"], f["a"], f["b"])) == []
    assert chosen(sum_of(f["x"], f["a"], f["b"])) == []
    assert chosen(sum_of(f["w"], f["a"], f["b"]), sum_of(f["x"], f["a"], f["b"]), same_as(f["w"], f["x"])) != []


def backed() -> list[Tried]:
    """A total that misses one list of its parts and fits another."""
    f = terms(w="30.00万元", a="11.00万元", b="14.00万元", x="12.00万元", y="18.00万元")
    return [sum_of(f["w"], f["a"], f["b"]), sum_of(f["w"], f["x"], f["y"])]


@pytest.mark.parametrize("limit", ["_ROWS", "_NODES"])
def test_out_of_work_every_relation_that_misses_is_explained_all_the_same(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gouji.reconcile.solving.lightest_cover._NODES", 0)
    monkeypatch.setattr(f"gouji.reconcile.solving.localise.{limit}", 0)
    problem = Problem(backed(), Counter())
    assert all(localise(problem) & core for core in problem.cores.values())


def test_where_nothing_is_solved_each_relation_speaks_by_itself() -> None:
    assert alone(Problem(backed(), Counter())) == {"w"}


values = st.none() | st.integers(-3, 6)
relations = st.lists(
    st.lists(st.tuples(st.sampled_from("abcdef"), values), min_size=1, max_size=4, unique_by=lambda r: r[0]).map(
        lambda roles: broken(*roles)
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=50, derandomize=True)
@given(relations, st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 4)))
def test_every_relation_is_explained_by_what_it_holds(violated: list[Tried], support: dict[str, int]) -> None:
    problem = Problem(violated, Counter(support))
    found = localise(problem)
    assert all(found & core for core in problem.cores.values())
    assert found <= frozenset().union(*problem.cores.values())


def unhurried(problem: Problem) -> frozenset[str]:
    """The choice when neither rounds nor work are short."""
    with pytest.MonkeyPatch.context() as patch:
        for limit in ("_CORES", "_ROWS", "_NODES"):
            patch.setattr(f"gouji.reconcile.solving.localise.{limit}", 1_000_000)
        return localise(problem)


amounts = st.lists(st.integers(1, 12), min_size=6, max_size=6)
shapes = st.lists(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=4, unique=True), min_size=1, max_size=5)


@settings(deadline=None, max_examples=50, derandomize=True)
@given(amounts, shapes)
def test_what_is_left_can_be_true(numbers: list[int], shape: list[list[str]]) -> None:
    f = {n: term(n, f"{v}.00万元") for n, v in zip("abcdef", numbers, strict=True)}
    problem = Problem([sum_of(*(f[n] for n in names)) for names in shape], Counter())
    found = unhurried(problem)
    assert problem.left(range(len(problem.system.rows)), found).feasible()


def repaired(problem: Problem, chosen: frozenset[str]) -> bool:
    """Whether a choice explains every relation that misses, and leaves true values for all others."""
    rows = range(len(problem.system.rows))
    both = all(r in chosen for a, b, r in problem.pairs(problem.missing) if {a, b} <= chosen)
    return both and all(chosen & c for c in problem.cores.values()) and problem.left(rows, chosen).feasible()


@settings(deadline=None, max_examples=25, derandomize=True)
@given(
    amounts, st.lists(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=4, unique=True), min_size=1, max_size=4)
)
def test_no_choice_is_lighter(numbers: list[int], shape: list[list[str]]) -> None:
    """Held against every set of figures and readings."""
    f = {n: term(n, f"{v}.00万元") for n, v in zip("abcdef", numbers, strict=True)}
    problem = Problem(
        [same_as(f[n[0]], f[n[1]]) if len(n) == 2 else sum_of(*(f[i] for i in n)) for n in shape], Counter()
    )
    elements = sorted({*problem.weight} & {*"abcdef", *(row.reading for row in problem.system.rows)}, key=str)
    every = (frozenset(c) for n in range(len(elements) + 1) for c in combinations(elements, n))
    found = unhurried(problem)
    weight = sum(problem.weight[e] for e in found)
    assert repaired(problem, found)
    lighter = (s for s in every if sum(problem.weight[e] for e in s) < weight - 1e-6)
    assert not any(repaired(problem, s) for s in lighter)
