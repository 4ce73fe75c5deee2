"""Tables whose columns are kept by blanks only: the text layer of a PDF, or a table printed in one line.

Rows are lines that end in numbers; what stands between rows without being prose (labels without figures,
header lines, wrapped labels) belongs to the table, and so do the caption above and the note below.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from gouji.language import rules
from gouji.language.titles import is_heading
from gouji.printed import seen, visible
from gouji.readers.caption_lines import caption_kind, is_title
from gouji.readers.lines import Line, Look, cell
from gouji.readers.plain.table_stretch import Row, Stretch

_NUMBER = r"[-−(（]?\d+(?:, ?\d{3})*(?:\. ?\d+)?%?[)）]?"
_TOKEN = regex.compile(rf"(?<!\S)(?P<number>{_NUMBER}|-{{1,2}})(?!\S)|(?P<word>\S+)")
_CODE = regex.compile(r"\d{2,7}")
_HAN = regex.compile(r"\p{Han}")
_MONEY = regex.compile(r"\d[.,]\d")
_LONG = 60  # a row's label, wrapped or not
_GAP = 14  # lines without figures between two rows of one table
_HEAD = 30  # lines between the caption and the first row
_STRONG = 3  # numbers in a row that needs no other row beside it
_UNIT_REACH = 3  # lines below a title among which its unit note stands
_STREAM = 10  # numbers that make one line a whole table


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    number: bool


def find_plain_tables(text: str, lines: list[Line], free: list[bool]) -> list[Stretch]:
    """The tables among the lines that are `free` (claimed by no other finder)."""
    rows: dict[int, list[_Token]] = {}
    for i, line in enumerate(lines):
        row = _row(line) if free[i] else []
        if row:
            rows[i] = row
    ends = _regions(lines, free, sorted(rows))
    ends += _empty_tables(lines, free, ends)
    found: list[Stretch] = []
    for first, last in sorted(ends):
        inside = [tokens for i, tokens in rows.items() if first <= i < last]
        grid = tuple(_cells(text, tokens, n) for n, tokens in enumerate(inside))
        found.append(Stretch(first, last, grid))
    return found


@cache
def _rule(rule_id: str) -> rules.Rule:
    return rules.load("tables_layout")[rule_id]


def _is_prose(line: Line) -> bool:
    if line.look is not Look.TEXT:
        return False
    if len(line.text) > 400:
        return _row(line) == []
    text = visible(line.text)
    return _rule("layout.sentence").search(text) is not None or is_heading(text)


def _row(line: Line) -> list[_Token]:
    """The tokens of a line that is a table row: it ends in a number, and not in a mere count."""
    if not _can_be_row(line):
        return []
    tokens = _tokens(line)
    if not tokens or not tokens[-1].number:
        return []
    numbers = sum(t.number for t in tokens)
    label = "".join(t.text for t in tokens if not t.number)
    is_long = len(label) > _LONG or len(line.bare) > 3 * _LONG
    if is_long and numbers < _STREAM:
        return []
    return tokens if _holds_amounts(tokens, label, numbers) else []


def _can_be_row(line: Line) -> bool:
    """Whether a line has no tabs, no bars, and no punctuation of a sentence."""
    return line.look is Look.TEXT and "。" not in line.text and "，" not in line.text


def _tokens(line: Line) -> list[_Token]:
    """The numbers and words of a line with their places in the document."""
    text, at = seen(line.text)
    found: list[_Token] = []
    for m in _TOKEN.finditer(text):
        start = line.start + at[m.start()]
        end = line.start + at[m.end() - 1] + 1
        found.append(_Token(start, end, m.group(), m["number"] is not None))
    return found


def _holds_amounts(tokens: list[_Token], label: str, numbers: int) -> bool:
    """Whether a line's numbers are amounts: decimals, numbers behind a code, or many beside words."""
    if any(t.number and _MONEY.search(t.text) for t in tokens):
        return True
    if label and len(tokens) > 2 and _is_code(tokens[0]):
        return True
    return numbers > 2 and bool(_HAN.search(label))


