"""The money that a project is given against what the cost indicators of the same form let it cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import discrepancy, gravity
from gouji.reconcile.kernel.order import at_most
from gouji.reconcile.kernel.relation import Role, Tried, bare, confirming, printed, same, table_name
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Severity, Status, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.cost_limits import FundedForm, LimitedForm, funded_forms, limited_forms
from gouji.reconcile.statements.terms import Term

_CODE, _PARTS, _SOURCES = "form.cost", "form.costs", "form.sources"
_LITTLE = Decimal("0.001")  # of a limit
_FEWEST = 2  # cost indicators that divide the money of a project


@relation(_CODE, _PARTS, _SOURCES)
def cost_limits(context: Context) -> Iterator[Tried]:
    """The money of each project against the one limit of all its costs, against its costs, and against its sources."""
    yield from (_tried(form) for form in limited_forms(context))
    for form in funded_forms(context):
        yield from _divided(form)
        if form.sources:
            tried = try_sum(_SOURCES, form.funds, form.sources, form.funds.span, rule="tables.goal.kind")
            yield replace(tried, computed=len(form.sources) > 1)


def _divided(form: FundedForm) -> Iterator[Tried]:
    """The funds against all cost indicators, where these divide them to the digit: they bear the funds out.

    Cost indicators need not be of all that a project costs: where they come to anything else nothing is said.
    """
    if len(form.costs) >= _FEWEST:
        tried = try_sum(_PARTS, form.funds, form.costs, form.funds.span, rule="form.cost_kind")
        if tried.status is Status.HOLDS and tried.severity is None:
            yield confirming(tried, "reason.costs")


def _tried(form: LimitedForm) -> Tried:
    """The funds are what all costs are said to be, and no more than the most that they are said to be."""
    funds, limit = form.funds, form.limit.term
    place = say("table.cell", table=table_name(form.table), words=form.limit.name)
    exact = form.limit.exact
    return attempt(
        _CODE,
        funds.span,
        discrepancy(funds, limit) if exact else _excess(funds, limit),
        roles=(_role(funds, "total", limit, exact), _role(limit, "cell", funds, exact)),
        why=say("table.states", table=place, figure=printed(limit)),
        computation=f"{bare(funds)} {'=' if exact else '≤'} {bare(limit)}",
        says={"limit": printed(limit), "limited": form.limit.name},
        linear=constraints.equal(funds, limit) if exact else constraints.bounded(funds, limit),
        rule="form.whole_cost",
    )


def _role(term: Term, role: str, other: Term, exact: bool) -> Role:
    """The role of the funds or of the limit; what the one should be the other tells, where it is no mere bound."""
    own = same(term, role, other)
    return replace(own, said=printed(other)) if exact else own


def _excess(funds: Term, limit: Term) -> Severity | None:
    """How bad it is that the funds are above the limit; None where they are not, or where a coarse limit tells nothing.

    Of two amounts printed to one place the greater is no less, so that the last place alone is told as rounding is. A
    limit that is passed by a thousandth was rounded.
    """
    if funds.figure.base <= limit.figure.base:
        return None
    if at_most(funds.interval, limit.interval):
        return Severity.ROUNDING if funds.figure.place() == limit.figure.place() else None
    over = funds.figure.base - limit.figure.base
    return Severity.MINOR if over < _LITTLE * limit.figure.base else gravity(funds, limit)
