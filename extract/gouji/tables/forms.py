"""Forms: labels and values side by side instead of under a header (绩效自评表, 项目目标批复表)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Cell
from gouji.figures import Unit
from gouji.tables import printed_units
from gouji.tables.cell_values import is_money, is_number, is_words, label, rule
from gouji.tables.headers import Row, filled, labels

_SHORT = 4  # cells of a row that gives a sum of money, at most
_NARROW = 2  # filled cells that are too few for a header
_HEAD = 8  # characters of a head at most
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
        words = labels(cells)
        if _names_project(words) or _gives_money(cells, words):
            return True
        if sum(_says("tables.column.head", w) for w in words[1:]) > 1:
            return False
    return False


def _says(name: str, words: str) -> bool:
    return rule(name).search(words) is not None


def _names_project(words: list[str]) -> bool:
    """Whether a row has a project's name beside its label: no head of a list of projects."""
    return _has_project(words) and not _is_head(words[1])


def _has_project(words: list[str]) -> bool:
    """Whether a row has the label of a project's name and words beside it."""
    return len(words) > 1 and _says("tables.form.project", words[0])


def _gives_money(cells: list[Cell], words: list[str]) -> bool:
    """Whether a short row ends with a sum of money, its label to the left."""
    if not cells or len(cells) > _SHORT or not is_number(cells[-1].text):
        return False
    return any(_says("tables.form.money", w) for w in words[:-1]) and not _two_sided(cells)


def _is_head(words: str) -> bool:
    heads = ("tables.form.head", "tables.unit.bracket", "tables.row.total")  # a list of projects: 项目名称, 合计
    return any(_says(name, words) for name in heads)


def _two_sided(cells: list[Cell]) -> bool:
    """Whether a row is income and expenditure side by side, or a numbered class of income."""
    if len(cells) == 4 and is_number(cells[1].text) and is_words(cells[2].text):
        return not _says("tables.form.money", label(cells[2].text))
    numbered = rule("tables.row.number").match(label(cells[0].text))
    return numbered is not None and bool(numbered["cjk2"])


def begins_goals(row: Row) -> bool:
    """Whether a row is the header of a block of indicators (一级指标, 二级指标, 指标值), whose figures are no money."""
    words = labels(filled(row))
    if len(words) <= _NARROW or any(is_number(c.text) for c in row):
        return False
    return sum(len(w) <= _HEAD and _says("tables.form.end", w) for w in words) > 1


def form_entries(rows: tuple[Row, ...]) -> Iterator[Entry]:
    """The money figures of a form, in order."""
    state = _State()
    for row in rows:
        cells = filled(row)
        if cells:
            yield from state.entries(cells, leads=row[0] is cells[0])


class _State:
    """What the rows of a form read so far put in force: project, block, unit, names of measures."""

    def __init__(self) -> None:
        self._project = ""
        self._block = ""
        self._unit: Unit | None = None
        self._measures: list[str] = []
        self._open = False  # whether the block gives money
        self._goals = False  # whether the block of goals has begun

    def entries(self, cells: list[Cell], leads: bool) -> Iterator[Entry]:
        """The money figures of the next row; `leads` tells that its first column is filled."""
        words = labels(cells)
        if _has_project(words):
            self._project = _project(words)
            return
        numbers = [i for i, c in enumerate(cells) if is_number(c.text)]
        if leads and 0 not in numbers:
            self._begin_block(words[0], bool(numbers))
        self._note_money(words)
        if not self._goals and _gives_amounts(cells, numbers):
            self._open = True
        heads = [] if numbers else _heads(words)
        if len(heads) > 1:
            self._measures, self._open = heads, True
        elif self._open:
            yield from self._figures(cells, numbers)

    def _begin_block(self, name: str, has_numbers: bool) -> None:
        """A block that gives money goes on under a new label only where numbers stand beside it."""
        self._block = name
        self._open = self._open and has_numbers

    def _note_money(self, words: list[str]) -> None:
        """Open or close the block by the row's labels, and take the unit that they name."""
        if _says("tables.form.end", words[0]):
            self._open, self._goals = False, True
        elif any(_says("tables.form.money", w) for w in words):
            self._open = True
        units = filter(is_money, map(printed_units.in_label, words))
        self._unit = next(units, self._unit if self._open else None)

    def _figures(self, cells: list[Cell], numbers: list[int]) -> Iterator[Entry]:
        names = [_name(cells, i) for i in numbers]
        if any(_says("tables.form.measure", n) for n in names):
            self._measures = names
        columns: list[tuple[str, ...]] = [()] * len(numbers)
        if len(self._measures) == len(numbers) > 1:
            columns = [(measure,) for measure in self._measures]
        owner = self._project or self._block
        for at, name, column in zip(numbers, names, columns, strict=True):
            if _is_money_label(name, column):
                yield _entry(cells[at], owner, name, column, self._unit)


def _project(words: list[str]) -> str:
    """The project's name: beside its label alone where pairs of label and words follow, else all that stands there."""
    return words[1] if len(words) % 2 == 0 else "".join(words[1:])


def _gives_amounts(cells: list[Cell], numbers: list[int]) -> bool:
    """Whether a row is pairs of a label and an amount (当年预算 88,197.35 市级支出 60,192.30), the first one named so.

    A number without decimals or grouped digits may be a count, a year, a telephone.
    """
    pairs = list(range(1, len(cells), 2))
    if not numbers or numbers != pairs or len(cells) % 2:
        return False
    named = _says("tables.column.head", label(cells[0].text))
    return named and all(_is_printed_as_amount(cells[i].text) for i in numbers)


def _is_printed_as_amount(number: str) -> bool:
    return any(mark in number for mark in ".．,，") and not number.rstrip().endswith(("%", "％"))


def _heads(words: list[str]) -> list[str]:
    return [w for w in words if _says("tables.form.head", w)]


def _name(cells: list[Cell], at: int) -> str:
    """The label of the number at `at`: the nearest words to its left that do not begin with a stray digit."""
    words = [label(c.text) for c in cells[:at] if is_words(c.text) and not is_number(c.text)]
    clean = [w for w in words if not w[0].isdecimal()]
    return (clean or words or [""])[-1]


def _is_money_label(name: str, column: tuple[str, ...]) -> bool:
    """Whether a number of this name is money: nothing says a count, and the name is not that of its own column."""
    if not name or printed_units.counts(name):
        return False
    if _says("tables.form.measure", name):
        return True
    return not any(printed_units.counts(head) or head == name for head in column)


def _entry(cell: Cell, owner: str, name: str, column: tuple[str, ...], unit: Unit | None) -> Entry:
    """The figure with its path; a label that is a measure itself is the column."""
    if _says("tables.form.measure", name):
        return Entry(cell, (owner,), (name,), unit)
    row = (owner, name) if owner and owner != name else (name,)
    named = filter(None, map(printed_units.in_label, (*column, name)))
    return Entry(cell, row, column, next(named, unit))
