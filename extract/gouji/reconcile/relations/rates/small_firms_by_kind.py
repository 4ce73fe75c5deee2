"""Government procurement from small firms by kind: spending on each kind times their share of it, against all they won.

Where the shares of a document come to 100 % they are mostly shares of what small firms won, not of the spending that
their sentence names.
"""

from __future__ import annotations

from collections.abc import Iterator

from gouji.figures import HUNDRED, ZERO, Interval
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Role, Tried, bare, printed, severity, show
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.procurement import Awards, Kind, awards
from gouji.reconcile.statements.terms import Term

_CODE = "procurement.kinds"
_ALL = Interval(ZERO, HUNDRED)


@relation(_CODE)
def small_firms_by_kind(context: Context) -> Iterator[Tried]:
    """All shares of a paragraph together; where they cannot be true, each that no shares of the other kinds save."""
    for award in awards(context):
        rates = [kind.rate for kind in award.kinds if kind.rate]
        together = _tried(award, rates[0], frozenset(r.id for r in rates))
        alone = [_tried(award, rate, frozenset({rate.id})) for rate in rates] if together.misses else []
        yield from [t for t in alone if t.misses] or [together]


def _tried(award: Awards, first: Term, given: frozenset[str]) -> Tried:
    """What small firms won against the kinds, with the shares that are `given`; of others they may have won all."""
    parts = [_won(kind, given) for kind in award.kinds]
    allowed = Interval(sum((p.lo for p in parts), ZERO), sum((p.hi for p in parts), ZERO))
    others = [k for k in award.kinds if k.rate is not first]
    total = award.won
    return attempt(
        _CODE,
        first.span,
        _level(total, allowed),
        roles=(
            Role(first, "rate"),
            *(Role(k.spent, "part") for k in award.kinds),
            *(Role(k.rate, "rate") for k in others if k.rate),
            Role(total, "total"),
        ),
        why=say("why.procurement_kinds", parts=_computation(award, given), total=printed(total)),
        computation=_computation(award, given),
        says={
            "total": printed(total),
            "least": show(allowed.lo, total),
            "most": show(allowed.hi, total),
        },
        rule=_CODE,
        fixed=True,
    )


def _level(total: Term, allowed: Interval) -> Severity | None:
    """None where the total lies within what is allowed, which need not be narrow."""
    return None if total.interval.meets(allowed) else severity(total, allowed)


def _won(kind: Kind, given: frozenset[str]) -> Interval:
    """What small firms may have won of a kind. A share is as fine as it is printed, whatever others print."""
    known = kind.rate is not None and kind.rate.id in given
    rate = kind.rate.figure.interval(None) if known and kind.rate else _ALL
    return kind.spent.interval * (rate / HUNDRED)


def _computation(award: Awards, given: frozenset[str]) -> str:
    shown = (f"{bare(k.spent)} × {bare(k.rate)}" for k in award.kinds if k.rate and k.rate.id in given)
    most = (f"≤{bare(k.spent)}" for k in award.kinds if not (k.rate and k.rate.id in given) and not k.spent.zero)
    return " + ".join((*shown, *most))
