"""Terms: the figures of a document, from prose and from cells, as relations use them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from operator import itemgetter

from gouji.claims import Claim, Count, Entity, Label
from gouji.document import Document, Fact, Span
from gouji.figures import Figure, Interval, Kind
from gouji.language.quantities import unit as unit_of
from gouji.narrative.counts import exact

_IN_PROSE = (Label.AMOUNT, Label.PERCENT)
_LARGE = 100
_WHOLE = 0.3  # share of large amounts printed as integers from which integers are meant as rounded
_COMMON = 0.5  # a number of decimals is usual when at least this share of the figures prints it


@dataclass(frozen=True, slots=True)
class Term:
    """A figure in a relation: where it stands, what it says, and how finely it counts.

    `usual` is the document's usual number of decimals for its unit in its zone (prose or one table). A `derived` term
    is computed from others and printed nowhere: it can be compared with, and cannot be wrong.
    """

    id: str
    figure: Figure
    span: Span
    text: str
    usual: int | None
    cell: bool
    derived: bool = False

    @property
    def interval(self) -> Interval:
        return self.figure.interval(self.usual)

    @property
    def zero(self) -> bool:
        return self.figure.value == 0

    @property
    def grouped(self) -> bool:
        """Whether its thousands are parted by commas."""
        return "," in self.text or "，" in self.text

    @property
    def per_cent(self) -> bool:
        """Whether it is a rate."""
        return self.figure.unit is not None and self.figure.unit.kind is Kind.PERCENT


class Terms:
    """All terms of a document by id (entity ids and fact ids)."""

    def __init__(
        self, document: Document, entities: Iterable[Entity], facts: Iterable[Fact], counts: Iterable[Count] = ()
    ) -> None:
        self.document = document
        prose = [(e, e.figure) for e in entities if e.figure and e.label in _IN_PROSE]
        figures = [figure for _, figure in prose]
        usual = _usual(figures)
        self._whole = _whole(figures)
        self._terms = {e.id: self._prose(e, figure, usual) for e, figure in prose}
        self._terms.update((c.id, _counted(document, c)) for c in counts)
        self.facts = {f.id: f for f in facts}
        self._terms.update((f.id, _cell(f)) for f in self.facts.values())

    def __getitem__(self, term_id: str) -> Term:
        return self._terms[term_id]

    def __contains__(self, term_id: str) -> bool:
        return term_id in self._terms

    def __iter__(self) -> Iterator[Term]:
        return iter(self._terms.values())

    def of(self, claim: Claim, role: str) -> Term | None:
        """The term that plays a role in a claim."""
        found = claim.figures.get(role)
        return self._terms.get(found) if found else None

    def _prose(self, entity: Entity, figure: Figure, usual: dict[str, int]) -> Term:
        if figure.unit is None and self.document.unit:
            figure = Figure(figure.value, figure.decimals, unit_of(self.document.unit), figure.approx)
        symbol = figure.unit.symbol if figure.unit else ""
        padded = None if symbol in self._whole and figure.decimals == 0 else usual.get(symbol)
        return Term(entity.id, figure, entity.span, entity.text, padded, False)

    def printed_within(self, left: Interval, like: Term) -> Decimal | None:
        """The one amount that the document prints within an interval, as finely as a figure; None for none or several.

        Of the values that rounding leaves open for a wrong figure, what is printed elsewhere is the likeliest.
        """
        place = like.figure.place(like.usual)
        if not _money(like.figure) or left.width <= place:
            return None
        first, last = bisect_left(self._amounts, (left.lo,)), bisect_right(self._amounts, left.hi, key=itemgetter(0))
        found = {base for base, fine in self._amounts[first:last] if base in left and fine <= place}
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _amounts(self) -> list[tuple[Decimal, Decimal]]:
        """The values of all terms in order, each with its last place."""
        return sorted((term.figure.base, term.figure.place(term.usual)) for term in self._terms.values())

    @property
    def prose(self) -> list[Term]:
        return [t for t in self._terms.values() if not t.cell]


def _counted(document: Document, count: Count) -> Term:
    """The term of a count, in prose or in a row of a table."""
    in_table = count.row is not None
    return Term(count.id, exact(count), count.span, document.slice(count.span), None, in_table)


def _cell(fact: Fact) -> Term:
    return Term(fact.id, fact.figure, fact.span, fact.text, None, True)


def _money(figure: Figure) -> bool:
    return figure.unit is not None and figure.unit.kind is Kind.MONEY


def _usual(figures: Iterable[Figure]) -> dict[str, int]:
    """For each unit of money the decimals that most of its figures print.

    Rates are left out: a rate printed with fewer decimals than its neighbours was rounded, as often as not.
    """
    counts: dict[str, Counter[int]] = {}
    for figure in figures:
        if figure.unit and _money(figure) and figure.value != 0:
            counts.setdefault(figure.unit.symbol, Counter())[figure.decimals] += 1
    found = {}
    for symbol, decimals in counts.items():
        common, count = decimals.most_common(1)[0]
        if count >= _COMMON * sum(decimals.values()):
            found[symbol] = common
    return found


def _whole(figures: Iterable[Figure]) -> frozenset[str]:
    """The units in which the document rounds large amounts to whole units: their integers are as fine as printed."""
    large: Counter[str] = Counter()
    integers: Counter[str] = Counter()
    for figure in figures:
        if figure.unit and _money(figure) and abs(figure.value) >= _LARGE:
            large[figure.unit.symbol] += 1
            integers[figure.unit.symbol] += figure.decimals == 0
    return frozenset(s for s, n in integers.items() if n and n >= _WHOLE * large[s])
