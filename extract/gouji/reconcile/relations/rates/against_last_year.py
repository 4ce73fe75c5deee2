"""Changes against last year: a delta against the cells of both years."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from gouji.claims import Claim, Relation
from gouji.document import Fact
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried, bare, doubted
from gouji.reconcile.kernel.sum import try_difference
from gouji.reconcile.model import Severity, Status, say
from gouji.reconcile.relations.direction_words import is_turned, turned
from gouji.reconcile.relations.meant import surest
from gouji.reconcile.relations.rates.change import SIGN
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.linker import Linked
from gouji.reconcile.statements.readings.comparisons import against
from gouji.reconcile.statements.terms import Term

_YEAR = "change.last_year"
_SEVERAL = 2  # changes that fit two lines of a table, so that these are the ones compared


@relation(_YEAR)
def against_last_year(context: Context, linked: list[Linked]) -> Iterator[Tried]:
    """delta = this year − last year, where a table gives last year's cell beside the one that prose agrees with."""
    pairs = list(_pairs(context, linked))
    meant = _meant(pairs)
    for _, group in groupby(pairs, key=lambda pair: pair.claim.id):
        yield from _surest(context, list(group), meant)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A change in prose with two cells that may be meant, and how it stands to them.

    `lines` are the table, the direction and the places of the two lines that the cells stand in.
    """

    claim: Claim
    delta: Term
    tried: Tried
    lines: tuple[object, ...]

    @property
    def compared(self) -> tuple[object, ...]:
        """The lines, and whether the words of the change name a budget."""
        return self.lines, against(self.claim).budget


def _pairs(context: Context, linked: list[Linked]) -> Iterator[_Pair]:
    cells = {one.claim.figures["value"]: one.agreeing for one in linked if one.agreeing}
    last_year = _LastYear(context)
    for claim in context.told(Relation.CHANGE):
        value, delta = context.value(claim), context.terms.of(claim, "delta")
        if value is None or delta is None or claim.direction not in SIGN or _of_budget(context, claim):
            continue
        for named in cells.get(value.id, ()):
            if prior := last_year.of(named):
                tried = _tried(context, claim, value, delta, prior)
                yield _Pair(claim, delta, tried, _between(named.fact, prior))


def _between(fact: Fact, prior: Fact) -> tuple[object, ...]:
    """Which lines of which table two cells stand in: two rows, or two columns."""
    if fact.column_index == prior.column_index:
        return fact.table, "rows", fact.row_index, prior.row_index
    return fact.table, "columns", fact.column_index, prior.column_index


def _meant(pairs: list[_Pair]) -> frozenset[tuple[object, ...]]:
    """The lines that the changes of the text are changes between: several are so, more than are not."""
    told = [pair for pair in pairs if not pair.delta.zero]
    held = Counter(pair.compared for pair in told if pair.tried.status is Status.HOLDS)
    missed = Counter(pair.compared for pair in told if pair.tried.status is Status.VIOLATED)
    return frozenset(lines for lines, n in held.items() if n >= _SEVERAL and n >= missed[lines])


def _of_budget(context: Context, claim: Claim) -> bool:
    """Whether a change is one against the budget of this year."""
    return context.document.kind == "final" and against(claim).budget


def _surest(context: Context, pairs: list[_Pair], meant: frozenset[tuple[object, ...]]) -> Iterator[Tried]:
    """The cell that a change fits, else one that a slip or a turned word parts it from, or that is surely meant.

    Any other tells nothing.
    """
    delta, tried = pairs[0].delta, [pair.tried for pair in pairs]
    sure = surest(tried)
    other_way = next((t for t in tried if is_turned(delta, t.roles[0].allowed)), None)
    if sure:
        yield sure
    elif other_way:
        yield turned(context, other_way, delta)
    else:
        clearly = (pair for pair in pairs if pair.tried.severity is Severity.MATERIAL)
        surely = (pair.tried for pair in clearly if pair.compared in meant)
        yield next(surely, None) or doubted(tried[0], say("reason.last_year"))


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
