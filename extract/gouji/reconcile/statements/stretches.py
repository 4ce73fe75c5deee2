"""All that a document prints, a stretch at a time: paragraphs, the lines above tables, their cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from gouji.document import PROSE, Cell, Document, Span, Table, Zone
from gouji.language.view import View, make_view


class Kind(StrEnum):
    """What a stretch is: `prose` holds headings and contents too, `head` is a line above a table's cells."""

    PROSE = "prose"
    GLOSSARY = "glossary"
    HEAD = "head"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A paragraph, a line above a table or a cell; `zone` is that of its block."""

    span: Span
    kind: Kind
    zone: Zone
    view: View


_KINDS = dict.fromkeys((*PROSE, Zone.CONTENTS), Kind.PROSE) | {Zone.GLOSSARY: Kind.GLOSSARY}


def stretches(document: Document) -> Iterator[Stretch]:
    """The paragraphs in their order, then each table's lines and those of its cells that hold words.

    A cell that covers several rows comes once, and so does a head that each page of a table repeats.
    """
    for block in document.blocks:
        if block.zone in _KINDS:
            view = make_view(document.text, block.span.start, block.span.end, block.holes)
            yield Stretch(block.span, _KINDS[block.zone], block.zone, view)
    for table in document.tables:
        yield from _lines(document, table)
        yield from _cells(document, table)


def _lines(document: Document, table: Table) -> Iterator[Stretch]:
    """The lines from a table's title to its first cell."""
    first = next((cell.span.start for row in table.rows for cell in row), table.span.start)
    start = table.span.start
    for line in document.text[start:first].splitlines(keepends=True):
        span = Span(start, start + len(line.rstrip()))
        start += len(line)
        if line.strip():
            yield Stretch(span, Kind.HEAD, Zone.TABLE, make_view(document.text, span.start, span.end))


def _cells(document: Document, table: Table) -> Iterator[Stretch]:
    seen: set[Span | str] = set()
    for row in table.rows:
        for cell in row:
            key = cell.text if cell.header else cell.span
            if key not in seen and _has_words(cell):
                seen.add(key)
                view = make_view(document.text, cell.span.start, cell.span.end)
                yield Stretch(cell.span, Kind.CELL, Zone.TABLE, view)


def _has_words(cell: Cell) -> bool:
    """Whether a cell holds more than an amount."""
    return any(not (c.isdecimal() or c.isspace() or c in ",.-") for c in cell.text)
