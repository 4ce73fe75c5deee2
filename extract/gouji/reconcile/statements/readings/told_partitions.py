"""Quantities that prose tells apart from their parts: no list opens behind them, and each part is told by its name.

The three public costs are often told so, each under a heading of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.claims import Claim, Relation
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.partitions import Partition, partitions

_LIST = 2  # figures of a list of one part

Scope = tuple[object, ...]  # whose a quantity is, its fund, measure and year, and the part of the document


@dataclass(frozen=True, slots=True)
class ToldPartition:
    """A quantity and the levels that tell its parts, in the order of the partition."""

    whole: Claim
    parts: tuple[Claim, ...]


def told_partitions(context: Context) -> Iterator[ToldPartition]:
    """Each quantity that no list divides, with all its parts, where each is told once in its scope."""
    told: dict[Scope, dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    listed = _listed(context)
    for claim in context.levels:
        if claim.name.known and claim.figures["value"] not in listed:
            told[_scope(context, claim)][claim.name.core].append(claim)
    for levels in told.values():
        yield from _of_one_scope(context, levels)


def _listed(context: Context) -> set[str]:
    """The amounts that stand in a list with others; one alone behind 其中 has the other parts in later sentences."""
    lists = (claim for claim in context.told(Relation.PART_OF) if len(claim.figures) > _LIST)
    return {value for claim in lists for role, value in claim.figures.items() if role != "whole"}


def _named_here(context: Context, claim: Claim) -> bool:
    """Whether a level has the name that its own paragraph gives, and none that a heading hands down."""
    block = context.document.block_at(claim.span.start)
    words = "".join(context.document.slice(block.span).split()) if block else ""
    return "".join(claim.subject.split()) in words


def _of_one_scope(context: Context, levels: dict[str, list[Claim]]) -> Iterator[ToldPartition]:
    for known in partitions():
        for name in known.whole & levels.keys():
            whole, parts = _once(context, levels[name]), _parts(context, levels, known)
            if whole and parts and _named_here(context, whole) and not _is_listed(context, whole):
                yield ToldPartition(whole, parts)


def _is_listed(context: Context, whole: Claim) -> bool:
    """Whether a list of several parts divides a level."""
    of_it = (c for c in context.told(Relation.PART_OF) if c.figures["whole"] == whole.figures["value"])
    return any(len(claim.figures) > _LIST for claim in of_it)


def _parts(context: Context, levels: dict[str, list[Claim]], known: Partition) -> tuple[Claim, ...]:
    """The levels of all its parts; none where one is not told here, or is told in two amounts."""
    if any(name in context.names_told and name not in levels for name in known.optional):
        return ()
    found = [_once(context, levels[name]) for name in known.told_in(levels.keys())]
    return tuple(claim for claim in found if claim) if all(found) else ()


def _once(context: Context, levels: list[Claim]) -> Claim | None:
    """The first of some levels, where all of them state one amount."""
    amounts = {value.figure.base for claim in levels if (value := context.value(claim))}
    return levels[0] if len(amounts) == 1 else None


def _scope(context: Context, claim: Claim) -> Scope:
    told = context.aspects(claim)
    return (told.whose.value, told.fund.value, told.measure.value, told.year.value, context.top_section(claim))
