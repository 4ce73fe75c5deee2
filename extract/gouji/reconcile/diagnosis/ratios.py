"""Rates that are right figures of another ratio: another numerator, another denominator, the complement.

Each recomputes the ratio that may have been meant and asks whether it prints as the disputed rate does.
"""

from __future__ import annotations

from decimal import Decimal

from gouji.figures import Figure, Interval, rounded
from gouji.reconcile.diagnosis.model import Neighbour, Suspect, Tie, quoted, same, shown, telling
from gouji.reconcile.model import Sentence, say

_HUNDRED = Decimal(100)
_NARROW = 1  # per cent within which amounts must tell a rate to be more than chance


def completion_as_share(suspect: Suspect) -> Sentence | None:
    """The share of an item repeats how much of its budget was spent."""
    return _other_rate(suspect, "share", Tie.COMPLETION, Tie.BUDGET, "completion")


def share_as_completion(suspect: Suspect) -> Sentence | None:
    """The completion rate of an item repeats its share of the whole."""
    return _other_rate(suspect, "completion", Tie.SHARE, Tie.TOTAL, "share")


def rate_over_current(suspect: Suspect) -> Sentence | None:
    """A growth rate over this year's amount instead of last year's."""
    delta, value = suspect.first(Tie.DELTA), suspect.first(Tie.VALUE)
    if suspect.role != "rate" or delta is None or value is None:
        return None
    if not _prints(suspect, delta.figure, value.figure):
        return None
    return say("slip.over.current", amount=shown(value.figure))


def rate_over_budget(suspect: Suspect) -> Sentence | None:
    """A growth rate over the budget instead of last year's amount."""
    delta = suspect.first(Tie.DELTA)
    if delta is None:
        return None
    for budget in suspect.tied(Tie.BUDGET):
        if _prints(suspect, delta.figure, budget.figure):
            return say("slip.over.budget", amount=shown(budget.figure))
    return None


def ratio_as_growth(suspect: Suspect) -> Sentence | None:
    """This year ÷ last year printed as growth: 119.8 % for 19.8 %."""
    if suspect.role != "rate" or not _enough(suspect.figure, 1):
        return None
    printed, whole = suspect.figure.interval(), Interval.point(_HUNDRED)
    if _may_be(suspect, printed - whole):
        return say("slip.ratio.whole")
    if _may_be(suspect, printed + whole):
        return say("slip.ratio.less")
    return None


def complement(suspect: Suspect) -> Sentence | None:
    """What is missing to 100 %: the part that was not spent, the other part's share, 100 − this year ÷ last year."""
    if not suspect.rate or not telling(suspect.figure):
        return None
    if not _may_be(suspect, Interval.point(_HUNDRED) - suspect.figure.interval()):
        return None
    return say("slip.complement", rate=shown(suspect.expected))


def _may_be(suspect: Suspect, meant: Interval) -> bool:
    """Whether what the rate should be is what was meant, up to rounding."""
    exact = suspect.exact
    if suspect.expected.base == meant.mid:
        return True
    return exact is not None and exact.width <= _NARROW and exact.meets(meant)


def rate_of_another_item(suspect: Suspect) -> Sentence | None:
    """The rate of another item: its share of the same whole, or one printed beside it in the paragraph."""
    whole = suspect.first(Tie.WHOLE)
    if whole is None:
        return None
    levels = list(suspect.tied(Tie.LEVEL))
    for level in levels:
        if _prints(suspect, level.figure, whole.figure, len(levels)):
            return say("slip.rate_of", part=quoted(level.name), whole=quoted(whole.name))
    return None


def share_of_another_whole(suspect: Suspect) -> Sentence | None:
    """The right part over another whole."""
    part = suspect.first(Tie.PART)
    if part is None:
        return None
    levels = list(suspect.tied(Tie.BUDGET, Tie.LAST_YEAR, Tie.LEVEL))
    for level in levels:
        if _prints(suspect, part.figure, level.figure, len(levels)):
            return say("slip.over.other", other=level.called)
    return None


def _other_rate(suspect: Suspect, role: str, printed: Tie, base: Tie, name: str) -> Sentence | None:
    """A rate of the same quantity that is printed elsewhere, or that its other base gives."""
    if suspect.role != role:
        return None
    for rate in suspect.tied(printed):
        if same(rate.figure, suspect.figure) and telling(suspect.figure):
            return say(f"slip.rate.{name}", of=_of(rate))
    return _computed_rate(suspect, base, name)


def _computed_rate(suspect: Suspect, base: Tie, name: str) -> Sentence | None:
    """A rate of the same part that one of its other bases gives."""
    part = suspect.first(Tie.PART)
    if part is None:
        return None
    for other in suspect.tied(base):
        if _prints(suspect, part.figure, other.figure):
            division = f"{part.figure.value:f} ÷ {other.figure.value:f}"
            return say("slip.rate.computed", rate=say(f"slip.rate.{name}", of=_of(part)), division=division)
    return None


def _of(neighbour: Neighbour) -> Sentence:
    return say("slip.of", item=quoted(neighbour.name)) if neighbour.name else say("slip.of.item")


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
