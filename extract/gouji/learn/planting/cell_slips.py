"""Plants slips in table cells, in the document as read, so that every file format is measured alike.

One digit changes, so that the text keeps its length and every offset its place. What is measured is what the
relations tell, not the reading of the tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from gouji.document import Cell, Document, Fact, Span, Table
from gouji.figures import Interval, Kind
from gouji.language.quantities import parse_number
from gouji.learn.planting.claim_slips import Alteration, Slip, Target
from gouji.reconcile.checking import try_all
from gouji.reconcile.guarding.one_digit import slips
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, Status
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.linker import Linker
from gouji.records.results import CheckResult

TOUCHED = 2  # relations that must tell something of a cell

Touch = tuple[Tried, Interval]  # a relation, and what it allows a figure to be


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cell in which a slip can be planted, and what each relation that touches it allows it to be."""

    fact: Fact
    relations: tuple[str, ...]
    allowed: tuple[Interval, ...]

    def undetectable(self, alteration: Alteration) -> bool:
        """Whether the slack of every relation that touches the cell hides the altered figure."""
        number = parse_number(alteration.replacement)
        if number is None:
            return False
        altered = replace(self.fact.figure, value=number[0], decimals=number[1]).interval()
        return all(altered.meets(allowed) for allowed in self.allowed)


def candidates(result: CheckResult) -> list[Candidate]:
    """The amounts in cells, not zero, that two relations touch at least and no finding, in their order.

    Relations between the same figures are one: they tell the same.
    """
    touching = _touching(result)
    printed = _printed(result.document)
    disputed = _disputed(result)
    found = []
    for fact in sorted(result.extraction.facts, key=lambda f: f.span):
        told = touching.get(fact.id, [])
        if not (_amount(fact) and fact.span in printed and _well_told(told)):
            continue
        if any(fact.span.overlaps(span) for span in disputed):
            continue
        relations = sorted({tried.relation for tried, _ in told})
        found.append(Candidate(fact, tuple(relations), tuple(allowed for _, allowed in told)))
    return found


def _touching(result: CheckResult) -> dict[str, list[Touch]]:
    """By the id of each figure the relations that hold of it, and what they allow it to be."""
    found: dict[str, list[Touch]] = defaultdict(list)
    for tried in _tried(result):
        if tried.status is not Status.HOLDS:
            continue
        bounds = {r.term.id: r.allowed for r in tried.roles if r.allowed}
        for term_id, allowed in bounds.items():
            found[term_id].append((tried, allowed))
    return found


def _well_told(told: Sequence[Touch]) -> bool:
    """Whether enough relations touch a figure that are not between the same figures."""
    return len({_figures(tried) for tried, _ in told}) >= TOUCHED


def _printed(document: Document) -> set[Span]:
    """Where cells stand."""
    rows = (row for table in document.tables for row in table.rows)
    return {cell.span for row in rows for cell in row}


def alteration(candidate: Candidate, index: int, chance: Random) -> Alteration | None:
    """One digit of a cell changed; None where no slip can be made."""
    span, text = candidate.fact.span, candidate.fact.text
    changed = list(slips(text, candidate.fact.figure))
    if not changed:
        return None
    relation = "+".join(candidate.relations)
    return Alteration(index, relation, Target.CELL, Slip.DIGIT, span, chance.choice(changed), span)


def altered(document: Document, planted: Sequence[Alteration]) -> Document:
    """The document with slips that keep their length in its text and its cells."""
    text = document.text
    for slip in planted:
        if slip.shift:
            raise ValueError(f"{slip.replacement!r} is not as long as what it replaces")
        text = slip.apply(text)
    spans = [slip.span for slip in planted]

    def cell(c: Cell) -> Cell:
        return replace(c, text=text[c.span.start : c.span.end]) if _within(spans, c.span) else c

    def table(t: Table) -> Table:
        return replace(t, rows=tuple(tuple(map(cell, row)) for row in t.rows)) if _within(spans, t.span) else t

    return replace(document, text=text, tables=tuple(map(table, document.tables)))


def _within(spans: Sequence[Span], place: Span) -> bool:
    return any(span.overlaps(place) for span in spans)


def _tried(result: CheckResult) -> list[Tried]:
    found = result.extraction
    context = Context(found.document, found.entities, found.claims, found.facts, found.counts)
    return try_all(context, list(Linker(context).links()))


def _figures(tried: Tried) -> frozenset[str]:
    return frozenset(r.term.id for r in tried.roles)


def _disputed(result: CheckResult) -> set[Span]:
    """The figures that the document's own findings dispute or rest on."""
    found: set[Span] = set()
    for finding in result.findings:
        if finding.severity is not Severity.ROUNDING:
            found.add(finding.span)
            found.update(e.span for e in finding.evidence)
    return found


def _amount(fact: Fact) -> bool:
    """Whether a fact is an amount that is not zero, in digits of ASCII."""
    unit = fact.figure.unit
    money = unit is not None and unit.kind is Kind.MONEY
    return money and bool(fact.figure.value) and fact.text.isascii()
