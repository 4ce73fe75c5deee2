"""Scores of self-evaluation: what prose says a project scored against the form that gives the score."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from gouji.document import PROSE, Cell, Document, Span
from gouji.figures import Figure, Kind, Unit
from gouji.language import rules
from gouji.language.quantities import parse_number
from gouji.language.view import make_view
from gouji.reconcile.diagnosis import TELLING, slip_between
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.relation import Tried, table_name
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_POINTS = Unit("", Kind.POINT, Decimal(1))  # the word 分 stands behind the number, and not in a cell
_CODE = "score.form"


@dataclass(frozen=True, slots=True)
class _Score:
    """A score, the sections that it stands in, the innermost first, and what its row or table is called."""

    term: Term
    home: tuple[int, ...]
    place: str = ""


@relation(_CODE)
def scores(context: Context) -> Iterator[Tried]:
    """Try each score that prose tells against the one form of the same section."""
    told, formal = list(_told(context.document)), list(_formal(context.document))
    for score in told:
        section = next((s for s in score.home if _within(formal, s)), None)
        forms, beside = _within(formal, section), _within(told, section)
        values = {s.term.figure.value for s in forms}
        if len(values) == 1 and len(beside) == 1:
            yield from _tried(score.term, forms[0])


def _within(scores: list[_Score], section: int | None) -> list[_Score]:
    """The scores of a section and of those inside it; all of them for None."""
    if section is None:
        return scores
    return [s for s in scores if section in s.home]


def _told(document: Document) -> Iterator[_Score]:
    """The scores that prose tells."""
    rule = rules.load("scores")["score.told"]
    for block in document.blocks:
        if block.zone not in PROSE:
            continue
        view = make_view(document.text, block.span.start, block.span.end, block.holes)
        for match in rule.finditer(view.text):
            term = _term(document, view.span(*match.span("score")), cell=False)
            if term:
                yield _Score(term, _home(document, block.section))


def _formal(document: Document) -> Iterator[_Score]:
    """The scores that forms and tables give in a row of their own."""
    for table in document.tables:
        before = (n for n, s in enumerate(document.sections) if s.span.start <= table.span.start)
        home = _home(document, max(before, default=-1))
        for row in table.rows:
            filled = [c for c in row if c.text.strip()]
            term = _of_row(document, filled)
            if term:
                yield _Score(term, home, f"{table_name(table)}“{_name(filled[0])}”")


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


def _tried(told: Term, form: _Score) -> Iterator[Tried]:
    """Another score may be meant (that of the experts), so only a slip of the hand accuses."""
    tried = try_equal(
        _CODE,
        told,
        form.term,
        names=("value", "cell"),
        why=f"{form.place}为{form.term.text}分",
        says={"place": form.place, "other": form.term.text},
        rule=_CODE,
    )
    if not tried.misses or slip_between(told, form.term) in TELLING:
        yield tried
