"""Intervals and formulas of a finding's basis in print: numbers in the units in which the document prints them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from gouji.figures import Figure, Interval, Kind, exactly, plain
from gouji.reconcile.model import BasisFigure, Formula
from gouji.report.wording import say

_SHOWN = 6  # addends written out
_FINE = 5  # an interval is at least so many units of the last place that is shown
_MORE = 3  # decimals that an interval shows beyond those printed
_MOST = 8  # decimals that tell two intervals apart

Sum = tuple[tuple[str, Decimal], ...]
Figures = Mapping[str, BasisFigure]


def printed(figure: BasisFigure) -> str:
    """A figure as printed, without blanks, with its unit where a cell leaves that to the table."""
    text, unit = "".join(figure.text.split()), figure.figure.symbol
    return text if text.endswith(unit) or text[-1:] in ("%", "％") else text + unit


def between(interval: Interval, like: Figure, other: Interval | None = None) -> str:
    """An interval in a figure's unit, with decimals enough to tell its ends, and to tell it from an `other` one."""
    decimals = _decimals(interval, like)
    while other and decimals < _MOST and not interval.meets(other) and _blurred(interval, other, like, decimals):
        decimals += 1
    lo, hi = _trimmed(_show(interval.lo, like, decimals), _show(interval.hi, like, decimals))
    unit = like.symbol
    if lo == hi:
        return say("about" if interval.width else "point", value=f"{lo}{unit}")
    return say("between", lo=f"{lo}{unit}" if unit == "%" else lo, hi=f"{hi}{unit}")


def _trimmed(lo: str, hi: str) -> tuple[str, str]:
    """Both ends without the zeros that both of them end in."""
    while "." in lo and "." in hi and lo[-1] == hi[-1] == "0":
        lo, hi = lo[:-1].removesuffix("."), hi[:-1].removesuffix(".")
    return lo, hi


def corrected(figure: BasisFigure, repair: Interval) -> str:
    """What a figure would be printed as if it were what everything else leaves for it."""
    place = figure.interval.width / figure.figure.factor
    finest = -int(place.normalize().as_tuple().exponent) if place else 0
    return f"{_show(repair.mid, figure.figure, max(figure.figure.decimals, finest))}{figure.figure.symbol}"


def expression(formula: Formula, figures: Figures) -> str:
    """What the result is computed from, with the printed numbers: 1.65 ÷ (45.08 − 1.65)."""
    shown = (figures[i].figure for i in (formula.result, *formula.figures))
    units = {f.symbol for f in shown if f.kind is not Kind.PERCENT}
    mixed = len(units) > 1
    over = _sum(formula.over, figures, mixed, formula.constant)
    if not formula.under:
        return over
    under = _sum(formula.under, figures, mixed)
    return f"{_bracketed(over, formula.over)} ÷ {_bracketed(under, formula.under)}"


def _sum(terms: Sum, figures: Figures, mixed: bool, constant: Decimal = Decimal(0)) -> str:
    """Σ coefficient · figure, what is added first."""
    alike = len({c for _, c in terms}) == 1
    if len(terms) > _SHOWN and alike and not constant:
        return say("parts", count=len(terms))
    shown = [(c, _number(figures[i], mixed)) for i, c in sorted(terms, key=lambda t: t[1] < 0)]
    if constant:  # only shares have one: what they come to
        shown.insert(0, (Decimal(1 if constant > 0 else -1), f"{plain(abs(constant))}%"))
    text = " ".join(_addend(c, number) for c, number in shown)
    return text.removeprefix("+ ") if text.startswith("+") else f"−{text.removeprefix('− ')}"


def _addend(coefficient: Decimal, number: str) -> str:
    sign = "−" if coefficient < 0 else "+"
    return f"{sign} {_times(coefficient)}{number}"


def _times(coefficient: Decimal) -> str:
    return "" if abs(coefficient) == 1 else f"{plain(abs(coefficient))} × "


def _bracketed(text: str, terms: Sum) -> str:
    return f"({text})" if len(terms) > 1 else text


def _number(figure: BasisFigure, mixed: bool) -> str:
    text = f"{figure.figure.value:f}"
    percent = figure.figure.kind is Kind.PERCENT
    text = f"{text}{figure.figure.symbol}" if mixed or percent else text
    return f"({text})" if figure.figure.value < 0 else text


def _decimals(interval: Interval, like: Figure) -> int:
    decimals = like.decimals + (1 if interval.width else 0)
    width = interval.width / like.factor
    while width and decimals < like.decimals + _MORE and Decimal(1).scaleb(-decimals) * _FINE > width:
        decimals += 1
    return decimals


def _blurred(one: Interval, two: Interval, like: Figure, decimals: int) -> bool:
    """Whether intervals that do not meet would seem to when their ends are rounded."""
    below, above = sorted((one, two), key=lambda i: i.lo)
    return _show(below.hi, like, decimals) == _show(above.lo, like, decimals)


@exactly
def _show(value: Decimal, like: Figure, decimals: int) -> str:
    shown = (value / like.factor).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{shown if shown else abs(shown):f}".replace("-", "−")  # no −0
