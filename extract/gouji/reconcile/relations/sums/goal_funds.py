"""Projects under performance management: the money that prose says they involve against the table that lists them.

Where no table lists the projects with their money, it can only be told when the amount is a slip of the hand away
from all project expenditure: not every project need be under such management.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gouji.document import Fact, Table
from gouji.language import rules
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.relation import Tried, doubted, table_name
from gouji.reconcile.kernel.sum import add_up
from gouji.reconcile.model import FindingKind, Status
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term
from gouji.tables import table_roles
from gouji.tables.project_cells import named_projects

_FEWEST = 2  # projects that make a list
_MANAGED = "绩效目标管理项目资金"


def goal_funds(context: Context) -> Iterator[Tried]:
    """Each amount of which prose says that so many projects involve it."""
    said = rules.load("links")["link.goal_funds"]
    named = {c.figures["value"]: c for c in context.levels if c.name.core == _MANAGED}
    for term in context.terms.prose:
        if term.figure.unit and said.search(context.lead(term)):
            listed = list(_lists(context))
            if listed:
                yield _against_list(context, term, *listed[0])
                continue
            yield from list(_against_all(context, term)) or _against_prose(context, term)
        elif term.id in named and not term.zero:
            yield from _against_prose(context, term)


def _against_list(context: Context, term: Term, table: Table, money: list[Fact]) -> Tried:
    message = f"文字写{{stated}}，{table_name(table)}所列{len(money)}个项目相加为{{expected}}"
    terms = [context.terms[f.id] for f in money]
    return add_up(FindingKind.NARRATIVE_TABLE, "project_funds", term, terms, term.span, "goals.list", message)


def _lists(context: Context) -> Iterator[tuple[Table, list[Fact]]]:
    """The tables of project goals that list projects, with the money of each project."""
    rows: dict[int, set[int]] = defaultdict(set)
    for project in named_projects(context.document):
        if not project.form:
            rows[project.table].add(project.cell.row)
    for table in context.document.tables:
        if table_roles.role(table) != "project_goals" or len(rows[table.id]) < _FEWEST:
            continue
        columns: dict[int, list[Fact]] = defaultdict(list)
        for fact in context.facts:
            if fact.table == table.id and table.rows[fact.row_index][0].row in rows[table.id]:
                columns[fact.column_index].append(fact)
        whole = [facts for _, facts in sorted(columns.items()) if len(facts) == len(rows[table.id])]
        if whole:
            yield table, whole[0]


def _against_all(context: Context, term: Term) -> Iterator[Tried]:
    total = rules.load("tables")["tables.row.total"]
    for named in context.named:
        row = "".join(named.fact.row[-1:])
        if named.name.core == "项目支出" and total.search(row) and table_roles.role(named.table) == "expenditure":
            cell = context.terms[named.fact.id]
            message = f"文字写{{stated}}，{table_name(named.table)}项目支出合计为{{expected}}"
            tried = add_up(FindingKind.NARRATIVE_TABLE, "project_funds", term, [cell], term.span, "goals.all", message)
            sure = tried.status is Status.HOLDS or slipped(tried)
            yield tried if sure else doubted(tried, "绩效目标管理的项目未必是全部项目")
            return


def _against_prose(context: Context, term: Term) -> Iterator[Tried]:
    """Against project expenditure as prose states it, once or more; any that fits is meant."""
    levels = [c for c in context.levels if c.name.core == "项目支出" and c.period == context.document.year]
    tried = []
    for whole in {t.figure.base: t for c in levels if (t := context.value(c)) and not t.zero}.values():
        message = "文字写{stated}，另一处项目支出为{expected}"
        kind = FindingKind.NARRATIVE_NARRATIVE
        tried.append(add_up(kind, "project_funds", term, [whole], term.span, "goals.prose", message, certainty=0.5))
    sure = [t for t in tried if t.status is Status.HOLDS] or [t for t in tried if slipped(t)]
    yield from sure[:1] or [doubted(t, "绩效自评的项目未必是全部项目") for t in tried[:1]]
