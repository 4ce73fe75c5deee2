"""By how much one figure may move, all others as they are printed, before a relation that holds would miss."""

from __future__ import annotations

from decimal import Decimal

from gouji.figures import ZERO, Approx, Interval, rounded
from gouji.reconcile.kernel.constraints import Linear
from gouji.reconcile.kernel.relation import Accuses, Role, Tried
from gouji.reconcile.statements.terms import Term

_TELLING = 3  # digits of a number in which one may be seen to be wrong


def margin(tried: Tried, role: Role) -> Interval | None:
    """The values, in base units, that a figure may be printed with; None where the relation does not bound it."""
    allowed = role.allowed or _by_rows(tried, role.term)
    if allowed is None:
        return None
    half = _half(role.term)
    return Interval(allowed.lo - half, allowed.hi + half)


def _half(term: Term) -> Decimal:
    """How far the true value of a figure may be from what is printed."""
    figure = term.figure
    if figure.single or not figure.value:
        return ZERO
    return figure.place(term.usual) / 2 if figure.approx is Approx.EXACT else term.interval.width / 2


def accuses(tried: Tried, role: Role) -> Accuses:
    """What becomes of a slip in a figure by which a relation misses: ANY (a finding), DOUBT or NEVER."""
    if role.term.id in tried.spared:
        return Accuses.NEVER
    if role.term.id in tried.telling:
        return Accuses.ANY
    if tried.accuses is Accuses.SLIP:
        return Accuses.ANY if restored(role) else Accuses.DOUBT
    return tried.accuses


def restored(role: Role) -> bool:
    """Whether what the others leave for a figure, printed as it is, is just what is printed."""
    figure = role.term.figure
    if role.allowed is None or len(f"{abs(figure.value):.{figure.decimals}f}".replace(".", "")) < _TELLING:
        return False
    value = role.point if role.point is not None and role.point in role.allowed else role.allowed.mid
    decimals = 0 if figure.single else figure.decimals
    return bool(figure.value) and rounded(value / figure.factor, decimals) == figure.value


def _by_rows(tried: Tried, term: Term) -> Interval | None:
    """What the constraints of a relation leave for a figure that it does not solve for itself."""
    bounds = [b for row in tried.linear if (b := _by_row(row, term))]
    low = max((lo for lo, _ in bounds if lo is not None), default=None)
    high = min((hi for _, hi in bounds if hi is not None), default=None)
    return Interval(low, high) if low is not None and high is not None and low <= high else None


def _by_row(row: Linear, term: Term) -> tuple[Decimal | None, Decimal | None] | None:
    """The ends that one constraint sets, each None where it sets none."""
    own = sum((c for t, c in row.terms if t.id == term.id), ZERO)
    if not own:
        return None
    others = sum((t.interval * c for t, c in row.terms if t.id != term.id), Interval.point(0))
    low = (row.lo - others.hi) / own if row.lo is not None else None
    high = (row.hi - others.lo) / own if row.hi is not None else None
    return (low, high) if own > 0 else (high, low)
