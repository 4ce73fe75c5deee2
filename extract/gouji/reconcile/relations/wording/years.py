"""Years that contradict the document's own."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Span, Table
from gouji.reconcile.kernel.attempt import attempt, material_unless, undecided
from gouji.reconcile.kernel.catalogue import in_words, relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Sentence, Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.compared_years import (
    changes,
    is_of,
    of_one_measure,
    own_year,
    years_compared_with,
)
from gouji.reconcile.statements.readings.comparisons import against
from gouji.reconcile.statements.readings.dates import (
    closing_dates,
    dated_series,
    evaluated_years,
    five_digit_years,
    unchanged_against,
)
from gouji.reconcile.statements.readings.told_years import YearSlip, printed_year, year_slips

_SAID = 3  # comparisons that make a custom
_LOOSE = 0.5  # certainty of an odd year where few comparisons name theirs


@relation(
    "year.compared",
    "year.itself",
    "year.ahead",
    "year.closing",
    "year.chart",
    "year.digits",
    "year.told",
    "year.evaluated",
)
def years(context: Context) -> Iterator[Tried]:
    """Years that contradict the document's own: comparison years and closing dates."""
    year = context.document.year
    if year is None:
        return
    yield from _comparison_years(context, year)
    yield from _against_itself(context, year)
    yield from _ahead(context, year)
    yield from _closing_dates(context, year)
    yield from _chart_years(context)
    yield from _misprinted(context)
    yield from _evaluated(context, year)
    yield from (_told(context, slip) for slip in year_slips(context))


def _told(context: Context, slip: YearSlip) -> Tried:
    """A year that the amount behind it, or sentences of the same form, tell to be another."""
    other = context.document.slice(slip.other.span)
    reason = say("year.told.parallel", year=slip.year) if slip.parallel else say("year.told.amount", year=slip.year)
    return attempt(
        "year.told",
        slip.span,
        Severity.MINOR if slip.parallel else Severity.MATERIAL,
        why=reason,
        says={"reason": reason},
        diagnosis="year_slip",
        reworded=printed_year(slip.year),
        extra=((slip.other.span, other, "value"),),
    )


def _comparison_years(context: Context, year: int) -> Iterator[Tried]:
    """比2019年 in a document that compares with 2020 everywhere else.

    One odd year among the comparisons is a slip, even where few others name theirs: most say 上年. It is then minor,
    as another year may be meant.
    """
    stated = [*_named(context, year), *((d.year, d.span) for d in unchanged_against(context.document))]
    usual = sum(other == year - 1 for other, _ in stated)
    odd = [span for other, span in stated if other < year - 1]
    others = say("year.others.year", year=year - 1) if usual else say("year.others.last")
    said = usual >= _SAID
    lone = len(odd) == 1 and usual + _last_year(context) >= _SAID
    if said or lone:
        for span in odd:
            yield _odd_year(span, year - 1, others, said)


def _odd_year(span: Span, right: int, others: Sentence, said: bool) -> Tried:
    """A comparison with another year than the others; `said` tells that these name theirs often enough."""
    return attempt(
        "year.compared",
        span,
        Severity.MATERIAL if said else Severity.MINOR,
        why=others,
        says={"others": others},
        diagnosis="year_slip",
        reworded=in_words("year", year=right),
        certainty=None if said else _LOOSE,
    )


def _against_itself(context: Context, year: int) -> Iterator[Tried]:
    """2031年预算…，比2031年减少…: the first of the two years is wrong where it is not the document's."""
    seen = years_compared_with(context)  # the parts of a list share its year, and none prints it in a comparison
    for claim in changes(context):
        own = own_year(context, claim) if {"delta", "rate"} & claim.figures.keys() else None
        if own is None or own.span in seen or own.year != against(claim).year or not of_one_measure(claim):
            continue
        seen.add(own.span)
        of_last_year = own.year == year - 1
        span = own.span if of_last_year else context.find(claim, printed_year(year))
        if span and own.year in (year - 1, year):
            yield attempt(
                "year.itself",
                span,
                Severity.MATERIAL,
                why=say("why.itself"),
                diagnosis="year_slip",
                reworded=printed_year(year if of_last_year else year - 1),
            )


def _ahead(context: Context, year: int) -> Iterator[Tried]:
    """2031年支出…，比2032年增加…: what was a year later is no base of a change, unless all of the document goes so."""
    ahead = [c for c in changes(context) if (against(c).year or 0) > year and is_of(context, c, year)]
    before = sum(against(c).last_year or against(c).year == year - 1 for c in changes(context))
    for claim in ahead:
        words = printed_year(against(claim).year or 0)
        span = context.find(claim, words)
        if span is None:
            continue
        if len(ahead) > max(1, before):
            yield undecided("year.ahead", span, say("reason.years_ahead", year=words))
        else:
            yield attempt(
                "year.ahead",
                span,
                Severity.MATERIAL,
                why=say("why.ahead"),
                says={"year": year},
                diagnosis="year_slip",
                reworded=printed_year(year - 1),
            )


def _named(context: Context, year: int) -> Iterator[tuple[int, Span]]:
    """The years that changes are against, and where each is named."""
    for claim in changes(context):
        other = against(claim).year
        if other and claim.period == year:
            span = context.find(claim, in_words("year", year=other))
            if span:
                yield other, span


def _last_year(context: Context) -> int:
    """How many changes are against 上年."""
    return sum(against(claim).last_year for claim in changes(context))


def _closing_dates(context: Context, year: int) -> Iterator[Tried]:
    """截至2019年12月31日 in final accounts of another year."""
    if context.document.kind != "final":
        return
    for date in closing_dates(context.document):
        yield attempt(
            "year.closing",
            date.span,
            material_unless(date.year == year),
            why=say("why.accounts", year=year),
            says={"year": year},
            diagnosis="year_slip",
            reworded=in_words("year", year=year) + date.rest,
        )


def _evaluated(context: Context, year: int) -> Iterator[Tried]:
    """以2021年完工的…为评价内容 in a document of 2023 that tells elsewhere what was done so in 2023."""
    for date in evaluated_years(context.document):
        words = in_words("year", year=year) + date.rest
        beside = context.where(words, Span(0, len(context.document.text)))
        if date.year == year or beside:
            yield attempt(
                "year.evaluated",
                date.span,
                material_unless(date.year == year),
                why=say("why.evaluated", words=words),
                says={"words": words},
                diagnosis="year_slip",
                reworded=in_words("year", year=year),
                extra=((beside, words, "value"),) if beside else (),
            )


def _chart_years(context: Context) -> Iterator[Tried]:
    """A chart whose series is named after another year than its title."""
    seen: set[str] = set()
    for series in dated_series(context.document, context.facts):
        if series.named != series.titled and series.cell.text not in seen:
            seen.add(series.cell.text)
            yield attempt(
                "year.chart",
                series.cell.span,
                Severity.MATERIAL,
                why=say("why.chart", title=series.table.title),
                says={"title": series.table.title},
                diagnosis="year_slip",
                reworded=series.as_titled,
                extra=_title(context, series.table),
            )


def _title(context: Context, table: Table) -> tuple[tuple[Span, str, str], ...]:
    """A chart's title as evidence, where the document prints it."""
    span = context.where(table.title, table.span)
    return ((span, context.document.slice(span), "title"),) if span else ()


def _misprinted(context: Context) -> Iterator[Tried]:
    """Years of five digits."""
    for date in five_digit_years(context.document):
        yield attempt(
            "year.digits",
            date.span,
            Severity.MINOR,
            why=say("why.five_digits"),
            diagnosis="digit_dropped",
            rule=date.rule,
        )
