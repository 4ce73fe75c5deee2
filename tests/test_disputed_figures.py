"""What is told of disputed figures: what each explains, its repair, its rivals, what follows from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.reconcile.kernel.relation import Reading, Role, Tried
from gouji.reconcile.model import FindingKind, Status
from gouji.reconcile.solving.disputed_figures import Disputed, Disputes, disputes
from relations import all_shares, same_as, share_of, sum_of, term, terms

LIST = Reading("list", "w")


def told(*tried: Tried, support: dict[str, int] | None = None) -> Disputes:
    return disputes(list(tried), Counter(support or {}))


def names(*tried: Tried, support: dict[str, int] | None = None) -> list[tuple[str, int]]:
    """(disputed figure, how many relations that miss it explains)"""
    return [(d.term, len(d.group)) for d in told(*tried, support=support).disputed]


def only(*tried: Tried, support: dict[str, int] | None = None) -> Disputed:
    (one,) = told(*tried, support=support).disputed
    return one


def allowed(one: Disputed) -> str:
    """The middle of what is left for a figure, in yuan or per cent."""
    assert one.allowed
    return f"{one.allowed.mid:.0f}"


def doubtful(tried: Tried, **more: Any) -> Tried:
    """A relation that misses and was read loosely."""
    return replace(tried, status=Status.NOT_APPLICABLE, severity=None, doubtful=True, **more)


# ---- one error -----------------------------------------------------------------------------------------------------


def test_one_relation_disputes_its_result() -> None:
    f = terms(w="31.00万元", a="11.00万元", b="14.00万元")
    one = only(sum_of(f["w"], f["a"], f["b"]))
    assert (one.term, len(one.group), allowed(one)) == ("w", 1, "250000")


def test_a_figure_that_repairs_several_relations_is_the_one() -> None:
    f = terms(w="31.00万元", a="11.00万元", b="14.00万元", x="18.00万元", y="7.00万元", c="25.00万元")
    one = only(sum_of(f["w"], f["a"], f["b"]), sum_of(f["w"], f["x"], f["y"]), same_as(f["w"], f["c"]))
    assert (one.term, len(one.group), allowed(one)) == ("w", 3, "250000")
    assert one.ties == () and not one.open and not one.joint


def test_a_part_that_repairs_several_relations_is_the_one() -> None:
    f = terms(w="25.00万元", a="17.00万元", b="14.00万元", c="11.00万元", v="31.00万元", x="20.00万元")
    one = only(sum_of(f["w"], f["a"], f["b"]), same_as(f["a"], f["c"]), sum_of(f["v"], f["c"], f["x"]))
    assert (one.term, allowed(one)) == ("a", "110000")


def test_relations_that_hold_speak_for_a_figure() -> None:
    f = terms(w="30.00万元", a="11.00万元", b="14.00万元", x="12.00万元", y="18.00万元")
    assert names(sum_of(f["w"], f["a"], f["b"])) == [("w", 1)]
    held = sum_of(f["w"], f["x"], f["y"])
    assert held.status is Status.HOLDS
    one = only(sum_of(f["w"], f["a"], f["b"]), held, same_as(f["b"], term("c", "14.00万元")))
    assert one.term == "a" and allowed(one) == "160000"


def test_two_errors_in_the_order_of_the_document() -> None:
    f = terms(a="30.00万元", b="11.00万元", c="14.00万元", d="60.00万元", e="18.00万元", g="7.00万元")
    assert names(sum_of(f["d"], f["e"], f["g"]), sum_of(f["a"], f["b"], f["c"])) == [("a", 1), ("d", 1)]


# ---- rivals --------------------------------------------------------------------------------------------------------


def test_figures_that_explain_as_much_are_a_tie() -> None:
    """The other statements of the total weigh as much against it as its being a result weighs for."""
    f = terms(w="31.00万元", a="11.00万元", b="14.00万元")
    one = only(sum_of(f["w"], f["a"]), support={"w": 3})
    assert one.term == "w" and one.ties == ("a",) and not one.open
    assert only(sum_of(f["w"], f["a"])).ties == ()


def test_where_many_parts_explain_as_much_the_result_stands_and_nothing_is_singled_out() -> None:
    f = terms(w="45.44万元", a="11.00万元", b="12.00万元", c="13.00万元", d="14.00万元")
    one = only(sum_of(f["w"], *(f[n] for n in "abcd")), support={"w": 9})
    assert (one.term, one.open, one.ties, one.allowed) == ("w", True, (), sum_of(*f.values()).roles[0].allowed)


# ---- errors that hang together ------------------------------------------------------------------------------------


def test_figures_off_by_the_same_amount_are_one_error() -> None:
    """A part that is wrong was added up as it is: class and total are off by as much, and the part stands for them."""
    f = terms(t="90.00万元", c="60.00万元", p="41.00万元", q="19.00万元", d="30.00万元")
    cells = {"u": term("u", "81.00万元"), "v": term("v", "51.00万元"), "w": term("w", "32.00万元")}
    equal = [same_as(f["t"], cells["u"]), same_as(f["c"], cells["v"]), same_as(f["p"], cells["w"])]
    sums = [sum_of(f["t"], f["c"], f["d"]), sum_of(f["c"], f["p"], f["q"])]
    backed = dict.fromkeys("uvw", 4)
    one = only(*equal, *sums, support=backed)
    assert one.term == "p" and {d.term for d in one.along} == {"t", "c"}
    assert all(
        allowed(d) == f"{cells[n].figure.base:.0f}" for d, n in ((one, "w"), *zip(one.along, ("v", "u"), strict=True))
    )


def test_small_differences_recur_by_chance() -> None:
    f = terms(a="10.05万元", b="10.00万元", c="20.05万元", d="20.00万元", w="30.10万元")
    found = told(same_as(f["a"], f["b"]), same_as(f["c"], f["d"]), sum_of(f["w"], f["a"], f["c"])).disputed
    assert all(d.along == () for d in found)


def test_a_rate_of_a_wrong_amount_is_a_slip_too() -> None:
    """Part and rate are both ten times too large: they fit each other, and only the sum disputes the part."""
    f = terms(w="50.00万元", p="200.00万元", q="30.00万元", b="25.00万元", r="800.0%", s="20.00万元")
    rate = share_of(f["p"], f["b"], f["r"])
    assert rate.status is Status.HOLDS
    tried = sum_of(f["w"], f["p"], f["q"]), same_as(f["p"], f["s"]), rate
    found = {d.term: d for d in told(*tried, support={"s": 3, "w": 3, "b": 1}).disputed}
    assert set(found) == {"p", "r"}
    assert not found["r"].group and allowed(found["r"]) == "80"


def test_a_rate_that_no_slip_leads_to_is_left_alone() -> None:
    """Which amount is wrong may be told wrongly, so a rate that follows from it is not told."""
    f = terms(w="50.00万元", p="37.00万元", q="30.00万元", b="25.00万元", r="148.0%", s="20.00万元")
    tried = sum_of(f["w"], f["p"], f["q"]), same_as(f["p"], f["s"]), share_of(f["p"], f["b"], f["r"])
    found = {d.term: d for d in told(*tried, support={"s": 3, "w": 3}).disputed}
    assert "p" in found and ("r" not in found or found["r"].allowed is None)


# ---- words, doubt, time -------------------------------------------------------------------------------------------


def test_a_fixed_suspect_stands_alone() -> None:
    f = terms(a="11.00万元", b="14.00万元", w="31.00万元")
    words = replace(sum_of(f["b"], f["a"]), fixed=True)
    assert names(words, sum_of(f["w"], f["a"], f["b"])) == [("b", 1), ("w", 1)]


def test_words_without_figures_stand_alone() -> None:
    bare = Tried(FindingKind.WORDING, "words", Status.VIOLATED, term("a", "1元").span, "")
    assert names(bare) == [("", 1)]


def loosely(*wanted: str, **more: Any) -> list[Tried]:
    """Loosely read sums of one total; each wants another value of it."""
    whole = term("w", "31.00万元")
    parts = zip(("a", "b", "c"), wanted, strict=False)
    return [doubtful(sum_of(whole, term(name, value), term(f"{name}1", "7.00万元")), **more) for name, value in parts]


def test_one_doubtful_relation_accuses_nobody() -> None:
    assert told(*loosely("18.77万元")).disputed == ()


def test_doubtful_relations_that_agree_on_one_value_accuse() -> None:
    assert only(*loosely("18.77万元", "18.77万元", "18.77万元")).term == "w"
    assert told(*loosely("18.77万元", "47.12万元", "66.54万元")).disputed == (), "they agree on nothing"


def test_doubtful_relations_of_one_reading_are_one() -> None:
    assert told(*loosely("18.77万元", "18.77万元", "18.77万元", reading=LIST)).disputed == ()


def test_a_relation_whose_reading_contradicts_all_others_is_doubted_itself() -> None:
    """Three figures, each confirmed over and over, and one loosely read relation that no single figure mends."""
    f = terms(w="31.00万元", a="11.00万元", b="14.00万元")
    backing = [same_as(f[n], term(f"{n}{i}", f[n].text)) for n in "wab" for i in range(5)]
    loose = sum_of(f["w"], f["a"], f["b"], certainty=0.2)
    found = told(loose, *backing)
    assert found.disputed == () and found.doubted == {0}


def test_relations_that_contradict_each_other_jointly() -> None:
    """The share fits the rounding of its amounts; the sum leaves these less room."""
    f = terms(w="1.63万元", a="1.04万元", b="0.59万元", r="64.30%", s="36.20%")
    held = [sum_of(f["w"], f["a"], f["b"]), share_of(f["a"], f["w"], f["r"]), share_of(f["b"], f["w"], f["s"])]
    one = only(*held)
    assert one.term == "r" and one.group == () and list(one.joint) == held[:2]


def test_a_rate_that_the_others_leave_a_value_for() -> None:
    f = terms(w="1.63万元", a="1.04万元", b="0.59万元", r="64.30%", s="36.20%")
    held = [sum_of(f["w"], f["a"], f["b"]), share_of(f["a"], f["w"], f["r"]), share_of(f["b"], f["w"], f["s"])]
    one = only(*held, all_shares(f["r"], f["s"], status=Status.HOLDS))
    assert one.term == "r" and one.allowed and f"{one.allowed.mid:.2f}" == "63.80"


def test_where_nothing_is_solved_each_relation_disputes_its_result() -> None:
    f = terms(w="30.00万元", a="11.00万元", b="14.00万元", x="12.00万元", y="18.00万元")
    tried = [sum_of(f["w"], f["a"], f["b"]), sum_of(f["w"], f["x"], f["y"])]
    (one,) = disputes(tried, Counter(), joint=False).disputed
    assert one.term == "w" and one.group == (tried[0],) and one.allowed is None
    assert only(*tried).term != "w", "the other list speaks for the total"


numbers = st.lists(st.integers(1, 30), min_size=6, max_size=6)
shapes = st.lists(st.lists(st.sampled_from("abcdef"), min_size=2, max_size=4, unique=True), max_size=6)


@settings(deadline=None, max_examples=60, derandomize=True)
@given(numbers, shapes)
def test_every_relation_that_misses_is_explained_once_or_doubted(values: list[int], shape: list[list[str]]) -> None:
    f = {n: term(n, f"{v}.00万元") for n, v in zip("abcdef", values, strict=True)}
    tried = [sum_of(*(f[n] for n in figures)) for figures in shape]
    found = told(*tried)
    every = [d for one in found.disputed for d in (one, *one.along)]
    explained = [id(t) for d in every for t in d.group]
    missed = [n for n, t in enumerate(tried) if t.status is Status.VIOLATED and n not in found.doubted]
    assert sorted(explained) == sorted(id(tried[n]) for n in missed)
    for one in every:
        assert all(one.term in {r.term.id for r in t.roles} for t in one.group)


def test_a_role_without_a_value_is_never_singled_out() -> None:
    f = terms(w="31.00万元", a="11.00万元")
    roles = (Role(f["w"], "total"), Role(f["a"], "part"))
    one = only(Tried(FindingKind.SUM, "sum", Status.VIOLATED, f["w"].span, "", roles))
    assert one.term == "w" and one.allowed is None
