"""What quantity a cell states, in the same terms as prose: from its row, its column and its table's title."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import regex

from gouji.document import Document, Fact, Table
from gouji.language import codes, rules, subjects
from gouji.language.subjects import Subject


@dataclass(frozen=True, slots=True)
class Named:
    """A fact with its name.

    `fund` and `side` are those of the table where the cell's own labels name none; `breakdown`
    names the part of its row's amount that a cell states (人员经费 of 行政运行); `level` is the depth of its row
    (类 1, 款 2, 项 3).
    """

    fact: Fact
    table: Table
    name: Subject
    fund: str
    side: str
    measure: str
    year: int | None
    breakdown: str
    form: bool
    level: int

    @property
    def signature(self) -> tuple[object, ...]:
        """All that a claim can be compared with: equal for cells that only their place tells apart."""
        parts = (
            self.fund,
            self.side,
            self.measure,
            self.year,
            self.breakdown,
            self.form,
            self.level,
            self.fact.code,
            self.table.number,
        )
        return (self.name, *parts)

    @property
    def figure_percent(self) -> bool:
        return bool(self.fact.figure.unit and self.fact.figure.unit.symbol == "%")


def name_facts(document: Document, facts: tuple[Fact, ...]) -> tuple[Named, ...]:
    """The named facts of a document's tables, in order; cells that state a percentage are left out."""
    tables = {t.id: t for t in document.tables}
    amounts = [f for f in facts if f.figure.unit and f.figure.unit.symbol != "%"]
    filled = Counter((f.table, f.row_index, f.row) for f in amounts)
    named = (_name(document, tables[f.table], f) for f in amounts)
    # A row with one amount is not split: the column's heading is then the group that the item belongs to.
    return tuple(
        replace(n, breakdown="") if filled[(n.fact.table, n.fact.row_index, n.fact.row)] == 1 else n for n in named
    )


def _name(document: Document, table: Table, fact: Fact) -> Named:
    title = _title(table.title)
    row = _row_name(document, fact)
    column, measured = _column_name(fact, total=row.empty)
    within = column.core if row.core and column.core != title.core else ""
    name = column if not row.core and (column.core or column.fund or row.empty) else row
    if not (name.core or name.side or (name.fund and not title.known)):
        name = replace(title, fund=name.fund or title.fund)
    joined = subjects.parse("".join(fact.column))
    return Named(
        fact=fact,
        table=table,
        name=name,
        fund=name.fund or column.fund or title.fund,
        side=name.side or column.side or joined.side or title.side,
        measure=_measure(document, fact, measured),
        year=_year(document, table, fact),
        breakdown=within,
        form=table.header_rows == 0 and not table.chart and bool(name.core),
        level=_level(fact),
    )


def _year(document: Document, table: Table, fact: Fact) -> int | None:
    """The year of a cell: its column's, then its row's; a chart's title comes before the name of its series."""
    column, row, title = (subjects.year(t) for t in ("".join(fact.column), "".join(fact.row), table.title))
    return column or (title or row if table.chart else row or title) or document.year


def _row_name(document: Document, fact: Fact) -> Subject:
    if not fact.row:
        return Subject()
    leaf = fact.row[-1]
    if "".join(leaf.split()) in {document.department, *_labels("whole_rows")}:
        return Subject()
    name = subjects.parse(leaf)
    if len(fact.row) > 1 and (name.empty or _within(leaf)):
        return replace(subjects.parse(fact.row[-2]), fund=name.fund or _rest(leaf))
    return name


def _rest(leaf: str) -> str:
    """The fund of a form's row for what no named fund pays (其他资金), which is not the project's money; ''."""
    match = rules.load("tables")["tables.form.rest"].search(subjects.clean(leaf))
    return match.group() if match else ""


@lru_cache(maxsize=65536)
def _within(leaf: str) -> bool:
    """Whether a form's row names only the money of its project (其中：财政拨款)."""
    return bool(rules.load("tables")["tables.form.money"].search(leaf))


def _column_name(fact: Fact, total: bool) -> tuple[Subject, str]:
    """The quantity that the innermost telling header names, and its measure words.

    A header that names only a fund (公务接待费 over 一般公共预算) leaves the quantity to those above it.
    """
    skip = _labels("plain_columns") | (frozenset() if total else _labels("whole_columns"))
    fund = ""
    for label in reversed(fact.column):
        squeezed = subjects.clean(label)
        if squeezed in skip or (name := subjects.parse(label)).empty:
            continue
        if not name.nameless:
            return replace(name, fund=fund or name.fund), squeezed
        fund = fund or name.fund
    return Subject(fund=fund), "".join(fact.column)


def _measure(document: Document, fact: Fact, label: str) -> str:
    text = "".join((*fact.column, label))
    if "决算" in text or "执行" in text:
        return "决算"
    if "预算" in subjects.without_funds(text):
        return "预算"
    if "实际" in text:
        return "决算"
    return "决算" if document.kind == "final" else "预算"


def _level(fact: Fact) -> int:
    return codes.level(fact.code) or (1 if fact.code == "" else 3)


@cache
def _title(title: str) -> Subject:
    """The quantity that a table's title names; only its fund and side when the rest says nothing known."""
    bare = regex.sub(rules.load("links").data["title_tails"], "", "".join(title.split()))
    name = subjects.parse(bare)
    if name.core and not name.known:
        return Subject(fund=name.fund or subjects.fund_in(bare), side=subjects.side_in(bare))
    return name


@cache
def _labels(group: str) -> frozenset[str]:
    return frozenset(rules.load("links").data[group])
