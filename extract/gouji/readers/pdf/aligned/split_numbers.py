"""Numbers that a narrow column without lines broke over two lines: their rows made one before columns are sought."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

import regex

from gouji.language.quantities import parse_number
from gouji.readers.pdf.aligned.line_pieces import Piece, Row
from gouji.readers.pdf.aligned.row_lines import Full
from gouji.readers.pdf.ruled.rulings import Ruling

_NEAR = 1.7  # of the size: lines of one row are no further apart
_FLUSH = 0.6  # of the size: what edges or middles of the halves of one number may differ
_LONG = 100.0  # points: shorter rules part no rows
_LINES = 8  # lines of a row at most
_SHARE = 0.2  # of a page's numbers at least have the usual decimals: cut ones have fewer
_FEWEST = 3  # such numbers
_CODES = (5, 7)  # digits of a code that may be cut
_FRAGMENT = regex.compile(r"[-−△(（]?[\d.,，]*\d[\d.,，]*[%％)）]?|[.,，]")
# a number that cannot be whole: it ends at its point or in a group of digits that is too short
_BROKEN = regex.compile(r"[-−△(（]?\d[\d,，]*(?:\.|[,，]\d{0,2})")
_BEGINS = regex.compile(r"[.,，]\d")


def made_whole(rows: Sequence[Row], level: Sequence[Ruling]) -> list[Row]:
    """The rows, each with the lines below it in which its numbers go on; lines between two level rules are one row."""
    decimals = _usual_decimals(rows)
    rows = list(_between_rules(rows, level, decimals))
    full = Full(rows)
    found: list[Row] = []
    i = 0
    while i < len(rows):
        row, i = rows[i], i + 1
        while True:
            if i < len(rows) and (whole := _joined(row, None, rows[i], decimals, full)):
                row, i = whole, i + 1
            elif i + 1 < len(rows) and (whole := _joined(row, rows[i], rows[i + 1], decimals, full)):
                row, i = whole, i + 2
            else:
                break
        found.append(row)
    return found


def _between_rules(rows: Sequence[Row], level: Sequence[Ruling], decimals: int) -> Iterator[Row]:
    """The rows, the lines between two rules that bound a row of figures as one."""

    def between(row: Row) -> int:
        return bisect_right(heights, row.centre) if heights else 0

    heights = sorted(r.at for r in level if r.end - r.start > _LONG)
    for at, group in groupby(rows, key=between):
        lines = list(group)
        whole = _one_row(lines, decimals) if 0 < at < len(heights) and 1 < len(lines) <= _LINES else None
        yield from [whole] if whole else lines


def _one_row(lines: Sequence[Row], decimals: int) -> Row | None:
    """Lines as one row, the parts of each number as one piece; None without numbers and where two are in one cell."""
    pieces: list[Piece] = []
    for row in lines:
        for piece in row.pieces:
            above = [p for p in pieces if _over(p, piece) and (p.is_number or _FRAGMENT.fullmatch(p.text))]
            if not above or not _FRAGMENT.fullmatch(piece.text):
                pieces.append(piece)
            elif len(above) == 1 and (_is_cut(above[0].text, piece.text, decimals) or not _ends(above[0], decimals)):
                pieces[pieces.index(above[0])] = Piece(above[0].glyphs + piece.glyphs, piece.page)
            else:
                return None
    if not any(p.is_number for p in pieces) or not all(row.may_be_row for row in lines):
        return None
    first = max(lines, key=lambda row: len(row.pieces))
    beside = any(row.beside for row in lines)
    return Row(first.line, sorted(pieces, key=lambda p: p.x0), beside, tuple(x for row in lines for x in row.lines))


def _ends(piece: Piece, decimals: int) -> bool:
    """Whether a piece may be the whole of its number."""
    number = parse_number(piece.text)
    return number is not None and number[1] >= decimals


def _usual_decimals(rows: Sequence[Row]) -> int:
    """The most decimals that a number of a page has, where enough of them have these; else 0."""
    printed = [n[1] for row in rows for p in row.pieces if (n := parse_number(p.text)) and n[1]]
    usual = max(printed, default=0)
    return usual if printed.count(usual) >= max(_FEWEST, _SHARE * len(printed)) else 0


def _joined(above: Row, between: Row | None, below: Row, decimals: int, full: Full) -> Row | None:
    """Two lines as one row, the label that stands in the middle of them among its pieces; None where they are two."""
    if below.centre - above.centre > _NEAR * above.line.size or (between and not between.is_words):
        return None
    rests = [p for p in below.pieces if _FRAGMENT.fullmatch(p.text)]
    firsts = [[p for p in above.pieces if _over(p, rest)] for rest in rests]
    if not rests or not all(len(found) == 1 and _FRAGMENT.fullmatch(found[0].text) for found in firsts):
        return None
    pairs = [(found[0], rest) for found, rest in zip(firsts, rests, strict=True)]
    sure = [_is_cut(a.text, b.text, decimals) for a, b in pairs]
    if not any(sure) or not all(s or _is_code(a.text + b.text) for s, (a, b) in zip(sure, pairs, strict=True)):
        return None
    whole = {id(a): Piece(a.glyphs + b.glyphs, a.page) for a, b in pairs}
    words = [p for p in below.pieces if p not in rests]
    if not all(full.goes_on(between or above, word) for word in words):
        return None
    middle = between.pieces if between else []
    pieces = [*(whole.get(id(p), p) for p in above.pieces), *middle, *words]
    lines = (*above.lines, *(between.lines if between else ()), *below.lines)
    return Row(above.line, sorted(pieces, key=lambda p: p.x0), above.beside or between is not None, lines)


def _over(piece: Piece, rest: Piece) -> bool:
    """Whether a piece stands in the line below another as the rest of one cell does."""
    slack = _FLUSH * piece.size
    edges = (piece.x0 - rest.x0, piece.x1 - rest.x1, piece.middle - rest.middle)
    return min(map(abs, edges)) < slack and min(piece.x1, rest.x1) > max(piece.x0, rest.x0)


def _is_cut(first: str, second: str, decimals: int) -> bool:
    """Whether two pieces are one number, and the first alone is none or lacks decimals that the others have."""
    whole = parse_number(first + second)
    if whole is None:
        return False
    if _BROKEN.fullmatch(first) or _BEGINS.match(second):
        return True
    alone = parse_number(first)
    return alone is not None and alone[1] < decimals == whole[1]


def _is_code(digits: str) -> bool:
    return digits.isdecimal() and len(digits) in _CODES
