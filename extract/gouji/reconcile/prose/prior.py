"""Changes against last year: a delta against the cells of both years, a whole's change against its parts'."""

from __future__ import annotations

from collections.abc import Iterator

from gouji import rules
from gouji.document import Fact
from gouji.narrative.model import Claim, Relation
from gouji.reconcile.adding import try_difference, try_sum
from gouji.reconcile.context import Context
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.rate import NOTHING, Amount, quotient, try_rate
from gouji.reconcile.links.linking import Linked
from gouji.reconcile.model import Status
from gouji.reconcile.naming import Named
from gouji.reconcile.prose.change import SIGN
from gouji.reconcile.prose.directions import is_turned, turned
from gouji.reconcile.relation import Role, Tried, bare, doubted
from gouji.reconcile.terms import Term

_YEAR, _PARTS = "change.last_year", "change.parts"


@relation(_YEAR)
def against_last_year(context: Context, linked: list[Linked]) -> Iterator[Tried]:
    """delta = this year − last year, where a table gives last year's cell beside the one that prose agrees with."""
    cells = {one.claim.figures["value"]: one.agreeing for one in linked if one.agreeing}
    last_year = _LastYear(context)
    for claim in context.told(Relation.CHANGE):
        value, delta = context.value(claim), context.terms.of(claim, "delta")
        budget = "预算" in claim.base and context.document.kind == "final"  # of this year, and not last year's
        if value and delta and claim.direction in SIGN and not budget:
            priors = filter(None, map(last_year.of, cells.get(value.id, ())))
            yield from _surest(context, delta, [_tried(context, claim, value, delta, p) for p in priors])


def _surest(context: Context, delta: Term, tried: list[Tried]) -> Iterator[Tried]:
    """The cell that a change fits, else one from which a slip or a turned word parts it; any other tells nothing."""
    held = next((t for t in tried if t.status is Status.HOLDS), None)
    sure = held or next((t for t in tried if slipped(t)), None)
    other_way = next((t for t in tried if is_turned(delta, t.roles[0].allowed)), None)
    if sure:
        yield sure
    elif other_way:
        yield turned(context, other_way, delta)
    elif tried:
        yield doubted(tried[0], "表中上年数未必是所比的上年数")


