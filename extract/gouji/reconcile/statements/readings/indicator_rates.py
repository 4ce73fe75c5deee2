"""Rates of indicators with the words that name them (办结率97.5%), in prose and in the cells of forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Block, Document, Span, Table
from gouji.language import rules
from gouji.language.quantities import scan
from gouji.language.view import make_view
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term


@dataclass(frozen=True, slots=True)
class IndicatorRate:
    """A rate, the words that name it, and the sentence or cell that it stands in."""

    words: str
    term: Term
    within: Span


def rates_in_prose(context: Context) -> Iterator[IndicatorRate]:
    """The rates of prose with the words before them."""
    name_rule = rules.load("counts")["count.rate_name"]
    for term in context.terms.prose:
        if not term.per_cent:
            continue
        block = context.document.block_at(term.span.start)
        name = name_rule.search(context.lead(term))
        if block and name:
            yield IndicatorRate(name["words"], term, _sentence(context.document, block, term.span))


def _sentence(document: Document, block: Block, span: Span) -> Span:
    text = document.slice(block.span)
    at = span.start - block.span.start
    stops = [m.end() for m in rules.load("counts")["count.sentence_end"].finditer(text)]
    start = max((s for s in stops if s <= at), default=0)
    end = min((s for s in stops if s > at), default=len(text))
    return Span(block.span.start + start, block.span.start + end)


def rates_in_cells(document: Document, table: Table) -> Iterator[IndicatorRate]:
    """The cells of a table that are a name and its rate."""
    for row in table.rows[table.header_rows :]:
        for cell in row:
            found = _rate_in(document, cell.span) if cell.text.endswith("%") else None
            if found:
                yield found


def _rate_in(document: Document, span: Span) -> IndicatorRate | None:
    """The rate of a cell that is a name and one rate; None for others."""
    view = make_view(document.text, span.start, span.end)
    quantities = scan(view.text)
    if len(quantities) != 1 or quantities[0].end != len(view.text):
        return None
    (rate,) = quantities
    name = rules.load("counts")["count.rate_name"].search(view.text[: rate.start])
    if name is None or name.start() != 0:
        return None
    place = view.span(rate.start, rate.end)
    term = Term(f"rate {place.start}", rate.figure, place, document.slice(place), None, True)
    return IndicatorRate(name["words"], term, span)
