"""One project in two tables: the list of main projects in the explanations against the table of all projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Accuses, Tried, confirming
from gouji.reconcile.model import Status
from gouji.reconcile.relations.layout_evidence import excused
from gouji.reconcile.relations.same_cells import same_cells
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.same_projects import same_projects

_CODE = "projects.same"
_FEWEST, _SHARE = 3, Decimal("0.8")  # projects of one amount in two tables, of those that both name
_NEAR = Decimal("0.005")  # of an amount: so small a miss is no difference of scope


@relation(_CODE)
def projects_in_tables(context: Context) -> Iterator[Tried]:
    """The projects of each two tables that list most of them with the same money."""
    for pairs in same_projects(context):
        tried = [_tried(context, one, other) for one, other in pairs]
        held = sum(_telling(t) for t in tried)
        if _list_alike(held, len(tried)):
            yield from _judged(tried, held)


def _list_alike(held: int, shared: int) -> bool:
    """Whether two tables list the same money: most of the projects that they share agree, or all but one of a few."""
    return held >= _FEWEST and (held >= _SHARE * shared or shared - held == 1)


def _tried(context: Context, one: Named, other: Named) -> Tried:
    """The table that does not say that its rows are projects is disputed first, else the second."""
    if other.aspects.project.told and not one.aspects.project.told:
        one, other = other, one
    tables, facts = (one.table, other.table), (one.fact, other.fact)
    tried = same_cells(context, _CODE, tables, facts, rule=_CODE)
    near = _NEAR * max(one.fact.figure.base, other.fact.figure.base)
    return replace(tried, closely=near)


def _telling(tried: Tried) -> bool:
    """Whether it holds for an amount that is not nought."""
    return tried.status is Status.HOLDS and not any(role.term.zero for role in tried.roles)


def _judged(tried: Sequence[Tried], held: int) -> Iterator[Tried]:
    """What was tried, as far as it is meant: a miss far off may be another scope of that project's money."""
    still = _list_alike(held - 1, len(tried))  # if one more missed
    for one in tried:
        if one.misses and not (slipped(one) or _is_near(one)):
            yield excused(one, "reason.scope")
        elif one.misses:
            yield one
        else:
            yield confirming(one, "reason.scope", Accuses.SLIP if still else Accuses.NEVER)


def _is_near(tried: Tried) -> bool:
    one, other = (role.term.figure.base for role in tried.roles)
    return abs(one - other) <= tried.closely
