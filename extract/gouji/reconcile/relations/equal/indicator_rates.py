"""Rates of a form's indicators (办结率97.5%) that prose repeats in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Block, Document, Span, Table
from gouji.language import rules
from gouji.language.quantities import scan
from gouji.language.view import make_view
from gouji.reconcile.diagnosis import TELLING, slip_between
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.relation import Tried, printed, table_name
from gouji.reconcile.relations.equal.count_repeats import told_cells
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_CODE = "count.rate_cell"


@dataclass(frozen=True, slots=True)
class _Rate:
    """A rate and the words that name it."""

    words: str
    term: Term
    sentence: Span


@relation(_CODE)
def indicator_rates(context: Context) -> Iterator[Tried]:
    """Try the rates of a form against those of a sentence that repeats its counts too.

    The sentence and the form are then about the same; what else bears such a name (办结率) may be of anything.
    """
    told = list(_told(context))
    repeats = [(c.span, k.span) for c, k, _ in told_cells(context) if c.figure.base == k.figure.base]
    for table in context.document.tables:
        counts = [prose for prose, cell in repeats if table.span.holds(cell)]
        here = [r for r in told if _holds_any(r.sentence, counts)]
        if here:
            yield from _in_table(context.document, table, here)


def _holds_any(sentence: Span, counts: list[Span]) -> bool:
    return any(sentence.holds(count) for count in counts)


def _in_table(document: Document, table: Table, told: list[_Rate]) -> Iterator[Tried]:
    """The rates of one form against those of prose that alone bear their name."""
    for cell in _rates(document, table):
        alike = [r for r in told if r.words == cell.words]
        if len(alike) == 1:
            yield from _tried(alike[0].term, cell, table)


def _told(context: Context) -> Iterator[_Rate]:
    """The rates of prose with the words before them."""
    name_rule = rules.load("counts")["count.rate_name"]
    for term in context.terms.prose:
        if not term.per_cent:
            continue
        block = context.document.block_at(term.span.start)
        name = name_rule.search(context.lead(term))
        if block and name:
            yield _Rate(name["words"], term, _sentence(context.document, block, term.span))


def _sentence(document: Document, block: Block, span: Span) -> Span:
    text = document.slice(block.span)
    at = span.start - block.span.start
    stops = [m.end() for m in rules.load("counts")["count.sentence_end"].finditer(text)]
    start = max((s for s in stops if s <= at), default=0)
    end = min((s for s in stops if s > at), default=len(text))
    return Span(block.span.start + start, block.span.start + end)


def _rates(document: Document, table: Table) -> Iterator[_Rate]:
    """The cells that are a name and its rate."""
    for row in table.rows[table.header_rows :]:
        for cell in row:
            found = _rate_in(document, cell.span) if cell.text.endswith("%") else None
            if found:
                yield found


def _rate_in(document: Document, span: Span) -> _Rate | None:
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
    return _Rate(name["words"], term, span)


def _tried(told: Term, cell: _Rate, table: Table) -> Iterator[Tried]:
    """Goal and outcome, or two years, may differ: only a slip of the hand accuses."""
    name = table_name(table)
    tried = try_equal(
        _CODE,
        told,
        cell.term,
        names=("value", "cell"),
        why=f"{name}“{cell.words}”为{printed(cell.term)}",
        says={"words": cell.words, "table": name, "other": printed(cell.term)},
        rule="equal.rate_cell",
    )
    if not tried.misses or slip_between(told, cell.term) in TELLING:
        yield tried
