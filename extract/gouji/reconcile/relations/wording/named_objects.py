"""Lists of objects of spending that name one for which the table has nothing."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.relations.same_cells import listed
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.named_objects import object_lists

_CODE = "wording.blank_object"


@relation(_CODE)
def blank_objects(context: Context) -> Iterator[Tried]:
    """Each list that follows the table, once: at the first object that has no amount, with the others beside it."""
    for found in object_lists(context):
        blank = found.blank
        if not blank:
            yield attempt(_CODE, found.span, None, why=say("why.objects"))
            continue
        first, *others = blank
        yield attempt(
            _CODE,
            first.span,
            Severity.MINOR,
            why=say("why.blank_object", item=first.code, name=first.name),
            says={"others": say("list.also", names=listed(n.name for n in others)) if others else say("nothing")},
            extra=tuple((n.span, n.name, "name") for n in others),
        )
