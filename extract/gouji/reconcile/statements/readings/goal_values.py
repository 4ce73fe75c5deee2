"""What forms tell twice of an indicator: in its name (为12家企业送检 ＝12家), and among those of the whole office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import regex

from gouji.document import Document, Table
from gouji.figures import Figure, Kind
from gouji.language import quantities, rules
from gouji.language.view import make_view
from gouji.reconcile.statements.readings.goal_rows import Goal, goal_forms
from gouji.reconcile.statements.terms import Term

_SPECIFIC = 8  # characters of a name that is one project's: a shorter one (系统验收合格率) may be of any
_NUMBER = regex.compile(r"(?<![\d.,])\d[\d,]*+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class QuotedGoal:
    """An indicator and the number that its name quotes of its value."""

    table: Table
    goal: Goal
    quoted: Term


@dataclass(frozen=True, slots=True)
class OverallGoal:
    """An indicator of the whole office and the one of a project by the same name."""

    goal: Goal
    of_project: Goal


def overall_goals(document: Document) -> Iterator[OverallGoal]:
    """The indicators of the office's own form that one project has by the same long name and in the same unit.

    That form prints the kinds of an indicator before its name.
    """
    overall: list[Goal] = []
    projects: dict[str, list[Goal]] = defaultdict(list)
    for goal in (goal for form in goal_forms(document) for goal in form.goals):
        if goal.kind:
            projects[goal.words].append(goal)
        else:
            overall.append(goal)
    for goal in overall:
        same = projects.get(goal.words, [])
        if len(goal.words) >= _SPECIFIC and len(same) == 1 and _in_one_unit(goal, same[0]):
            yield OverallGoal(goal, same[0])


def _in_one_unit(one: Goal, other: Goal) -> bool:
    """Whether two values count the same: in one unit, or one of them in that of things of any kind (12家, 12个)."""
    if one.symbol == other.symbol:
        return bool(one.symbol)
    counts = one.term.figure.kind is other.term.figure.kind is Kind.COUNT
    return counts and any(rules.load("forms")["form.goal_thing"].search(goal.symbol) for goal in (one, other))


def quoted_goals(document: Document) -> Iterator[QuotedGoal]:
    """The indicators whose name quotes one number in the unit of the value, and nothing says that it is of a part."""
    for form in goal_forms(document):
        for goal in form.goals:
            quoted = _quoted(document, goal) if _may_be_quoted(goal) else None
            if quoted:
                yield QuotedGoal(form.table, goal, quoted)


def _may_be_quoted(goal: Goal) -> bool:
    """Whether a number in the name in the same unit can be the value's.

    Things of any kind (个) may be other ones there, and times of several steps; one thing may be made of many.
    """
    if not goal.symbol or goal.term.figure.value == 1:
        return False
    return not rules.load("forms")["form.goal_any_unit"].search(goal.symbol)


def _quoted(document: Document, goal: Goal) -> Term | None:
    """The one number of the name in the unit of the value; None where there are several."""
    view = make_view(document.text, goal.name.start, goal.name.end)
    found = [m for m in _NUMBER.finditer(view.text) if _in_unit(view.text[m.end() :], goal.symbol)]
    if len(found) != 1:
        return None
    (one,) = found
    if not _states(view.text[: one.start()], view.text[one.end() :], goal):
        return None
    number = quantities.parse_number(one.group())
    if number is None:
        return None
    place = view.span(one.start(), one.end() + len(goal.symbol))
    figure = Figure(*number, goal.term.figure.unit)
    return Term(f"quoted {place.start}", figure, place, document.slice(place), None, True)


def _in_unit(behind: str, symbol: str) -> bool:
    """Whether a unit stands behind a number and goes on as no other one (人, 人次)."""
    if not behind.startswith(symbol):
        return False
    return not rules.load("forms")["form.goal_longer_unit"].search(behind[len(symbol) :])


def _states(before: str, behind: str, goal: Goal) -> bool:
    """Whether the words around a number state it: rates and amounts may be conditions of what is counted too."""
    known = rules.load("forms")
    if known["form.goal_part"].search(before) or known["form.goal_other"].search(behind):
        return False
    return goal.term.figure.kind is Kind.COUNT or known["form.goal_stated"].search(before) is not None
