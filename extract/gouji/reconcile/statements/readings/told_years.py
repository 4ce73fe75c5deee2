"""Years of levels that are slips: the amount is that of another year, or all parallel sentences tell another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.claims import Claim
from gouji.declared import declared
from gouji.document import Span
from gouji.reconcile.statements.document_index import Context

_DIGITS = 3  # digits of an amount that two years hardly share by chance
_PARALLEL = 3  # sentences of one form that make a custom; of several odd ones each has so many against it


@dataclass(frozen=True, slots=True)
class YearSlip:
    """A level whose year is wrong.

    Attributes:
        claim: the level.
        span: where its year is printed.
        year: the year that it should be.
        other: the amount that tells it: of the same quantity in that year, or of a parallel sentence.
        parallel: whether parallel sentences tell it.
    """

    claim: Claim
    span: Span
    year: int
    other: Claim
    parallel: bool


def year_slips(context: Context) -> Iterator[YearSlip]:
    """The years of levels that are slips, those that an amount tells first."""
    yield from _of_another_year(context)
    yield from _unlike_parallels(context)


def _of_another_year(context: Context) -> Iterator[YearSlip]:
    """Levels with the amount that their paragraph tells for the year beside, where it tells another for their own."""
    for claim in context.levels:
        other = _of_the_year_beside(context, claim)
        span = _year_of(context, claim) if other else None
        if other and other.period and span:
            yield YearSlip(claim, span, other.period, other, parallel=False)


def _of_the_year_beside(context: Context, claim: Claim) -> Claim | None:
    """The level before that tells the amount for the year beside, where it cannot be that of the claim's own year."""
    beside = [c for c in context.paragraph(claim) if c.id != claim.id and _alike(c, claim)]
    amounts = {_base(context, c) for c in beside if c.period == claim.period}
    if not amounts or _base(context, claim) in amounts or not _telling(context, claim):
        return None
    return next((c for c in beside if _same_a_year_off(context, c, claim)), None)


def _same_a_year_off(context: Context, before: Claim, claim: Claim) -> bool:
    """Whether a level tells the amount of a later one, for the year beside."""
    earlier = before.span.start < claim.span.start and _next_to(before, claim)
    return earlier and _base(context, before) == _base(context, claim)


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two levels are of one quantity but for the year."""
    return bool(one.name.core) and (one.name, one.measure) == (other.name, other.measure)


def _next_to(one: Claim, other: Claim) -> bool:
    """Whether two levels are of years that follow each other."""
    return bool(one.period and other.period) and abs((one.period or 0) - (other.period or 0)) == 1


def _base(context: Context, claim: Claim) -> object:
    value = context.value(claim)
    return value.figure.base if value else None


def printed_year(year: int) -> str:
    """A year as prose prints it (2031年)."""
    return f"{year}{declared('dates')['year']}"


def _telling(context: Context, claim: Claim) -> bool:
    value = context.value(claim)
    return value is not None and len(value.figure.value.as_tuple().digits) >= _DIGITS


def _year_of(context: Context, claim: Claim) -> Span | None:
    """Where a level's own words print its year: behind the figure before it."""
    span = context.find(claim, printed_year(claim.period)) if claim.period else None
    value = context.value(claim)
    if span is None or value is None or span.end > value.span.start:
        return None
    before = (v.span for v in context.values(context.paragraph(claim)) if v.span.end <= claim.span.start)
    return span if all(other.end <= span.start for other in before) else None


def _unlike_parallels(context: Context) -> Iterator[YearSlip]:
    """The levels of another year than those which stand in the same place of most other paragraphs of a section.

    That place is behind the level of the same quantity in the document's year.
    """
    groups: dict[int, list[Claim]] = defaultdict(list)
    for claim in context.levels:
        if _follows_this_year(context, claim):
            groups[claim.section].append(claim)
    for group in groups.values():
        usual = _custom(group)
        if usual:
            yield from _odd(context, [c for c in group if c.period != usual.period], usual)


def _odd(context: Context, odd: list[Claim], usual: Claim) -> Iterator[YearSlip]:
    """The years of some levels, where the document tells them of no other."""
    known = {c.id for c in odd}
    others = [c for c in context.levels if c.period == odd[0].period and c.id not in known]
    for claim in odd:
        span = _year_of(context, claim)
        if span and usual.period and not others:
            yield YearSlip(claim, span, usual.period, usual, parallel=True)


def _custom(group: list[Claim]) -> Claim | None:
    """A level of the year that all levels but few are of; None where they are too few, or the others of two years."""
    years = Counter(c.period for c in group).most_common()
    if len(group) < _PARALLEL or len(years) != 2:
        return None
    (usual, often), (_, odd) = years
    enough = odd == 1 or often >= _PARALLEL * odd
    return next(c for c in group if c.period == usual) if enough else None


def _follows_this_year(context: Context, claim: Claim) -> bool:
    """Whether a level of an earlier year stands right behind the first of its paragraph, that of the document's."""
    beginning = [c.id for c in context.paragraph(claim)[:2]]
    if beginning[1:] != [claim.id]:
        return False
    first = context.by_id[beginning[0]]
    this_year = first.period is not None and first.period == context.document.year
    return this_year and _alike(first, claim) and (claim.period or 0) < (first.period or 0)
