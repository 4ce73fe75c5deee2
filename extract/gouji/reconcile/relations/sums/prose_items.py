"""Items in prose: what a paragraph gives for a class (类) is what the items (款, 项) listed after it add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gouji.narrative.model import Claim
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried, doubted
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Status
from gouji.reconcile.statements.document_index import Context

_CODE = "items.class"
Group = tuple[int, str, int | None]


@relation(_CODE)
def item_sums(context: Context) -> Iterator[Tried]:
    """Each class against its items; items may be left out, so only a slip of the hand tells."""
    for (_, measure, period), items in _item_lists(context).items():
        for name, claims in items.items():
            whole = _class_level(context, claims[0], name, measure, period)
            terms = [t for c in claims if (t := context.value(c))]
            total = context.value(whole) if whole else None
            if whole and total and terms:
                tried = try_sum(_CODE, total, terms, whole.span, rule=_CODE)
                sure = tried.status is Status.HOLDS or slipped(tried)
                yield tried if sure else doubted(tried, "所列各款项不是该类的全部")


def _item_lists(context: Context) -> dict[Group, dict[str, list[Claim]]]:
    """For each section, measure and year the items of each class, each item once."""
    found: dict[Group, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in context.levels:
        if len(claim.name.path) < 2:
            continue
        items = found[(claim.section, claim.measure, claim.period)][claim.name.path[0]]
        if all(c.name.path != claim.name.path for c in items):
            items.append(claim)
    return found


def _class_level(context: Context, item: Claim, name: str, measure: str, period: int | None) -> Claim | None:
    """The level of the class that stands nearest before its items, under the same outermost heading and fund."""
    top, fund = context.top_section(item), context.fund(item)
    levels = [
        c
        for c in context.levels
        if c.name.core == name and len(c.name.path) < 2 and (c.measure, c.period) == (measure, period)
        if context.top_section(c) == top and context.fund(c) == fund and c.span.end <= item.span.start
    ]
    return levels[-1] if levels else None
