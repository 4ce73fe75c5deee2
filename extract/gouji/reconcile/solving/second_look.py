"""A second look at relations that missed and were read too loosely to accuse, once their wrong figures are put right.

Beside a figure that is wrong for sure, a second slip makes a relation miss by anything. With the first one repaired
it misses by a slip of the hand, and then it was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from gouji.figures import Interval
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.formulas import formulas, value
from gouji.reconcile.kernel.relation import Tried, severity, show
from gouji.reconcile.model import Status, say
from gouji.reconcile.solving.disputed_figures import Disputes
from gouji.reconcile.statements.terms import Term

_CLOSE = 3  # last places that may be open of a figure that counts as repaired


def look_again(tried: list[Tried], found: Disputes) -> list[Tried] | None:
    """The relations with those that accuse now; None where none does."""
    repaired = {d.term: d.allowed for d in found.disputed if d.allowed and d.group and not d.open and not d.ties}
    again = [_again(t, repaired) for t in tried]
    return again if any(new is not old for new, old in zip(again, tried, strict=True)) else None


def _again(tried: Tried, repaired: Mapping[str, Interval]) -> Tried:
    wrong = {r.term.id for r in tried.roles if r.term.id in repaired} if tried.doubtful else set()
    if not wrong or any(repaired[r.term.id].width > _CLOSE * _place(r.term) for r in tried.roles if r.term.id in wrong):
        return tried
    intervals = {t.id: repaired.get(t.id, t.interval) for row in tried.linear for t, _ in row.terms}
    allowed = {i: span for i, span in _implied(tried, intervals) if i not in wrong}
    roles = tuple(replace(r, allowed=allowed.get(r.term.id), point=None) for r in tried.roles)
    first = next((r for r in roles if r.allowed), None)
    if first is None or first.allowed is None or not slipped(replace(tried, roles=roles)):
        return tried
    expected = show(first.allowed.mid, first.term.figure, first.term.usual)
    return replace(
        tried,
        status=Status.VIOLATED,
        doubtful=False,
        roles=roles,
        severity=severity(first.term, first.allowed),
        message=say("finding.second_look", expected=expected),
        computation=tried.computation or tried.why,
    )


def _place(term: Term) -> Decimal:
    return term.figure.place(term.usual)


def _implied(tried: Tried, intervals: Mapping[str, Interval]) -> Iterator[tuple[str, Interval]]:
    """What a relation leaves for each of its figures when the others are in their intervals."""
    for row in tried.linear:
        if not row.given and row.lo is not None and row.lo == row.hi:
            for term, own in row.terms:
                others = (intervals[t.id] * c for t, c in row.terms if t.id != term.id)
                yield term.id, (Interval.point(row.lo) - sum(others, Interval.point(0))) / own
    for formula in formulas(tried):
        if formula.under and (quotient := value(formula, intervals)):
            yield formula.result, quotient
