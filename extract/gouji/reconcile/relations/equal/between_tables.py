"""Between tables and between the halves of one: one quantity in two tables, 收入总计 = 支出总计, partitions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from gouji.declared import declared
from gouji.figures import ZERO
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried, confirming, printed, table_name
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Severity, say
from gouji.reconcile.relations.layout_evidence import excused
from gouji.reconcile.relations.same_cells import equal_cells, same_cells
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.partitions import Partition
from gouji.reconcile.statements.readings.partitions import partitions as partitions_of

_SAME, _BALANCE, _PARTITION, _DEPARTMENT = "table.same", "table.balance", "table.partition", "structure.department"

Line = dict[str, Named]  # the cells of a column or of a row by what they are called


@relation(_SAME)
def same_in_tables(context: Context) -> Iterator[Tried]:
    """A quantity that two tables state must be the same in both."""
    groups: dict[tuple[object, ...], list[list[Named]]] = defaultdict(list)
    for named in context.named:
        if _comparable(context, named):
            _put(context, groups[_name(named)], named)
    pairs: dict[tuple[int, int], list[tuple[Named, Named]]] = defaultdict(list)
    again: set[str] = set()
    for alike in (alike for group in groups.values() for alike in group):
        cells = _one_of_each_table(alike)
        again |= _printed_again(alike)
        for other in cells[1:]:
            pairs[cells[0].table.id, other.table.id].append((cells[0], other))
    for tried in (t for compared in pairs.values() for t in _of_two_tables(context, compared)):
        twice = any(role.term.id in again for role in tried.roles)
        yield confirming(tried, "guard.twice") if twice else tried


def _printed_again(alike: list[Named]) -> set[str]:
    """The cells that their own table repeats: with a slip in one of them it states two values, and is not compared."""
    many = Counter(n.table.id for n in alike)
    return {n.fact.id for n in alike if many[n.table.id] > 1}


def _of_two_tables(context: Context, compared: list[tuple[Named, Named]]) -> Iterator[Tried]:
    """The cells of two tables that state the same; what one has more here and less there is divided otherwise."""
    gaps = [other.fact.figure.base - one.fact.figure.base for one, other in compared]
    missing = [gap for gap in gaps if gap]
    rounding = sum((max(a.fact.figure.place(), b.fact.figure.place()) for a, b in compared), ZERO)
    moved = len(missing) > 1 and abs(sum(missing, ZERO)) <= rounding and not _swapped(compared)
    for (one, other), gap in zip(compared, gaps, strict=True):
        tables, facts = (one.table, other.table), (one.fact, other.fact)
        tried = same_cells(context, _SAME, tables, facts, rule=_SAME)
        yield excused(tried, "reason.scope") if moved and gap and tried.misses else tried


def _swapped(compared: list[tuple[Named, Named]]) -> bool:
    """Whether the figures that differ are the same in both tables, in each other's places."""
    differ = [(a.fact.figure.base, b.fact.figure.base) for a, b in compared if a.fact.figure.base != b.fact.figure.base]
    return {a for a, _ in differ} == {b for _, b in differ}


def _name(named: Named) -> tuple[object, ...]:
    """What a cell is called: cells that are called otherwise are not compared."""
    return named.name.core, named.name.known or named.side, named.fact.code, named.level


def _put(context: Context, group: list[list[Named]], named: Named) -> None:
    """Put a cell to those that state the same quantity."""
    alike = next((known for known in group if context.compare(known[0], named).same), None)
    if alike is None:
        group.append([named])
    else:
        alike.append(named)


def _one_of_each_table(alike: list[Named]) -> list[Named]:
    """The cell of each table that states a quantity; none of a table that prints it with two values.

    Such a table divides the quantity by something that its rows do not tell.
    """
    by_table: dict[int, list[Named]] = defaultdict(list)
    for named in alike:
        by_table[named.table.id].append(named)
    return [cells[0] for cells in by_table.values() if len({c.fact.figure.base for c in cells}) == 1]


