"""Heads and titles of tables that prose quotes: with another year than the table's, or under another title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from gouji.document import Cell, Span, Table
from gouji.language import rules
from gouji.language.view import View, make_view
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.stretches import Kind

_FEWEST = 8  # characters of a quotation that names one thing


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of prose that quote a table: where they (of a wrong year the year) stand, what is right, and where."""

    span: Span
    right: str
    there: Span


def years_otherwise(context: Context) -> Iterator[Quoted]:
    """The years of quotations that no table has, while a head or title has the same words with the document's year."""
    year = str(context.document.year or "")
    heads = dict(_heads(context)) if year else {}
    for view, match in _in_prose(context, "wording.quoted_year"):
        there = _with_year(match, year, heads)
        if there:
            yield Quoted(view.span(*match.span("said")), match["said"].replace(match["year"], year), there)


def _in_prose(context: Context, rule_id: str) -> Iterator[tuple[View, regex.Match[str]]]:
    rule = rules.load("wording")[rule_id]
    for stretch in context.stretches:
        if stretch.kind is Kind.PROSE:
            for match in rule.finditer(stretch.view.text):
                yield stretch.view, match


def _with_year(match: regex.Match[str], year: str, heads: dict[str, Span]) -> Span | None:
    """Where a head has the words with another year; None where one has them as they are quoted."""
    words = _bare(match["words"])
    if len(words) < _FEWEST or match["year"] == year or any(words in head for head in heads):
        return None
    right = words.replace(match["year"], year)
    return next((span for head, span in heads.items() if right in head), None)


def _heads(context: Context) -> Iterator[tuple[str, Span]]:
    """What titles and heads of the tables say, and where."""
    for stretch in context.stretches:
        if stretch.kind is Kind.HEAD:
            yield _bare(stretch.view.text), stretch.span
    for cell in _cells(context.document.tables):
        yield _bare(make_view(context.document.text, cell.span.start, cell.span.end).text), cell.span


def _cells(tables: tuple[Table, ...]) -> Iterator[Cell]:
    return (c for table in tables for row in table.rows for c in row if c.header and c.text)


def titles_otherwise(context: Context) -> Iterator[Quoted]:
    """The titles that prose gives tables by number (表3《…》), which have another, where no table has this one."""
    titles = {_number(table): table for table in context.document.tables if table.title}
    every = [_without_year(table.title) for table in context.document.tables if table.title]
    for view, match in _in_prose(context, "wording.quoted_title"):
        table = titles.get(int(match["number"]))
        there = context.where(table.title, table.span) if table else None
        if table and there and not _is_title(match["title"], every):
            yield Quoted(view.span(*match.span("title")), table.title, there)


def _is_title(words: str, titles: list[str]) -> bool:
    """Whether a table has these words for its title, or in it."""
    bare = _without_year(words)
    return any(bare in title or title in bare for title in titles)


def _number(table: Table) -> int:
    """The number of a table; 0 for none."""
    digits = "".join(c for c in table.number if c.isdecimal())
    return int(digits) if digits else 0


def _without_year(title: str) -> str:
    return _bare(rules.load("wording")["wording.year"].sub("", make_view(title, 0, len(title)).text))


def _bare(words: str) -> str:
    """Words without marks and blanks."""
    return "".join(c for c in words if c.isalnum())
