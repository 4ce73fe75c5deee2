"""What it costs to call a figure or a reading wrong, in figures: the prior behind localisation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from math import log10

from gouji.figures import Interval
from gouji.reconcile.diagnosis import diagnose
from gouji.reconcile.kernel.relation import Element, Role, Tried
from gouji.reconcile.model import Severity, Status
from gouji.reconcile.solving.system import accuses, reading_of
from gouji.reconcile.statements.terms import Term

_LEAD = 0.5  # less for a result (total, rate): wrong more often than what it is computed from
_SUPPORT = 0.15  # more for each other statement of the same value
_TELLING = {"unit_slip": 0.5, "decimal_shift": 0.5, "digits_swapped": 0.5, "digit_wrong": 0.4}  # less for such a slip
_OF_DIGITS = frozenset({"digits_swapped", "digit_wrong"})  # a shifted point of one figure fits every other as well
_TOO_LARGE = 0.4  # of that for a unit that is too large: 万 is left out more often than it is written for nothing
_SAME_DIGITS = 0.2  # less where 万 is left out and all digits are right: by chance one amount in thousands is
_VAGUE = 0.4  # of that where the repair leaves more than its last place open: some digit then fits by chance
_ZERO = 0.5  # more for a printed nothing: it is mostly meant
_NOTHING = 0.8  # less where nothing at all would repair it: a sum misses by just this part
_FAR = 0.1  # more for each power of ten between what is printed and what would repair it
_EXACT = 0.8  # less where one value makes what misses right and what only rounding keeps apart exact
_BESIDE = 0.3  # more for the other figures of what misses then: they are right as they are printed
_OPEN = 0.3  # more where what would repair it leaves its last places open: the coarser print is the likelier slip
_ACCUSES = 6.0  # times certainty², of a relation that misses
_SPEAKS = 2.0  # times certainty², of a relation that holds
_INCOMPLETE = 1.4  # of a sum that lacks a part: more than one figure that explains it, less than two
_DOUBTFUL = 0.4  # of one that misses and was read loosely: two that agree outweigh a telling slip, three a figure
_LIGHTEST = 0.3  # of a figure: however telling, two errors do not explain better than one
_FARTHEST = 3  # powers of ten
_FEW, _COARSE = 3, 50  # last places
_MYRIAD = Decimal(10000)  # 万
TIE = 0.2  # weights closer than this decide nothing


def weights(tried: list[Tried], support: Counter[str], incomplete: frozenset[int]) -> dict[Element, float]:
    """The weight of every figure and every reading that relations rest on; `incomplete` sums may lack a row."""
    found: dict[Element, float] = dict(_of_figures(tried, support).items())
    for n, one in enumerate(tried):
        reading = reading_of(one, n)
        found[reading] = max(found.get(reading, 0.0), _INCOMPLETE if n in incomplete else _cost(one))
    return found


def _of_figures(tried: list[Tried], support: Counter[str]) -> dict[str, float]:
    """The weight of every figure."""
    missing = [one for one in tried if accuses(one)]
    repairs = _repairs(missing)
    results = {one.roles[0].term.id for one in missing if not one.doubtful and one.computed}
    exact = _made_exact(tried, missing)
    beside = _beside(exact, missing)
    found: dict[str, float] = {}
    for figure in _figures(tried):
        weight = 1.0 + _SUPPORT * support[figure] + repairs.get(figure, 0.0)
        if figure in results:
            weight -= _LEAD
        if figure in exact:
            weight -= _EXACT
        found[figure] = max(_LIGHTEST, weight) + (_BESIDE if figure in beside else 0.0)
    return found


def _made_exact(tried: Iterable[Tried], missing: Iterable[Tried]) -> set[str]:
    """The figures that one value puts right: a relation that misses asks for it, and another comes to it exactly.

    Arithmetic that is right to the last digit is stronger than what rounding allows.
    """
    come_to: dict[str, set[Decimal]] = defaultdict(set)
    for one in tried:
        result = one.roles[0] if one.severity is Severity.ROUNDING and one.roles else None
        if result and result.point is not None and one.status is Status.HOLDS:
            come_to[result.term.id].add(result.point)
    asked = ((role.term.id, role.allowed) for one in missing for role in one.roles if role.allowed)
    return {figure for figure, allowed in asked if allowed.mid in come_to[figure]}


def _beside(exact: set[str], missing: Iterable[Tried]) -> set[str]:
    """The figures of relations that a figure made exact puts right, but for that one."""
    figures = [{role.term.id for role in one.roles} for one in missing]
    return {figure for ids in figures if exact & ids for figure in ids} - exact


def _figures(tried: list[Tried]) -> set[str]:
    """The figures that relations are about."""
    found: set[str] = set()
    for one in tried:
        found.update(role.term.id for role in one.roles)
        for linear in one.linear:
            found.update(linear.given, (term.id for term, _ in linear.terms))
    return found


def _repairs(missing: list[Tried]) -> dict[str, float]:
    """For each figure how much less (telling slip) or more (far off) its likeliest repair makes it weigh."""
    found: dict[str, float] = {}
    roles = (role for tried in missing for role in tried.roles)
    for role in roles:
        if role.allowed and role.possible:
            more = -_NOTHING if _too_much(role) else _repair(role, role.allowed)
            found[role.term.id] = min(found.get(role.term.id, more), more)
    return found


def _too_much(role: Role) -> bool:
    """Whether a list of prose misses by just this part; a cell of a table would more likely be what its total lacks."""
    if role.role != "part" or role.allowed is None or role.term.zero or role.term.cell:
        return False
    place = role.term.figure.place(role.term.usual)
    return abs(role.allowed.mid) < place and role.allowed.width <= _FEW * place


def _repair(role: Role, allowed: Interval) -> float:
    """How much more a figure weighs for what would repair it."""
    term = role.term
    if term.zero:
        return _ZERO
    slip = diagnose(term, role.expected)
    if slip == "unit_slip":
        return -_of_unit(term, allowed)
    place = term.figure.place(term.usual)
    if telling := _TELLING.get(slip, 0.0):
        vague = allowed.width > _FEW * place and not (slip in _OF_DIGITS and _to_the_digit(role, place))
        return -telling * (_VAGUE if vague else 1.0)
    coarse = allowed.width > _COARSE * place
    return (_OPEN if coarse else 0.0) + _FAR * _powers(term, allowed)


def _to_the_digit(role: Role, place: Decimal) -> bool:
    """Whether the other figures as they are printed come to the last place of a figure, with nothing to round."""
    return role.point is not None and not role.point % place


def _of_unit(term: Term, allowed: Interval) -> float:
    """How much less an amount weighs for another unit: its last place is then one of that unit."""
    if term.figure.factor > 1:
        vague = allowed.width > _FEW * term.figure.place(term.usual)
        return _TELLING["unit_slip"] * _TOO_LARGE * (_VAGUE if vague else 1.0)
    vague = allowed.width > _FEW * term.figure.place(term.usual) * _MYRIAD
    return _TELLING["unit_slip"] * _VAGUE if vague else _TELLING["unit_slip"] + _SAME_DIGITS


def _powers(term: Term, allowed: Interval) -> float:
    """How many powers of ten lie between what is printed and what would repair it."""
    apart = abs(allowed.mid) / abs(term.figure.base)
    if not apart:
        return _FARTHEST
    return min(_FARTHEST, abs(log10(apart)))


def _cost(tried: Tried) -> float:
    """What it costs to call the reading of a relation wrong."""
    if tried.doubtful:
        return _DOUBTFUL
    speaks = _ACCUSES if tried.status is Status.VIOLATED else _SPEAKS
    return speaks * tried.certainty**2
