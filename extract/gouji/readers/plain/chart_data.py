"""Chart data that a converter printed as text: category names, then as many values, in one tabbed line.

The title is the nearest line above. When nothing but charts and their labels follows the first chart, the
whole tail of the document belongs to them.
"""

from __future__ import annotations

import regex

from gouji.document import Cell
from gouji.language import rules
from gouji.readers.lines import Line, Look, cell
from gouji.readers.plain.table_stretch import Row, Stretch

_VALUE = regex.compile(r"[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:[eE][-+]?\d+)?%?")
_TITLE = 40  # a chart's title or label is no longer than this
_REACH = 12  # lines between a chart's title and its data


def find_chart(text: str, lines: list[Line], index: int) -> Stretch | None:
    """The chart printed in line `index`: a header row of categories, a row of the series and its values."""
    line = lines[index]
    pieces, start = [], line.start
    for piece in line.text.split("\t"):
        if piece.strip():
            pieces.append((start, start + len(piece), piece.strip()))
        start += len(piece) + 1
    count = next((i for i, p in enumerate(reversed(pieces)) if not _VALUE.fullmatch(p[2])), len(pieces))
    names, values = pieces[: len(pieces) - count], pieces[len(pieces) - count :]
    if len(names) < 2 or len(values) < 2 or len(names) > len(values) + 1:
        return None
    if any(_VALUE.fullmatch(p[2]) for p in names):
        return None
    series = len(names) == len(values) + 1
    header = [cell(text, s, e, 0, c + (not series)) for c, (s, e, _) in enumerate(names)]
    body = [cell(text, s, e, 1, c + 1) for c, (s, e, _) in enumerate(values[: len(names)])]
    if series:
        name = header.pop(0)
        body.insert(0, Cell(name.span, name.text, 1, 0))
    return Stretch(index, index + 1, (tuple(header), tuple(body)), chart=True)


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
    for i in range(index - 1, max(floor, index - _REACH) - 1, -1):
        line = lines[i]
        if line.look is Look.BLANK:
            if title is not None and not after_label:
                break
            continue
        if line.look is not Look.TEXT or len(line.bare) > _TITLE or "。" in line.text:
            break
        title, after_label = i, bool(rule.search(line.text))
        if not after_label and _names_next(lines, i, rule):
            after_label = True
    return title


def _names_next(lines: list[Line], i: int, rule: rules.Rule) -> bool:
    """Whether line `i` only names the label in the next line (项目支出 / 1648.78万元，78.66%)."""
    found = rule.search(lines[i + 1].text) if i + 1 < len(lines) else None
    return bool(found and not found["label"])


def tail_is_charts(lines: list[Line], first: int) -> bool:
    """Whether everything after line `first` can be a chart's title, label or data."""
    return all(
        line.look in (Look.BLANK, Look.TABBED, Look.CELL) or (len(line.bare) <= _TITLE and "。" not in line.text)
        for line in lines[first:]
    )
