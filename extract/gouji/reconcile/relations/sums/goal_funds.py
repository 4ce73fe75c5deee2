"""Projects under performance management: the money that prose says they involve against the table that lists them.

Where no table lists the projects with their money, it can only be told when the amount is a slip of the hand away
from all project expenditure: not every project need be under such management.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gouji.document import Fact, Table
from gouji.language import rules
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried, doubted, table_name
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Argument, Status
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term
from gouji.tables import table_roles
from gouji.tables.project_cells import named_projects

_LIST, _ALL, _PROSE = "goals.list", "goals.all", "goals.prose"
_FEWEST = 2  # projects that make a list


@relation(_LIST, _ALL, _PROSE)
def goal_funds(context: Context) -> Iterator[Tried]:
    """Each amount of which prose says that so many projects involve it."""
    links = rules.load("links")
    said, managed = links["link.goal_funds"], links.data["projects"]["managed"]
    named = {c.figures["value"] for c in context.levels if c.name.core == managed}
    for term in context.terms.prose:
        if term.figure.unit and said.search(context.lead(term)):
            yield from _against_tables(context, term) or _against_prose(context, term)
            continue
        if term.id in named and not term.zero:
            yield from _against_prose(context, term)


def _against_tables(context: Context, term: Term) -> list[Tried]:
    """Against the table that lists the projects; where none does, against all project expenditure of the tables."""
    listed = next(_lists(context), None)
    return [_against_list(context, term, *listed)] if listed else _against_all(context, term)


def _against_list(context: Context, term: Term, table: Table, money: list[Fact]) -> Tried:
    terms = [context.terms[f.id] for f in money]
    says: dict[str, Argument] = {"table": table_name(table), "count": len(money)}
    return try_sum(_LIST, term, terms, term.span, says=says, rule=_LIST)


def _lists(context: Context) -> Iterator[tuple[Table, list[Fact]]]:
    """The tables of project goals that list projects, with the money of each project."""
    rows: dict[int, set[int]] = defaultdict(set)
    for project in named_projects(context.document):
        if not project.form:
            rows[project.table].add(project.cell.row)
    for table in context.document.tables:
        listed = rows[table.id]
        if table_roles.role(table) == "project_goals" and len(listed) >= _FEWEST:
            money = _full_column(context, table, listed)
            if money:
                yield table, money


def _full_column(context: Context, table: Table, rows: set[int]) -> list[Fact]:
    """The first column of a table that has a figure in each of the rows; empty where none has."""
    columns: dict[int, list[Fact]] = defaultdict(list)
    for fact in context.facts:
        if fact.table == table.id and table.rows[fact.row_index][0].row in rows:
            columns[fact.column_index].append(fact)
    full = (facts for _, facts in sorted(columns.items()) if len(facts) == len(rows))
    return next(full, [])


def _against_all(context: Context, term: Term) -> list[Tried]:
    """Against the total of project expenditure in the table of expenditure; nothing where no table has one."""
    named = next((n for n in context.named if _all_projects(n)), None)
    if named is None:
        return []
    cell, says = context.terms[named.fact.id], {"table": table_name(named.table)}
    tried = try_sum(_ALL, term, [cell], term.span, says=says, rule=_ALL)
    sure = tried.status is Status.HOLDS or slipped(tried)
    return [tried if sure else doubted(tried, "绩效目标管理的项目未必是全部项目")]


def _all_projects(named: Named) -> bool:
    """Whether a cell states all project expenditure."""
    spending = rules.load("links").data["projects"]["spending"]
    if named.name.core != spending or table_roles.role(named.table) != "expenditure":
        return False
    row = "".join(named.fact.row[-1:])
    return rules.load("tables")["tables.row.total"].search(row) is not None


def _against_prose(context: Context, term: Term) -> Iterator[Tried]:
    """Against project expenditure as prose states it, once or more; any that fits is meant."""
    tried = [try_sum(_PROSE, term, [whole], term.span, rule=_PROSE) for whole in _stated(context)]
    holds = (t for t in tried if t.status is Status.HOLDS)
    slips = (t for t in tried if slipped(t))
    sure = next(holds, None) or next(slips, None)
    if sure:
        yield sure
    elif tried:
        yield doubted(tried[0], "绩效自评的项目未必是全部项目")


def _stated(context: Context) -> Iterable[Term]:
    """Project expenditure of the document's year as prose states it: each amount once, as it is printed last."""
    what = (rules.load("links").data["projects"]["spending"], context.document.year)
    levels = (context.value(c) for c in context.levels if (c.name.core, c.period) == what)
    stated = (t for t in levels if t and not t.zero)
    return {t.figure.base: t for t in stated}.values()
