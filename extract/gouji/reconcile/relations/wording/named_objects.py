"""Lists of objects of spending that name one for which the table has nothing."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, Words, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.named_objects import Named, object_lists

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
            says={"others": _also(others)},
            extra=tuple((n.span, n.name, "name") for n in others),
        )


def _also(others: list[Named]) -> Words:
    """The objects beside the first, each in marks of its own."""
    if not others:
        return say("nothing")
    names: Words = others[0].name
    for other in others[1:]:
        names = say("list.more_quoted", some=names, more=other.name)
    return say("list.also", names=names)
