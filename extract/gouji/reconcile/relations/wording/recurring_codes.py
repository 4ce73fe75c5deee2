"""One code beside two names in one list of a table: the second name is a neighbour's."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.recurring_codes import recurring_codes as found

_CODE = "code.recurs"


@relation(_CODE)
def recurring_codes(context: Context) -> Iterator[Tried]:
    """Each code that stands for its own item and for another in one list."""
    for recurring in found(context):
        yield attempt(
            _CODE,
            recurring.span,
            Severity.MINOR,
            why=say("code.in_classification", name=recurring.name, item=recurring.right),
            says={"name": recurring.name, "usual": recurring.usual, "right": recurring.right},
            diagnosis="digit_wrong" if _one_digit(recurring.code, recurring.right) else "",
            reworded=recurring.right,
            extra=((recurring.place, context.document.slice(recurring.place), "name"),),
        )


def _one_digit(code: str, other: str) -> bool:
    """Whether two codes of a length differ in one digit."""
    return sum(x != y for x, y in zip(code, other, strict=True)) == 1
