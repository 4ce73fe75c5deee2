"""Whether an identity applies to a table: by how many of its instances there hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.document import Span
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import FindingKind, Status

_NOT_THIS_LAYOUT = "本表多数不合此式，非其编制口径"
_LOOSE = "各行不成合计关系，或有未列之项"


def proven(tried: list[tuple[Tried, bool]], share: float, fewest: int = 1) -> Iterator[Tried]:
    """The instances of one identity in one table, as far as the table itself shows that it means them.

    Each comes with whether it may accuse. Where at least `share` of those with at least `fewest` parts (of all that
    have any, if none has so many) hold, the rest are violations; else only a slip of the hand in a figure of a layout
    that holds somewhere is. What is left does not apply.
    """
    telling = [t for t, _ in tried if _filled(t) >= fewest] or [t for t, _ in tried if _filled(t)]
    held = sum(t.status is Status.HOLDS for t in telling)
    layout = held >= max(1, len(telling) * share)
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


def unfit(relation: str, rule: str, span: Span) -> Tried:
    """A total whose table does not show of what it is the sum."""
    return Tried(FindingKind.TABLE_INTERNAL, relation, Status.NOT_APPLICABLE, span, _LOOSE, rule=rule)


def _filled(tried: Tried) -> int:
    """How many parts of a sum are not nought: nought is the sum of noughts in any layout."""
    return sum(not r.term.zero for r in tried.roles if r.role != "total")
