"""Changes against last year: a delta against the cells of both years, a whole's change against its parts'."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Claim, Relation
from gouji.document import Fact
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.catalogue import in_words, relation
from gouji.reconcile.kernel.rate import NOTHING, Amount, quotient, try_rate
from gouji.reconcile.kernel.relation import Role, Tried, bare, doubted
from gouji.reconcile.kernel.sum import try_difference, try_sum
from gouji.reconcile.model import Status, say
from gouji.reconcile.relations.direction_words import is_turned, turned
from gouji.reconcile.relations.meant import surest
from gouji.reconcile.relations.rates.change import SIGN
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.linker import Linked
from gouji.reconcile.statements.readings.comparisons import against
from gouji.reconcile.statements.readings.partitions import partitions
from gouji.reconcile.statements.terms import Term

_YEAR, _PARTS = "change.last_year", "change.parts"


@relation(_YEAR)
def against_last_year(context: Context, linked: list[Linked]) -> Iterator[Tried]:
    """delta = this year − last year, where a table gives last year's cell beside the one that prose agrees with."""
    cells = {one.claim.figures["value"]: one.agreeing for one in linked if one.agreeing}
    last_year = _LastYear(context)
    for claim in context.told(Relation.CHANGE):
        if claim.direction not in SIGN or _of_budget(context, claim):
            continue
        value, delta = context.value(claim), context.terms.of(claim, "delta")
        if value and delta:
            priors = filter(None, map(last_year.of, cells.get(value.id, ())))
            yield from _surest(context, delta, [_tried(context, claim, value, delta, p) for p in priors])


def _of_budget(context: Context, claim: Claim) -> bool:
    """Whether a change is one against the budget of this year."""
    return context.document.kind == "final" and against(claim).budget


def _surest(context: Context, delta: Term, tried: list[Tried]) -> Iterator[Tried]:
    """The cell that a change fits, else one from which a slip or a turned word parts it; any other tells nothing."""
    sure = surest(tried)
    other_ways = (t for t in tried if is_turned(delta, t.roles[0].allowed))
    if sure:
        yield sure
    elif other_way := next(other_ways, None):
        yield turned(context, other_way, delta)
    elif tried:
        yield doubted(tried[0], say("reason.last_year"))


class _LastYear:
    """Finds the cell of the year before in the row or column of a cell."""

    def __init__(self, context: Context) -> None:
        self.by_line: dict[tuple[int, str, int], list[Named]] = {}
        for named in context.named:
            for line in _lines(named.fact):
                self.by_line.setdefault(line, []).append(named)

    def of(self, named: Named) -> Fact | None:
        beside = (other for line in _lines(named.fact) for other in self.by_line.get(line, ()))
        return next((other.fact for other in beside if _is_year_before(other, named)), None)


def _lines(fact: Fact) -> tuple[tuple[int, str, int], ...]:
    """The row and the column of a cell."""
    return (fact.table, "row", fact.row_index), (fact.table, "column", fact.column_index)


def _is_year_before(other: Named, named: Named) -> bool:
    """Whether a cell states the same quantity as another, for the year before."""
    if not named.year or other.year != named.year - 1:
        return False
    return (other.measure, other.name) == (named.measure, named.name)


def _tried(context: Context, claim: Claim, value: Term, delta: Term, prior: Fact) -> Tried:
    base = context.terms[prior.id]
    why = say("why.table_base", value=bare(value), base=bare(base))
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
    """The amount of a change where all parts are told; its rate where no amount is."""
    rate, delta = context.terms.of(claim, "rate"), context.terms.of(claim, "delta")
    if delta:
        if whole_list:
            yield from _if_meant(context, _whole_delta(context, claim, delta, parts), delta)
        return
    whole = _level(context, claim)
    tried = _whole_rate(context, claim, rate, whole, parts) if rate and whole else None
    if rate and tried:
        yield from _if_meant(context, tried, rate)


class _Changes:
    """The amounts by which quantities changed against last year."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.levels = {c.name.core for c in context.levels}
        self.told: dict[tuple[str, str], list[Claim]] = {}
        for claim in context.claims:
            if _against_last_year(claim) and "delta" in claim.figures:
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
        return {core: self.told.get((unit, core), []) for core in cores}

    def _single(self, claims: list[Claim]) -> bool:
        """Whether all claims of one part tell one amount."""
        amounts = {self._amount(c) for c in claims}
        return len(amounts) == 1

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
    if claim.relation is not Relation.CHANGE or claim.aside:
        return False
    return claim.direction in SIGN and not against(claim).budget


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
