"""What it costs to call a figure or a reading wrong, in figures: the prior behind localisation."""

from __future__ import annotations

from collections import Counter
from math import log10

from gouji.reconcile.diagnosis import diagnose
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.model import Status
from gouji.reconcile.solving.system import reading_of

_LEAD = 0.5  # less for a result (total, rate): wrong more often than what it is computed from
_SUPPORT = 0.15  # more for each other statement of the same value
_TELLING = {"unit_slip": 0.5, "decimal_shift": 0.5, "digits_swapped": 0.5, "digit_wrong": 0.4}  # less for such a slip
_VAGUE = 0.4  # of that where the repair leaves more than its last place open: some digit then fits by chance
_ZERO = 0.5  # more for a printed nothing: it is mostly meant
_FAR = 0.1  # more for each power of ten between what is printed and what would repair it
_OPEN = 0.3  # more where what would repair it leaves its last places open: the coarser print is the likelier slip
_ACCUSES = 6.0  # times certainty², of a relation that misses
_SPEAKS = 2.0  # times certainty², of a relation that holds
_DOUBTFUL = 0.4  # of one that misses and was read loosely: two that agree outweigh a telling slip, three a figure
_LIGHTEST = 0.3  # of a figure: however telling, two errors do not explain better than one
_FARTHEST = 3  # powers of ten
_FEW, _COARSE = 3, 50  # last places
TIE = 0.2  # weights closer than this decide nothing


def weights(tried: list[Tried], support: Counter[str]) -> dict[str, float]:
    """The weight of every figure and every reading that relations rest on."""
    terms = {r.term.id for t in tried for r in t.roles} | {i.id for t in tried for c in t.linear for i, _ in c.terms}
    found = {i: 1.0 + _SUPPORT * support[i] for i in terms}
    missing = [t for t in tried if t.misses and t.roles and not t.fixed]
    for i, more in _repairs(missing).items():
        found[i] += more
    for i in {t.roles[0].term.id for t in missing if not t.doubtful}:
        found[i] -= _LEAD
    found = {i: max(_LIGHTEST, weight) for i, weight in found.items()}
    for n, one in enumerate(tried):
        reading = reading_of(one, n)
        found[reading] = max(found.get(reading, 0.0), _cost(one))
    return found


def _repairs(missing: list[Tried]) -> dict[str, float]:
    """For each figure how much less (telling slip) or more (far off) its likeliest repair makes it weigh."""
    found: dict[str, float] = {}
    for role in (r for t in missing for r in t.roles if r.allowed and r.possible):
        more = _repair(role)
        found[role.term.id] = min(found.get(role.term.id, more), more)
    return found


def _repair(role: Role) -> float:
    if role.term.zero:
        return _ZERO
    telling = _TELLING.get(diagnose(role.term, role.expected), 0.0)
    place = role.term.figure.place(role.term.usual)
    if telling or role.allowed is None:
        return -telling * (_VAGUE if role.allowed and role.allowed.width > _FEW * place else 1.0)
    coarse = _OPEN if role.allowed.width > _COARSE * place else 0.0
    apart = abs(role.allowed.mid) / abs(role.term.figure.base)
    return coarse + _FAR * (min(_FARTHEST, abs(log10(apart))) if apart else _FARTHEST)


def _cost(tried: Tried) -> float:
    """What it costs to call the reading of a relation wrong."""
    if tried.doubtful:
        return _DOUBTFUL
    return (_ACCUSES if tried.status is Status.VIOLATED else _SPEAKS) * tried.certainty**2
