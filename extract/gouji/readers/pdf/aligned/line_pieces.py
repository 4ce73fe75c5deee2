"""Lines as rows of pieces, and what each can be in a table without upright rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

import regex

from gouji import printed
from gouji.language.quantities import parse_number, scan
from gouji.readers.caption_lines import caption_kind
from gouji.readers.pdf.glyphs import Glyph
from gouji.readers.pdf.text_lines import TextLine, pieces

_GAP = 0.8  # of the size: a gap that parts a number from its neighbour
_NIL_GAP = 0.25  # of the size: one that parts a number from a dash for nothing
_WORDS_GAP = 1.5  # of the size: one that parts words
_BESIDE = 0.8  # of the size: lines so near stand side by side, one of them in the middle of a wrapped cell's lines
_SPREAD = 6.0  # of the size: ideographs of one word set apart (收　　入) are no further from each other
_TIGHT = 0.5  # of the size: a gap that parts heads which stand over different columns
_LONGEST = 40  # characters of a cell at most
_SHORT = 20  # characters: more than the numbers of one wrapped cell's row without a gap have
_APART = 5.0  # of the size: rows of one table are no further apart
_LEADER = regex.compile(r"(?:[.．·•‥…。_-] ?){4,}|…{2,}")
_SENTENCE = regex.compile(r"[。；]")
_NIL = regex.compile(r"[-—–－/]{1,3}")
_YEAR = regex.compile(r"(?:19|20)\d\d")


class Piece(TextLine):
    """What stands between two wide gaps of a line."""

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @cached_property
    def is_number(self) -> bool:
        if not printed.any_digit(self.text):
            return False
        if parse_number(self.text) is not None:
            return True
        found = scan(self.text) if len(self.text) <= _LONGEST else []
        return len(found) == 1 and found[0].text == self.text and self.text[0] in "0123456789-−"

    @property
    def is_nil(self) -> bool:
        return bool(_NIL.fullmatch(self.text))


@dataclass
class Row:
    """A line of pieces. `beside` tells that words stand in a line that overlaps it in height.

    `lines` are all its lines, where its numbers go on in the next ones.
    """

    line: TextLine
    pieces: list[Piece]
    beside: bool = False
    lines: tuple[TextLine, ...] = ()

    def __post_init__(self) -> None:
        self.lines = self.lines or (self.line,)

    @property
    def centre(self) -> float:
        return (self.line.top + self.line.bottom) / 2

    @cached_property
    def numbers(self) -> list[Piece]:
        return [p for p in self.pieces if p.is_number]

    @cached_property
    def may_be_row(self) -> bool:
        """Whether nothing in it is a sentence, a caption or an entry of a contents page."""
        text = self.line.text
        if any(len(p.text) > _LONGEST for p in self.pieces) or _LEADER.search(text) or _SENTENCE.search(text):
            return False
        return not (caption_kind(text) or any(caption_kind(p.text) for p in self.pieces))

    @property
    def is_data(self) -> bool:
        return bool(self.numbers) and (len(self.pieces) > 1 or self.beside) and self.may_be_row

    @property
    def is_words(self) -> bool:
        return not self.numbers and self.may_be_row

    @cached_property
    def counts_columns(self) -> bool:
        """Whether its numbers count the columns from left to right (1, 2, 3)."""
        values = [printed.whole(p.text) for p in self.numbers]
        said = [n for n in values if n is not None]
        return len(said) == len(values) > 1 and _counting(said)

    @property
    def runs_on(self) -> bool:
        """Whether it has a comma as sentences have, which few labels do."""
        return "，" in self.line.text

    @property
    def names_years(self) -> bool:
        return bool(self.numbers) and all(_YEAR.fullmatch(p.text) for p in self.numbers)


def _counting(values: list[int]) -> bool:
    return values == list(range(values[0], values[0] + len(values))) and values[0] < 3


def may_hold_rows(lines: Sequence[TextLine], fewest: int) -> bool:
    """Whether so many lines have a digit and are short or have a wide gap: cheap, for most pages have none."""
    found = 0
    for line in lines:
        if any(g.text.isdecimal() for g in line.glyphs):
            found += len(line.glyphs) <= _SHORT or len(list(pieces(line, _GAP))) > 1
    return found >= fewest


def rows_of(lines: Sequence[TextLine]) -> list[Row]:
    """A row for each line."""
    rows = [Row(line, _pieces(line)) for line in lines]
    for i, row in enumerate(rows):
        near = [rows[j] for j in (i - 1, i + 1) if 0 <= j < len(rows)]
        row.beside = any(
            abs(o.centre - row.centre) < _BESIDE * row.line.size and not o.numbers and o.line.x0 < row.line.x0
            for o in near
        )
    return rows


def _pieces(line: TextLine) -> list[Piece]:
    """The pieces of a line; words of one label may stand further apart than words and a number."""
    found: list[Piece] = []
    for glyphs in (part for whole in pieces(line, _GAP) for part in _without_nil(whole, line.size)):
        piece = Piece(glyphs, line.page)
        last = found[-1] if found else None
        if last and not (_figure(last) or _figure(piece)) and _is_one(last, piece, line.size):
            found[-1] = Piece(last.glyphs + glyphs, line.page)
        else:
            found.append(piece)
    return found


def _without_nil(glyphs: tuple[Glyph, ...], size: float) -> list[tuple[Glyph, ...]]:
    """A number and the dash for nothing that stands close behind it in the next column apart."""
    last = len(glyphs)
    while last and _NIL.fullmatch(glyphs[last - 1].text):
        last -= 1
    if not 0 < last < len(glyphs) or not glyphs[last - 1].text.isdecimal():
        return [glyphs]
    return [glyphs[:last], glyphs[last:]] if glyphs[last].x0 - glyphs[last - 1].x1 > _NIL_GAP * size else [glyphs]


def _is_one(a: Piece, b: Piece, size: float) -> bool:
    """Whether words go on after a gap: a narrow one, or one like those between the single ideographs before."""
    gap = b.x0 - a.x1
    if gap <= _WORDS_GAP * size:
        return True
    within = [y.x0 - x.x1 for x, y in pairwise(a.glyphs)]
    single = len(b.glyphs) == 1 and all(g > _GAP * size for g in within)
    return single and gap <= min([_SPREAD * size, *(1.3 * g for g in within)])


def parted(piece: Piece) -> list[Piece]:
    """The parts of a piece of words that even narrow gaps make."""
    return [Piece(glyphs, piece.page) for glyphs in pieces(piece, _TIGHT)]


def _figure(piece: Piece) -> bool:
    return piece.is_number or piece.is_nil


def runs(rows: Sequence[Row], fewest: int) -> Iterator[tuple[int, int]]:
    """Stretches [first, last) that begin and end with rows of figures and hold no other lines than such and words."""
    start = 0
    for i in range(1, len(rows) + 1):
        goes_on = i < len(rows) and _is_near(rows[i - 1], rows[i])
        if goes_on and (rows[i].is_data or rows[i].is_words) and (rows[i - 1].is_data or rows[i - 1].is_words):
            continue
        found = trimmed(rows, start, i)
        if sum(row.is_data for row in rows[found[0] : found[1]]) >= fewest:
            yield found
        start = i


def _is_near(a: Row, b: Row) -> bool:
    last = a.lines[-1]
    return b.centre - (last.top + last.bottom) / 2 <= _APART * max(a.line.size, b.line.size)


def trimmed(rows: Sequence[Row], first: int, last: int) -> tuple[int, int]:
    """The stretch from its first row of figures to its last one."""
    data = [i for i in range(first, last) if rows[i].is_data]
    return (data[0], data[-1] + 1) if data else (first, first)


def pitch(rows: Sequence[Row]) -> float:
    """The usual distance of rows; where lines without figures stand between two, the widest step counts."""
    steps: list[float] = []
    widest = 0.0
    for a, b in pairwise(rows):
        widest = max(widest, b.centre - a.centre)
        if b.is_data:
            steps.append(widest)
            widest = 0.0
    return median(steps) if steps else 0.0
