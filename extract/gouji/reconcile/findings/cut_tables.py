"""Tables that could not be read to their end or as they are meant: their sums tell nothing where they miss.

What the rows of a cut table miss, the end of the page may have taken. And a document errs once or twice where a reading
errs by the dozen: a table in which many rows miss one kind of sum, and no slip of the hand would explain them, was
misread. So was one whose rows come to exactly two or three times their total: they were counted on several levels.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gouji.document import Fact
from gouji.figures import ZERO
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import FindingKind, Severity, Status, say
from gouji.reconcile.statements.document_index import Context

_FEWEST = 3  # places that miss before a table can be misread
_SHARE = 5  # one place in so many, or more
_LEVELS = (2, 3)  # how often rows on several levels are counted

Kind = tuple[int, str, str]  # of sums in one table: the table's id, the relation, where whole and parts stand


def excused(context: Context, tried: Iterable[Tried]) -> Iterator[Tried]:
    """The relations; those between the cells of one table that miss tell nothing where the table is cut or misread."""
    every = list(tried)
    cut = {t.id for t in context.document.tables if t.cut}
    misread = _misread(context, every)
    for one in every:
        cells = _cells(context, one)
        inside = one.misses and one.kind is FindingKind.TABLE_INTERNAL
        if inside and any(cell.table in cut for cell in cells):
            yield _set_aside(one, Status.NOT_APPLICABLE, "reason.cut")
        elif inside and (_kind(one, cells) in misread or _on_several_levels(one)):
            yield _set_aside(one, Status.UNREADABLE, "reason.misread")
        else:
            yield one


def _set_aside(tried: Tried, status: Status, reason: str) -> Tried:
    return replace(tried, status=status, why=say(reason), severity=None, linear=(), doubtful=False)


def _cells(context: Context, tried: Tried) -> list[Fact]:
    """The cells among the figures of a relation, the total's first."""
    facts = (context.terms.facts.get(role.term.id) for role in tried.roles)
    return [fact for fact in facts if fact]


def _misread(context: Context, tried: Iterable[Tried]) -> set[Kind]:
    """The kinds of sums of which too many rows of a table miss for all of them to be slips."""
    told: dict[Kind, set[int]] = defaultdict(set)
    missed: dict[Kind, set[int]] = defaultdict(set)
    for one in tried:
        cells = _cells(context, one)
        kind = _kind(one, cells)
        if kind is None or one.status not in (Status.HOLDS, Status.VIOLATED):
            continue
        place = cells[0].column_index if kind[2] == "total" else cells[0].row_index
        told[kind].add(place)
        if one.severity is Severity.MATERIAL and not slipped(one):
            missed[kind].add(place)
    return {kind for kind, places in missed.items() if _are_many(len(places), len(told[kind]))}


def _are_many(missed: int, told: int) -> bool:
    return missed >= _FEWEST and missed * _SHARE >= told


def _kind(tried: Tried, cells: list[Fact]) -> Kind | None:
    """What kind of sum a relation is; None where it is no sum of cells of one table."""
    if tried.kind is not FindingKind.TABLE_INTERNAL or len(cells) < len(tried.roles) or len(cells) <= 1:
        return None
    whole, *parts = cells
    if {whole.table} != {part.table for part in parts}:
        return None
    if all(part.row_index == whole.row_index for part in parts):
        return whole.table, tried.code, "row"
    return whole.table, tried.code, "items" if whole.code or whole.row[1:] else "total"


def _on_several_levels(tried: Tried) -> bool:
    """Whether several parts come to exactly two or three times their total."""
    whole, *parts = (role.term.figure.base for role in tried.roles)
    return len(parts) > 1 and whole > 0 and sum(parts, ZERO) in [whole * n for n in _LEVELS]
