"""A department that has no units below it, as it says, cannot have so many of them."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.model import Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.subordinates import Subordinates, denied_subordinates

_CODE = "count.denied"


@relation(_CODE)
def subordinates(context: Context) -> Iterator[Tried]:
    """Each count of units below the department against the sentence that says that there are none."""
    for found in denied_subordinates(context):
        yield _tried(context, found)


def _tried(context: Context, found: Subordinates) -> Tried:
    term, words = context.terms[found.count.id], "".join(context.document.slice(found.denied).split())
    none = "".join(term.text.split()).replace(str(term.figure.value), "0")
    return attempt(
        _CODE,
        term.span,
        None if term.zero else Severity.MATERIAL,
        roles=(Role(term, "value", said=none),),
        why=say("why.denied_units", words=words),
        says={"words": words},
        fixed=True,
        extra=((found.denied, words, "value"),),
    )
