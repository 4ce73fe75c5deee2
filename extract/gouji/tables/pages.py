"""Joins a table that goes on over the page to the part before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import regex

from gouji.document import Span, Table
from gouji.tables.cells import label
from gouji.tables.headers import Row

_BREAK = regex.compile(r"(?:\s|\f|[-—–·]\s*\d{1,3}\s*[-—–·]|第\s*\d{1,3}\s*页)*")


def join_pages(text: str, tables: Iterable[Table]) -> list[Table]:
    """The tables, each continuation added to the table it continues.

    A continuation follows with nothing between but a page break, has no title, as many columns, and either no
    header or the same one again.
    """
    joined: list[Table] = []
    for table in tables:
        if joined and _continues(text, joined[-1], table):
            head = joined[-1]
            span = Span(head.span.start, table.span.end)
            joined[-1] = replace(head, span=span, rows=head.rows + table.rows[table.header_rows :])
        else:
            joined.append(table)
    return joined


def _continues(text: str, head: Table, table: Table) -> bool:
    if table.title or table.number or table.chart or head.chart or not head.header_rows:
        return False
    if table.width != head.width or not _BREAK.fullmatch(text, head.span.end, table.span.start):
        return False
    again = [_words(row) for row in table.rows[: table.header_rows]]
    return not again or again == [_words(row) for row in head.rows[: head.header_rows]]


def _words(row: Row) -> list[str]:
    return [label(c.text) for c in row]
