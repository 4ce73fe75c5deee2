"""Completion rates of a whole against those of its parts: each part's amount and rate imply its budget."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gouji.claims import Claim, Relation
from gouji.figures import HUNDRED, ZERO, Interval
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.constraints import Linear
from gouji.reconcile.kernel.rate import NOTHING, Amount, quotient, try_rate
from gouji.reconcile.kernel.relation import Reading, Role, Tried, bare
from gouji.reconcile.model import say
from gouji.reconcile.relations.meant import if_slip
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.completions import budget_completed, of_received
from gouji.reconcile.statements.readings.partitions import partitions
from gouji.reconcile.statements.terms import Term

_CODE = "completion.parts"
_FEWEST = 2  # parts with a budget of their own
_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class _Part:
    """An amount, its completion rate, and the rate's interval: exact where prose says that the budget was met."""

    value: Term
    rate: Term
    per_cent: Interval

    @property
    def budget(self) -> Amount:
        value, rate = self.value, self.rate
        return Amount(value.interval / (self.per_cent / HUNDRED), value.figure.base / rate.figure.base * HUNDRED)


@relation(_CODE)
def implied_completions(context: Context) -> Iterator[Tried]:
    """Try every completion rate without a budget against the budgets that its parts' rates imply."""
    rated = _Rated(context)
    for claim in context.claims:
        value, rate = context.value(claim), rated.rate_of(claim)
        if value is None or rate is None or value.zero or rate.zero:
            continue
        parts = _rated_parts(context, rated, claim, value)
        tried = _tried(claim, value, rate, parts) if parts else None
        if tried:
            yield tried


def _rated_parts(context: Context, rated: _Rated, claim: Claim, value: Term) -> list[_Part]:
    """The first division of a value whose parts come to it and have rates; empty where there is none."""
    for parts in _divisions(context, rated, claim, value):
        found = rated.parts(claim, parts)
        if len(found) >= _FEWEST and _come_to(value, parts):
            return found
    return []


def _come_to(value: Term, parts: list[Term]) -> bool:
    together = sum((p.interval for p in parts), Interval.point(ZERO))
    return together.meets(value.interval)


class _Rated:
    """The completion rates of a document that give no budget, by the figure whose completion they tell."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.by_value: dict[str, Claim] = {}
        self.met: set[str] = set()  # figures of which prose says that they equal the budget
        self.lists: dict[str, list[Claim]] = defaultdict(list)  # those of each total
        self.told: set[str | None] = set()  # figures whose completion is told
        self.levels: dict[object, list[Claim]] = defaultdict(list)  # those of each quantity, measure and year
        for level in context.levels:
            self.levels[level.name.core, level.measure, level.period].append(level)
        for claim in context.claims:
            if claim.relation is Relation.PART_OF:
                self.lists[claim.figures["whole"]].append(claim)
            if _tells_completion(claim):
                self.told.add(claim.figures.get("value"))
            if self.rate_of(claim):
                self.by_value.setdefault(claim.figures["value"], claim)
            elif _tells_completion(claim) and claim.order == "equal":
                self.met.add(claim.figures["value"])

    def rate_of(self, claim: Claim) -> Term | None:
        if not _tells_completion(claim) or "budget" in claim.figures or of_received(claim):
            return None
        rate = self.context.terms.of(claim, "rate")
        return rate if rate and rate.per_cent else None

    def parts(self, whole: Claim, parts: list[Term]) -> list[_Part]:
        """The parts with their rates; none where one that is not zero has no rate of the same budget."""
        filled = [p for p in parts if not p.zero]
        rated = [self._part(p, budget_completed(whole)) for p in filled]
        found = [p for p in rated if p]
        return found if len(found) == len(filled) else []

    def _part(self, value: Term, budget: str) -> _Part | None:
        """A part with its rate; None where it has none of this budget."""
        claim = self.by_value.get(value.id)
        rate = self.rate_of(claim) if claim else None
        if claim is None or rate is None or rate.zero or budget_completed(claim) != budget:
            return None
        met = value.id in self.met and rate.figure.value == HUNDRED
        return _Part(value, rate, Interval.point(HUNDRED) if met else rate.interval)


def _divisions(context: Context, rated: _Rated, claim: Claim, value: Term) -> Iterator[list[Term]]:
    """The parts that a level is divided in: those of its list, those of a known partition."""
    for other in rated.lists.get(value.id, ()):
        yield context.parts(other)
    if claim.name.core:
        yield from _known_divisions(context, rated, claim)


def _known_divisions(context: Context, rated: _Rated, claim: Claim) -> Iterator[list[Term]]:
    """The levels of the parts of each partition of a quantity, where all that it must have are told."""
    for known in partitions():
        if claim.name.core in known.whole:
            needed = [_level(context, rated, claim, core) for core in known.parts]
            optional = [_level(context, rated, claim, core) for core in known.optional]
            if all(needed):
                yield list(filter(None, (*needed, *optional)))


def _level(context: Context, rated: _Rated, like: Claim, core: str) -> Term | None:
    """A part's level of the same year and measure that tells its completion, else any such level."""
    same = rated.levels.get((core, like.measure, like.period), [])
    told = (c for c in same if c.figures["value"] in rated.told)
    return next((context.value(c) for c in (*told, *same)), None)


def _tells_completion(claim: Claim) -> bool:
    return claim.relation is Relation.COMPLETION and not claim.aside


def _tried(claim: Claim, value: Term, rate: Term, parts: list[_Part]) -> Tried | None:
    """rate = value ÷ Σ (part ÷ rate of the part)"""
    budget = sum((p.budget for p in parts), NOTHING)
    implied = " + ".join(f"{bare(p.value)} ÷ {bare(p.rate)}" for p in parts)
    found = quotient(Amount.of(value), budget, f"{bare(value)} ÷ ({implied})")
    if found is None:
        return None
    others = _roles(value, rate, budget.interval, parts)
    linear = _linear(value, rate, parts)
    tried = try_rate(_CODE, rate, found, claim.span, others=others, linear=linear, rule=_CODE)
    return if_slip(tried, say("reason.all_of_budget"), Reading("budgets", value.id))


def _roles(value: Term, rate: Term, budget: Interval, parts: list[_Part]) -> Iterator[Role]:
    """The other figures with what each would have to be if it alone were wrong."""
    whole = value.interval / (rate.interval / HUNDRED)
    for part in parts:
        others = sum((p.budget.interval for p in parts if p is not part), Interval.point(ZERO))
        own = whole - others
        possible = own.lo > 0
        yield Role(part.rate, "rate", part.value.interval / own * HUNDRED if possible else None)
        yield Role(part.value, "part", own * (part.per_cent / HUNDRED) if possible else None)
    yield Role(value, "value", budget * (rate.interval / HUNDRED))


def _linear(value: Term, rate: Term, parts: list[_Part]) -> tuple[Linear, ...]:
    """value = rate · Σ part ÷ rate of the part, at both ends of the printed rates."""
    if any(p.value.interval.lo < 0 for p in parts):
        return ()
    given = (rate.id, *(p.rate.id for p in parts))
    low = tuple((p.value, -rate.interval.lo / p.per_cent.hi) for p in parts)
    high = tuple((p.value, -rate.interval.hi / p.per_cent.lo) for p in parts)
    return (
        Linear(((value, _ONE), *low), ZERO, None, given),
        Linear(((value, _ONE), *high), None, ZERO, given),
    )
