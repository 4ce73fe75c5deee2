"""Gathers what stands about a disputed figure, so that hypotheses need not look at the document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.figures import ZERO, Figure, Interval, Kind
from gouji.language.quantities import scan
from gouji.reconcile.diagnosis.cell_neighbours import Cells
from gouji.reconcile.diagnosis.elsewhere import Elsewhere
from gouji.reconcile.diagnosis.model import Neighbour, Sum, Suspect, Tie
from gouji.reconcile.diagnosis.names import Names
from gouji.reconcile.diagnosis.prose_neighbours import Prose
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.statements.document_index import Context
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
        right = _figure(expected)
        if right is None or disputed.figure.unit is None or disputed.figure.unit.kind is Kind.COUNT:
            return None
        own = next((r for t in group for r in t.roles if r.term.id == disputed.id), None)
        rows, at = self.cells.rows(disputed)
        return Suspect(
            term=disputed,
            expected=right,
            exact=_exact(disputed, group),
            role=_role(own, group),
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


def _figure(text: str) -> Figure | None:
    found = scan(text)
    return found[0].figure if len(found) == 1 else None


def _exact(disputed: Term, group: Sequence[Tried]) -> Interval | None:
    """What the most telling relation says that the figure should be."""
    allowed = [r.allowed for t in group for r in t.roles if r.term.id == disputed.id and r.allowed]
    return min(allowed, key=lambda a: a.width, default=None)


def _role(own: Role | None, group: Sequence[Tried]) -> str:
    """The role of the disputed figure; a rate is called after its relation."""
    if own is None or own.role != "rate":
        return own.role if own else ""
    relation = next((t.relation for t in group if any(r is own for r in t.roles)), "")
    return _RATIOS.get(relation, "rate")


def _roles(names: Names, disputed: Term, group: Sequence[Tried]) -> Iterator[Neighbour]:
    for tried in group:
        if tried.relation in _RATIOS:
            for role in tried.roles:
                if role.term.id != disputed.id and role.role in _TIES:
                    yield Neighbour(Tie(role.role), names.short(role.term), role.term.figure)


def _sums(names: Names, disputed: Term, group: Sequence[Tried]) -> Iterator[Sum]:
    for tried in group:
        total, *parts = tried.roles or (None,)
        if total and total.role == "total" and parts:
            yield Sum(
                Neighbour(Tie.WHOLE, names.short(total.term), total.term.figure),
                tuple(_part(names, p.term, total.term) for p in parts),
                slack=sum((r.term.interval.width for r in tried.roles), ZERO) / 2,
                own=total.term.id == disputed.id,
            )


def _part(names: Names, part: Term, total: Term) -> Neighbour:
    """A part with the cells that name it, where it is a figure of prose."""
    cells = () if part.cell else tuple(Neighbour(Tie.SAME, names.cell(f), f.figure) for f in names.cells_of(part))
    return Neighbour(Tie.PART, names.short(part, total), part.figure, stated=cells)
