"""What a finding stands on: the disputed figure, the relations against it, and the one of them that tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.document import Span
from gouji.figures import Interval
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.kernel.relation import Role, Tried, severity
from gouji.reconcile.model import RANK, Severity
from gouji.reconcile.solving.disputed_figures import Disputed, roles_of
from gouji.reconcile.statements.document_index import Context

_BOUNDS = "order"  # the kernel of relations that only bound a figure


@dataclass(frozen=True)
class Grounds:
    """A disputed figure with the relations that speak against it, the one that tells it best first.

    Attributes:
        disputed: what localisation found.
        group: the relations that miss, or those that miss only together.
        main: the relation that the finding is told by.
        role: the disputed figure in `main`; None where words are disputed.
    """

    disputed: Disputed
    group: tuple[Tried, ...]
    main: Tried
    role: Role | None

    @property
    def span(self) -> Span:
        """Where the disputed figure or wording stands."""
        return self.role.term.span if self.role else self.main.span

    @property
    def alone(self) -> bool:
        """Whether a relation misses by itself, and not only together with others."""
        return bool(self.disputed.group)

    @property
    def computes(self) -> bool:
        """Whether the finding is told by what computes a rate that misses only with others."""
        return _computes(self.main, self.disputed)

    @property
    def told_by(self) -> tuple[Tried, ...]:
        """All relations that the finding rests on, those of the figures off by the same error last."""
        along = (t for other in self.disputed.along for t in other.group)
        return (*self.group, *self.disputed.joint, *along)

    @property
    def severity(self) -> Severity | None:
        """The gravest of the relations that miss; of those that miss only together, by what they leave for it."""
        one = self.disputed
        if one.group:
            missing = (t for each in (one, *one.along) for t in each.group)
            return min((t.severity or Severity.MATERIAL for t in missing), key=RANK.__getitem__)
        return severity(self.role.term, one.allowed) if self.role and one.allowed else None

    def expected(self, context: Context) -> str:
        """What should stand there, as it would be printed; '' where that is not known."""
        if self.role is None:
            return self.main.reworded
        if self.disputed.confirmed:
            return ""
        if self.role.said or self.disputed.allowed is None:
            return self.role.expected
        if not tells(self.disputed, self.group):
            return ""
        left = self._left(self.disputed.allowed)
        if printed_one := context.terms.printed_within(left, self.role.term):
            left = Interval.point(printed_one)
        return replace(self.role, allowed=left).expected

    def _left(self, allowed: Interval) -> Interval:
        """What everything else leaves for the figure, and the relation too where both can be had."""
        own = self.role.allowed if self.role and self.alone else None
        return (own.common(allowed) if own else None) or allowed


def tells(disputed: Disputed, group: Iterable[Tried]) -> bool:
    """Whether any relation tells what a figure should be, and not only that it is too great or too small."""
    return any(
        load()[tried.code].kernel != _BOUNDS or any(role.allowed for role in roles_of(tried, disputed.term))
        for tried in group
    )


def grounds(one: Disputed) -> Grounds:
    """The relations of a disputed figure in order, and the first that says what it should be."""
    group = tuple(sorted(one.group or one.joint, key=lambda t: _order(t, one)))
    main = next((t for t in group if _telling(t, one)), group[0])
    role = None if main.reworded else next(iter(roles_of(main, one.term)), None)
    return Grounds(one, group, main, role)


def _order(tried: Tried, one: Disputed) -> tuple[bool, bool, bool, Decimal, float]:
    """The relations that a finding is told by: those that miss and tell the figure closely first.

    A rate that is disputed only with others is told by what computes it.
    """
    return not tried.fixed, not _computes(tried, one), not tried.misses, _width(tried, one.term), -tried.certainty


def _computes(tried: Tried, one: Disputed) -> bool:
    """Whether a relation computes a rate that it misses only with others."""
    return not one.group and any(r.term.id == one.term for r in tried.roles[:1] if r.role == "rate")


def _telling(tried: Tried, one: Disputed) -> bool:
    """Whether a relation says what the disputed figure should be, and everything else allows that."""
    return any(_allows(r, one.allowed) for r in roles_of(tried, one.term) if r.expected)


def _allows(role: Role, allowed: Interval | None) -> bool:
    """Whether what a relation says of a figure agrees with what everything else leaves for it."""
    if role.said or allowed is None:
        return True
    return role.allowed is not None and role.allowed.meets(allowed)


def _width(tried: Tried, term_id: str) -> Decimal:
    """How closely a relation tells what a figure should be."""
    return min((r.allowed.width for r in roles_of(tried, term_id) if r.allowed), default=Decimal("Infinity"))
