"""Values of indicators in forms of goals: against what the name quotes, and against the form of the whole office."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.relation import Tried, cut_short, printed
from gouji.reconcile.model import say
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.goal_values import overall_goals, quoted_goals
from gouji.reconcile.statements.terms import Term

_QUOTED, _OVERALL = "form.quoted", "form.overall"


@relation(_QUOTED, _OVERALL)
def goal_values(context: Context) -> Iterator[Tried]:
    """Each indicator whose name quotes its value, and each of the whole office that is one project's."""
    for quoted in quoted_goals(context.document):
        yield _tried(_QUOTED, quoted.quoted, quoted.goal.term, quoted.goal.words)
    for overall in overall_goals(context.document):
        yield _tried(_OVERALL, overall.goal.term, overall.of_project.term, overall.goal.words)


def _tried(code: str, told: Term, value: Term, name: str) -> Tried:
    """The one against the other; what the first should be is told in the unit of the second."""
    words = cut_short(name)
    tried = try_equal(
        code,
        told,
        value,
        names=("value", "cell"),
        why=say("table.states", table=words, figure=printed(value)),
        says={"words": words, "value": printed(value)},
        rule="form.goal_value",
    )
    first, *others = tried.roles
    return replace(tried, roles=(replace(first, said=printed(value)), *others))
