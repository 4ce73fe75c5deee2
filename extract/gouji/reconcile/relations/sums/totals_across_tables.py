"""Totals of one table that are the sum of totals of others, as `patterns/identities.toml` declares them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from gouji.declared import declared
from gouji.document import Fact
from gouji.figures import ZERO
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.relation import Tried, table_name
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Status, say
from gouji.reconcile.relations.layout_evidence import excused
from gouji.reconcile.relations.same_cells import listed, same_cells
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.stated_totals import Stated, StatedTotals, carried_over

CODE = "identity.between"
_SAME = "identity.same"
_UNIT = frozenset({"unit_slip"})
_NEAR = Decimal("0.005")  # of the whole: so small a miss is no difference of scope


def between_tables(facts: dict[int, list[Fact]], context: Context) -> Iterator[Tried]:
    """Every identity between tables of which the document's tables state the whole and the parts."""
    totals = StatedTotals(facts, context)
    stated = totals.by_name
    for known in declared("identities")["between"]:
        names = (*known["parts"], *known.get("optional", ()))
        parts = [stated[n] for n in names if n in stated]
        if _can_be_tried(known, stated, parts):
            unread = any(map(totals.unread, names))
            yield _tried(context, known, stated[known["whole"]], parts, unread)


def _can_be_tried(known: dict[str, Any], stated: dict[str, Stated], parts: list[Stated]) -> bool:
    """Whether whole and parts are stated, and no part by the table of the whole."""
    if any(name not in stated for name in (known["whole"], *known["parts"])):
        return False
    return all(part.table.id != stated[known["whole"]].table.id for part in parts)


def _tried(context: Context, known: dict[str, Any], whole: Stated, parts: list[Stated], unread: bool) -> Tried:
    """One identity; what it misses may have another reason than an error."""
    tried = _sum(context, known, whole, parts) if len(parts) > 1 else _same(context, known, whole, *parts)
    if tried.status is not Status.VIOLATED:
        return tried
    reason = _reason(context, known, tried, (whole, *parts), unread)
    return excused(tried, reason) if reason else tried


def _same(context: Context, known: dict[str, Any], whole: Stated, part: Stated) -> Tried:
    """A whole of one part: the same figure in two tables."""
    tables, cells = (part.table, whole.table), (part.fact, whole.fact)
    return same_cells(context, _SAME, tables, cells, rule=known["id"], certainty=known["certainty"])


def _reason(context: Context, known: dict[str, Any], tried: Tried, stated: tuple[Stated, ...], unread: bool) -> str:
    """Why an identity that misses does not apply, as a phrase; '' where nothing excuses it.

    A miss that is neither a slip nor small beside the whole may be another scope of one table.
    """
    whole, *parts = (s.fact for s in stated)
    miss = abs(whole.figure.base - sum((f.figure.base for f in parts), ZERO))
    if unread:
        return "reason.unread"
    if _without_unit(stated) and slipped(tried, _UNIT):
        return "reason.no_unit"
    if _carried(context, miss):
        return "reason.carried"
    if slipped(tried):
        return ""
    near = miss <= _NEAR * whole.figure.base
    return "" if near and not known.get("slips_only") else "reason.scope"


def _without_unit(stated: tuple[Stated, ...]) -> bool:
    return any(s.table.unit is None for s in stated)


def _carried(context: Context, miss: Decimal) -> bool:
    """Whether some table says that just so much was carried over: one of the tables then leaves it out."""
    return any(abs(f.figure.base - miss) <= f.figure.place() for f in carried_over(context.facts))


def _sum(context: Context, known: dict[str, Any], whole: Stated, parts: list[Stated]) -> Tried:
    term, terms = context.terms[whole.fact.id], [context.terms[p.fact.id] for p in parts]
    says = {
        "others": listed(dict.fromkeys(table_name(p.table) for p in parts)),
        "about": say(known["id"]),
    }
    return try_sum(CODE, term, terms, term.span, says=says, certainty=known["certainty"], rule=known["id"])
