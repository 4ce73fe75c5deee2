"""Proves that no check can see a planted slip: with it, the document still agrees with itself.

Only claims with a computation (`calc`) can prove it. The proof is conservative: two decimals are assumed
throughout, and a figure that some cell or passage must equal is never undetectable.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gouji.document import Span
from gouji.figures import Figure, Interval
from gouji.learn.gold import Gold, Record
from gouji.learn.planting.claim_slips import Alteration, Slip, figure_of

USUAL = 2  # decimals
_OWN_ROLE = {
    "sum": "total",
    "change": "rate",
    "share": "pct",
}  # where a calc by values holds the claim's figure
Reference = list[int] | str  # a figure by its offsets or by its digits


def undetectable(alteration: Alteration, gold: Gold, text: str) -> bool:
    """Whether every known relation of the altered figure still holds with the slip in place."""
    figure = alteration.claim
    if alteration.slip is Slip.DIRECTION or _has_cell(figure, gold):
        return False
    involved = [claim for claim in gold.consistent if claim.get("calc") and _mentions(claim, figure)]
    return bool(involved) and all(_Relation(claim, alteration, text).holds() for claim in involved)


def _has_cell(figure: Span, gold: Gold) -> bool:
    return any(Span(a["start"], a["end"]) == figure and a["agrees"] for a in gold.alignments or ())


def _mentions(claim: Record, figure: Span) -> bool:
    if Span(claim["start"], claim["end"]) == figure:
        return True
    return any(Span(*r) == figure for r in _references(claim["calc"]) if not isinstance(r, str))


def _references(calc: Record) -> Iterator[Reference]:
    for role, value in calc.items():
        if role == "parts":
            yield from value
        elif role not in ("op", "dir"):
            yield value


class _Relation:
    """A claim's computation with the altered figure in its place."""

    def __init__(self, claim: Record, alteration: Alteration, text: str) -> None:
        self.calc: Record = claim["calc"]
        self.own = Span(claim["start"], claim["end"])
        self.alteration = alteration
        self.text = text

    def holds(self) -> bool:
        try:
            return self._holds()
        except (ZeroDivisionError, LookupError):
            return False

    def _holds(self) -> bool:
        match self.calc["op"]:
            case "rate":
                current, delta = self.value("cur"), self.value("delta")
                base = current + delta if self.calc["dir"] == "down" else current - delta
                return (delta / base * 100).meets(self.value("stated"))
            case "change":
                delta = self.value("delta")
                rate = delta / (self.value("cur") - delta) * 100
                return rate.meets(self.value("rate")) or (-rate).meets(self.value("rate"))
            case "share":
                stated = self.value("stated" if "stated" in self.calc else "pct")
                return (self.value("part") / self.value("whole") * 100).meets(stated)
            case "sum":
                parts = [self.read(reference) for reference in self.calc["parts"]]
                return sum(parts, Interval.point(0)).meets(self.value("total"))
            case "less":
                return self.value("a").lo < self.value("b").hi
        return False  # one quantity printed twice: any change shows

    def value(self, role: str) -> Interval:
        reference = self.calc[role]
        own = self.own == self.alteration.claim and _OWN_ROLE.get(self.calc["op"]) == role
        if own and isinstance(reference, str):
            return replace(self.altered(), unit=None).interval(USUAL)
        return self.read(reference)

    def read(self, reference: Reference) -> Interval:
        if isinstance(reference, str):
            value = Decimal(reference)
            return Figure(value, max(0, -int(value.as_tuple().exponent)), None).interval(USUAL)
        span = Span(*reference)
        figure = self.altered() if span == self.alteration.claim else figure_of(self.text[span.start : span.end])
        if figure is None:
            raise LookupError(reference)
        return figure.interval(USUAL)

    def altered(self) -> Figure:
        claim = self.alteration.claim
        text = self.alteration.apply(self.text)[claim.start : claim.end + self.alteration.shift]
        figure = figure_of(text)
        if figure is None:
            raise LookupError(text)
        return figure
