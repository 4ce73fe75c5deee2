"""Tables in the characters that rules are written with, and back as they are printed.

A cell keeps its text as printed; whoever reads its words reads them in half-width digits and simplified script.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from gouji.document import Cell, Document, Table
from gouji.language.view import meant


def in_script(document: Document) -> Document:
    """The document in the characters of the rules, each where it stood; the same one where nothing is changed."""
    text = meant(document.text)
    if text == document.text:
        return document
    tables = (replace(_each(t, lambda c: meant(c.text)), title=meant(t.title)) for t in document.tables)
    return replace(document, text=text, tables=tuple(tables))


def as_printed(tables: tuple[Table, ...], document: Document) -> tuple[Table, ...]:
    """Tables that were made of `in_script(document)`, with titles and cells as the document prints them."""
    printed = {c.span: c.text for t in document.tables for row in t.rows for c in row if meant(c.text) != c.text}

    def text(cell: Cell) -> str:
        told = printed.get(cell.span, cell.text)
        return told if meant(told) == cell.text else cell.text

    if meant(document.text) == document.text:
        return tables
    bare = _words(document.text)
    told = meant(bare)

    def title(table: Table) -> str:
        words = _words(table.title)
        at = told.rfind(words, 0, len(_words(document.text[: table.span.end])))
        as_told = iter(bare[at : at + len(words)] if at >= 0 else words)
        return "".join(next(as_told) if c.isalnum() else c for c in table.title)

    return tuple(replace(_each(t, text), title=title(t)) for t in tables)


def _words(text: str) -> str:
    """The text without blanks and marks, which titles may have lost."""
    return "".join(filter(str.isalnum, text))


def _each(table: Table, text: Callable[[Cell], str]) -> Table:
    return replace(table, rows=tuple(tuple(_with(c, text(c)) for c in row) for row in table.rows))


def _with(cell: Cell, text: str) -> Cell:
    return cell if text == cell.text else replace(cell, text=text)
