"""What is made of relations before anything is solved."""

from __future__ import annotations

from collections import Counter

from gouji.reconcile.kernel.relation import Reading
from gouji.reconcile.solving.problem import Problem
from relations import same_as, sum_of, terms


def test_two_rows_that_want_one_figure_apart_are_told() -> None:
    f = terms(w="30.00万元", a="11.00万元", b="14.00万元", c="11.00万元")
    problem = Problem([sum_of(f["w"], f["a"], f["b"]), same_as(f["a"], f["c"])], Counter())
    assert problem.missing == [0]
    assert list(problem.apart(0)) == [("a", (0, 1))]


def test_a_core_holds_the_figures_that_could_be_wrong_and_the_reading() -> None:
    f = terms(w="30.00万元", a="11.00万元", b="14.00万元")
    problem = Problem([sum_of(f["w"], f["a"], f["b"])], Counter())
    assert problem.cores == {0: frozenset({"w", "a", "b", Reading("relation", "0")})}


def test_what_is_chosen_is_left_out_of_what_is_left() -> None:
    f = terms(w="30.00万元", a="11.00万元", b="14.00万元")
    problem = Problem([sum_of(f["w"], f["a"], f["b"])], Counter())
    assert not problem.left((0,), frozenset()).feasible()
    assert problem.left((0,), frozenset({"a"})).feasible()
    assert problem.left((0,), frozenset({Reading("relation", "0")})).rows == ()
