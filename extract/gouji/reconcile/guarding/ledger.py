"""The ledger of figures: each of them guarded, touched or untouched, by the relations that were tried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR

from gouji.document import Span
from gouji.figures import ZERO, Interval, rounded
from gouji.reconcile.guarding.margins import accuses, margin, restored
from gouji.reconcile.guarding.one_digit import smallest, steps
from gouji.reconcile.guarding.reasons import Reasons
from gouji.reconcile.kernel.relation import Accuses, Role, Tried, show
from gouji.reconcile.model import Finding, Guard, Guarding, Sentence, Severity, Status, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_TWO, _THREE = 2, 3  # relations in doubt
_FINE = 6  # decimals of what goes unnoticed, in base units


@dataclass(frozen=True, slots=True)
class _Touch:
    """A relation that holds of a figure: the values that it lets pass, and what becomes of one that it does not."""

    tried: Tried
    role: Role
    free: Interval | None
    accuses: Accuses

    @property
    def guards(self) -> bool:
        return self.accuses is Accuses.ANY and self.free is not None

    @property
    def doubts(self) -> bool:
        return self.accuses is Accuses.DOUBT and self.free is not None


def guards(context: Context, tried: Iterable[Tried], findings: Iterable[Finding]) -> tuple[Guard, ...]:
    """Every figure of prose and every cell, in the order of the document.

    Parameters
    ----------
    tried : the relations as they were tried, before anything is solved.
    findings : what came of them; the figures of a finding are guarded, since something was found there.
    """
    every = list(tried)
    touching = _touching(every)
    found = _found(findings)
    reasons = Reasons(context, every)
    made = (_guard(term, touching.get(term.id, []), found, reasons) for term in context.terms)
    return tuple(sorted(made, key=lambda g: g.span))


def _touching(tried: Iterable[Tried]) -> dict[str, list[_Touch]]:
    """By the id of each figure the relations that hold of it."""
    found: dict[str, list[_Touch]] = defaultdict(list)
    for one in tried:
        if one.status is Status.HOLDS:
            for role in one.roles:
                found[role.term.id].append(_touch(one, role))
    return found


def _touch(tried: Tried, role: Role) -> _Touch:
    return _Touch(tried, role, margin(tried, role), accuses(tried, role))


def _found(findings: Iterable[Finding]) -> dict[Span, str]:
    """The relation of the finding in which each figure stands."""
    found: dict[Span, str] = {}
    for one in findings:
        if one.severity is not Severity.ROUNDING:
            for span in (one.span, *(e.span for e in one.evidence)):
                found.setdefault(span, one.relation)
    return found


def _guard(term: Term, touching: list[_Touch], found: dict[Span, str], reasons: Reasons) -> Guard:
    if term.span in found:
        return Guard(term.id, term.span, Guarding.GUARDED, not term.cell, (found[term.span],), _names(touching))
    guarding = [t for t in touching if t.guards] + _together(touching)
    free = _common(t.free for t in guarding if t.free)
    state = _state(term, touching, free)
    others = [t for t in touching if t not in guarding]
    return Guard(
        of=term.id,
        span=term.span,
        state=state,
        prose=not term.cell,
        guards=_names(guarding),
        touches=_names(others),
        free=_shown(free) if free else None,
        near=_near(term, touching) if state is Guarding.TOUCHED else None,
        reason=_reason(term, touching, free, reasons) if state is not Guarding.GUARDED else None,
    )


def _together(touching: list[_Touch]) -> list[_Touch]:
    """The relations in doubt that accuse together: two where one shows what was printed, else three.

    It costs localisation as much to drop their readings as to call the figure wrong (`prior_weights`).
    """
    doubting = [t for t in touching if t.doubts]
    apart = len({(t.tried.code, t.tried.span) for t in doubting})
    shown = apart == _TWO and any(restored(t.role) for t in doubting)
    return doubting if shown or apart >= _THREE else []


def _near(term: Term, touching: list[_Touch]) -> Interval | None:
    """The values about a figure by which a relation misses so little that it accuses; None where none does."""
    close = max((t.tried.closely for t in touching if t.doubts), default=ZERO)
    return _shown(Interval.around(term.figure.base, close)) if close else None


def _state(term: Term, touching: list[_Touch], free: Interval | None) -> Guarding:
    if not touching:
        return Guarding.UNTOUCHED
    return Guarding.GUARDED if free and _noticed(term, free) else Guarding.TOUCHED


def _noticed(term: Term, free: Interval) -> bool:
    """Whether every slip of one digit leads out of what passes unnoticed."""
    value, least = term.figure.base, smallest(term.figure)
    if value - least < free.lo and value + least > free.hi:
        return True
    moves = steps(term.text, term.figure)
    above = moves.up is None or value + moves.up > free.hi
    below = moves.down is None or value - moves.down < free.lo
    return above and below


def _common(frees: Iterable[Interval]) -> Interval | None:
    """What passes all of several relations; of those that do not meet, the last one before that counts."""
    common: Interval | None = None
    for one in frees:
        common = (common.common(one) or common) if common else one
    return common


def _shown(free: Interval) -> Interval:
    """An interval in few decimals, no smaller than it is."""
    low, high = free.lo, free.hi
    if min(int(low.as_tuple().exponent), int(high.as_tuple().exponent)) >= -_FINE:
        return free
    return Interval(rounded(low, _FINE, ROUND_FLOOR), rounded(high, _FINE, ROUND_CEILING))


def _names(touching: Iterable[_Touch]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t.tried.relation for t in touching))


def _reason(term: Term, touching: list[_Touch], free: Interval | None, reasons: Reasons) -> Sentence:
    """Why a slip in a figure is not noticed, or not always."""
    if free:
        low, high = (show(end, term) for end in (free.lo, free.hi))
        return say("guard.loose", low=low, high=high)
    if not touching:
        return reasons.untouched(term)
    return next(_unheard(touching), say("guard.unbounded"))


def _unheard(touching: list[_Touch]) -> Iterator[Sentence]:
    """Why relations that bound a figure would not accuse it: those first that would by a slip of the hand."""
    if any(t.role.term.id in t.tried.spared for t in touching):
        yield say("guard.spared")
    bounding = [t.tried for t in touching if t.free]
    if any(t.accuses is Accuses.SLIP for t in bounding):
        yield say("guard.no_slip")
    for one in bounding:
        yield say("guard.confirms", why=say(one.barred)) if one.barred else say("guard.only_confirms")
