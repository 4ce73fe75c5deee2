"""What a document proves of itself, so that what is left out is known: one unit, one fund, nothing carried over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gouji.claims import Claim, Relation
from gouji.document import Document, Span
from gouji.figures import Figure, same_quantity_agrees
from gouji.language import rules
from gouji.narrative.figure_leads import budget_measures
from gouji.reconcile.statements.aspects import Defaults, Read
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.claim_quantities import unit_of_section
from gouji.reconcile.statements.owners import other_bodies
from gouji.reconcile.statements.terms import Terms

_SPENDING = "spending"


@dataclass(frozen=True, slots=True)
class _Total:
    """A total of the year's income or spending: of which fund and extent, how much, and where it stands."""

    side: str
    fund: str
    extent: str
    figure: Figure
    span: Span

    def agrees(self, other: _Total) -> bool:
        """Whether two totals are the same as far as both are printed."""
        return same_quantity_agrees(self.figure, other.figure)


def proved(document: Document, cells: tuple[Named, ...], claims: tuple[Claim, ...], terms: Terms) -> Defaults:
    """What the tables of a document prove of it; its sentences only where it has no tables that tell.

    A wrong sentence beside tables would prove what hides it. Where tables give all funds together alone, a sentence
    that gives as much of one fund agrees with them.
    """
    totals = list(_totals(document, cells))
    spent = totals
    if not any(t.fund for t in totals):
        told = _told_totals(document, claims, terms)
        spent = [*totals, *(t for t in told if t.fund or not totals)]
    funds, of_fund = _only_funds(spent)
    nothing, of_carried = _nothing_carried(document, cells, [t for t in totals if not t.fund])
    objects, of_objects = _objects_of_one_part(document, cells)
    return Defaults(
        one_unit=_one_unit(document, cells, claims),
        funds=funds,
        nothing_carried=nothing,
        objects=objects,
        proofs=(("fund", of_fund), ("extent", of_carried), ("part", of_objects)),
    )


def _one_unit(document: Document, cells: Iterable[Named], claims: Iterable[Claim]) -> bool:
    """Whether no row, no heading and no name in prose is of a unit of its own."""
    if other_bodies(document, (claim.name for claim in claims)):
        return False
    in_rows = any(n.aspects.whose.read is not Read.DOCUMENT and not _own(document, n) for n in cells)
    return not in_rows and not any(unit_of_section(document, section) for section in {c.section for c in claims})


def _own(document: Document, named: Named) -> bool:
    return str(named.aspects.whose.value) == "".join(document.department.split())


def _only_funds(totals: list[_Total]) -> tuple[frozenset[str], tuple[Span, ...]]:
    """The funds that all spending is of, and '': their total equals that of all funds of like extent."""
    spent = [t for t in totals if t.side == _sides()[_SPENDING]]
    proofs = {fund: _proof_of_fund(fund, spent) for fund in main_funds()}
    found = {fund for fund, proof in proofs.items() if proof}
    return frozenset((*found, "") if found else ()), tuple(t.span for fund in found for t in proofs[fund])


def _proof_of_fund(fund: str, spent: list[_Total]) -> tuple[_Total, ...]:
    """A total of the fund and the equal one of all funds; none where totals of one extent differ."""
    pairs = [(one, whole) for one in spent if one.fund == fund for whole in spent if _comparable(one, whole)]
    if any(one.extent == whole.extent and not one.agrees(whole) for one, whole in pairs):
        return ()
    return next(((one, whole) for one, whole in pairs if one.agrees(whole)), ())


def _objects_of_one_part(
    document: Document, cells: Iterable[Named]
) -> tuple[frozenset[tuple[str, str]], tuple[Span, ...]]:
    """The objects that are mostly of basic spending, with the part that all cells of the year state them in."""
    asked = rules.load("aspects").data["basic_objects"]
    found: dict[str, list[Named]] = {}
    for named in cells:
        if named.aspects.what.code in asked and named.year == document.year and named.fact.figure.value:
            found.setdefault(named.aspects.what.code, []).append(named)
    parts = {code: {str(n.aspects.part.value) for n in given} for code, given in found.items()}
    alone = {code: next(iter(told)) for code, told in parts.items() if len(told) == 1 and "" not in told}
    return frozenset(alone.items()), tuple(found[code][0].fact.span for code in alone)


def _totals(document: Document, cells: Iterable[Named]) -> Iterator[_Total]:
    """The totals of the year's income and spending that the tables state, nought left out."""
    usual = rules.load("links").data["measure_of"]
    for named in cells:
        aspects = named.aspects
        total = named.name.total and not aspects.part.told and aspects.whose.read is Read.DOCUMENT
        of_year = named.year == document.year and named.measure == usual.get(document.kind, usual["other"])
        if total and of_year and named.side in _sides().values() and named.fact.figure.value > 0:
            yield _Total(named.side, named.fund, named.name.extent, named.fact.figure, named.fact.span)


def _told_totals(document: Document, claims: Iterable[Claim], terms: Terms) -> Iterator[_Total]:
    """The totals of the year's spending that sentences state, in final accounts not as they were planned."""
    spending = _sides()[_SPENDING]
    for claim in claims:
        value = terms.of(claim, "value") if claim.relation is Relation.LEVEL and not claim.aside else None
        planned = document.kind == "final" and claim.measure in budget_measures()
        total = claim.name.total and claim.name.side == spending and claim.period == document.year
        if value and not value.zero and total and not planned:
            yield _Total(spending, claim.name.fund, claim.name.extent, value.figure, value.span)


def _comparable(one: _Total, whole: _Total) -> bool:
    """Whether the second total is of all funds, and both may be of one extent: told alike, or left out by one."""
    return not whole.fund and (one.extent == whole.extent or not (one.extent and whole.extent))


def _nothing_carried(
    document: Document, cells: Iterable[Named], totals: Iterable[_Total]
) -> tuple[bool, tuple[Span, ...]]:
    """Whether nought is printed for what is carried over, or this year's total is the total of everything."""
    proof = _year_is_all(list(totals))
    if proof is not None:
        return bool(proof), proof
    term = rules.load("aspects").data["carried"]
    carried = [n for n in cells if n.name.core == term and n.year == document.year]
    nought = bool(carried) and all(n.fact.figure.value == 0 for n in carried)
    return nought, tuple(n.fact.span for n in carried) if nought else ()


def _year_is_all(totals: list[_Total]) -> tuple[Span, ...] | None:
    """The totals of this year alone and of all there is, where they are equal on both sides; None where one is lacking.

    Empty where they differ.
    """
    year_alone, in_all = rules.load("aspects").data["extents"]
    of_year, of_all = ([t for t in totals if t.extent == extent] for extent in (year_alone, in_all))
    if not of_year or not of_all:
        return None
    both_sides = {t.side for t in of_year} == {t.side for t in of_all} == set(_sides().values())
    equal = all(t.agrees(of_year[0]) for t in (*of_year, *of_all))
    return tuple(t.span for t in (*of_year, *of_all)) if both_sides and equal else ()


def _sides() -> dict[str, str]:
    """The names of the two sides by their flow."""
    sides: dict[str, str] = rules.load("links").data["sides"]
    return sides


def main_funds() -> frozenset[str]:
    """The funds that departments live on."""
    return frozenset(f["name"] for f in rules.load("subjects").data["fund"] if f.get("main"))
