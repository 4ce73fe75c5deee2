"""Where an offset stands: the table cell that holds it, the sentence around it, a name for the place."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from gouji.document import Cell, Document, Span, Table

_SENTENCE_ENDS = "。！？\f"  # not ；: the parts of an enumeration are read together
_NUMBER = re.compile(r"[-+(（]?(?=[,，.\s]*\d)[\d,，.\s]++[)）]?[%％]?")
_CODE = re.compile(r"[235]\d\d(?:\d\d){0,2}")
_REACH = 220  # characters shown either side at most, where a sentence has no end


@dataclass(frozen=True, slots=True)
class Found:
    """A cell with its table; `row` indexes `table.rows` (`Cell.row` counts grid rows, empty ones too)."""

    table: Table
    row: int
    cell: Cell


class Places:
    """Look-ups into one document, with the cells sorted once."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _cells(self) -> list[Found]:
        rows = ((t, i, row) for t in self.document.tables for i, row in enumerate(t.rows))
        return sorted((Found(t, i, c) for t, i, row in rows for c in row if len(c.span)), key=_start)

    @cached_property
    def _cell_starts(self) -> list[int]:
        return [_start(found) for found in self._cells]

    def cell(self, span: Span) -> Found | None:
        """The cell that holds the span's start."""
        i = bisect_right(self._cell_starts, span.start) - 1
        if i < 0:
            return None
        found = self._cells[i]
        return found if span.start < found.cell.span.end else None

    def sentence(self, span: Span) -> Span:
        """The sentence around a span, inside its paragraph and without outer blanks."""
        text = self.document.text
        block = self.document.block_at(span.start)
        low, high = (block.span.start, block.span.end) if block else (0, len(text))
        low, high = max(low, span.start - _REACH), min(max(high, span.end), span.end + _REACH)
        start = max((text.rfind(c, low, span.start) + 1 for c in _SENTENCE_ENDS), default=low)
        ends = [i + 1 for c in _SENTENCE_ENDS if (i := text.find(c, span.end, high)) >= 0]
        start, end = max(start, low), min(ends, default=high)
        while start < span.start and text[start].isspace():
            start += 1
        while end > span.end and text[end - 1].isspace():
            end -= 1
        return Span(start, end)

    def name(self, span: Span) -> str:
        """The page or cell, and the table or the innermost heading that a span stands under, in words."""
        return " · ".join(filter(None, (self.document.places.at(span.start, span.end).name, self.under(span))))

    def under(self, span: Span) -> str:
        """The table, or the innermost heading, that a span stands under; '' where there is none."""
        if found := self.cell(span):
            return table_name(found.table)
        block = self.document.block_at(span.start)
        path = self.document.section_path(block.section) if block else ()
        return path[-1].number + path[-1].title if path else ""


def _start(found: Found) -> int:
    return found.cell.span.start


def table_name(table: Table) -> str:
    return " ".join(filter(None, (table.number, table.title))) or f"表 {table.id + 1}"


def is_number(text: str) -> bool:
    """Whether a cell's text is a figure and no classification code, for its alignment."""
    return bool(_NUMBER.fullmatch(text)) and not _CODE.fullmatch(text)
