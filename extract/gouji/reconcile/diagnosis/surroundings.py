"""Gathers what stands about a disputed figure, so that hypotheses need not look at the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from gouji.figures import ZERO, Interval, Kind
from gouji.reconcile.diagnosis.cell_neighbours import Cells
from gouji.reconcile.diagnosis.elsewhere import Elsewhere
from gouji.reconcile.diagnosis.model import Neighbour, Sum, Suspect, Tie
from gouji.reconcile.diagnosis.names import Names
from gouji.reconcile.diagnosis.prose_neighbours import Prose
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.printed_figures import figure_in
from gouji.reconcile.statements.terms import Term

_RATIOS = {"change": "rate", "share": "share", "share_sum": "share", "completion": "completion"}
_TIES = frozenset({Tie.VALUE, Tie.DELTA, Tie.BASE, Tie.WHOLE, Tie.PART})


class Surroundings:
    """What stands about the figures of one document; its indexes are made once for all findings."""

    def __init__(self, context: Context) -> None:
        self.names = Names(context)
        self.cells = Cells(context)
        self.prose = Prose(context, self.names)
        self.elsewhere = Elsewhere(context, self.names)

    def suspect(self, disputed: Term, expected: str, group: Sequence[Tried]) -> Suspect | None:
        """A disputed figure with its surroundings; None for counts, words and whatever states no one figure."""
        right = figure_in(expected)
        if right is None or disputed.figure.unit is None or disputed.figure.unit.kind is Kind.COUNT:
            return None
        rows, at = self.cells.rows(disputed)
        return Suspect(
            term=disputed,
            expected=right,
            exact=_exact(disputed, group),
            role=_role(disputed, group),
            relations=len(group),
            neighbours=tuple(self._neighbours(disputed, group)),
            sums=tuple(_sums(self.names, disputed, group)),
            columns=tuple(self.cells.columns(disputed)),
            rows=rows,
            at=at,
        )

    def _neighbours(self, disputed: Term, group: Sequence[Tried]) -> Iterator[Neighbour]:
        yield from _roles(self.names, disputed, group)
        if disputed.cell:
            yield from self.cells.about(disputed)
        else:
            yield from self.prose.about(disputed)
            yield from self.cells.about_reference(disputed, group)
        yield from self.cells.unlisted(group)
        yield from self.elsewhere.about(disputed, group)


def _exact(disputed: Term, group: Sequence[Tried]) -> Interval | None:
    """What the most telling relation says that the figure should be."""
    allowed = [role.allowed for _, role in _own_roles(disputed, group) if role.allowed]
    return min(allowed, key=lambda a: a.width, default=None)


def _own_roles(disputed: Term, group: Sequence[Tried]) -> Iterator[tuple[Tried, Role]]:
    """The relations of a disputed figure, each with the role that it plays there."""
    for tried in group:
        for role in tried.roles:
            if role.term.id == disputed.id:
                yield tried, role


def _role(disputed: Term, group: Sequence[Tried]) -> str:
    """The role of the disputed figure; a rate is called after its relation."""
    for tried, role in _own_roles(disputed, group):
        return _RATIOS.get(tried.relation, "rate") if role.role == "rate" else role.role
    return ""


def _roles(names: Names, disputed: Term, group: Sequence[Tried]) -> Iterator[Neighbour]:
    """The other figures of violated ratios, tied by their roles."""
    ratios = [tried for tried in group if tried.relation in _RATIOS]
    for role in chain.from_iterable(tried.roles for tried in ratios):
        if role.term.id != disputed.id and role.role in _TIES:
            yield Neighbour(Tie(role.role), names.short(role.term), role.term.figure)


def _sums(names: Names, disputed: Term, group: Sequence[Tried]) -> Iterator[Sum]:
    """The violated sums."""
    for tried in group:
        parts = tried.roles[1:]
        if parts and tried.roles[0].role == "total":
            yield _sum(names, disputed, tried)


def _sum(names: Names, disputed: Term, tried: Tried) -> Sum:
    total, *parts = (role.term for role in tried.roles)
    return Sum(
        Neighbour(Tie.WHOLE, names.short(total), total.figure),
        tuple(_part(names, part, total) for part in parts),
        slack=sum((role.term.interval.width for role in tried.roles), ZERO) / 2,
        own=total.id == disputed.id,
    )


def _part(names: Names, part: Term, total: Term) -> Neighbour:
    """A part with the cells that name it, where it is a figure of prose."""
    facts = [] if part.cell else names.cells_of(part)
    cells = tuple(Neighbour(Tie.SAME, names.cell(fact), fact.figure) for fact in facts)
    return Neighbour(Tie.PART, names.short(part, total), part.figure, stated=cells)
