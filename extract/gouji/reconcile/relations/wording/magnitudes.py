"""Amounts out of all scale, and parts above the whole that the document defines them to be of."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt, material_unless
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.order import at_most
from gouji.reconcile.kernel.relation import Role, Tried, printed
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.magnitudes import amount_out_of_scale, running_costs
from gouji.reconcile.statements.readings.printed_figures import money_units

_SCALE, _PART = "unit.scale", "order.running_costs"


@relation(_SCALE, _PART)
def magnitudes(context: Context) -> Iterator[Tried]:
    """The one amount a thousand times all others, and costs of running the office above all basic spending."""
    if found := amount_out_of_scale(context):
        yuan = next(unit for unit in money_units() if unit.factor == 1)
        expected = f"{found.text.removesuffix(found.figure.symbol)}{yuan.symbol}"
        yield attempt(
            _SCALE,
            found.span,
            Severity.MATERIAL,
            roles=(Role(found, "value", said=expected),),
            why=say("why.scale"),
            says={"expected": expected},
            fixed=True,
        )
    for costs in running_costs(context):
        whole = printed(costs.whole)
        yield attempt(
            _PART,
            costs.part.span,
            material_unless(at_most(costs.part.interval, costs.whole.interval)),
            roles=(Role(costs.part, "value"), Role(costs.whole, "whole")),
            why=say("why.basic", whole=whole),
            says={"whole": whole},
            fixed=True,
            extra=((costs.definition, context.document.slice(costs.definition), "definition"),),
        )
