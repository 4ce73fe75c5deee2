"""Items in prose: what a paragraph gives for a class (类) is what the items (款, 项) listed after it add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gouji.claims import Claim
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import say
from gouji.reconcile.relations.meant import if_slip
from gouji.reconcile.statements.document_index import Context

_CODE = "items.class"
_ITEM = 2  # the fewest names in the path of an item: its class and its own
Group = tuple[int, str, int | None]


@relation(_CODE)
def item_sums(context: Context) -> Iterator[Tried]:
    """Each class against its items; items may be left out, so only a slip of the hand tells."""
    for claims in _item_lists(context):
        whole = _class_level(context, claims[0])
        total = context.value(whole) if whole else None
        terms = [t for t in map(context.value, claims) if t]
        if whole and total and terms:
            tried = try_sum(_CODE, total, terms, whole.span, rule=_CODE)
            yield if_slip(tried, say("reason.items"))


def _item_lists(context: Context) -> Iterator[list[Claim]]:
    """The items of each class in a section, by measure and year, each item once."""
    found: dict[Group, dict[str, dict[tuple[str, ...], Claim]]] = defaultdict(lambda: defaultdict(dict))
    for claim in context.levels:
        path = claim.name.path
        if len(path) >= _ITEM:
            group = (claim.section, claim.measure, claim.period)
            found[group][path[0]].setdefault(path, claim)
    return (list(items.values()) for classes in found.values() for items in classes.values())


def _class_level(context: Context, item: Claim) -> Claim | None:
    """The level of an item's class that stands nearest before it, under the same outermost heading and fund."""
    what = (item.name.path[0], item.measure, item.period)
    scope = (context.top_section(item), context.fund(item))
    same = (c for c in context.levels if (c.name.core, c.measure, c.period) == what)
    before = [c for c in same if len(c.name.path) < _ITEM and c.span.end <= item.span.start]
    levels = (c for c in reversed(before) if (context.top_section(c), context.fund(c)) == scope)
    return next(levels, None)
