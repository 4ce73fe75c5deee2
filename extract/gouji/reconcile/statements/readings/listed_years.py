"""Titles of tables whose year is another than in the list of tables, in the contents or in a table of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import regex

from gouji.document import Cell, Span, Zone
from gouji.language import rules
from gouji.language.view import View, make_view
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.stretches import Kind

_FEWEST = 6  # characters of a title, without its year, that names one table


@dataclass(frozen=True, slots=True)
class ListedYear:
    """A year that is not the document's: where it stands, the right one, and the same title with that one."""

    span: Span
    right: str
    there: Span


@dataclass(frozen=True, slots=True)
class _Title:
    words: str  # without year, number and marks
    year: regex.Match[str]
    view: View

    @property
    def said(self) -> str:
        return str(self.year["year"])

    @property
    def all(self) -> Span:
        return self.view.span(0, len(self.view.text))


def years_listed(context: Context) -> Iterator[ListedYear]:
    """The titles that are listed with one year and printed with another, where one of both is the document's.

    A title that is also printed with the year of the list belongs to two tables.
    """
    right = str(context.document.year or "")
    printed: dict[str, list[_Title]] = defaultdict(list)
    for stretch in context.stretches:
        if stretch.kind is Kind.HEAD and (title := _title(stretch.view)):
            printed[title.words].append(title)
    for listed in _listed(context):
        alike = printed.get(listed.words, [])
        if alike and all(t.said != listed.said for t in alike):
            yield from _of_two(listed, alike[0], right)


def _of_two(listed: _Title, printed: _Title, right: str) -> Iterator[ListedYear]:
    """The one of two titles that has another year than the document, where the other has the document's."""
    one, other = (listed, printed) if printed.said == right else (printed, listed)
    if other.said == right:
        span = one.view.span(*one.year.span("year"))
        yield ListedYear(span, right, other.all)


def _listed(context: Context) -> Iterator[_Title]:
    """The entries of the contents, and the titles behind the numbers in a table that lists them."""
    entries = (s.view for s in context.stretches if s.zone is Zone.CONTENTS)
    rows = (row for table in context.document.tables for row in table.rows)
    cells = (cell for row in rows if (cell := _behind_number(row)))
    views = (make_view(context.document.text, cell.span.start, cell.span.end) for cell in cells)
    yield from filter(None, map(_title, chain(entries, views)))


def _behind_number(row: tuple[Cell, ...]) -> Cell | None:
    """The cell behind one that is the number of a table."""
    filled = [cell for cell in row if cell.text]
    number = rules.load("wording")["wording.table_number"]
    return filled[1] if len(filled) > 1 and number.match(filled[0].text) else None


def _title(view: View) -> _Title | None:
    match = rules.load("wording")["wording.dated_title"].match(view.text)
    words = "".join(c for c in match["words"] if c.isalnum()) if match else ""
    return _Title(words, match, view) if match and len(words) >= _FEWEST else None
