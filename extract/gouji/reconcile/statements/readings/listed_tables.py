"""Tables that the contents list, and whether the document prints them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from gouji.document import Document, Span, Zone
from gouji.language import rules
from gouji.language.subjects import similarity
from gouji.language.titles import numbering
from gouji.language.view import View, make_view

_FEWEST = 2  # entries that make a list of tables
_ALIKE = 0.5  # so alike may a table be called under another title


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of the contents that is the title of a table; `printed` tells whether the document has that title."""

    title: str
    span: Span
    printed: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the contents: its number as printed and the level of it, its words and where they stand."""

    number: str
    level: int
    title: str
    span: Span | None

    @property
    def table(self) -> bool:
        return self.title.endswith(str(rules.load("wording").data["table"]))


def listed_tables(document: Document) -> Iterator[Listed]:
    """The tables of each list in the contents of which at least half stand in the document under the same title.

    A title that is printed nowhere may be that of a table with a title which no entry has: then it is not told.
    """
    if document.unread:
        return
    body = words_below(document)
    for listed in lists(document):
        if listed[0].table and len(listed) >= _FEWEST:
            yield from _of_list(document, listed, body)


def lists(document: Document) -> Iterator[list[Entry]]:
    """The entries of the contents, those of one level that stand below each other together; tables apart."""
    entries = [_entry(document, b.span) for b in document.blocks if b.zone is Zone.CONTENTS]
    for _, group in groupby(entries, lambda e: (e.table, e.level)):
        yield list(group)


def words_below(document: Document) -> str:
    """All that a document prints outside its contents, as titles are compared."""
    return bare("".join(document.slice(b.span) for b in document.blocks if b.zone is not Zone.CONTENTS))


def _of_list(document: Document, entries: list[Entry], body: str) -> Iterator[Listed]:
    printed = [bare(e.title) in body for e in entries]
    if 2 * sum(printed) < len(entries):
        return
    keys = {bare(e.title) for e in entries}
    others = [title for t in document.tables if (title := bare(t.title)) and title not in keys]
    for entry, here in zip(entries, printed, strict=True):
        otherwise = not here and any(similarity(bare(entry.title), other) >= _ALIKE for other in others)
        if entry.span and not otherwise:
            yield Listed(entry.title, entry.span, here)


def _entry(document: Document, span: Span) -> Entry:
    """An entry without its number, its leader dots and its page number."""
    view = make_view(document.text, span.start, span.end)
    number = numbering(view.text)
    start = number.end if number else 0
    end = len(view.text.rstrip("0123456789.…·- "))
    title = view.text[start:end]
    printed = number.text if number else ""
    return Entry(printed, number.level if number else 0, title, _span(view, start, end))


def _span(view: View, start: int, end: int) -> Span | None:
    return view.span(start, end) if start < end else None


def bare(title: str) -> str:
    """Words without marks, blanks and numbers, by which an entry is found."""
    view = make_view(title, 0, len(title)).text
    without_year = rules.load("wording")["wording.year"].sub("", view)
    return "".join(c for c in without_year if c.isalpha())