def _comparable(context: Context, named: Named) -> bool:
    """Whether a cell's name is sure enough to be looked for in other tables."""
    if not named.table.title:
        return False  # of a table that lost its title nobody knows what it is a table of
    if _apart(named) or not context.own_table(named.table):
        return False
    name, side = named.name, named.side
    if name.known:
        return context.fund_neutral(name.core, side, named.fund) and not context.weak(name.core)
    if name.core:
        return bool(named.fact.code and side)
    extent = named.aspects.extent
    return _of_one_side(side) and extent.told and extent.sure


def _apart(named: Named) -> bool:
    """Whether a cell belongs to a breakdown, a form or a chart, whose amounts are of other things than their names."""
    return bool(named.breakdown) or named.form or named.table.chart


def _of_one_side(side: str) -> bool:
    """Whether a cell is of income or of spending alone."""
    return side not in ("", declared("tables_totals")["both_sides"])


@relation(_BALANCE)
def balances(context: Context) -> Iterator[Tried]:
    """Total income equals total spending in the two halves of one table."""
    sides = declared("tables_totals")["balanced"]
    rows: dict[tuple[int, int], dict[str, Named]] = defaultdict(dict)
    for named in context.named:
        if named.side in sides and named.grand_total:
            rows[(named.table.id, named.fact.row_index)].setdefault(named.side, named)
    for halves in rows.values():
        if len(halves) == len(sides):
            yield _equal_halves(context, *(halves[side] for side in sides))


def _equal_halves(context: Context, income: Named, spending: Named) -> Tried:
    figure = printed(context.terms[income.fact.id])
    return equal_cells(
        context,
        _BALANCE,
        (income.fact, spending.fact),
        why=say("table.income", figure=figure),
        rule=_BALANCE,
    )


@relation(_PARTITION)
def partitions(context: Context) -> Iterator[Tried]:
    """Known partitions inside one table: down a column or along a row (三公 = 出国 + 公车 + 接待)."""
    for line in _lines(context):
        for known in partitions_of():
            whole = next((line[name] for name in line if name in known.whole), None)
            parts = _parts(line, known)
            if whole and parts:
                total = context.terms[whole.fact.id]
                terms = [context.terms[part.fact.id] for part in parts]
                yield try_sum(_PARTITION, total, terms, total.span, rule=known.id)


def _parts(line: Line, known: Partition) -> list[Named]:
    """The cells of all parts of a partition; none where a part that it must have is blank."""
    required = [_cells(line, name) for name in known.parts]
    optional = [_cells(line, name) for name in known.optional]
    if not all(required):
        return []
    return [cell for cells in (*required, *optional) for cell in cells]


def _lines(context: Context) -> Iterable[Line]:
    """The amounts of every column and of every row under one head."""
    lines: dict[tuple[object, ...], Line] = defaultdict(dict)
    for named in context.named:
        if _apart(named) or named.figure_percent:
            continue
        fact = named.fact
        lines[(named.table.id, "column", fact.column_index)].setdefault(named.name.core, named)
        lines[(named.table.id, "row", fact.row_index, fact.column[:-1][:1])].setdefault(named.name.core, named)
    return lines.values()


def _cells(line: Line, name: str) -> list[Named]:
    """The cell of a term, or those of the terms it divides into where its own is blank."""
    if name in line:
        return [line[name]]
    divided = next((known for known in partitions_of() if name in known.whole), None)
    if divided is None:
        return []
    return [line[part] for part in (*divided.parts, *divided.optional) if part in line]


@relation(_DEPARTMENT)
def strangers(context: Context) -> Iterator[Tried]:
    """Tables that carry another department's name."""
    own = context.document.department
    for table in context.document.tables:
        span = None if context.own_table(table) else context.where(table.department, table.span)
        if span:
            yield attempt(
                _DEPARTMENT,
                span,
                Severity.MATERIAL,
                why=say("table.departments", department=own),
                says={"department": own, "table": table_name(table)},
                rule=_DEPARTMENT,
                diagnosis="another_department",
                reworded=own,
            )
