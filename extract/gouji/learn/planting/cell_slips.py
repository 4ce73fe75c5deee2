"""Plants slips in table cells, in the document as read, so that every file format is measured alike.

One digit changes, so that the text keeps its length and every offset its place. What is measured is what the
relations tell, not the reading of the tables.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from gouji.document import Cell, Document, Fact, Span
from gouji.figures import Interval, Kind
from gouji.language.quantities import parse_number
from gouji.learn.planting.claim_slips import Alteration, Slip, Target
from gouji.reconcile.checking import try_all
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Severity, Status
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.linker import Linker
from gouji.records.results import CheckResult

TOUCHED = 2  # relations that must tell something of a cell
MATERIAL = 3  # units of the last place by which a digit must change the number, at least
SHORT = 2  # digits from which the last one stays


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
    document = result.document
    touching: dict[str, list[tuple[Tried, Interval]]] = defaultdict(list)
    for tried in _tried(result):
        if tried.status is Status.HOLDS:
            for term_id, allowed in {r.term.id: r.allowed for r in tried.roles if r.allowed}.items():
                touching[term_id].append((tried, allowed))
    printed = {c.span for t in document.tables for row in t.rows for c in row}
    disputed = _disputed(result)
    return [
        Candidate(fact, tuple(sorted({t.relation for t, _ in told})), tuple(allowed for _, allowed in told))
        for fact in sorted(result.extraction.facts, key=lambda f: f.span)
        if (told := touching.get(fact.id, []))
        and len({_figures(t) for t, _ in told}) >= TOUCHED
        and _amount(fact)
        and fact.span in printed
        and not any(fact.span.overlaps(span) for span in disputed)
    ]


def alteration(candidate: Candidate, index: int, chance: Random) -> Alteration | None:
    """One digit of a cell changed by three units of the last place or more; None where none can be.

    The last digit stays where there are others: no rounding explains what is planted. The number does not
    become zero and gets no leading zero.
    """
    span, text = candidate.fact.span, candidate.fact.text
    changed = list(_changed(text))
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
        return replace(c, text=text[c.span.start : c.span.end]) if any(c.span.overlaps(s) for s in spans) else c

    tables = (
        replace(t, rows=tuple(tuple(map(cell, row)) for row in t.rows)) if _within(spans, t.span) else t
        for t in document.tables
    )
    return replace(document, text=text, tables=tuple(tables))


def _within(spans: Sequence[Span], table: Span) -> bool:
    return any(span.overlaps(table) for span in spans)


def _tried(result: CheckResult) -> list[Tried]:
    found = result.extraction
    context = Context(found.document, found.entities, found.claims, found.facts, found.counts)
    return try_all(context, list(Linker(context).links()))


def _figures(tried: Tried) -> frozenset[str]:
    return frozenset(r.term.id for r in tried.roles)


def _disputed(result: CheckResult) -> set[Span]:
    """The figures that the document's own findings dispute or rest on."""
    live = [f for f in result.findings if f.severity is not Severity.ROUNDING]
    return {f.span for f in live} | {e.span for f in live for e in f.evidence}


def _amount(fact: Fact) -> bool:
    unit = fact.figure.unit
    return bool(unit and unit.kind is Kind.MONEY and fact.figure.value and fact.text.isascii())


def _changed(text: str) -> Iterator[str]:
    """Every text with one digit changed that makes a material slip."""
    number = parse_number(text)
    places = [i for i, c in enumerate(text) if c.isdecimal()]
    if number is None:
        return
    value, decimals = number
    least = MATERIAL * Decimal(1).scaleb(-decimals)
    for place in places[:-1] if len(places) >= SHORT else places:
        for digit in "0123456789":
            made = text[:place] + digit + text[place + 1 :]
            other = parse_number(made)
            leading = place == places[0] and digit == "0"
            if other and other[0] and other[1] == decimals and abs(other[0] - value) >= least and not leading:
                yield made
