"""Localisation: the fewest figures that explain every violated relation."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Span
from gouji.figures import Figure, Interval
from gouji.quantities import unit
from gouji.reconcile.localise import localise
from gouji.reconcile.model import FindingKind, Status
from gouji.reconcile.relation import Role, Tried
from gouji.reconcile.terms import Term

WAN = unit("万元")


def term(name: str, value: int = 10) -> Term:
    return Term(name, Figure(Decimal(value), 2, WAN), Span(0, 1), f"{value}", 2, False)


def at(value: int) -> Interval:
    return Interval.around(Decimal(value) * 10_000, Decimal(50))


def broken(*roles: tuple[str, int | None], fixed: bool = False) -> Tried:
    """A violated relation of (term, what it would have to be); the first leads."""
    made = tuple(Role(term(name), "part", None if value is None else at(value)) for name, value in roles)
    return Tried(FindingKind.SUM, "sum", Status.VIOLATED, Span(0, 1), "", roles=made, fixed=fixed)


def disputed(violated: list[Tried], held: dict[str, int] | None = None) -> list[tuple[str, int]]:
    return [(name, len(group)) for name, group in localise(violated, Counter(held or {}))]


def test_one_relation_disputes_its_result() -> None:
    assert disputed([broken(("total", 20), ("a", 5), ("b", 5))]) == [("total", 1)]


def test_a_figure_that_repairs_several_relations_is_the_one() -> None:
    relations = [broken(("total", 20), ("a", 5)), broken(("rate", 3), ("a", 5)), broken(("cell", 1), ("a", 5))]
    assert disputed(relations) == [("a", 3)]


def test_it_must_be_one_value_that_repairs_them() -> None:
    relations = [broken(("total", 20), ("a", 5)), broken(("rate", 3), ("a", 500))]
    assert sorted(name for name, _ in disputed(relations)) == ["rate", "total"]


def test_relations_that_hold_speak_for_a_figure() -> None:
    relation = broken(("total", 20), ("a", 5))
    assert disputed([relation], {"total": 3}) == [("a", 1)]
    assert disputed([relation], {"total": 3, "a": 4}) == [("total", 1)]


def test_a_fixed_suspect_stands_alone() -> None:
    relations = [broken(("word", None), ("a", 5), fixed=True), broken(("total", 20), ("a", 5))]
    assert disputed(relations) == [("word", 1), ("total", 1)]


def test_a_relation_without_terms_stands_alone() -> None:
    assert disputed([broken()]) == [("", 1)]


def test_where_no_value_repairs_the_first_suspect_is_told() -> None:
    assert disputed([broken(("total", None), ("a", None))]) == [("total", 1)]


def test_an_amount_is_not_wrong_by_its_sign_alone() -> None:
    assert disputed([broken(("total", -20), ("a", 5))]) == [("a", 1)]


def test_two_errors_are_two() -> None:
    relations = [broken(("total", 20), ("a", 5)), broken(("other", 7), ("b", 9))]
    assert sorted(disputed(relations)) == [("other", 1), ("total", 1)]


values = st.none() | st.integers(-3, 6)
relations = st.lists(
    st.lists(st.tuples(st.sampled_from("abcdef"), values), max_size=4, unique_by=lambda r: r[0]).map(
        lambda roles: broken(*roles)
    ),
    max_size=12,
)


@given(relations, st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 4)))
def test_every_relation_is_explained_exactly_once_by_a_figure_of_its_own(
    violated: list[Tried], held: dict[str, int]
) -> None:
    explained = []
    for name, group in localise(violated, Counter(held)):
        assert group
        for tried in group:
            assert name in ({r.term.id for r in tried.roles} or {""})
        explained += [id(t) for t in group]
    assert sorted(explained) == sorted(map(id, violated))
