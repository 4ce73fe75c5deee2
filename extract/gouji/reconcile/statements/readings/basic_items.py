"""Items of the three public costs in tables of basic spending, beside the cells that state all of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gouji.figures import Kind
from gouji.language import rules
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.tables import table_roles

_PART, _WHOLE = "basic_expenditure", "three_public"  # roles of tables
_ASPECTS = ("what", "measure", "year")

Quantity = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BasicItem:
    """What basic spending holds of an item, and all that is paid of it."""

    part: Named
    whole: Named


def basic_items_of(context: Context) -> Iterator[BasicItem]:
    """The greatest amount of an item in tables of basic spending, with the greatest in its own tables.

    The greatest of a table is all of the item: the others are of units or of parts.
    """
    parts = _greatest(context, (n for n in context.named if n.fact.code and _of(n, _PART)))
    wholes = _greatest(context, (n for n in context.named if _of(n, _WHOLE)))
    for quantity, part in parts.items():
        if quantity in wholes and not _left_out(context, part):
            yield BasicItem(part, wholes[quantity])


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
