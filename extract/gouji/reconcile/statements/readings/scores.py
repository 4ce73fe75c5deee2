"""Scores of self-evaluation: those that prose tells and those that forms give."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gouji.document import PROSE, Cell, Document, Span, Table
from gouji.figures import Figure, Kind, Unit
from gouji.language import rules
from gouji.language.quantities import parse_number
from gouji.language.view import make_view
from gouji.reconcile.statements.terms import Term

_POINTS = Unit("", Kind.POINT, Decimal(1))  # the word 分 stands behind the number, and not in a cell


@dataclass(frozen=True, slots=True)
class Score:
    """A score that prose tells: what it is called, and the sections that it stands in, the innermost first."""

    term: Term
    home: tuple[int, ...]
    name: str


@dataclass(frozen=True, slots=True)
class FormScore(Score):
    """A score that a form or a table gives: it is called as its row is labelled."""

    table: Table


def scores_in_prose(document: Document) -> Iterator[Score]:
    """The scores that prose tells."""
    rule = rules.load("scores")["score.told"]
    for block in document.blocks:
        if block.zone not in PROSE:
            continue
        view = make_view(document.text, block.span.start, block.span.end, block.holes)
        for match in rule.finditer(view.text):
            term = _term(document, view.span(*match.span("score")), cell=False)
            if term:
                yield Score(term, _home(document, block.section), match["called"])


def scores_in_forms(document: Document) -> Iterator[FormScore]:
    """The scores that forms and tables give in a row of their own."""
    for table in document.tables:
        before = (n for n, s in enumerate(document.sections) if s.span.start <= table.span.start)
        home = _home(document, max(before, default=-1))
        for row in table.rows:
            filled = [c for c in row if c.text.strip()]
            term = _of_row(document, filled)
            if term:
                yield FormScore(term, home, _name(filled[0]), table)


def _of_row(document: Document, filled: list[Cell]) -> Term | None:
    """The score that the filled cells of a row give, its last number; None where it is no row of a score."""
    rule = rules.load("scores")["score.row"]
    if not filled or not rule.search(_name(filled[0])):
        return None
    terms = (_term(document, c.span, cell=True) for c in reversed(filled[1:]))
    return next((t for t in terms if t), None)


def _name(cell: Cell) -> str:
    return "".join(cell.text.split())


def _home(document: Document, section: int) -> tuple[int, ...]:
    found = []
    while section >= 0:
        found.append(section)
        section = document.sections[section].parent
    return tuple(found)


def _term(document: Document, span: Span, cell: bool) -> Term | None:
    text = document.slice(span)
    number = parse_number("".join(text.split()))
    return Term(f"score {span.start}", Figure(*number, _POINTS), span, text, None, cell) if number else None
