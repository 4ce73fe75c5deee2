"""The lines of tables without codes: what each label is (a numbered item, a sum, money carried over) and its cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from gouji.document import Fact, Table
from gouji.figures import PERCENT
from gouji.language import rules, subjects
from gouji.language.rules import Rule
from gouji.tables.cell_values import label, rule
from gouji.tables.columns import Columns, Half


@dataclass(frozen=True, slots=True)
class Line:
    """One labelled row of a half in one of its columns; `fact` is None where the cell is blank.

    `kind` is that of `patterns/identities.toml` (within, less, year, all, sum, carried, class) or empty; `style` tells
    lines of one numbering from another (`style_of`), empty without a number.
    """

    row: int
    label: str
    kind: str
    style: str
    fact: Fact | None

    @property
    def blank(self) -> bool:
        return self.fact is None


@dataclass(frozen=True, slots=True)
class Ledger:
    """One value column of a half with its lines from top to bottom.

    `side` is the half's place from the left; `readable` tells that every cell with digits became a figure.
    """

    table: Table
    side: int
    column: tuple[str, ...]
    lines: tuple[Line, ...]
    readable: bool


def ledgers(table: Table, facts: list[Fact]) -> Iterator[Ledger]:
    """The columns of a table's halves without codes, each as lines."""
    cells = {(f.row_index, f.column_index): f for f in facts}
    columns = Columns(table)
    for side, half in enumerate(columns.halves):
        rows = list(_rows(table, columns, half, cells))
        if any(code for _, _, code in rows):
            continue
        for value in half.values:
            lines = tuple(_line(r, words, cells.get((r, value))) for r, words, _ in rows)
            blank = all(line.blank for line in lines)
            if not blank:
                yield Ledger(table, side, columns.paths[value], lines, _readable(table, value, cells))


def _rows(
    table: Table, columns: Columns, half: Half, cells: dict[tuple[int, int], Fact]
) -> Iterator[tuple[int, str, str]]:
    """(row index, label, code) of the rows that a half labels."""
    nothing = rule("tables.row.nothing")
    for r in range(table.header_rows, len(table.rows)):
        facts = (cells.get((r, column)) for column in half.values)
        labels = [words for words, _ in columns.row_labels(table.rows[r], half)]
        words = _label_of(facts, labels)
        if words and not nothing.search(words):
            yield r, words, columns.code(table.rows[r], half)


def _label_of(facts: Iterable[Fact | None], labels: Sequence[str]) -> str:
    """The label of a row; one that only a fact of it knows counts first."""
    stated = next((f.row[-1] for f in facts if f and f.row), None)
    if stated is not None:
        return stated
    return labels[-1] if labels else ""


def _line(row: int, words: str, fact: Fact | None) -> Line:
    kind, style = described(words)
    amount = fact is not None and fact.figure.unit not in (None, PERCENT)
    return Line(row, words, kind, style, fact if amount else None)


@lru_cache(maxsize=4096)
def described(words: str) -> tuple[str, str]:
    """The kind and the style of numbering of a label."""
    marked = rules.load("identities")["identity.line.marked"].match(label(words))
    if marked:
        return str(marked.lastgroup), ""
    bare = subjects.clean(words)
    kinds = (str(r.yields["line"]) for r in _kinds_of_lines() if r.search(bare))
    number = rule("tables.row.number").match(words)
    return next(kinds, ""), style_of(number) if number else ""


@cache
def _kinds_of_lines() -> tuple[Rule, ...]:
    """The rules that tell what a line is; no label is of two kinds."""
    return tuple(r for r in rules.load("identities") if "line" in r.yields)


def style_of(number: regex.Match[str]) -> str:
    """How a matched number is written: `cjk` or `digits`, in brackets `(cjk` or `(digits`."""
    groups = number.groupdict()
    in_words = any(name.startswith("cjk") for name, found in groups.items() if found)
    script = "cjk" if in_words else "digits"
    return f"({script}" if groups["bracket"] else script


def is_named(words: str, name: str) -> bool:
    """Whether a head or a label is one of a rule (`head.basic`), or of a group of one (`head.column:closing`)."""
    rule_id, _, group = name.partition(":")
    found = rules.load("identities")[rule_id].search(words)
    return found is not None and group in ("", found.lastgroup)


def head(fact: Fact) -> str:
    """The labels above a cell, joined by / and without blanks: what the rules of heads read."""
    return "/".join("".join(words.split()) for words in fact.column)


def _readable(table: Table, column: int, cells: dict[tuple[int, int], Fact]) -> bool:
    """Whether every cell of a column that has digits became a figure."""
    return all((r, column) in cells for r in _rows_with_digits(table, column))


def _rows_with_digits(table: Table, column: int) -> Iterator[int]:
    for r in range(table.header_rows, len(table.rows)):
        texts = (c.text for c in table.rows[r] if c.column == column)
        if any(ch.isdecimal() for text in texts for ch in text):
            yield r


def by_table(facts: tuple[Fact, ...]) -> dict[int, list[Fact]]:
    """The cells of each table, by its id."""
    found: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.table].append(fact)
    return found
