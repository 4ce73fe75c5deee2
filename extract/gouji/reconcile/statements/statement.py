"""One figure with the quantity that it states, from prose or from a cell alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gouji.document import Span
from gouji.places import UNPLACED, Place, Placed
from gouji.reconcile.statements.aspects import Aspects
from gouji.reconcile.statements.terms import Term


class Kind(StrEnum):
    """What a figure states of its quantity."""

    LEVEL = "level"
    CHANGE = "change"  # by how much it differs from another
    RATE = "rate"  # by how many per cent
    SHARE = "share"
    COMPLETION = "completion"
    CELL = "cell"
    PERCENT = "percent"  # a cell in per cent
    COUNT = "count"
    SCORE = "score"


@dataclass(frozen=True, slots=True)
class Statement(Placed):
    """A figure and what it is a figure of.

    Attributes:
        id: that of its figure: an entity, a fact or a count of the document.
        kind: what it states of its quantity.
        term: the figure, where it stands and what true values it leaves open.
        aspects: what it is a figure of, each with where it was read and how surely.
        place: where its figure stands in the file; `page`, `bbox` and `cell` are those of it.
    """

    id: str
    kind: Kind
    term: Term
    aspects: Aspects
    place: Place = UNPLACED

    @property
    def span(self) -> Span:
        return self.term.span
