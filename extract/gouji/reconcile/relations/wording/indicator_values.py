"""Indicators whose unit or sign contradicts their name."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.indicator_values import misfits


@relation("wording.rate_unit", "wording.per_mille", "wording.least_as_most")
def indicator_values(context: Context) -> Iterator[Tried]:
    """Each indicator whose value cannot be what its name says; those that fit have no line."""
    for found in misfits(context):
        code = f"wording.{found.kind}"
        yield attempt(
            code,
            found.span,
            Severity.MINOR,
            why=say(f"why.{found.kind}", name=found.name),
            says={"name": found.name, **({"value": found.value} if found.value else {})},
            rule=found.rule,
            reworded=found.meant,
            extra=((found.name_at, found.name, "name"),),
        )
