"""Forms: labels and values side by side instead of under a header (绩效自评表, 项目目标批复表)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Cell
from gouji.figures import Unit
from gouji.tables import printed_units
from gouji.tables.cell_values import is_money, is_number, is_words, label, rule
from gouji.tables.headers import Row, filled

_DEPTH = 14  # rows from the top in which a form shows itself


@dataclass(frozen=True, slots=True)
class Entry:
    """One figure of a form with its path; `unit` is the unit in force in its block."""

    cell: Cell
    row: tuple[str, ...]
    column: tuple[str, ...]
    unit: Unit | None


def is_form(rows: tuple[Row, ...] | list[Row]) -> bool:
    """Whether a grid is a form: it names its project, or gives a sum of money, beside the label."""
    for row in rows[:_DEPTH]:
        cells = filled(row)
        words = [label(c.text) for c in cells]
        if len(words) > 1 and rule("tables.form.project").search(words[0]) and not _is_head(words[1]):
            return True
        named = [i for i, w in enumerate(words) if rule("tables.form.money").search(w)]
        if (
            named
            and len(cells) > named[0] + 1
            and is_number(cells[-1].text)
            and len(cells) < 5
            and not _two_sided(cells)
        ):
            return True
        if sum(bool(rule("tables.column.head").search(w)) for w in words[1:]) > 1:
            return False
    return False


def _is_head(words: str) -> bool:
    heads = ("tables.form.head", "tables.unit.bracket", "tables.row.total")  # a list of projects: 项目名称, 合计
    return any(rule(name).search(words) for name in heads)


def _two_sided(cells: list[Cell]) -> bool:
    """Whether a row is income and expenditure side by side, or a numbered class of income."""
    if len(cells) == 4 and is_number(cells[1].text) and is_words(cells[2].text):
        return not rule("tables.form.money").search(label(cells[2].text))
    numbered = rule("tables.row.number").match(label(cells[0].text))
    return numbered is not None and bool(numbered["cjk2"])


def form_entries(rows: tuple[Row, ...]) -> Iterator[Entry]:
    """The money figures of a form, in order."""
    project, block, unit = "", "", None
    measures: list[str] = []
    open_block = False
    for row in rows:
        cells = filled(row)
        words = [label(c.text) for c in cells]
        if not cells:
            continue
        if rule("tables.form.project").search(words[0]) and len(words) > 1:
            project = "".join(words[1:])
            continue
        numbers = [i for i, c in enumerate(cells) if is_number(c.text)]
        if row[0] is cells[0] and not is_number(cells[0].text):
            block = words[0]
            open_block = bool(numbers and open_block) and not rule("tables.form.end").search(block)
        open_block = open_block or any(rule("tables.form.money").search(w) for w in words)
        if rule("tables.form.end").search(words[0]):
            open_block = False
        unit = next((u for w in words if is_money(u := printed_units.in_label(w))), unit if open_block else None)
        heads = [w for w in words if rule("tables.form.head").search(w)]
        if len(heads) > 1 and not numbers:
            measures, open_block = heads, True
            continue
        if open_block:
            here = [_name(cells, i) for i in numbers]
            if any(rule("tables.form.measure").search(n) for n in here):
                measures = here
            yield from _entries(cells, numbers, here, (project or block, measures), unit)


def _name(cells: list[Cell], at: int) -> str:
    """The label of the number at `at`: the nearest words to its left that do not begin with a stray digit."""
    words = [label(c.text) for c in cells[:at] if is_words(c.text) and not is_number(c.text)]
    clean = [w for w in words if not w[0].isdecimal()]
    return (clean or words or [""])[-1]


def _entries(
    cells: list[Cell], numbers: list[int], names: list[str], context: tuple[str, list[str]], unit: Unit | None
) -> Iterator[Entry]:
    owner, measures = context
    for n, (at, name) in enumerate(zip(numbers, names, strict=True)):
        cell = cells[at]
        if not name or printed_units.counts(name):
            continue
        if rule("tables.form.measure").search(name):
            yield Entry(cell, (owner,), (name,), unit)
            continue
        column = (measures[n],) if len(measures) == len(numbers) > 1 else ()
        if column and (printed_units.counts(column[0]) or column[0] == name):
            continue
        row = (owner, name) if owner and owner != name else (name,)
        named = next((u for words in (*column, name) if (u := printed_units.in_label(words))), None)
        yield Entry(cell, row, column, named or unit)
