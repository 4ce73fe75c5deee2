"""The lines of a text with their offsets, and what each looks like on its own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from gouji.document import Cell, Span
from gouji.printed import ENDS, LINE, strip, visible

_FEWEST = 4  # lines, each with an empty one behind it, that show doubled line ends


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
        return visible(self.text).strip()


def split_lines(text: str) -> list[Line]:
    """The lines in order, ended by any character that ends lines (\\n, \\r\\n, a form feed, U+2028 …).

    Where every line end stands twice, the empty lines between are left out.
    """
    lines = []
    for m in LINE.finditer(text):
        if m.start() < len(text):
            raw = m.group().rstrip(ENDS)
            lines.append(Line(m.start(), m.start() + len(raw), raw, _look(visible(raw))))
    return lines[::2] if _doubled(lines) else lines


def _doubled(lines: list[Line]) -> bool:
    between = lines[1::2]
    return len(between) >= _FEWEST and not any(line.text for line in between)


def _look(raw: str) -> Look:
    bare = raw.strip()
    bars = bare.count("|")
    if _is_one_cell(raw):
        return Look.CELL
    if "\t" in raw.strip(" \u3000").rstrip("\t"):
        return Look.TABBED
    if bars > 1 and bare.startswith("|"):
        return Look.PIPED
    if raw.count("\t") > 1:
        return Look.TABBED
    if bars > 1 or bare.endswith("|"):
        return Look.BARRED
    return Look.TEXT if bare else Look.BLANK


def _is_one_cell(raw: str) -> bool:
    """Whether a line begins with a tab and has no other, but at its end; a blank one has a single tab."""
    if not raw.startswith("\t") or "\t" in raw.rstrip("\t")[1:]:
        return False
    return bool(raw.strip()) or raw.count("\t") == 1


def cell(text: str, start: int, end: int, row: int, column: int) -> Cell:
    """The cell at [start, end), its span drawn in to the text without surrounding blanks."""
    first, last = strip(text[start:end])
    if first == last:
        return Cell(Span(start, start), "", row, column)
    span = Span(start + first, start + last)
    return Cell(span, visible(text[span.start : span.end]), row, column)
