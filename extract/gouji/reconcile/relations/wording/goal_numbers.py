"""Numbers of goals that follow each other."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.goal_numbers import goal_numbers as _numbers

_CODE = "structure.goal_number"


@relation(_CODE)
def goal_numbers(context: Context) -> Iterator[Tried]:
    """Each goal against the one before it."""
    for goal in _numbers(context):
        before = context.document.slice(goal.before)
        yield attempt(
            _CODE,
            goal.span,
            None if goal.right else Severity.MINOR,
            why=say("why.goal_number", number=goal.number),
            says={"before": before},
            extra=((goal.before, before, "value"),),
        )