def _is_code(token: _Token) -> bool:
    return token.number and bool(_CODE.fullmatch(token.text))


def _regions(lines: list[Line], free: list[bool], rows: list[int]) -> list[tuple[int, int]]:
    """[first, last) of each group of rows with no prose between them, caption and note included."""
    found: list[tuple[int, int]] = []
    for group in _groups(lines, free, rows):
        floor = found[-1][1] if found else 0
        first = _caption_start(lines, free, group[0], floor)
        if len(group) > 2 or first < group[0] or _has_strong_row(lines, group):
            found.append((first, _note_end(lines, free, group[-1] + 1)))
    return found


def _groups(lines: list[Line], free: list[bool], rows: list[int]) -> list[list[int]]:
    """The rows, parted where prose or much else stands between two of them."""
    groups: list[list[int]] = []
    for i in rows:
        if groups and not _parted(lines, free, groups[-1][-1] + 1, i):
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _has_strong_row(lines: list[Line], group: list[int]) -> bool:
    """Whether one of the rows has so many numbers that it is a table by itself."""
    for i in group:
        numbers = sum(t.number for t in _row(lines[i]))
        if numbers >= _STRONG:
            return True
    return False


def _parted(lines: list[Line], free: list[bool], first: int, last: int) -> bool:
    """Whether prose, another table's caption or too many lines stand between two rows."""
    if last - first > _GAP:
        return True
    between = range(first, last)
    return any(not free[i] or _is_prose(lines[i]) or is_title(lines[i].text) for i in between)


def _caption_start(lines: list[Line], free: list[bool], first: int, floor: int) -> int:
    """The first caption line above row `first`, reached over header lines; else `first` itself."""
    best = first
    lowest = max(floor, first - _HEAD)
    for i in range(first - 1, lowest - 1, -1):
        line = lines[i]
        if not free[i] or _is_prose(line):
            break
        if line.look is not Look.TEXT:
            continue
        kind = caption_kind(line.text)
        if kind:
            best = i
        elif best < first:
            break
        if kind.endswith("title"):
            break
    return best


def _note_end(lines: list[Line], free: list[bool], last: int) -> int:
    """The line after the note (注：…) that closes the table, if one follows before any prose; else `last`."""
    for i in range(last, min(last + _GAP, len(lines))):
        if not free[i]:
            break
        if _rule("layout.note").search(visible(lines[i].text)):
            return i + 1
        if _is_prose(lines[i]) or caption_kind(lines[i].text):
            break
    return last


def _empty_tables(lines: list[Line], free: list[bool], taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Tables without rows: a title with the unit note right below it and header words after it."""
    used = {i for first, last in taken for i in range(first, last)}
    found: list[tuple[int, int]] = []
    for i, line in enumerate(lines[:-1]):
        if i in used or not free[i] or line.look is not Look.TEXT:
            continue
        below = _next_filled(lines, i, i + 1 + _UNIT_REACH)
        after = _next_filled(lines, below, len(lines))
        if not free[after] or not _is_captioned(line, lines[below]):
            continue
        last = max(below + 1, _note_end(lines, free, below + 1))
        if used.isdisjoint(range(i, last)):
            found.append((i, last))
    return found


def _next_filled(lines: list[Line], i: int, end: int) -> int:
    """The first line after `i` and before `end` that is not blank; else `i` itself."""
    for j in range(i + 1, min(end, len(lines))):
        if lines[j].look is not Look.BLANK:
            return j
    return i


def _is_captioned(line: Line, below: Line) -> bool:
    """Whether a line is a title and the line below it says the unit or the owner."""
    return is_title(line.text) and caption_kind(below.text) in ("unit", "owner")


def _cells(text: str, tokens: list[_Token], row: int) -> Row:
    """Each number a cell, words side by side one cell."""
    spans: list[tuple[int, int, bool]] = []
    for token in tokens:
        if spans and not token.number and not spans[-1][2]:
            spans[-1] = (spans[-1][0], token.end, False)
        else:
            spans.append((token.start, token.end, token.number))
    return tuple(cell(text, start, end, row, c) for c, (start, end, _) in enumerate(spans))
