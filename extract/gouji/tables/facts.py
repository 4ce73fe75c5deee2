"""The quantities that a document's tables state: one fact for each numeric cell, with its row and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import regex

from gouji.document import Cell, Document, Fact, Span, Table
from gouji.figures import PERCENT, Figure, Unit
from gouji.language import quantities, rules
from gouji.language.view import meant
from gouji.tables import printed_units
from gouji.tables.cell_values import figure, is_ordinal_row, is_words, label, rule
from gouji.tables.columns import Columns, Half
from gouji.tables.forms import begins_goals, form_entries, is_form
from gouji.tables.headers import parted_by_blanks
from gouji.tables.row_tree import RowTree
from gouji.tables.script import in_script
from gouji.tables.unit_inference import with_units

_ROUNDING = Decimal("0.02")  # what rounded shares may differ from a whole


def facts(document: Document) -> tuple[Fact, ...]:
    """The facts of all tables of a resolved document, in reading order; never raises on any table."""
    read = in_script(document)
    usual = printed_units.usual(read)
    found = [f for table in read.tables for f in _of_table(read.text, table, usual)]
    facts = with_units(read, found, usual)
    return tuple(facts) if read is document else tuple(_as_printed(document, fact) for fact in facts)


def _as_printed(document: Document, fact: Fact) -> Fact:
    """The fact with its cell's text as the document prints it."""
    printed = document.slice(fact.span)
    return replace(fact, text=printed) if meant(printed) == fact.text else fact


def _of_table(text: str, table: Table, usual: Unit | None) -> Iterator[Fact]:
    if table.chart and table.header_rows:
        yield from _of_chart(table, usual)
    elif table.chart:
        yield from _of_labels(text, table)
    elif table.header_rows:
        yield from _of_grid(text, table, table.unit)
    elif is_form(table.rows) and (table.placed or not parted_by_blanks(text, table.rows)):
        yield from _of_form(table, table.unit)


def _fact(
    table: Table, cell: Cell, found: Figure, row: tuple[str, ...], column: tuple[str, ...], row_index: int
) -> Fact:
    return Fact(
        id=f"t{table.id}r{row_index}c{cell.column}",
        table=table.id,
        span=cell.span,
        text=cell.text,
        figure=found,
        row=row,
        column=column,
        row_index=row_index,
        column_index=cell.column,
    )


def _of_grid(text: str, table: Table, usual: Unit | None) -> Iterator[Fact]:
    """The facts of a grid in the unit of its note, else of its heads; those of a grid that names none have none."""
    columns = Columns(table)
    usual = usual or printed_units.in_heads(columns.paths)
    trees = [RowTree() for _ in columns.halves]
    for r in range(table.header_rows, len(table.rows)):
        row = table.rows[r]
        if is_ordinal_row(row):
            continue
        if begins_goals(row):
            return  # what the head of the upper block says holds no longer
        for half, path, code in _stated(text, columns, row, trees):
            found = _of_row(table, r, columns, half, path, usual)
            yield from (replace(fact, code=code) for fact in found) if code else found


def _stated(
    text: str, columns: Columns, row: tuple[Cell, ...], trees: list[RowTree]
) -> Iterator[tuple[Half, tuple[str, ...], str]]:
    """The halves in which a row states figures, with the row's path and code in them."""
    beside: tuple[str, ...] = ()
    for half, tree in zip(columns.halves, trees, strict=True):
        path, code = _row_path(text, columns, row, half, tree)
        path = path or _other_side(beside)
        beside = path
        if path:
            yield half, path, code
        elif _needs_no_label(columns, half, code):
            yield half, _stub_path(half), code
        elif columns.leads_with_total(row, half) and not code:
            yield half, (str(rules.load("tables").data["total_above"]),), code


def _needs_no_label(columns: Columns, half: Half, code: str) -> bool:
    """Whether a row without a label states figures: nothing labels its half, or it is the only row of figures."""
    if not half.labels:
        return True
    return half in columns.single and not code


def _stub_path(half: Half) -> tuple[str, ...]:
    """The path of a row without a label: the header over the labels."""
    return (half.stub,) if half.labels and half.stub else ()


def _of_row(
    table: Table, r: int, columns: Columns, half: Half, path: tuple[str, ...], usual: Unit | None
) -> Iterator[Fact]:
    for cell in table.rows[r]:
        if cell.column not in half.values:
            continue
        column = columns.paths[cell.column]
        found = _figure(cell, path, column, half.stub, usual)
        if found is not None:
            yield _fact(table, cell, found, path, column, r)


