"""Slips in the digits themselves: a point, a unit, a figure mistyped, cut or rounded otherwise than one rounds."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from gouji.figures import rounded
from gouji.reconcile.diagnosis import slips
from gouji.reconcile.diagnosis.model import Suspect, Tie, telling
from gouji.reconcile.kernel.relation import MINOR_PLACES

_HUNDRED = Decimal(100)
_SHIFTS = {Decimal(10) ** n: n for n in (1, 2, 3, -1, -2, -3)}
_THOUSAND, _MYRIAD = Decimal(1000), Decimal(10000)
_ALIKE = Decimal("0.005")  # digits that agree so well are the same digits
_SURE = 100  # units of the last place: a sum that is off by less is often off by one digit, whatever the reason


def unit_slip(suspect: Suspect) -> str:
    """元 for 万元, 万元 for 亿元 and the reverse."""
    figure, expected = suspect.figure, suspect.expected
    for factor in (_MYRIAD, 1 / _MYRIAD) if _comparable(suspect) and not suspect.rate else ():
        if abs(figure.base * factor - expected.base) <= figure.place() * factor / 2 + expected.place() / 2:
            return "计量单位误写"
    return ""


def decimal_shift(suspect: Suspect) -> str:
    """The point one to three places off."""
    if not _comparable(suspect):
        return ""
    figure, expected = suspect.figure, suspect.expected
    for factor, places in _SHIFTS.items():
        near = max(figure.place() * factor / 2 + expected.place() / 2, abs(expected.base) * _ALIKE)
        if abs(figure.base * factor - expected.base) <= near and (abs(places) == 1 or telling(figure)):
            return f"小数点{'左' if places > 0 else '右'}移了{'一两三'[abs(places) - 1]}位"
    return ""


def separator(suspect: Suspect) -> str:
    """A point where a comma should stand: 1.234 for 1,234 (with its decimals cut)."""
    value, expected = suspect.figure, suspect.expected
    shifted = value.value * _THOUSAND
    if suspect.rate or value.decimals != 3 or abs(shifted - expected.base / value.factor) >= 1:
        return ""
    return "千分位的逗号写成了小数点"


def sign_dropped(suspect: Suspect) -> str:
    """The right digits without (or with) a minus sign."""
    return "漏写或多写负号" if suspect.figure.base and suspect.figure.base == -suspect.expected.base else ""


def digits_swapped(suspect: Suspect) -> str:
    """Two digits that stand side by side, the other way round."""
    return "相邻两位数字换位" if _comparable(suspect) and slips.swapped(suspect.term, suspect.expected.base) else ""


def digit_dropped(suspect: Suspect) -> str:
    """One digit too few or too many."""
    if not _comparable(suspect) or not slips.dropped(suspect.term, suspect.expected.base):
        return ""
    return "漏写一位数字" if abs(suspect.figure.base) < abs(suspect.expected.base) else "多写一位数字"


def digit_wrong(suspect: Suspect) -> str:
    """One digit another; a last place that is off by little is no slip of the hand, nor is a rate of 100 %."""
    miss = abs(suspect.figure.base - suspect.expected.base)
    place = suspect.figure.place(suspect.term.usual)
    least = _SURE * place if len(suspect.sums) == suspect.relations else (MINOR_PLACES + 1) * place
    if not _comparable(suspect) or miss < least or (suspect.rate and suspect.figure.value == _HUNDRED):
        return ""
    return "一位数字误写" if slips.one_digit(suspect.term, suspect.expected.base) else ""


def cut_to_whole(suspect: Suspect) -> str:
    """A rate of which only the whole per cent is kept, the decimals filled with zeros: 4.48 % printed 4.0 %."""
    figure, exact = suspect.figure, suspect.exact
    if not suspect.rate or not figure.decimals or figure.value % 1 or exact is None or exact.lo < 1:
        return ""
    if rounded(exact.lo, 0, ROUND_DOWN) == rounded(exact.hi, 0, ROUND_DOWN) == figure.value:
        return "只保留了整数，小数位补零"
    return "四舍五入到整数后，小数位补零" if rounded(exact.mid, 0) == figure.value else ""


def truncated(suspect: Suspect) -> str:
    """Cut instead of rounded: only what is known more finely than it is printed can show this."""
    exact, place = suspect.exact, suspect.figure.place()
    if exact is None or exact.width >= place:
        return ""
    units = rounded(exact.mid / place, 0, ROUND_DOWN)
    known = rounded(exact.mid / place, 0) != units
    return "尾数截去而未四舍五入" if known and units * place == suspect.figure.base else ""


def rounded_twice(suspect: Suspect) -> str:
    """Rounded to one decimal more first: 1.549 to 1.55 to 1.6."""
    exact, place = suspect.exact, suspect.figure.place()
    if not suspect.rate or exact is None or exact.width >= place / 10:
        return ""
    twice = rounded(rounded(exact.mid / place, 1), 0) * place
    return "先后两次四舍五入" if twice == suspect.figure.base != suspect.expected.base else ""


def forced_to_hundred(suspect: Suspect) -> str:
    """A share moved by a last place or two so that the shares of its list come to 100 %."""
    others = sum((n.figure.base for n in suspect.tied(Tie.SIBLING_SHARE)), Decimal(0))
    near = abs(suspect.figure.base - suspect.expected.base) <= MINOR_PLACES * suspect.figure.place()
    return "为使各项占比之和为100%而调整" if near and others and others + suspect.figure.base == _HUNDRED else ""


def _comparable(suspect: Suspect) -> bool:
    """Zero has no digits to mistake."""
    return bool(suspect.figure.base and suspect.expected.base)
