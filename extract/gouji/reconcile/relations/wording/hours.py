"""Hours of a day in the words of cells: a service of 7*24 hours can be of no more."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.dates import round_the_clock

_CODE = "wording.hours"
_DAY = 24


@relation(_CODE)
def hours_of_a_day(context: Context) -> Iterator[Tried]:
    """Each cell that gives days of a week and hours of a day."""
    for hours, span in round_the_clock(context.document):
        yield attempt(
            _CODE,
            span,
            Severity.MINOR if hours > _DAY else None,
            why=say("why.hours", hours=hours),
            says={"hours": hours},
            rule="date.round_the_clock",
        )