def _row_path(
    text: str, columns: Columns, row: tuple[Cell, ...], half: Half, tree: RowTree
) -> tuple[tuple[str, ...], str]:
    code = columns.code(row, half)
    labels = columns.row_labels(row, half)
    if not labels or rule("tables.row.nothing").search(labels[-1][0]):
        return (), code
    *above, (words, cell) = labels
    return (*(w for w, _ in above), *tree.path(words, code, _indent(text, cell))), code


def _other_side(beside: tuple[str, ...]) -> tuple[str, ...]:
    """The path of a row without a label beside a sum of income: the sum of expenditure."""
    named = rules.load("tables").data["expenditure_beside"].get(beside[0], "") if len(beside) == 1 else ""
    return (str(named),) if named else ()


def _indent(text: str, cell: Cell) -> int:
    """Blanks printed before the cell's text, in half-width columns; a single one is scanning noise."""
    width, i = 0, cell.span.start - 1
    while i >= 0 and text[i] in " \u3000\u00a0\u2002\u2003":
        width += 1 if text[i] in " \u00a0" else 2
        i -= 1
    return width if width > 1 else 0


def _figure(cell: Cell, row: tuple[str, ...], column: tuple[str, ...], stub: str, usual: Unit | None) -> Figure | None:
    """The cell's figure in the unit of its column, its row or its table; None for counts and words."""
    for name in (*reversed(column), *row[-1:], stub):
        if named := printed_units.in_label(name):
            return figure(cell.text, named)
        if printed_units.counts(name):
            return None
    return figure(cell.text, None if any(map(_names_goal, column)) else usual)


def _names_goal(head: str) -> bool:
    """Whether a head is that of indicators' values, each in a unit of its own."""
    return rule("tables.column.goal").search(head) is not None


def _of_form(table: Table, usual: Unit | None) -> Iterator[Fact]:
    at = {id(c): r for r, row in enumerate(table.rows) for c in row}
    for entry in form_entries(table.rows):
        found = figure(entry.cell.text, entry.unit or usual)
        if found is not None and found.unit is not None:
            yield _fact(table, entry.cell, found, entry.row, entry.column, at[id(entry.cell)])


def _of_chart(table: Table, usual: Unit | None) -> Iterator[Fact]:
    """The values of a chart. Values up to 1 that sum to 1 are shares, and become per cent."""
    header, row = table.rows[0], table.rows[1]
    names = {c.column: label(c.text) for c in header}
    cells = [c for c in row if c.column in names]
    figures = [figure(c.text, usual) for c in cells]
    shares = _are_shares([f for f in figures if f])
    series = _series(row)
    for cell, found in zip(cells, figures, strict=True):
        if found is not None:
            said = _percent(found) if shares else found
            yield _fact(table, cell, said, series, (names[cell.column],), 1)


def _series(row: tuple[Cell, ...]) -> tuple[str, ...]:
    """The name of a chart's series, where it has one."""
    return tuple(label(c.text) for c in row if c.column == 0 and is_words(c.text))


def _are_shares(figures: list[Figure]) -> bool:
    whole = sum((f.value for f in figures), Decimal(0))
    return len(figures) > 1 and abs(whole - 1) < _ROUNDING


def _percent(share: Figure) -> Figure:
    return Figure(share.value.scaleb(2), max(0, share.decimals - 2), PERCENT)


def _of_labels(text: str, table: Table) -> Iterator[Fact]:
    """The data labels of a chart (基本支出120.5万元，34%): an amount, and the share printed with it."""
    pattern = rules.load("tables_layout")["layout.chart.label"]
    for r, row in enumerate(table.rows):
        m = pattern.match(row[-1].text)
        if m is None:
            continue
        name = label(m["label"]) or label(row[0].text if len(row) > 1 else "")
        if not name:
            continue
        for column, ((first, last), found) in enumerate((_amount(m), _share(m))):
            if found is not None:
                span = Span(row[-1].span.start + first, row[-1].span.start + last)
                cell = Cell(span, text[span.start : span.end], r, column)
                yield _fact(table, cell, found, (name,), (), r)


_Place = tuple[int, int]  # where a figure stands in its label


def _amount(m: regex.Match[str]) -> tuple[_Place, Figure | None]:
    """The amount of a data label. A label drawn over its number cuts it in two: 1.4|接待费|8万元 is 1.48."""
    first = m.start("head") if m["head"] else m.start("tail")
    return (first, m.end("unit")), figure(m["head"] + m["tail"], quantities.unit(m["unit"]))


def _share(m: regex.Match[str]) -> tuple[_Place, Figure | None]:
    return m.span("share"), figure(m["share"] or "", PERCENT)
