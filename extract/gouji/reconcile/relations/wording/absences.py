"""Sentences that deny what the document tells an amount of."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried, printed
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.absences import absences, told_all_the_same

_CODE = "wording.absence"


@relation(_CODE)
def denied_amounts(context: Context) -> Iterator[Tried]:
    """Each absence against the levels that tell the same quantity."""
    for absence in absences(context):
        told = [t for c in told_all_the_same(context, absence) if (t := context.value(c))]
        amount = printed(told[0]) if told else ""
        yield attempt(
            _CODE,
            absence.span,
            Severity.MATERIAL if told else None,
            why=say("why.denied", amount=amount) if told else say("why.absent"),
            says={"amount": amount},
            extra=tuple((t.span, t.text, "value") for t in told),
        )
