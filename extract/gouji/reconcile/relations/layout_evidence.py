"""Whether an identity applies to a table: by how many of its instances there hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.document import Span
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.attempt import undecided
from gouji.reconcile.kernel.relation import Accuses, Tried, confirming
from gouji.reconcile.kernel.sum import gap
from gouji.reconcile.model import Status, say
from gouji.reconcile.statements.layouts.gaps import one_gap

_SEVERAL = 3  # filled parts by which an instance shows that it is a sum


def proven(tried: list[tuple[Tried, bool]], share: float, fewest: int = 1, *, listed: bool = True) -> Iterator[Tried]:
    """The instances of one identity in one table, as far as the table itself shows that it means them.

    An instance that misses is a violation where the identity is the layout of the table. It is, where at least `share`
    of the telling instances hold, or where several do and all others lack one amount: a part is left out. In another
    table only a slip of the hand is a violation, and only if some instance holds there. What is left does not apply.

    Parameters
    ----------
    tried : the instances, each with whether it may accuse.
    share : of the telling instances, 0 to 1.
    fewest : parts that are not nought, for an instance to tell. Where none has so many, those with any part tell.
    listed : whether the parts are a list that names each of them once, of which one may be left out.
    """
    every = [t for t, _ in tried]
    telling = _telling(every, fewest)
    held = _held(telling)
    needed = max(1, len(telling) * share)
    layout = held >= needed or (listed and _lacks_a_part(every))
    reason = "reason.loose" if layout else "reason.layout"
    for t, may_accuse in tried:
        if t.status is Status.VIOLATED:
            accuses = may_accuse and (layout or _slip_among(held, t))
            yield t if accuses else excused(t, reason)
        else:  # it accuses where the layout would still show, if it missed too
            still = may_accuse and held - 1 >= needed
            yield t if still else confirming(t, reason, _without(held - 1, may_accuse))


def _held(tried: list[Tried]) -> int:
    return sum(t.status is Status.HOLDS for t in tried)


def _telling(tried: list[Tried], fewest: int) -> list[Tried]:
    """The instances with at least `fewest` parts that are not nought; where there are none, those with any."""
    most = max((filled_parts(t) for t in tried), default=0)
    needed = fewest if most >= fewest else 1
    return [t for t in tried if filled_parts(t) >= needed]


def _lacks_a_part(tried: list[Tried]) -> bool:
    """Whether several instances hold, one of them by several parts, and those that miss all lack one amount."""
    held = [filled_parts(t) for t in tried if t.status is Status.HOLDS]
    return len(held) > 1 and max(held) >= _SEVERAL and one_gap([gap(t) for t in tried if t.status is Status.VIOLATED])


def _without(others: int, may_accuse: bool) -> Accuses:
    """Which misses of an instance accuse where the others that hold do not show the layout."""
    return Accuses.SLIP if others > 0 and may_accuse else Accuses.NEVER


def _slip_among(held: int, tried: Tried) -> bool:
    """Whether a miss is a slip of the hand where some instance holds."""
    return held > 0 and slipped(tried)


def excused(tried: Tried, reason: str) -> Tried:
    """A relation that does not apply; `reason` is the phrase of the catalogue that says why."""
    return replace(
        tried,
        status=Status.NOT_APPLICABLE,
        severity=None,
        roles=(),
        computation="",
        why=say("reason.because", reason=say(reason), why=tried.why),
    )


def unfit(code: str, rule: str, span: Span) -> Tried:
    """A total whose table does not show of what it is the sum."""
    return undecided(code, span, say("reason.loose"), rule)


def filled_parts(tried: Tried) -> int:
    """How many parts of a sum are not nought: nought is the sum of noughts in any layout."""
    return sum(not r.term.zero for r in tried.roles if r.role != "total")
