"""The lines of a text with their offsets, and what each looks like on its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import regex

from gouji.document import Cell, Span

_LINE = regex.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")


class Look(Enum):
    """What a line looks like without its neighbours."""

    BLANK = "blank"
    CELL = "cell"  # a leading tab and no other: one cell of a table flattened by a word processor
    TABBED = "tabbed"  # tabs between pieces: a row
    PIPED = "piped"  # a row of a Markdown table
    BARRED = "barred"  # bars between or behind cells, none before the first: a table copied from a web page
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """`text[start:end]` of the document, without the line break."""

    start: int
    end: int
    text: str
    look: Look

    @property
    def bare(self) -> str:
        return self.text.strip()


def split_lines(text: str) -> list[Line]:
    """The lines in order; line breaks may be \\n, \\r\\n or \\r. A form feed breaks no line."""
    lines = []
    for m in _LINE.finditer(text):
        if m.start() < len(text):
            raw = m.group().rstrip("\r\n")
            lines.append(Line(m.start(), m.start() + len(raw), raw, _look(raw)))
    return lines


def _look(raw: str) -> Look:
    bare = raw.strip()
    if raw.startswith("\t") and "\t" not in raw.rstrip("\t")[1:]:
        return Look.CELL if bare or raw.count("\t") == 1 else Look.TABBED
    if "\t" in raw and "\t" in raw.strip(" \u3000").rstrip("\t"):
        return Look.TABBED
    if bare.startswith("|") and bare.count("|") >= 2:
        return Look.PIPED
    if raw.count("\t") > 1:
        return Look.TABBED
    if bare.endswith("|") or bare.count("|") >= 2:
        return Look.BARRED
    return Look.TEXT if bare else Look.BLANK


def cell(text: str, start: int, end: int, row: int, column: int) -> Cell:
    """The cell at [start, end), its span drawn in to the text without surrounding blanks."""
    piece = text[start:end]
    bare = piece.strip()
    if not bare:
        return Cell(Span(start, start), "", row, column)
    start += len(piece) - len(piece.lstrip())
    return Cell(Span(start, start + len(bare)), bare, row, column)
