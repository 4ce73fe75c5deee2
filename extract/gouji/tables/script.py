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
    """Tables that were made of `in_script(document)`, with their cells as the document prints them."""
    printed = {c.span: c.text for t in document.tables for row in t.rows for c in row if meant(c.text) != c.text}

    def text(cell: Cell) -> str:
        told = printed.get(cell.span, cell.text)
        return told if meant(told) == cell.text else cell.text

    return tuple(_each(t, text) for t in tables) if printed else tables


def _each(table: Table, text: Callable[[Cell], str]) -> Table:
    return replace(table, rows=tuple(tuple(_with(c, text(c)) for c in row) for row in table.rows))


def _with(cell: Cell, text: str) -> Cell:
    return cell if text == cell.text else replace(cell, text=text)
