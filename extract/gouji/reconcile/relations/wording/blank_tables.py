"""Tables without a figure against the amounts that prose tells of what they are about."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried, printed
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.blank_tables import blank_tables as _blank

_CODE = "structure.blank_table"


@relation(_CODE)
def blank_tables(context: Context) -> Iterator[Tried]:
    """Each blank table once, with the amounts of prose as evidence."""
    for blank in _blank(context):
        told = [t for c in blank.told if (t := context.value(c))]
        amount = printed(told[0]) if told else ""
        yield attempt(
            _CODE,
            blank.title,
            Severity.MINOR if told else None,
            why=say("why.told", amount=amount) if told else say("why.untold"),
            says={"amount": amount},
            extra=tuple((t.span, t.text, "value") for t in told),
        )
