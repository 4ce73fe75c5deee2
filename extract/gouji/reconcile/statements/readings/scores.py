"""Scores of self-evaluation: those that prose tells and those that forms give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from gouji.document import PROSE, Cell, Document, Span, Table
from gouji.figures import Figure, Kind, Unit
from gouji.language import rules
from gouji.language.quantities import parse_number
from gouji.language.view import make_view, meant
from gouji.reconcile.statements.terms import Term
from gouji.tables.project_cells import named_projects

_POINTS = Unit("", Kind.POINT, Decimal(1))  # the word 分 stands behind the number, and not in a cell


@dataclass(frozen=True, slots=True)
class Score:
    """A score that prose tells.

    Attributes:
        term: the score.
        home: the sections that it stands in, the innermost first.
        name: what it is called.
        before: the words of its paragraph before it, from the score before it on.
    """

    term: Term
    home: tuple[int, ...]
    name: str
    before: str = ""


@dataclass(frozen=True, slots=True)
class FormScore(Score):
    """A score that a form or a table gives: it is called as its row is labelled."""

    table: Table = field(kw_only=True)


def scores_in_prose(document: Document) -> Iterator[Score]:
    """The scores that prose tells."""
    rule = rules.load("scores")["score.told"]
    for block in document.blocks:
        if block.zone not in PROSE:
            continue
        view = make_view(document.text, block.span.start, block.span.end, block.holes)
        behind = 0
        for match in rule.finditer(view.text):
            term = _term(document, view.span(*match.span("score")), cell=False)
            if term:
                before = view.text[behind : match.start()]
                yield Score(term, _home(document, block.section), match["called"], before)
            behind = match.end()


def scores_in_forms(document: Document) -> Iterator[FormScore]:
    """The scores that forms and tables give in a row of their own."""
    for table in document.tables:
        before = (n for n, s in enumerate(document.sections) if s.span.start <= table.span.start)
        home = _home(document, max(before, default=-1))
        for row in table.rows:
            filled = [c for c in row if c.text.strip()]
            term = _of_row(document, filled)
            if term:
                yield FormScore(term, home, _name(filled[0]), table=table)


def of_projects(document: Document, forms: Iterable[FormScore]) -> dict[str, list[FormScore]]:
    """The scores of forms of self-evaluation by the project that the form names, without those of unnamed forms."""
    names = {p.table: _bare(p.cell.text) for p in named_projects(document) if p.form}
    found: dict[str, list[FormScore]] = defaultdict(list)
    for form in forms:
        name = names.get(form.table.id, "")
        if name and _is_self_evaluation(form.table.title + form.name):
            found[name].append(form)
    return found


def project_of(score: Score, names: Iterable[str]) -> str:
    """The project of which prose tells a score of self-evaluation: the one that is named last before it, or ''."""
    ends = {name: score.before.rfind(name) + len(name) for name in names if name in score.before}
    last = max(ends, key=lambda name: (ends[name], len(name)), default="")
    return last if last and _is_self_evaluation(score.before[ends[last] :]) else ""


def _is_self_evaluation(words: str) -> bool:
    return rules.load("scores")["score.own"].search(words) is not None


def _of_row(document: Document, filled: list[Cell]) -> Term | None:
    """The score that the filled cells of a row give, its last number; None where it is no row of a score."""
    rule = rules.load("scores")["score.row"]
    if not filled or not rule.search(_name(filled[0])):
        return None
    terms = (_term(document, c.span, cell=True) for c in reversed(filled[1:]))
    return next((t for t in terms if t), None)


def _name(cell: Cell) -> str:
    return _bare(cell.text)


def _bare(text: str) -> str:
    return "".join(meant(text).split())


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
