"""The money that a project is given against what the cost indicator of the same form lets it cost."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import discrepancy
from gouji.reconcile.kernel.order import at_most
from gouji.reconcile.kernel.relation import Tried, bare, printed, same, severity, table_name
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.cost_limits import LimitedForm, limited_forms
from gouji.reconcile.statements.terms import Term

_CODE = "form.cost"


@relation(_CODE)
def cost_limits(context: Context) -> Iterator[Tried]:
    """Each form that gives one sum of money and one limit of all costs."""
    yield from (_tried(form) for form in limited_forms(context))


def _tried(form: LimitedForm) -> Tried:
    """The funds are what all costs are said to be, and no more than the most that they are said to be."""
    funds, limit = form.funds, form.limit.term
    place = say("table.cell", table=table_name(form.table), words=form.limit.name)
    exact = form.limit.exact
    return attempt(
        _CODE,
        funds.span,
        discrepancy(funds, limit) if exact else _excess(funds, limit),
        roles=(same(funds, "total", limit), same(limit, "cell", funds)),
        why=say("table.states", table=place, figure=printed(limit)),
        computation=f"{bare(funds)} {'=' if exact else '≤'} {bare(limit)}",
        says={"place": place, "limit": printed(limit)},
        linear=constraints.equal(funds, limit) if exact else constraints.bounded(funds, limit),
        rule="form.whole_cost",
    )


def _excess(funds: Term, limit: Term) -> Severity | None:
    """How bad it is that the funds are above the limit; None where they are not."""
    known = limit.interval
    return None if at_most(funds.interval, known) else severity(funds, known)
