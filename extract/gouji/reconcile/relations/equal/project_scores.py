"""Scores of self-evaluation: what prose says a project scored against the form that gives the score."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from gouji.reconcile.diagnosis import TELLING, slip_between
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.relation import Tried, table_name
from gouji.reconcile.model import say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.scores import (
    FormScore,
    Score,
    of_projects,
    project_of,
    scores_in_forms,
    scores_in_prose,
)
from gouji.reconcile.statements.terms import Term

_CODE, _PROJECT = "score.form", "score.project"

S = TypeVar("S", bound=Score)


@relation(_CODE, _PROJECT)
def scores(context: Context) -> Iterator[Tried]:
    """Try each score that prose tells against the form of the project, else against the one of the same section."""
    told, formal = list(scores_in_prose(context.document)), list(scores_in_forms(context.document))
    projects = of_projects(context.document, formal)
    for score in told:
        named = projects.get(project_of(score, projects), [])
        if len({s.term.figure.value for s in named}) == 1:
            yield _equal(_PROJECT, score.term, named[0])
            continue
        section = next((s for s in score.home if _within(formal, s)), None)
        forms, beside = _within(formal, section), _within(told, section)
        values = {s.term.figure.value for s in forms}
        if len(values) == 1 and len(beside) == 1:
            yield from _tried(score.term, forms[0])


def _within(scores: list[S], section: int | None) -> list[S]:
    """The scores of a section and of those inside it; all of them for None."""
    if section is None:
        return scores
    return [s for s in scores if section in s.home]


def _tried(told: Term, form: FormScore) -> Iterator[Tried]:
    """Another score may be meant (that of the experts), so only a slip of the hand accuses."""
    tried = _equal(_CODE, told, form)
    if not tried.misses or slip_between(told, form.term) in TELLING:
        yield tried


def _equal(code: str, told: Term, form: FormScore) -> Tried:
    place = say("table.cell", table=table_name(form.table), words=form.name)
    return try_equal(
        code,
        told,
        form.term,
        names=("value", "cell"),
        why=say("why.score", place=place, score=form.term.text),
        says={"place": place, "other": form.term.text},
        rule=code,
    )
