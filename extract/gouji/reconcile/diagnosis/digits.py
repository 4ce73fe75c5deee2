"""Slips in the digits themselves: a point, a unit, a figure mistyped, cut or rounded otherwise than one rounds."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from gouji.figures import rounded
from gouji.reconcile.diagnosis import slips
from gouji.reconcile.diagnosis.model import Suspect, Tie, telling
from gouji.reconcile.kernel.relation import MINOR_PLACES
from gouji.reconcile.model import Sentence, say

_HUNDRED = Decimal(100)
_SHIFTS = {Decimal(10) ** n: n for n in (1, 2, 3, -1, -2, -3)}
_THOUSAND, _MYRIAD = Decimal(1000), Decimal(10000)
_ALIKE = Decimal("0.005")  # digits that agree so well are the same digits
_SURE = 100  # units of the last place: a sum that is off by less is often off by one digit, whatever the reason


def unit_slip(suspect: Suspect) -> Sentence | None:
    """元 for 万元, 万元 for 亿元 and the reverse."""
    if suspect.rate or not _comparable(suspect):
        return None
    for factor in (_MYRIAD, 1 / _MYRIAD):
        if _off_by(suspect, factor) <= _rounding(suspect, factor):
            return say("slip.unit")
    return None


def _off_by(suspect: Suspect, factor: Decimal) -> Decimal:
    """How far the printed figure times a factor is from the expected one."""
    return abs(suspect.figure.base * factor - suspect.expected.base)


def _rounding(suspect: Suspect, factor: Decimal) -> Decimal:
    """How far rounding alone may put the printed figure times a factor from the expected one."""
    return suspect.figure.place() * factor / 2 + suspect.expected.place() / 2


def decimal_shift(suspect: Suspect) -> Sentence | None:
    """The point one to three places off."""
    if not _comparable(suspect):
        return None
    for factor, places in _SHIFTS.items():
        near = max(_rounding(suspect, factor), abs(suspect.expected.base) * _ALIKE)
        sure = abs(places) == 1 or telling(suspect.figure)
        if sure and _off_by(suspect, factor) <= near:
            side = "left" if places > 0 else "right"
            return say(f"slip.point.{side}", places=say(f"slip.places.{abs(places)}"))
    return None


def separator(suspect: Suspect) -> Sentence | None:
    """A point where a comma should stand: 1.234 for 1,234 (with its decimals cut)."""
    figure = suspect.figure
    if suspect.rate or figure.decimals != 3:
        return None
    meant = figure.value * _THOUSAND
    if abs(meant - suspect.expected.base / figure.factor) >= 1:
        return None
    return say("slip.separator")


def sign_dropped(suspect: Suspect) -> Sentence | None:
    """The right digits without (or with) a minus sign."""
    if not suspect.figure.base or suspect.figure.base != -suspect.expected.base:
        return None
    return say("slip.sign")


def digits_swapped(suspect: Suspect) -> Sentence | None:
    """Two digits that stand side by side, the other way round."""
    if not _comparable(suspect) or not slips.swapped(suspect.term, suspect.expected.base):
        return None
    return say("slip.swapped_digits")


def digit_dropped(suspect: Suspect) -> Sentence | None:
    """One digit too few or too many."""
    if not _comparable(suspect) or not slips.dropped(suspect.term, suspect.expected.base):
        return None
    smaller = abs(suspect.figure.base) < abs(suspect.expected.base)
    return say("slip.digit.missing" if smaller else "slip.digit.more")


def digit_wrong(suspect: Suspect) -> Sentence | None:
    """One digit another; a last place that is off by little is no slip of the hand, nor is a rate of 100 %."""
    whole_rate = suspect.rate and suspect.figure.value == _HUNDRED
    if whole_rate or not _comparable(suspect) or _little(suspect):
        return None
    return say("slip.digit.wrong") if slips.one_digit(suspect.term, suspect.expected.base) else None


def _little(suspect: Suspect) -> bool:
    """Whether a figure is off by so little that one digit may differ whatever the reason."""
    only_sums = len(suspect.sums) == suspect.relations
    least = _SURE if only_sums else MINOR_PLACES + 1
    miss = abs(suspect.figure.base - suspect.expected.base)
    return miss < least * suspect.figure.place(suspect.term.usual)


def cut_to_whole(suspect: Suspect) -> Sentence | None:
    """A rate of which only the whole per cent is kept, the decimals filled with zeros: 4.48 % printed 4.0 %."""
    figure, exact = suspect.figure, suspect.exact
    if exact is None or exact.lo < 1 or not _padded_rate(suspect):
        return None
    if rounded(exact.lo, 0, ROUND_DOWN) == rounded(exact.hi, 0, ROUND_DOWN) == figure.value:
        return say("slip.whole.cut")
    if rounded(exact.mid, 0) == figure.value:
        return say("slip.whole.rounded")
    return None


def _padded_rate(suspect: Suspect) -> bool:
    """Whether a rate is printed with decimals that are all zero."""
    figure = suspect.figure
    return suspect.rate and figure.decimals > 0 and figure.value % 1 == 0


def truncated(suspect: Suspect) -> Sentence | None:
    """Cut instead of rounded: only what is known more finely than it is printed can show this."""
    exact, place = suspect.exact, suspect.figure.place()
    if exact is None or exact.width >= place or not suspect.figure.base:
        return None
    units = rounded(exact.mid / place, 0, ROUND_DOWN)
    rounds_alike = rounded(exact.mid / place, 0) == units
    if rounds_alike or units * place != suspect.figure.base:
        return None
    return say("slip.truncated")


def rounded_twice(suspect: Suspect) -> Sentence | None:
    """Rounded to one decimal more first: 1.549 to 1.55 to 1.6."""
    exact, place = suspect.exact, suspect.figure.place()
    if not suspect.rate or exact is None or exact.width >= place / 10:
        return None
    twice = rounded(rounded(exact.mid / place, 1), 0) * place
    if twice != suspect.figure.base or twice == suspect.expected.base:
        return None
    return say("slip.rounded_twice")


def forced_to_hundred(suspect: Suspect) -> Sentence | None:
    """A share moved by a last place or two so that the shares of its list come to 100 %."""
    others = sum((n.figure.base for n in suspect.tied(Tie.SIBLING_SHARE)), Decimal(0))
    if not others or others + suspect.figure.base != _HUNDRED:
        return None
    near = abs(suspect.figure.base - suspect.expected.base) <= MINOR_PLACES * suspect.figure.place()
    return say("slip.forced") if near else None


def _comparable(suspect: Suspect) -> bool:
    """Zero has no digits to mistake."""
    return bool(suspect.figure.base and suspect.expected.base)
