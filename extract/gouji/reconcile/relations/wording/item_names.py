"""Items of the classification that prose spells out under a name which the tables do not have."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Argument, Severity, say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.former_names import former_names
from gouji.reconcile.statements.item_names import WrongItem, wrong_items
from gouji.reconcile.statements.turned_names import turned_names


@relation("code.former", "code.above", "code.unknown", "code.turned")
def item_names(context: Context) -> Iterator[Tried]:
    """Each wrong name once, at the first place that prints it."""
    groups: dict[tuple[str, str, str], list[WrongItem]] = {}
    for wrong in _once_each(context):
        groups.setdefault((wrong.how, wrong.printed.code, wrong.level.key), []).append(wrong)
    yield from (_tried(context, sorted(found, key=lambda w: w.span.start)) for found in groups.values())


def _once_each(context: Context) -> Iterator[WrongItem]:
    """The wrong names of all kinds; of a place one alone, since a name within another is not what is wrong there."""
    told: list[WrongItem] = []
    for wrong in (*wrong_items(context), *former_names(context), *turned_names(context)):
        if not any(wrong.span.overlaps(other.span) for other in told):
            told.append(wrong)
            yield wrong


def _tried(context: Context, found: list[WrongItem]) -> Tried:
    first = found[0]
    right = first.printed
    more = say("code.times", count=len(found)) if len(found) > 1 else say("nothing")
    says: dict[str, Argument] = {"code": right.code, "name": right.name, "more": more}
    if first.how == "above":
        says["item"] = first.item
    places = (right.span, *(wrong.span for wrong in found[1:]))
    return attempt(
        f"code.{first.how}",
        first.span,
        Severity.MINOR,
        why=say("why.item_name", item=right.code, name=right.name),
        says=says,
        diagnosis="name_slip",
        reworded=right.name,
        extra=tuple((s, context.document.slice(s), "name") for s in places),
    )
