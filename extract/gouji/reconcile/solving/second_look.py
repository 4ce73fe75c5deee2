"""A second look at relations that missed and were read too loosely to accuse, once their wrong figures are put right.

Beside a figure that is wrong for sure, a second slip makes a relation miss by anything. With the first one repaired
it misses by a slip of the hand, and then it was meant.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from gouji.figures import Interval
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.kernel.formulas import formulas, value
from gouji.reconcile.kernel.relation import Role, Tried, severity, show
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
    """The relation as one that accuses, where its repaired figures leave it a slip of the hand; else as it was."""
    wrong = [r.term for r in tried.roles if r.term.id in repaired]
    if not tried.doubtful or not wrong or not all(_close(term, repaired[term.id]) for term in wrong):
        return tried
    roles = _left(tried, repaired)
    if not slipped(replace(tried, roles=roles)):
        return tried
    return next((_accusing(tried, roles, r.term, r.allowed) for r in roles if r.allowed), tried)


def _close(term: Term, repair: Interval) -> bool:
    """Whether a repair tells its figure to a few units of the last place."""
    return repair.width <= _CLOSE * term.figure.place(term.usual)


def _left(tried: Tried, repaired: Mapping[str, Interval]) -> tuple[Role, ...]:
    """The roles with what the relation leaves for each figure that is not repaired, once the others are."""
    intervals = {t.id: repaired.get(t.id, t.interval) for row in tried.linear for t, _ in row.terms}
    allowed = {i: span for i, span in _implied(tried, intervals) if i not in repaired}
    return tuple(replace(r, allowed=allowed.get(r.term.id), point=None) for r in tried.roles)


def _accusing(tried: Tried, roles: tuple[Role, ...], first: Term, allowed: Interval) -> Tried:
    """The relation as one that is violated, told by the first figure that it leaves something for."""
    return replace(
        tried,
        status=Status.VIOLATED,
        doubtful=False,
        roles=roles,
        severity=severity(first, allowed),
        message=say("finding.second_look", expected=show(allowed.mid, first)),
        computation=tried.computation or load().words(tried.why),
    )


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
