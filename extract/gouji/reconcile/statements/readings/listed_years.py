"""Titles of tables whose year is another than in the list of tables, in the contents or in a table of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from gouji.document import Span, Zone
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
    printed = [t for s in context.stretches if s.kind is Kind.HEAD and (t := _title(s.view))]
    for listed in _listed(context):
        alike = [t for t in printed if t.words == listed.words]
        if alike and all(t.said != listed.said for t in alike):
            one, other = (listed, alike[0]) if alike[0].said == right else (alike[0], listed)
            if other.said == right:
                span = one.view.span(*one.year.span("year"))
                yield ListedYear(span, right, other.all)


def _listed(context: Context) -> Iterator[_Title]:
    """The entries of the contents, and the titles behind the numbers in a table that lists them."""
    for stretch in context.stretches:
        if stretch.zone is Zone.CONTENTS and (title := _title(stretch.view)):
            yield title
    number = rules.load("wording")["wording.table_number"]
    for table in context.document.tables:
        for row in table.rows:
            filled = [cell for cell in row if cell.text]
            if len(filled) > 1 and number.match(filled[0].text):
                span = filled[1].span
                if title := _title(make_view(context.document.text, span.start, span.end)):
                    yield title


def _title(view: View) -> _Title | None:
    match = rules.load("wording")["wording.dated_title"].match(view.text)
    words = "".join(c for c in match["words"] if c.isalnum()) if match else ""
    return _Title(words, match, view) if match and len(words) >= _FEWEST else None
