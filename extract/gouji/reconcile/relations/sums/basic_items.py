"""What basic spending holds of an item against the table of that item, which holds projects too: never more.

The table of the three public costs (因公出国, 公务用车, 公务接待) shows each of them whoever pays; a department's basic
spending, told by objects, is a part of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from gouji.figures import Kind
from gouji.language import rules
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.order import at_most
from gouji.reconcile.kernel.relation import Role, Tried, bare, printed, severity, table_name
from gouji.reconcile.model import say
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.tables import table_roles

_CODE = "order.basic_item"
_PART, _WHOLE = "basic_expenditure", "three_public"
_ASPECTS = ("what", "measure", "year")

Quantity = tuple[object, ...]


@relation(_CODE)
def basic_items(context: Context) -> Iterator[Tried]:
    """The greatest amount of an item in tables of basic spending against the greatest in its own tables.

    The greatest of a table is all of the item: the others are of units or of parts.
    """
    parts = _greatest(context, (n for n in context.named if n.fact.code and _of(n, _PART)))
    wholes = _greatest(context, (n for n in context.named if _of(n, _WHOLE)))
    for quantity, part in parts.items():
        if quantity in wholes and not _left_out(context, part):
            yield _tried(context, part, wholes[quantity])


def _of(named: Named, role: str) -> bool:
    aspects = (getattr(named.aspects, name) for name in _ASPECTS)
    surely = named.name.known and all(a.told and a.sure for a in aspects)
    return surely and table_roles.role(named.table) == role and named.fact.figure.kind is Kind.MONEY


def _greatest(context: Context, cells: Iterable[Named]) -> dict[Quantity, Named]:
    """The cell with the greatest amount of each quantity, by what it is, its measure and its year."""
    found: defaultdict[Quantity, list[Named]] = defaultdict(list)
    for named in cells:
        if context.own_table(named.table):
            found[tuple(str(getattr(named.aspects, name).value) for name in _ASPECTS)].append(named)
    return {quantity: max(group, key=lambda n: n.fact.figure.base) for quantity, group in found.items()}


def _left_out(context: Context, named: Named) -> bool:
    """Whether the document leaves travel for research out of its three public costs, which basic spending holds."""
    rule = rules.load("wording")["wording.research_travel"]
    abroad = str(rule.yields["item"]) in named.name.core
    return abroad and any(rule.search(stretch.view.text) for stretch in context.stretches)


def _tried(context: Context, inside: Named, outside: Named) -> Tried:
    part, whole = context.terms[inside.fact.id], context.terms[outside.fact.id]
    return attempt(
        _CODE,
        part.span,
        None if at_most(part.interval, whole.interval) else severity(part, whole.interval),
        roles=(Role(part, "part"), Role(whole, "whole")),
        computation=f"{bare(part)} ≤ {bare(whole)}",
        why=say("why.three_public", table=table_name(outside.table), whole=printed(whole)),
        says={"whole": printed(whole)},
        linear=constraints.bounded(part, whole),
    )
