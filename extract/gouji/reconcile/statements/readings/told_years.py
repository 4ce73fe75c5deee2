"""Years of levels that are slips: the amount is that of another year, or all parallel sentences tell another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.claims import Claim
from gouji.document import Span
from gouji.reconcile.statements.document_index import Context

_DIGITS = 3  # digits of an amount that two years hardly share by chance
_PARALLEL = 3  # sentences of one form that make a custom


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
        beside = [c for c in context.paragraph(claim) if c.id != claim.id and _alike(c, claim)]
        base = _base(context, claim)
        before = (c for c in beside if c.span.start < claim.span.start and _next_to(c, claim))
        other = next((c for c in before if _base(context, c) == base), None)
        amounts = {_base(context, c) for c in beside if c.period == claim.period}
        if other is None or not amounts or base in amounts or not _telling(context, claim):
            continue
        span = _year_of(context, claim)
        if span and other.period:
            yield YearSlip(claim, span, other.period, other, parallel=False)


def _alike(one: Claim, other: Claim) -> bool:
    """Whether two levels are of one quantity but for the year."""
    return bool(one.name.core) and (one.name, one.measure) == (other.name, other.measure)


def _next_to(one: Claim, other: Claim) -> bool:
    """Whether two levels are of years that follow each other."""
    return bool(one.period and other.period) and abs((one.period or 0) - (other.period or 0)) == 1


def _base(context: Context, claim: Claim) -> object:
    value = context.value(claim)
    return value.figure.base if value else None


def _telling(context: Context, claim: Claim) -> bool:
    value = context.value(claim)
    return value is not None and len(value.figure.value.as_tuple().digits) >= _DIGITS


def _year_of(context: Context, claim: Claim) -> Span | None:
    """Where a level's own words print its year: behind the figure before it."""
    before = [v for c in context.paragraph(claim) if (v := context.value(c)) and v.span.end <= claim.span.start]
    value = context.value(claim)
    span = context.find(claim, f"{claim.period}年") if claim.period and value else None
    own = span and value and span.end <= value.span.start
    return span if own and span and all(v.span.end <= span.start for v in before) else None


def _unlike_parallels(context: Context) -> Iterator[YearSlip]:
    """The one level of another year than those which stand in the same place of the other paragraphs of a section.

    That place is behind the level of the same quantity in the document's year.
    """
    groups: dict[int, list[Claim]] = defaultdict(list)
    told = Counter(c.period for c in context.levels)
    for claim in context.levels:
        if _follows_this_year(context, claim):
            groups[claim.section].append(claim)
    for group in groups.values():
        years = Counter(c.period for c in group).most_common()
        if len(group) < _PARALLEL or len(years) != 2 or years[1][1] != 1 or not years[0][0]:
            continue
        odd = next(c for c in group if c.period == years[1][0])
        usual = next(c for c in group if c.period == years[0][0])
        span = _year_of(context, odd)
        if span and told[odd.period] == 1:
            yield YearSlip(odd, span, years[0][0], usual, parallel=True)


def _follows_this_year(context: Context, claim: Claim) -> bool:
    """Whether a level of an earlier year stands right behind the first of its paragraph, that of the document's."""
    first, second, *_ = (*context.paragraph(claim), None, None)
    if first is None or second is None or second.id != claim.id:
        return False
    earlier = bool(second.period and first.period) and (second.period or 0) < (first.period or 0)
    return earlier and first.period == context.document.year and _alike(first, second)
