"""Sums between the cells of one table: how many hold, how many miss, and which miss because the table was misread.

A document errs once or twice where a reading errs by the dozen: a table in which many rows miss one kind of sum, and no
slip of the hand would explain them, was misread. So was one whose rows come to exactly two or three times their total:
they were counted on several levels.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gouji.document import Fact
from gouji.figures import ZERO
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.kernel.sum import gap
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.gaps import Gap, one_gap

_FEWEST = 3  # places that miss before a table can be misread
_SHARE = 5  # one place in so many, or more
_LEVELS = (2, 3)  # how often rows on several levels are counted

Kind = tuple[int, str, str]  # of sums in one table: the table's id, the relation, where whole and parts stand


@dataclass(frozen=True)
class Sums:
    """The sums of all tables.

    Attributes
    ----------
    held, failed : how many hold, and miss by more than rounding, by the table's id.
    misread : the kinds of sums of which too many rows of a table miss for all of them to be slips.
    """

    held: Counter[int] = field(default_factory=Counter)
    failed: Counter[int] = field(default_factory=Counter)
    misread: frozenset[Kind] = frozenset()


def inside(context: Context, tried: Tried) -> set[int]:
    """The tables between whose cells a relation of tables stands, by their ids; none for one with prose."""
    return {cell.table for cell in cells(context, tried)} if tried.kind is FindingKind.TABLE_INTERNAL else set()


def cells(context: Context, tried: Tried) -> list[Fact]:
    """The cells among the figures of a relation, the total's first."""
    facts = (context.terms.facts.get(role.term.id) for role in tried.roles)
    return [fact for fact in facts if fact]


def sums(context: Context, tried: Iterable[Tried]) -> Sums:
    """What became of the sums of each table."""
    held: Counter[int] = Counter()
    failed: Counter[int] = Counter()
    told: dict[Kind, set[int]] = defaultdict(set)
    missed: dict[Kind, dict[int, Gap]] = defaultdict(dict)
    for one in tried:
        found = cells(context, one)
        kind = kind_of(one, found)
        if kind is None or one.status not in (Status.HOLDS, Status.VIOLATED):
            continue
        wrong = one.status is Status.VIOLATED and one.severity is not Severity.ROUNDING
        (failed if wrong else held)[kind[0]] += 1
        place = found[0].column_index if kind[2] == "total" else found[0].row_index
        told[kind].add(place)
        if one.severity is Severity.MATERIAL and not slipped(one):
            missed[kind].setdefault(place, gap(one))
    misread = (kind for kind, gaps in missed.items() if _are_many(_errors(gaps), len(told[kind])))
    return Sums(held, failed, frozenset(misread))


def _errors(gaps: Mapping[int, Gap]) -> int:
    """How many errors make so many places miss: one, where all lack the same amount."""
    return 1 if one_gap([*gaps.values()]) else len(gaps)


def _are_many(missed: int, told: int) -> bool:
    return missed >= _FEWEST and missed * _SHARE >= told


def kind_of(tried: Tried, cells: Sequence[Fact]) -> Kind | None:
    """What kind of sum a relation is; None where it is no sum of cells of one table."""
    if tried.kind is not FindingKind.TABLE_INTERNAL or len(cells) < len(tried.roles) or len(cells) <= 1:
        return None
    whole, *parts = cells
    if {whole.table} != {part.table for part in parts}:
        return None
    if all(part.row_index == whole.row_index for part in parts):
        return whole.table, tried.code, "row"
    return whole.table, tried.code, "items" if whole.code or whole.row[1:] else "total"


def on_several_levels(tried: Tried) -> bool:
    """Whether several parts come to exactly two or three times their total."""
    whole, *parts = (role.term.figure.base for role in tried.roles)
    return len(parts) > 1 and whole > 0 and sum(parts, ZERO) in [whole * n for n in _LEVELS]
