"""Tables whose columns are kept by blanks only: the text layer of a PDF, or a table printed in one line.

Rows are lines that end in numbers; what stands between rows without being prose (labels without figures,
header lines, wrapped labels) belongs to the table, and so do the caption above and the note below.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from gouji.language import rules
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
_STREAM = 10  # numbers that make one line a whole table


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str
    number: bool


def find_plain_tables(text: str, lines: list[Line], free: list[bool]) -> list[Stretch]:
    """The tables among the lines that are `free` (claimed by no other finder)."""
    rows = {i: row for i, line in enumerate(lines) if free[i] and (row := _row(line))}
    ends = _regions(lines, free, sorted(rows))
    ends += _empty_tables(lines, free, ends)
    return [
        Stretch(
            first,
            last,
            tuple(_cells(text, rows[i], n) for n, i in enumerate(r for r in rows if first <= r < last)),
        )
        for first, last in sorted(ends)
    ]


@cache
def _rule(rule_id: str) -> rules.Rule:
    return rules.load("tables_layout")[rule_id]


def _is_prose(line: Line) -> bool:
    if line.look is not Look.TEXT:
        return False
    if len(line.text) > 400:
        return _row(line) == []
    text = visible(line.text)
    return bool(_rule("layout.sentence").search(text) or _rule("layout.section_heading").search(text))


def _row(line: Line) -> list[_Token]:
    """The tokens of a line that is a table row: it ends in a number, and not in a mere count."""
    if line.look is not Look.TEXT or "。" in line.text or "，" in line.text:
        return []
    text, at = seen(line.text)
    tokens = [
        _Token(line.start + at[m.start()], line.start + at[m.end() - 1] + 1, m.group(), m["number"] is not None)
        for m in _TOKEN.finditer(text)
    ]
    numbers = sum(t.number for t in tokens)
    if not tokens or not tokens[-1].number or (numbers < _STREAM and len(line.bare) > 3 * _LONG):
        return []
    label = "".join(t.text for t in tokens if not t.number)
    if len(label) > _LONG and numbers < _STREAM:
        return []
    coded = tokens[0].number and _CODE.fullmatch(tokens[0].text) and len(tokens) > 2 and bool(label)
    money = any(_MONEY.search(t.text) for t in tokens if t.number)
    return tokens if money or coded or (numbers > 2 and _HAN.search(label)) else []


def _regions(lines: list[Line], free: list[bool], rows: list[int]) -> list[tuple[int, int]]:
    """[first, last) of each group of rows with no prose between them, caption and note included."""
    groups: list[list[int]] = []
    for i in rows:
        if groups and not _parted(lines, free, groups[-1][-1] + 1, i):
            groups[-1].append(i)
        else:
            groups.append([i])
    found: list[tuple[int, int]] = []
    for group in groups:
        floor = found[-1][1] if found else 0
        first = _caption_start(lines, free, group[0], floor)
        strong = any(sum(t.number for t in _row(lines[i])) >= _STRONG for i in group)
        if len(group) > 2 or first < group[0] or strong:
            found.append((first, _note_end(lines, free, group[-1] + 1)))
    return found


def _parted(lines: list[Line], free: list[bool], first: int, last: int) -> bool:
    """Whether prose, another table's caption or too many lines stand between two rows."""
    if last - first > _GAP:
        return True
    between = range(first, last)
    return any(not free[i] or _is_prose(lines[i]) or is_title(lines[i].text) for i in between)


def _caption_start(lines: list[Line], free: list[bool], first: int, floor: int) -> int:
    """The first caption line above row `first`, reached over header lines; else `first` itself."""
    best = first
    for i in range(first - 1, max(floor, first - _HEAD) - 1, -1):
        line = lines[i]
        if not free[i] or _is_prose(line):
            break
        kind = caption_kind(line.text) if line.look is Look.TEXT else ""
        if kind:
            best = i
        elif line.look is Look.TEXT and best < first:
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
    found = []
    for i, line in enumerate(lines[:-1]):
        if not free[i] or line.look is not Look.TEXT or i in used:
            continue
        below = next((j for j in range(i + 1, min(i + 4, len(lines))) if lines[j].look is not Look.BLANK), i)
        after = next((j for j in range(below + 1, len(lines)) if lines[j].look is not Look.BLANK), below)
        captioned = is_title(line.text) and caption_kind(lines[below].text) in (
            "unit",
            "owner",
        )
        if captioned and free[after]:
            found.append((i, max(below + 1, _note_end(lines, free, below + 1))))
    return [(first, last) for first, last in found if used.isdisjoint(range(first, last))]


def _cells(text: str, tokens: list[_Token], row: int) -> Row:
    """Each number a cell, words side by side one cell."""
    spans: list[tuple[int, int, bool]] = []
    for token in tokens:
        if spans and not token.number and not spans[-1][2]:
            spans[-1] = (spans[-1][0], token.end, False)
        else:
            spans.append((token.start, token.end, token.number))
    return tuple(cell(text, start, end, row, c) for c, (start, end, _) in enumerate(spans))
