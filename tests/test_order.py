"""Which of two figures is the greater, against the word that says so."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gouji.document import Span
from gouji.figures import Interval
from gouji.reconcile.kernel.attempt import attempt, material_unless, undecided, verdict
from gouji.reconcile.kernel.order import at_most, compare, try_order
from gouji.reconcile.model import Severity, Status


@pytest.mark.parametrize(("one", "other", "found"), [(1, 2, "less"), (2, 2, "equal"), (3, 2, "greater")])
def test_figures_are_compared_as_printed(one: int, other: int, found: str) -> None:
    assert compare(Decimal(one), Decimal(other)) == found


@pytest.mark.parametrize(
    ("said", "found", "tied", "status"),
    [
        ("less", "less", Severity.MATERIAL, Status.HOLDS),
        ("less", "greater", None, Status.VIOLATED),
        ("less", "equal", None, Status.HOLDS),
        ("less", "equal", Severity.MINOR, Status.VIOLATED),
        ("equal", "less", None, Status.VIOLATED),
    ],
)
def test_a_word_of_order(said: str, found: str, tied: Severity | None, status: Status) -> None:
    tried = try_order("direction.order", said, found, Span(0, 1), tied=tied, why="", says={}, reworded="大于")
    assert tried.status is status
    assert tried.diagnosis == ("direction_word" if status is Status.VIOLATED else "")


def test_a_limit_is_kept_where_it_may_be() -> None:
    limit = Interval.point(100)
    assert at_most(Interval.point(100), limit)
    assert at_most(Interval(Decimal(99), Decimal(101)), limit)
    assert not at_most(Interval.point(101), limit)


@pytest.mark.parametrize(
    ("level", "status"),
    [(None, "holds"), (Severity.ROUNDING, "holds"), (Severity.MINOR, "violated"), (Severity.MATERIAL, "violated")],
)
def test_rounding_is_no_violation(level: Severity | None, status: str) -> None:
    assert verdict(level) == attempt("bounded.rate", Span(0, 1), level).status == status


def test_what_cannot_be_decided_says_why() -> None:
    tried = undecided("sum.list", Span(0, 1), "只列了一项")
    assert (tried.status, tried.severity, tried.why) == (Status.NOT_APPLICABLE, None, "只列了一项")


def test_words_know_no_rounding() -> None:
    assert material_unless(True) is None
    assert material_unless(False) is Severity.MATERIAL
