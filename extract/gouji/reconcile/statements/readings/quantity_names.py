"""Whether two figures bear the name of one quantity, wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.claims import Claim
from gouji.language.subjects import Subject
from gouji.language.titles import unnumbered
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context

_NAMING = 4  # characters from which a name within another is the same


@dataclass(frozen=True, slots=True)
class QuantityName:
    """The name of a quantity.

    Attributes:
        core: what is left without fund and side.
        fund: the fund that it is confined to.
        side: income or spending, where the name says so.
        total: whether it is of a whole side, not of an item in it.
        empty: whether it says nothing at all.
    """

    core: str = ""
    fund: str = ""
    side: str = ""
    total: bool = False
    empty: bool = True

    def is_of(self, other: QuantityName) -> bool:
        """Whether another name is of the same quantity.

        A total of no fund, or of another, is no repetition of a fund's total; of an item the fund may go unsaid.
        """
        if self.empty or self.total != other.total or not _alike(self.core, other.core):
            return False
        unsaid = "" in (self.fund, other.fund) and not other.total
        return self.fund == other.fund or unsaid


UNNAMED = QuantityName()


def name_of_claim(context: Context, claim: Claim) -> QuantityName:
    """The name of a claim's quantity with the fund that it is confined to."""
    return _name(claim.name, context.fund(claim), claim.name.side)


def name_of_cell(named: Named) -> QuantityName:
    """The name of a cell's quantity with its fund and side."""
    return _name(named.name, named.fund, named.side)


def _name(subject: Subject, fund: str, side: str) -> QuantityName:
    core = subject.core
    return QuantityName(core, fund, side, not core and bool(side), not (core or fund or side or subject.extent))


def _alike(one: str, other: str) -> bool:
    """Whether two names are one, or one is the other with more words about it (工资福利支出(301))."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _NAMING and short in long)


def short_name(claim: Claim) -> str:
    """The words that name a quantity, of an item its own name alone; without the number before them."""
    words = unnumbered("".join((claim.name.core if claim.name.path else claim.subject).split()))
    number, closed, name = words.partition(")")
    return (name if closed and "(" not in number else words).strip("-·*# ")[-30:]
