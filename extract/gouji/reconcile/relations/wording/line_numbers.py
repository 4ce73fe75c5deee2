"""Line numbers of forms, counted from row to row."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.line_numbers import line_numbers as _numbers

_CODE = "structure.line_number"


@relation(_CODE)
def line_numbers(context: Context) -> Iterator[Tried]:
    """Each wrong number; of those that are right none has a line of its own, for each form has dozens."""
    for line in _numbers(context.document):
        if not line.right:
            above, below = line.above.text.strip(), line.below.text.strip()
            yield attempt(
                _CODE,
                line.cell.span,
                Severity.MINOR,
                why=say("why.line_number", above=above, below=below),
                says={"above": above, "below": below},
                diagnosis="digit_wrong",
                reworded=str(line.number),
                extra=((line.above.span, above, "value"), (line.below.span, below, "value")),
            )
