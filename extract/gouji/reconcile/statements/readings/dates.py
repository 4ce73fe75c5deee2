"""The years that a document names: in comparisons without a figure, closing dates and charts, and misprinted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import regex

from gouji.document import PROSE, Block, Cell, Document, Fact, Span, Table
from gouji.language import rules, subjects
from gouji.language.rules import Rule
from gouji.language.view import View, make_view


@dataclass(frozen=True, slots=True)
class Dated:
    """A year where it is named.

    Attributes:
        year: the year.
        span: where its date stands.
        rest: the words of the date behind the year (12月31日).
        rule: the rule that found it.
    """

    year: int
    span: Span
    rest: str
    rule: str


def unchanged_against(document: Document) -> Iterator[Dated]:
    """The years against which prose says that nothing changed."""
    yield from _dates(document, "date.flat", document.prose)


def closing_dates(document: Document) -> Iterator[Dated]:
    """The ends of years that prose counts to (截至2019年12月31日)."""
    yield from _dates(document, "date.closing", (b for b in document.blocks if b.zone in PROSE))


def evaluated_years(document: Document) -> Iterator[Dated]:
    """The years of what indicators are evaluated by (以2021年完工的…为评价内容); `rest` is what was done then."""
    rule = rules.load("dates")["date.evaluated"]
    for view, match in _in_cells(document, rule):
        yield Dated(int(match["year"]), view.span(*match.span("date")), match["what"], rule.id)


def round_the_clock(document: Document) -> Iterator[tuple[int, Span]]:
    """The hours of a day, and where cells print them with the days of a week (7*24小时)."""
    for view, match in _in_cells(document, rules.load("dates")["date.round_the_clock"]):
        yield int(match["hours"]), view.span(*match.span())


def _in_cells(document: Document, rule: Rule) -> Iterator[tuple[View, regex.Match[str]]]:
    """What a rule finds in the cells of tables, once where a cell is repeated in the rows that it covers."""
    seen: set[Span] = set()
    for cell in (c for table in document.tables for row in table.rows for c in row):
        if cell.span in seen or not any(map(str.isdigit, cell.text)):
            continue
        seen.add(cell.span)
        view = make_view(document.text, cell.span.start, cell.span.end)
        for match in rule.finditer(view.text):
            yield view, match


def _dates(document: Document, rule_id: str, blocks: Iterable[Block]) -> Iterator[Dated]:
    for view, match in _found(document, rules.load("dates")[rule_id], blocks):
        yield Dated(int(match["year"]), view.span(*match.span("date")), match["rest"], rule_id)


def five_digit_years(document: Document) -> Iterator[Dated]:
    """The years of prose that are printed with five digits; `year` is these."""
    rule_id = "noise.five_digits"
    for view, match in _found(document, rules.load("noise")[rule_id], document.prose):
        yield Dated(int(match["date"]), view.span(*match.span("date")), "", rule_id)


def _found(document: Document, rule: Rule, blocks: Iterable[Block]) -> Iterator[tuple[View, regex.Match[str]]]:
    for block in blocks:
        view = make_view(document.text, block.span.start, block.span.end, block.holes)
        for match in rule.finditer(view.text):
            yield view, match


@dataclass(frozen=True, slots=True)
class Series:
    """A series of a chart with the year of its own name and that of the chart's title.

    Attributes:
        table: the chart.
        cell: where the series is named.
        named: the year of its name.
        titled: the year of the title.
    """

    table: Table
    cell: Cell
    named: int
    titled: int

    @property
    def as_titled(self) -> str:
        """The name of the series with the year of the title."""
        return self.cell.text.replace(str(self.named), str(self.titled))


def dated_series(document: Document, facts: Iterable[Fact]) -> Iterator[Series]:
    """The series of charts whose name and title both name a year, once for each of their facts."""
    charts = {t.id: t for t in document.tables if t.chart}
    labelled = (f for f in facts if f.row and f.table in charts)
    for fact in labelled:
        series = _series(charts[fact.table], fact.row[0])
        if series:
            yield series


def _series(table: Table, name: str) -> Series | None:
    titled, named = subjects.year(table.title), subjects.year(name)
    cell = _cell(table, name) if titled and named else None
    return Series(table, cell, named, titled) if cell and titled and named else None


def _cell(table: Table, text: str) -> Cell | None:
    """The first cell that prints a text."""
    return next((c for row in table.rows for c in row if c.text == text), None)
