"""Projects under performance management: the money that prose says they involve against the table that lists them.

Where no table lists the projects with their money, it can only be told when the amount is a slip of the hand away
from all project expenditure: not every project need be under such management.
"""

from __future__ import annotations

from collections.abc import Iterator

from gouji.figures import ZERO
from gouji.reconcile.kernel.attempt import attempt, material_unless
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.order import at_most
from gouji.reconcile.kernel.rate import Amount
from gouji.reconcile.kernel.relation import Role, Tried, bare, printed, show, table_name
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Argument, say
from gouji.reconcile.relations.meant import if_slip, surest_or_doubted
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.managed_projects import (
    ProjectList,
    Within,
    all_project_spending,
    involved,
    project_lists,
    told_project_spending,
    within_whole,
)
from gouji.reconcile.statements.terms import Term

_LIST, _ALL, _PROSE, _WITHIN = "goals.list", "goals.all", "goals.prose", "goals.within"


@relation(_LIST, _ALL, _PROSE, _WITHIN)
def goal_funds(context: Context) -> Iterator[Tried]:
    """Each amount of which prose says that so many projects involve it."""
    for amount in involved(context):
        against_tables = _against_tables(context, amount.term) if amount.counted else []
        yield from against_tables or _against_prose(context, amount.term)
    if found := within_whole(context):
        yield _within(found)


def _within(found: Within) -> Tried:
    """Projects and basic spending are together no more than all that goals cover."""
    projects, basic, whole = found.projects, found.basic, found.whole
    rest = Amount.of(whole) - Amount.of(basic)
    expected = show(max(rest.point, ZERO), projects)
    return attempt(
        _WITHIN,
        projects.span,
        material_unless(at_most(projects.interval + basic.interval, whole.interval)),
        roles=(Role(projects, "part", said=expected), Role(basic, "part"), Role(whole, "total")),
        computation=f"{bare(projects)} + {bare(basic)} ≤ {bare(whole)}",
        says={"basic": printed(basic), "whole": printed(whole), "expected": expected},
        rule=_WITHIN,
        fixed=True,
    )


def _against_tables(context: Context, term: Term) -> list[Tried]:
    """Against the table that lists the projects; where none does, against all project expenditure of the tables."""
    listed = next(project_lists(context), None)
    return [_against_list(context, term, listed)] if listed else _against_all(context, term)


def _against_list(context: Context, term: Term, listed: ProjectList) -> Tried:
    terms = [context.terms[f.id] for f in listed.money]
    says: dict[str, Argument] = {"table": table_name(listed.table)}
    return try_sum(_LIST, term, terms, term.span, says=says, rule=_LIST)


def _against_all(context: Context, term: Term) -> list[Tried]:
    """Against the total of project expenditure in the table of expenditure; nothing where no table has one."""
    named = next(all_project_spending(context), None)
    if named is None:
        return []
    cell, says = context.terms[named.fact.id], {"table": table_name(named.table)}
    tried = try_sum(_ALL, term, [cell], term.span, says=says, rule=_ALL)
    return [if_slip(tried, say("reason.goals"))]


def _against_prose(context: Context, term: Term) -> Iterator[Tried]:
    """Against project expenditure as prose states it, once or more; any that fits is meant."""
    wholes = [whole for whole in told_project_spending(context) if not context.is_share(term, whole)]
    tried = [try_sum(_PROSE, term, [whole], term.span, rule=_PROSE) for whole in wholes]
    yield from surest_or_doubted(tried, say("reason.goals_own"))
