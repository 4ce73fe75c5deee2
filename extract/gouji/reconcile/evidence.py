"""Whether an identity applies to a table: by how many of its instances there hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.model import Severity, Status
from gouji.reconcile.relation import Tried

_NOT_THIS_LAYOUT = "本表多数不合此式，非其编制口径"
_LOOSE = "各行不成合计关系，或有未列之项"


def proven(tried: list[tuple[Tried, bool]], share: float, alone: bool = False) -> Iterator[Tried]:
    """The instances of one identity in one table, as far as the table itself shows that it means them.

    Each comes with whether it may accuse. Where at least `share` of them hold, the rest are violations; a lone
    instance accuses only if it is `alone` enough; else only a slip of the hand in a figure of a layout that holds
    somewhere does. What is left does not apply.
    """
    held = sum(t.status is Status.HOLDS and not _idle(t) for t, _ in tried)
    counted = sum(not _idle(t) for t, _ in tried)
    layout = held >= max(1, counted * share) or (alone and counted == 1)
    for t, sure in tried:
        if t.status is not Status.VIOLATED or (sure and (layout or (held and slipped(t)))):
            yield t
        else:
            yield excused(t, _LOOSE if layout else _NOT_THIS_LAYOUT)


def excused(tried: Tried, why: str) -> Tried:
    """A relation that does not apply, with its reason."""
    return replace(
        tried, status=Status.NOT_APPLICABLE, severity=None, roles=(), computation="", why=f"{why}（{tried.why}）"
    )


def _idle(tried: Tried) -> bool:
    """Whether an instance tells nothing: nought is the sum of noughts."""
    return all(r.term.zero for r in tried.roles)


def exact(tried: Tried) -> bool:
    return tried.status is Status.HOLDS and tried.severity is not Severity.ROUNDING
