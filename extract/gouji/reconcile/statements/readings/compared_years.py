"""The two years of a change: that of the amount that changed, and the one that it is against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gouji.claims import Claim, Relation
from gouji.document import Span
from gouji.language.subjects import years_named
from gouji.narrative.figure_leads import take_measure
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.comparisons import against
from gouji.reconcile.statements.readings.told_years import printed_year

_NEAR = 2  # levels before a change that may be its sides


@dataclass(frozen=True, slots=True)
class PrintedYear:
    """A year and where it is printed."""

    year: int
    span: Span


def changes(context: Context) -> Iterator[Claim]:
    """The changes that the document tells of its own."""
    return (c for c in context.claims if c.relation is Relation.CHANGE and not c.aside)


def is_of(context: Context, claim: Claim, year: int) -> bool:
    """Whether a sentence prints this year for the amount that changed."""
    own = own_year(context, claim)
    return own is not None and own.year == year


def of_one_measure(claim: Claim) -> bool:
    """Whether a change is against what it is a change of, and not an outcome against its budget."""
    return not against(claim).budget or take_measure(claim.base)[0] == claim.measure


def years_compared_with(context: Context) -> set[Span]:
    """Where changes name the years that they are against."""
    named = ((c, against(c).year) for c in changes(context))
    return {span for c, year in named if year and (span := context.find(c, printed_year(year)))}


def own_year(context: Context, claim: Claim) -> PrintedYear | None:
    """The year of the amount that changed, where its sentence or the one that it goes on from prints it."""
    level = _level_of(context, claim)
    if level is None or not level.period:
        return None
    span = context.find(level, printed_year(level.period))
    return PrintedYear(level.period, span) if span else None


def _level_of(context: Context, claim: Claim) -> Claim | None:
    """The level of the amount that changed: its own, else the last before it in the paragraph that prints a year.

    That one only where it is of one side of what changed (收入总计 of 收、支总计), and no other year is printed in
    between than the one that the change is against.
    """
    value = context.value(claim)
    if value:
        return next((c for c in context.levels if c.figures["value"] == value.id), None)
    base = against(claim).year
    sides = _sides(context, claim) if base else []
    between = years_named(context.document.text[sides[-1].span.end : claim.span.start]) if sides else []
    return sides[-1] if between == [base] else None


def _sides(context: Context, claim: Claim) -> list[Claim]:
    """The levels right before a change that are of a side of what changed, and print their year."""
    before = [c for c in context.paragraph(claim) if c.span.end <= claim.span.start][-_NEAR:]
    return [c for c in before if c.period and _sides_of_one(c, claim) and context.find(c, printed_year(c.period))]


def _sides_of_one(one: Claim, other: Claim) -> bool:
    """Whether two claims are of one quantity but for its side."""
    return replace(one.name, side="") == replace(other.name, side="")
