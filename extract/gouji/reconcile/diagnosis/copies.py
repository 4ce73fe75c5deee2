"""Figures that stand rightly elsewhere: of another year, measure, row, column, clause, total or item."""

from __future__ import annotations

from gouji.figures import Figure
from gouji.reconcile.diagnosis.model import Neighbour, Suspect, Tie, same, telling
from gouji.reconcile.kernel.relation import MINOR_PLACES
from gouji.reconcile.model import Sentence, say

_ROWS = (Tie.ABOVE, Tie.BELOW, Tie.REFERENCE_ABOVE, Tie.REFERENCE_BELOW)
_OPPOSITE = ((Tie.PRECEDING, Tie.REFERENCE_ABOVE), (Tie.FOLLOWING, Tie.REFERENCE_BELOW))


def swapped_with_neighbour(suspect: Suspect) -> Sentence | None:
    """Two figures in each other's place: the neighbour prints what is expected here, and what stands here is its."""
    for beside, reference in _OPPOSITE:
        there = _printing(suspect, beside, suspect.expected)
        if there and _printing(suspect, reference, suspect.figure):
            return say("slip.swapped", other=there.called)
    return None


def _printing(suspect: Suspect, tie: Tie, figure: Figure) -> Neighbour | None:
    """The first neighbour of a tie that prints a figure."""
    for neighbour in suspect.tied(tie):
        if same(neighbour.figure, figure):
            return neighbour
    return None


def row_shifted(suspect: Suspect) -> Sentence | None:
    """The row above or below, in the table that is told: a column that slipped by a row."""
    for tie in _ROWS:
        if found := _copy(suspect, tie):
            return say(f"slip.row.{tie}", other=found.called)
    return None


def column_slipped(suspect: Suspect) -> Sentence | None:
    """A column a row too high or too low: this cell and the one beside it print what is their neighbours'."""
    for step, where in ((1, "up"), (-1, "down")):
        if not _slipped(suspect, suspect.at, step):
            continue
        if _slipped(suspect, suspect.at - 1, step) or _slipped(suspect, suspect.at + 1, step):
            return say(f"slip.column.{where}")
    return None


def _slipped(suspect: Suspect, at: int, step: int) -> bool:
    """Whether a row prints what another table states of the row a step below it, and not what it states of itself."""
    places = range(len(suspect.rows))
    if at not in places or at + step not in places:
        return False
    row, source = suspect.rows[at], suspect.rows[at + step].stated
    if row.stated is not None and same(row.stated, row.printed):
        return False
    return source is not None and same(source, row.printed) and telling(row.printed)


def column_shifted(suspect: Suspect) -> Sentence | None:
    """The column to the left or right in its row."""
    return _copied(suspect, "slip.beside", Tie.BESIDE)


def budget_for_final(suspect: Suspect) -> Sentence | None:
    """预算 printed for 决算."""
    return _copied(suspect, "slip.budget", Tie.BUDGET)


def final_for_budget(suspect: Suspect) -> Sentence | None:
    """决算 printed for 预算."""
    return _copied(suspect, "slip.final", Tie.FINAL)


def last_year_copied(suspect: Suspect) -> Sentence | None:
    """Last year's figure of the same quantity."""
    return _copied(suspect, "slip.last_year", Tie.LAST_YEAR)


def preceding_copied(suspect: Suspect) -> Sentence | None:
    """The figure of the clause before."""
    return _copied(suspect, "slip.preceding", Tie.PRECEDING)


def total_for_part(suspect: Suspect) -> Sentence | None:
    """The total in place of one of its parts."""
    found = None if _is_total(suspect) else _copy(suspect, Tie.TOTAL)
    if found is None or _told_again(suspect) or abs(found.figure.base) <= abs(suspect.expected.base):
        return None
    return say("slip.total", other=found.called)


def another_item(suspect: Suspect) -> Sentence | None:
    """Another quantity's figure."""
    if _told_again(suspect) or _is_total(suspect):
        return None
    return _copied(suspect, "slip.another", Tie.TOTAL, Tie.ELSEWHERE)


def _is_total(suspect: Suspect) -> bool:
    """Whether it is a total in a table: what prints the same elsewhere speaks for it, and not for a copy."""
    return suspect.term.cell and any(found.own for found in suspect.sums)


def _told_again(suspect: Suspect) -> bool:
    """Whether the same quantity stands elsewhere with these digits: that speaks for them, and not for a copy."""
    return _copy(suspect, Tie.SAME) is not None


def _copied(suspect: Suspect, phrase: str, *ties: Tie) -> Sentence | None:
    """What is said of a neighbour whose digits are printed here; None where there is none."""
    found = _copy(suspect, *ties)
    return say(phrase, other=found.called) if found else None


def _copy(suspect: Suspect, *ties: Tie) -> Neighbour | None:
    """The neighbour whose digits are printed here, where they are more than chance."""
    miss = abs(suspect.figure.base - suspect.expected.base)
    if miss <= MINOR_PLACES * suspect.figure.place(suspect.term.usual):
        return None  # who copies another figure is seldom that near
    for neighbour in suspect.tied(*ties):
        if same(neighbour.figure, suspect.figure) and telling(neighbour.figure, neighbour.among):
            return neighbour
    return None
