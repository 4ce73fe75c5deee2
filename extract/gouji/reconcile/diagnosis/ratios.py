"""Rates that are right figures of another ratio: another numerator, another denominator, the complement.

Each recomputes the ratio that may have been meant and asks whether it prints as the disputed rate does.
"""

from __future__ import annotations

from decimal import Decimal

from gouji.figures import Figure, Interval, rounded
from gouji.reconcile.diagnosis.model import Neighbour, Suspect, Tie, quoted, same, shown, telling

_HUNDRED = Decimal(100)
_NARROW = 1  # per cent within which amounts must tell a rate to be more than chance


def completion_as_share(suspect: Suspect) -> str:
    """The share of an item repeats how much of its budget was spent."""
    return _other_rate(suspect, "share", Tie.COMPLETION, Tie.BUDGET, "预算完成率")


def share_as_completion(suspect: Suspect) -> str:
    """The completion rate of an item repeats its share of the whole."""
    return _other_rate(suspect, "completion", Tie.SHARE, Tie.TOTAL, "占比")


def rate_over_current(suspect: Suspect) -> str:
    """A growth rate over this year's amount instead of last year's."""
    delta, value = suspect.first(Tie.DELTA), suspect.first(Tie.VALUE)
    if suspect.role != "rate" or delta is None or value is None:
        return ""
    if not _prints(suspect, delta.figure, value.figure):
        return ""
    return f"分母用了本期数{shown(value.figure)}而非基数"


def rate_over_budget(suspect: Suspect) -> str:
    """A growth rate over the budget instead of last year's amount."""
    delta = suspect.first(Tie.DELTA)
    if delta is None:
        return ""
    for budget in suspect.tied(Tie.BUDGET):
        if _prints(suspect, delta.figure, budget.figure):
            return f"分母用了预算数{shown(budget.figure)}而非上年数"
    return ""


def ratio_as_growth(suspect: Suspect) -> str:
    """This year ÷ last year printed as growth: 119.8 % for 19.8 %."""
    if suspect.role != "rate" or not _enough(suspect.figure, 1):
        return ""
    printed, whole = suspect.figure.interval(), Interval.point(_HUNDRED)
    if _may_be(suspect, printed - whole):
        return "印的是本期数与基数之比，未减去100%"
    if _may_be(suspect, printed + whole):
        return "从比率中多减了100%"
    return ""


def complement(suspect: Suspect) -> str:
    """What is missing to 100 %: the part that was not spent, the other part's share, 100 − this year ÷ last year."""
    if not suspect.rate or not telling(suspect.figure):
        return ""
    if not _may_be(suspect, Interval.point(_HUNDRED) - suspect.figure.interval()):
        return ""
    return f"印的是100%减去{shown(suspect.expected)}的差"


def _may_be(suspect: Suspect, meant: Interval) -> bool:
    """Whether what the rate should be is what was meant, up to rounding."""
    exact = suspect.exact
    if suspect.expected.base == meant.mid:
        return True
    return exact is not None and exact.width <= _NARROW and exact.meets(meant)


def rate_of_another_item(suspect: Suspect) -> str:
    """The rate of another item: its share of the same whole, or one printed beside it in the paragraph."""
    whole = suspect.first(Tie.WHOLE)
    if whole is None:
        return ""
    levels = list(suspect.tied(Tie.LEVEL))
    for level in levels:
        if _prints(suspect, level.figure, whole.figure, len(levels)):
            return f"印的是{quoted(level.name)}占{quoted(whole.name)}的比率"
    return ""


def share_of_another_whole(suspect: Suspect) -> str:
    """The right part over another whole."""
    part = suspect.first(Tie.PART)
    if part is None:
        return ""
    levels = list(suspect.tied(Tie.BUDGET, Tie.LAST_YEAR, Tie.LEVEL))
    for level in levels:
        if _prints(suspect, part.figure, level.figure, len(levels)):
            return f"分母用了{level.called}"
    return ""


def _other_rate(suspect: Suspect, role: str, printed: Tie, base: Tie, name: str) -> str:
    """A rate of the same quantity that is printed elsewhere, or that its other base gives."""
    if suspect.role != role:
        return ""
    for rate in suspect.tied(printed):
        if same(rate.figure, suspect.figure) and telling(suspect.figure):
            return f"印的是{_of(rate)}{name}"
    return _computed_rate(suspect, base, name)


def _computed_rate(suspect: Suspect, base: Tie, name: str) -> str:
    """A rate of the same part that one of its other bases gives."""
    part = suspect.first(Tie.PART)
    if part is None:
        return ""
    for other in suspect.tied(base):
        if _prints(suspect, part.figure, other.figure):
            return f"印的是{_of(part)}{name}（{part.figure.value:f} ÷ {other.figure.value:f}）"
    return ""


def _of(neighbour: Neighbour) -> str:
    return f"{quoted(neighbour.name)}的" if neighbour.name else "该项目的"


def _prints(suspect: Suspect, part: Figure, whole: Figure, among: int = 1) -> bool:
    """Whether part ÷ whole is printed as the disputed rate is, digit by digit."""
    figure = suspect.figure
    if not suspect.rate or not whole.base or not _enough(figure, among):
        return False
    return rounded(_HUNDRED * part.base / whole.base, figure.decimals) == figure.value


def _enough(figure: Figure, among: int) -> bool:
    """As `telling`; here the zeros at the end must be reproduced too, so they count."""
    digits = f"{abs(figure.value):f}".replace(".", "").lstrip("0")
    return figure.value != _HUNDRED and len(digits) >= 2 and among <= 10 ** (len(digits) - 2)
