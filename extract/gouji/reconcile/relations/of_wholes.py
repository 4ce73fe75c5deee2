"""One amount of prose against another that it is a part of."""

from __future__ import annotations

from dataclasses import replace

from gouji.claims import Claim
from gouji.reconcile.kernel.order import try_within
from gouji.reconcile.kernel.relation import Tried, printed
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.quantity_names import short_name


def try_part(code: str, context: Context, level: Claim, whole: Claim) -> Tried | None:
    """A level against all of what it is a part of; None where that is less than nothing, or has no figure."""
    part, all_of_it = context.value(level), context.value(whole)
    if part is None or all_of_it is None or all_of_it.figure.value < 0:
        return None
    says = {"subject": short_name(level), "part": printed(part), "name": short_name(whole)}
    return replace(try_within(code, part, all_of_it, says=says, rule=code), either=True)
