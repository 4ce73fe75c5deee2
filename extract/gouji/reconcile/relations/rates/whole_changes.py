"""What a whole changed by against last year or its budget, and what its parts changed by."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Claim, Relation
from gouji.figures import ZERO
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.catalogue import in_words, relation
from gouji.reconcile.kernel.rate import NOTHING, Amount, quotient, try_rate
from gouji.reconcile.kernel.relation import Role, Tried, bare
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Status
from gouji.reconcile.relations.direction_words import is_turned, turned
from gouji.reconcile.relations.rates.change import SIGN
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.comparisons import against
from gouji.reconcile.statements.readings.partitions import partitions
from gouji.reconcile.statements.terms import Term

_PARTS = "change.parts"


@relation("change.deltas", _PARTS)
def whole_changes(context: Context) -> Iterator[Tried]:
    """What a whole changed by against what its parts changed by (三公经费 and its three items)."""
    changes = _Changes(context)
    told = (c for c in context.claims if _is_change(c) and c.direction in SIGN)
    for claim in told:
        for parts, whole_list in changes.divisions(claim):
            yield from _whole_change(context, claim, parts, whole_list)


def _whole_change(context: Context, claim: Claim, parts: list[Claim], whole_list: bool) -> Iterator[Tried]:
    """The amount of a change where all parts are told; its rate where no amount is."""
    rate, delta = context.terms.of(claim, "rate"), context.terms.of(claim, "delta")
    if delta:
        if whole_list:
            of_parts = _whole_delta(context, claim, delta, parts)
            yield from _if_meant(context, of_parts, delta, surely=_all_told(context, claim, parts))
        return
    whole = _level(context, claim)
    tried = _whole_rate(context, claim, rate, whole, parts) if rate and whole else None
    if rate and tried:
        yield from _if_meant(context, tried, rate)


class _Changes:
    """By how much quantities changed, where that is told in an amount or as no change at all."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.levels = {c.name.core for c in context.levels}
        self.told: dict[tuple[str, str], list[Claim]] = {}
        for claim in context.claims:
            if _is_change(claim) and ("delta" in claim.figures or _unchanged(claim)):
                self.told.setdefault((context.unit_of(claim), claim.name.core), []).append(claim)

    def divisions(self, whole: Claim) -> Iterator[tuple[list[Claim], bool]]:
        """The changes of the parts of a whole, where each is told in one amount, and whether these are all parts.

        A part that need not be there may have changed too where the document tells of it.
        """
        for known in partitions():
            if whole.name.core not in known.whole:
                continue
            needed, optional = self._told_of(whole, known.parts), self._told_of(whole, known.optional)
            told = [claims for claims in (*needed.values(), *optional.values()) if claims]
            if all(needed.values()) and all(map(self._single, told)):
                untold = {core for core, claims in optional.items() if not claims}
                yield [claims[0] for claims in told], untold.isdisjoint(self.levels)

    def _told_of(self, whole: Claim, cores: tuple[str, ...]) -> dict[str, list[Claim]]:
        unit = self.context.unit_of(whole)
        return {core: [c for c in self.told.get((unit, core), []) if _alike(c, whole)] for core in cores}

    def _single(self, claims: list[Claim]) -> bool:
        """Whether all claims of one part tell one amount."""
        amounts = {self._amount(c) for c in claims}
        return len(amounts) == 1

    def _amount(self, claim: Claim) -> tuple[object, ...]:
        delta = self.context.terms.of(claim, "delta")
        return claim.direction, delta and delta.figure.base


def _if_meant(context: Context, tried: Tried, term: Term, surely: bool = False) -> Iterator[Tried]:
    """The parts may be compared with another year or budget: only a slip or a turned word tells, unless all is told."""
    if tried.status is Status.HOLDS or slipped(tried):
        yield tried
    elif is_turned(term, tried.roles[0].allowed):
        yield turned(context, tried, term)
    elif surely:
        yield tried


def _is_change(claim: Claim) -> bool:
    """Whether a claim is a change, or that there is none."""
    told = claim.relation is Relation.CHANGE and not claim.aside
    return told and (claim.direction in SIGN or _unchanged(claim))


def _year_against(claim: Claim) -> int | None:
    """The year that a change is against; None where its words do not tell."""
    base = against(claim)
    year_before = claim.period - 1 if base.last_year and claim.period else None
    return base.year or year_before


def _unchanged(claim: Claim) -> bool:
    return claim.direction == "flat" and "delta" not in claim.figures


def _alike(part: Claim, whole: Claim) -> bool:
    """Whether two changes may be against the same: the budget of one year or its outcome."""
    years = {_year_against(part), _year_against(whole)} - {None}
    return _unchanged(part) or (len(years) <= 1 and against(part).budget == against(whole).budget)


def _all_told(context: Context, claim: Claim, parts: list[Claim]) -> bool:
    """Whether the parts of a change are surely all, and against the same: what they are of comes to the whole."""
    if any(_year_against(part) != _year_against(claim) for part in parts if not _unchanged(part)):
        return False
    whole = _level(context, claim)
    levels = [level for level in (_level(context, part) for part in parts) if level]
    if whole is None or len(levels) < len(parts):
        return False
    return sum((level.figure.base for level in levels), ZERO) == whole.figure.base


def _level(context: Context, claim: Claim) -> Term | None:
    """The last level of a claim's quantity and year."""
    what = (claim.name.core, claim.period)
    same = [c for c in context.levels if (c.name.core, c.period) == what]
    return context.value(same[-1]) if same else None


def _whole_delta(context: Context, claim: Claim, delta: Term, parts: list[Claim]) -> Tried:
    """delta = Σ deltas, those of the other direction taken from it."""
    deltas = _deltas(context, parts)
    same = [t for direction, t in deltas if direction == claim.direction]
    other = [t for direction, t in deltas if direction != claim.direction]
    return try_sum("change.deltas", delta, same, claim.span, less=other, rule="change.deltas")


def _deltas(context: Context, parts: list[Claim]) -> list[tuple[str, Term]]:
    """The amounts by which parts changed, each with its direction."""
    found = ((str(p.direction), context.terms.of(p, "delta")) for p in parts)
    return [(direction, term) for direction, term in found if term]


def _whole_rate(context: Context, claim: Claim, rate: Term, whole: Term, parts: list[Claim]) -> Tried | None:
    """rate = Σ deltas ÷ (whole − Σ deltas)."""
    deltas = _deltas(context, parts)
    terms = [t for _, t in deltas]
    moved = sum((Amount.of(t) * SIGN[direction] for direction, t in deltas), NOTHING)
    found = quotient(moved * SIGN[str(claim.direction)], Amount.of(whole) - moved, _shown(terms))
    if found is None:
        return None
    others = (*(Role(t, "delta") for t in terms), Role(whole, "value"))
    return try_rate(_PARTS, rate, found, claim.span, others=others, rule=_PARTS)


def _shown(deltas: list[Term]) -> str:
    return in_words("sum.over_last_year", deltas=" + ".join(map(bare, deltas)))
