"""Years that contradict the document's own."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Claim, Relation
from gouji.document import PROSE, Cell, Span, Table
from gouji.language import rules, subjects
from gouji.language.view import make_view
from gouji.reconcile.kernel.attempt import attempt, material_unless
from gouji.reconcile.kernel.catalogue import load, relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Sentence, Severity, say
from gouji.reconcile.statements.document_index import Context

_SAID = 3  # comparisons that make a custom
_LOOSE = 0.5  # certainty of an odd year where few comparisons name theirs


@relation("year.compared", "year.closing", "year.chart", "year.digits")
def years(context: Context) -> Iterator[Tried]:
    """Years that contradict the document's own: comparison years and closing dates."""
    year = context.document.year
    if year is None:
        return
    yield from _comparison_years(context, year)
    yield from _closing_dates(context, year)
    yield from _chart_years(context)
    yield from _misprinted(context)


def _comparison_years(context: Context, year: int) -> Iterator[Tried]:
    """比2019年 in a document that compares with 2020 everywhere else.

    One odd year among the comparisons is a slip, even where few others name theirs: most say 上年. It is then minor,
    as another year may be meant.
    """
    stated = [*_against(context, year), *_flat(context)]
    usual = sum(against == year - 1 for against, _ in stated)
    odd = [span for against, span in stated if against < year - 1]
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
        why=load().render(others),
        says={"others": others},
        diagnosis="year_slip",
        reworded=f"{right}年",
        certainty=None if said else _LOOSE,
    )


def _against(context: Context, year: int) -> Iterator[tuple[int, Span]]:
    """The years that changes are against, and where each is named."""
    for claim in _changes(context):
        against = subjects.year(claim.base)
        if against and claim.period == year:
            span = context.find(claim, f"{against}年")
            if span:
                yield against, span


def _changes(context: Context) -> Iterator[Claim]:
    return (c for c in context.claims if c.relation is Relation.CHANGE and not c.aside)


def _flat(context: Context) -> Iterator[tuple[int, Span]]:
    """The years against which nothing changed."""
    rule = rules.load("dates")["date.flat"]
    for block in context.document.prose:
        view = make_view(context.document.text, block.span.start, block.span.end, block.holes)
        for match in rule.finditer(view.text):
            yield int(match["year"]), view.span(*match.span("date"))


def _last_year(context: Context) -> int:
    """How many changes are against 上年."""
    rule = rules.load("dates")["date.last_year"]
    return sum(rule.search(claim.base) is not None for claim in _changes(context))


def _closing_dates(context: Context, year: int) -> Iterator[Tried]:
    """截至2019年12月31日 in final accounts of another year."""
    if context.document.kind != "final":
        return
    rule = rules.load("dates")["date.closing"]
    for block in context.document.blocks:
        if block.zone not in PROSE:
            continue
        view = make_view(context.document.text, block.span.start, block.span.end, block.holes)
        for match in rule.finditer(view.text):
            yield attempt(
                "year.closing",
                view.span(*match.span("date")),
                material_unless(int(match["year"]) == year),
                why=f"决算年度为{year}年",
                says={"year": year},
                diagnosis="year_slip",
                reworded=f"{year}年" + match["date"].partition("年")[2],
            )


def _chart_years(context: Context) -> Iterator[Tried]:
    """A chart whose series is named after another year than its title."""
    seen: set[str] = set()
    charts = {t.id: t for t in context.document.tables if t.chart}
    labelled = (f for f in context.facts if f.row and f.table in charts)
    for fact in labelled:
        table, series = charts[fact.table], fact.row[0]
        cell = _misnamed(table, series) if series not in seen else None
        if cell:
            seen.add(series)
            titled, named = subjects.year(table.title), subjects.year(series)
            yield attempt(
                "year.chart",
                cell.span,
                Severity.MATERIAL,
                why=f"图题为“{table.title}”",
                says={"title": table.title},
                diagnosis="year_slip",
                reworded=series.replace(str(named), str(titled)),
                extra=_title(context, table),
            )


def _misnamed(table: Table, series: str) -> Cell | None:
    """The cell that names a series after another year than the title does; None where it does not."""
    titled, named = subjects.year(table.title), subjects.year(series)
    differ = titled and named and titled != named
    return _cell(table, series) if differ else None


def _cell(table: Table, text: str) -> Cell | None:
    """The first cell that prints a text."""
    return next((c for row in table.rows for c in row if c.text == text), None)


def _title(context: Context, table: Table) -> tuple[tuple[Span, str, str], ...]:
    """A chart's title as evidence, where the document prints it."""
    span = context.where(table.title, table.span)
    return ((span, context.document.slice(span), "title"),) if span else ()


def _misprinted(context: Context) -> Iterator[Tried]:
    """Years of five digits."""
    rule = rules.load("dates")["date.five_digits"]
    for block in context.document.prose:
        view = make_view(context.document.text, block.span.start, block.span.end, block.holes)
        for match in rule.finditer(view.text):
            yield attempt(
                "year.digits",
                view.span(*match.span("date")),
                Severity.MINOR,
                why="年份为五位数",
                diagnosis="digit_dropped",
                rule=rule.id,
            )
