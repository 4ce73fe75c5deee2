"""Years of plans, items of lists and ends of ranges against the words beside them."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.told_numbers import told_numbers as _told


@relation("wording.plan_years", "wording.list_items", "wording.range_ends")
def told_numbers(context: Context) -> Iterator[Tried]:
    """Each number that is told; none of them is an amount."""
    for told in _told(context):
        right = {"right": told.right[0]} if told.right else {}
        yield attempt(
            _CODES[told.kind],
            told.span,
            None if told.holds else Severity.MINOR,
            why=say(f"why.told.{told.kind}", **right),
            says=right,
        )


_CODES = {"years": "wording.plan_years", "items": "wording.list_items", "range": "wording.range_ends"}
