"""Chart data that a converter printed as text: category names, then as many values, in one tabbed line.

The title is the nearest line above. When nothing but charts and their labels follows the first chart, the
whole tail of the document belongs to them.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from gouji.document import Cell
from gouji.language import rules
from gouji.readers.lines import Line, Look, cell
from gouji.readers.plain.table_stretch import Row, Stretch

_VALUE = regex.compile(r"[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?%?")
_TITLE = 40  # a chart's title or label is no longer than this
_REACH = 12  # lines between a chart's title and its data
_DATA_LOOKS = (Look.BLANK, Look.TABBED, Look.CELL)  # of lines that hold a chart's data, or nothing


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two tabs: `start` and `end` are its place in the document."""

    start: int
    end: int
    text: str

    @property
    def is_value(self) -> bool:
        return bool(_VALUE.fullmatch(self.text))


def find_chart(text: str, lines: list[Line], index: int) -> Stretch | None:
    """The chart printed in line `index`: a header row of categories, a row of the series and its values."""
    pieces = _pieces(lines[index])
    count = _closing_values(pieces)
    names, values = pieces[: len(pieces) - count], pieces[len(pieces) - count :]
    if not _can_be_chart(names, values):
        return None
    has_series_name = len(names) == len(values) + 1
    first = 0 if has_series_name else 1
    header = [cell(text, p.start, p.end, 0, first + n) for n, p in enumerate(names)]
    body = [cell(text, p.start, p.end, 1, n + 1) for n, p in enumerate(values[: len(names)])]
    if has_series_name:
        name = header.pop(0)
        body.insert(0, Cell(name.span, name.text, 1, 0))
    return Stretch(index, index + 1, (tuple(header), tuple(body)), chart=True)


def _pieces(line: Line) -> list[_Piece]:
    """What stands between a line's tabs, without blanks."""
    found: list[_Piece] = []
    start = line.start
    for piece in line.text.split("\t"):
        end = start + len(piece)
        if piece.strip():
            found.append(_Piece(start, end, piece.strip()))
        start = end + 1
    return found


def _closing_values(pieces: list[_Piece]) -> int:
    """How many values end the line."""
    count = 0
    for piece in reversed(pieces):
        if not piece.is_value:
            break
        count += 1
    return count


def _can_be_chart(names: list[_Piece], values: list[_Piece]) -> bool:
    """Whether there are two names or more, none of them a number, and a value for each."""
    if len(names) < 2 or len(values) < 2:
        return False
    if len(names) > len(values) + 1:  # one name more may be that of the series
        return False
    return not any(piece.is_value for piece in names)


def label_rows(text: str, lines: list[Line], first: int, last: int) -> tuple[Row, ...]:
    """The data labels between a chart's title and its data, a row each: its name's line, its own."""
    rule = rules.load("tables_layout")["layout.chart.label"]
    rows: list[Row] = []
    name: Line | None = None
    for line in lines[first:last]:
        found = rule.search(line.text)
        if found:
            cells = [cell(text, line.start, line.end, len(rows), 1)]
            if name is not None and not found["label"]:
                cells.insert(0, cell(text, name.start, name.end, len(rows), 0))
            rows.append(tuple(cells))
        name = line if line.bare and not found else None
    return tuple(rows)


def title_line(lines: list[Line], index: int, floor: int) -> int | None:
    """The line that titles the chart of line `index`: the topmost short line before a gap or a sentence."""
    title, after_label = None, False
    rule = rules.load("tables_layout")["layout.chart.label"]
    highest = max(floor, index - _REACH)
    for i in range(index - 1, highest - 1, -1):
        line = lines[i]
        if line.look is Look.BLANK:
            if title is not None and not after_label:
                break
            continue
        if line.look is not Look.TEXT or not _is_short(line):
            break
        title = i
        after_label = bool(rule.search(line.text)) or _names_next(lines, i, rule)
    return title


def _is_short(line: Line) -> bool:
    """Whether a line can be a chart's title or label: no sentence, and not long."""
    return len(line.bare) <= _TITLE and "。" not in line.text


def _names_next(lines: list[Line], i: int, rule: rules.Rule) -> bool:
    """Whether line `i` only names the label in the next line (项目支出 / 1648.78万元，78.66%)."""
    found = rule.search(lines[i + 1].text) if i + 1 < len(lines) else None
    return bool(found and not found["label"])


def tail_is_charts(lines: list[Line], first: int) -> bool:
    """Whether everything after line `first` can be a chart's title, label or data."""
    return all(line.look in _DATA_LOOKS or _is_short(line) for line in lines[first:])
