"""Terms: the figures of a document, from prose and from cells, as relations use them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from gouji.document import Document, Fact, Span
from gouji.figures import Figure, Interval, Kind
from gouji.narrative.counts import Count, exact
from gouji.narrative.model import Claim, Entity, Label
from gouji.quantities import unit as unit_of

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
    def per_cent(self) -> bool:
        """Whether it is a rate."""
        return self.figure.unit is not None and self.figure.unit.kind is Kind.PERCENT


class Terms:
    """All terms of a document by id (entity ids and fact ids)."""

    def __init__(
        self, document: Document, entities: Iterable[Entity], facts: Iterable[Fact], counts: Iterable[Count] = ()
    ) -> None:
        self.document = document
        figures = [e for e in entities if e.label in (Label.AMOUNT, Label.PERCENT) and e.figure]
        usual = _usual(e.figure for e in figures if e.figure)
        self._whole = _whole(e.figure for e in figures if e.figure)
        self._terms = {e.id: self._prose(e, usual) for e in figures}
        for count in counts:
            text = document.slice(count.span)
            self._terms[count.id] = Term(count.id, exact(count), count.span, text, None, count.row is not None)
        self.facts = {f.id: f for f in facts}
        for fact in self.facts.values():
            self._terms[fact.id] = Term(fact.id, fact.figure, fact.span, fact.text, None, True)

    def __getitem__(self, term_id: str) -> Term:
        return self._terms[term_id]

    def __contains__(self, term_id: str) -> bool:
        return term_id in self._terms

    def of(self, claim: Claim, role: str) -> Term | None:
        """The term that plays a role in a claim."""
        found = claim.figures.get(role)
        return self._terms.get(found) if found else None

    def _prose(self, entity: Entity, usual: dict[str, int]) -> Term:
        figure = entity.figure
        assert figure is not None
        if figure.unit is None and self.document.unit:
            figure = Figure(figure.value, figure.decimals, unit_of(self.document.unit), figure.approx)
        symbol = figure.unit.symbol if figure.unit else ""
        padded = None if symbol in self._whole and figure.decimals == 0 else usual.get(symbol)
        return Term(entity.id, figure, entity.span, entity.text, padded, False)

    def printed_within(self, left: Interval, like: Term) -> Decimal | None:
        """The one amount that the document prints within an interval, as finely as a figure; None for none or several.

        Of the values that rounding leaves open for a wrong figure, what is printed elsewhere is the likeliest.
        """
        if (
            left.width <= like.figure.place(like.usual)
            or like.figure.unit is None
            or like.figure.unit.kind is not Kind.MONEY
        ):
            return None
        place = like.figure.place(like.usual)
        found = {
            t.figure.base for t in self._terms.values() if t.figure.base in left and t.figure.place(t.usual) <= place
        }
        return found.pop() if len(found) == 1 else None

    @property
    def prose(self) -> list[Term]:
        return [t for t in self._terms.values() if not t.cell]


def _usual(figures: Iterable[Figure]) -> dict[str, int]:
    """For each unit of money the decimals that most of its figures print.

    Rates are left out: a rate printed with fewer decimals than its neighbours was rounded, as often as not.
    """
    counts: dict[str, Counter[int]] = {}
    for figure in figures:
        if figure.unit and figure.unit.kind is Kind.MONEY and figure.value != 0:
            counts.setdefault(figure.unit.symbol, Counter())[figure.decimals] += 1
    found = {}
    for symbol, decimals in counts.items():
        common, count = decimals.most_common(1)[0]
        if count >= _COMMON * sum(decimals.values()):
            found[symbol] = common
    return found


def _whole(figures: Iterable[Figure]) -> frozenset[str]:
    """The units in which the document rounds large amounts to whole units: their integers are as fine as printed."""
    large = [f for f in figures if f.unit and f.unit.kind is Kind.MONEY and abs(f.value) >= _LARGE]
    all_of, whole = (
        Counter(f.unit.symbol for f in large if f.unit),
        Counter(f.unit.symbol for f in large if f.unit and f.decimals == 0),
    )
    return frozenset(s for s, n in whole.items() if n >= _WHOLE * all_of[s])
