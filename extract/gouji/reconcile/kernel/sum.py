"""A total against its parts, in prose and in tables, of money and of counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gouji.document import Span
from gouji.figures import Interval
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.relation import Role, Tried, bare, severity, show
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.statements.terms import Term

_LONE = 0.7  # certainty of a sum of one part
_SHOWN = 8  # more parts than this are counted, not listed


def add_up(
    kind: FindingKind,
    relation: str,
    whole: Term,
    parts: list[Term],
    span: Span,
    rule: str,
    message: str,
    certainty: float = 0.85,
    less: Sequence[Term] = (),
) -> Tried:
    """A total against the parts it should be the sum of, by intervals; `why` tells the slack of the rounding.

    `certainty` is how surely the parts are read as all that the total is of, 0 to 1; `less` is taken from them.
    """
    allowed = total_of(parts) - total_of(less)
    level = severity(whole, allowed)
    expected = show(allowed.mid, whole.figure, whole.usual)
    shown = " + ".join(bare(p) for p in parts) if len(parts) <= _SHOWN else f"{len(parts)}项相加"
    shown += "".join(f" − {bare(p)}" for p in less)
    slack = show(allowed.width / 2, whole.figure, 3)
    return Tried(
        kind=kind,
        relation=relation,
        status=Status.HOLDS if level in (None, Severity.ROUNDING) else Status.VIOLATED,
        span=span,
        why=f"{shown} = {expected}（舍入余量±{slack}）",
        roles=(
            Role(whole, "total", allowed),
            *(Role(p, "part", whole.interval - _without(allowed, p)) for p in parts),
            *(Role(p, "part", _without(allowed, p, -1) - whole.interval) for p in less),
        ),
        severity=level,
        computation=f"{shown} = {expected}",
        message=message.replace("{expected}", expected),
        # of a sum of one the others may only not have been read
        certainty=certainty if len(parts) + len(less) > 1 else min(certainty, _LONE),
        linear=constraints.total(whole, parts, less),
        rule=rule,
    )


def _without(total: Interval, part: Term, sign: int = 1) -> Interval:
    """What the other parts of a total come to; `sign` is -1 for one that is taken from it."""
    own = part.interval * sign
    return Interval(total.lo - own.lo, total.hi - own.hi)


def total_of(parts: Iterable[Term]) -> Interval:
    """What parts come to, given how each was rounded."""
    return sum((p.interval for p in parts), Interval.point(0))