class _LastYear:
    """Finds the cell of the year before in the row or column of a cell."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.by_line: dict[tuple[int, str, int], list[Named]] = {}
        for named in context.named:
            fact = named.fact
            self.by_line.setdefault((fact.table, "row", fact.row_index), []).append(named)
            self.by_line.setdefault((fact.table, "column", fact.column_index), []).append(named)

    def of(self, named: Named) -> Fact | None:
        fact = named.fact
        for line in (("row", fact.row_index), ("column", fact.column_index)):
            for other in self.by_line.get((fact.table, *line), ()):
                if (
                    named.year
                    and other.year == named.year - 1
                    and other.measure == named.measure
                    and other.name == named.name
                ):
                    return other.fact
        return None


def _tried(context: Context, claim: Claim, value: Term, delta: Term, prior: Fact) -> Tried:
    base = context.terms[prior.id]
    why = f"{bare(value)} − {bare(base)}（表）"
    sign = SIGN[str(claim.direction)]
    return try_difference(_YEAR, value, base, delta, sign, claim.span, why=why, certain=False, rule=_YEAR)


@relation("change.deltas", _PARTS)
def whole_changes(context: Context) -> Iterator[Tried]:
    """What a whole changed by against what its parts changed by (三公经费 and its three items)."""
    changes = _Changes(context)
    for claim in filter(_against_last_year, context.claims):
        for parts, whole_list in changes.divisions(claim):
            yield from _whole_change(context, claim, parts, whole_list)


def _whole_change(context: Context, claim: Claim, parts: list[Claim], whole_list: bool) -> Iterator[Tried]:
    """The amount of a change where all parts are told, else its rate."""
    rate, delta = (context.terms.of(claim, role) for role in ("rate", "delta"))
    whole = _level(context, claim) if rate and not delta else None
    if delta and whole_list:
        yield from _if_meant(context, _whole_delta(context, claim, delta, parts), delta)
    elif rate and whole and (tried := _whole_rate(context, claim, rate, whole, parts)):
        yield from _if_meant(context, tried, rate)


class _Changes:
    """The amounts by which quantities changed against last year."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.told: dict[tuple[str, str], list[Claim]] = {}
        for claim in context.claims:
            if _against_last_year(claim) and "delta" in claim.figures:
                self.told.setdefault((context.unit_of(claim), claim.name.core), []).append(claim)

    def divisions(self, whole: Claim) -> Iterator[tuple[list[Claim], bool]]:
        """The changes of the parts of a whole, where each is told in one amount, and whether these are all parts.

        A part that need not be there may have changed too where the document tells of it.
        """
        named = {c.name.core for c in self.context.levels}
        fitting = (k for k in rules.load("subjects").data["partition"] if whole.name.core in k["whole"])
        for known in fitting:
            needed, optional = (self._told_of(whole, known[group]) for group in ("parts", "optional"))
            told = {**needed, **optional}
            if all(needed.values()) and all(map(self._single, told.values())):
                missing = any(core in named and not claims for core, claims in optional.items())
                yield [claims[0] for claims in told.values() if claims], not missing

    def _told_of(self, whole: Claim, cores: list[str]) -> dict[str, list[Claim]]:
        unit = self.context.unit_of(whole)
        return {core: self.told.get((unit, core), []) for core in cores}

    def _single(self, claims: list[Claim]) -> bool:
        """Whether all claims of one part tell one amount."""
        return len({self._amount(c) for c in claims}) <= 1

    def _amount(self, claim: Claim) -> tuple[object, ...]:
        delta = self.context.terms.of(claim, "delta")
        return claim.direction, delta and delta.figure.base


def _if_meant(context: Context, tried: Tried, term: Term) -> Iterator[Tried]:
    """The parts may be compared with another year or budget: only a slip or a turned word tells."""
    if tried.status is Status.HOLDS or slipped(tried):
        yield tried
    elif is_turned(term, tried.roles[0].allowed):
        yield turned(context, tried, term)


def _against_last_year(claim: Claim) -> bool:
    return (
        claim.relation is Relation.CHANGE and not claim.aside and claim.direction in SIGN and "预算" not in claim.base
    )


def _level(context: Context, claim: Claim) -> Term | None:
    same = [c for c in context.levels if c.name.core == claim.name.core and c.period == claim.period]
    return context.value(same[-1]) if same else None


def _whole_delta(context: Context, claim: Claim, delta: Term, parts: list[Claim]) -> Tried:
    """delta = Σ deltas, those of the other direction taken from it."""
    same = [t for p in parts if p.direction == claim.direction and (t := context.terms.of(p, "delta"))]
    other = [t for p in parts if p.direction != claim.direction and (t := context.terms.of(p, "delta"))]
    return try_sum("change.deltas", delta, same, claim.span, less=other, rule="change.deltas")


def _whole_rate(context: Context, claim: Claim, rate: Term, whole: Term, parts: list[Claim]) -> Tried | None:
    """rate = Σ deltas ÷ (whole − Σ deltas)."""
    deltas = [(SIGN[str(p.direction)], t) for p in parts if (t := context.terms.of(p, "delta"))]
    moved = sum((Amount.of(t) * s for s, t in deltas), NOTHING)
    found = quotient(moved * SIGN[str(claim.direction)], Amount.of(whole) - moved, _shown(deltas))
    if found is None:
        return None
    others = (*(Role(t, "delta") for _, t in deltas), Role(whole, "value"))
    return try_rate(_PARTS, rate, found, claim.span, others=others, rule=_PARTS)


def _shown(deltas: list[tuple[int, Term]]) -> str:
    return " + ".join(bare(t) for _, t in deltas) + "，÷ 上年数"
