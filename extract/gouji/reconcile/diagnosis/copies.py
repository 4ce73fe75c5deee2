"""Figures that stand rightly elsewhere: of another year, measure, row, column, clause, total or item."""

from __future__ import annotations

from gouji.reconcile.diagnosis.model import Neighbour, Suspect, Tie, same, telling
from gouji.reconcile.kernel.relation import MINOR_PLACES

_OPPOSITE = ((Tie.PRECEDING, Tie.REFERENCE_ABOVE), (Tie.FOLLOWING, Tie.REFERENCE_BELOW))


def swapped_with_neighbour(suspect: Suspect) -> str:
    """Two figures in each other's place: the neighbour prints what is expected here, and what stands here is its."""
    for beside, reference in _OPPOSITE:
        there = [n for n in suspect.tied(beside) if same(n.figure, suspect.expected)]
        if there and any(same(n.figure, suspect.figure) for n in suspect.tied(reference)):
            return f"与{there[0].called}的数对调"
    return ""


def row_shifted(suspect: Suspect) -> str:
    """The row above or below, in the table that is told: a column that slipped by a row."""
    for tie, where in (
        (Tie.ABOVE, "上一行"),
        (Tie.BELOW, "下一行"),
        (Tie.REFERENCE_ABOVE, "表中上一行"),
        (Tie.REFERENCE_BELOW, "表中下一行"),
    ):
        if found := _copy(suspect, tie):
            return f"抄了{where}{found.called}的数"
    return ""


def column_slipped(suspect: Suspect) -> str:
    """A column a row too high or too low: this cell and the one beside it print what is their neighbours'."""
    for step, where in ((1, "上"), (-1, "下")):
        run = [i for i in (suspect.at - 1, suspect.at, suspect.at + 1) if _slipped(suspect, i, step)]
        if suspect.at in run and len(run) > 1:
            return f"这一列的数字错{where}一行"
    return ""


def _slipped(suspect: Suspect, at: int, step: int) -> bool:
    """Whether a row prints what another table states of the row a step below it, and not what it states of itself."""
    if not (0 <= at < len(suspect.rows) and 0 <= at + step < len(suspect.rows)):
        return False
    row, source = suspect.rows[at], suspect.rows[at + step].stated
    own = row.stated is not None and same(row.stated, row.printed)
    return source is not None and not own and same(source, row.printed) and telling(row.printed)


def column_shifted(suspect: Suspect) -> str:
    """The column to the left or right in its row."""
    found = _copy(suspect, Tie.BESIDE)
    return f"抄了同一行{found.called}的数" if found else ""


def budget_for_final(suspect: Suspect) -> str:
    """预算 printed for 决算."""
    found = _copy(suspect, Tie.BUDGET)
    return f"印的是预算数（{found.called}）" if found else ""


def final_for_budget(suspect: Suspect) -> str:
    """决算 printed for 预算."""
    found = _copy(suspect, Tie.FINAL)
    return f"印的是决算数（{found.called}）" if found else ""


def last_year_copied(suspect: Suspect) -> str:
    """Last year's figure of the same quantity."""
    found = _copy(suspect, Tie.LAST_YEAR)
    return f"抄了上年的数（{found.called}）" if found else ""


def preceding_copied(suspect: Suspect) -> str:
    """The figure of the clause before."""
    found = _copy(suspect, Tie.PRECEDING)
    return f"抄了前一个数{found.called}" if found else ""


def total_for_part(suspect: Suspect) -> str:
    """The total in place of one of its parts."""
    found = _copy(suspect, Tie.TOTAL)
    larger = found and abs(found.figure.base) > abs(suspect.expected.base)
    return f"印的是总数（{found.called}）" if found and larger else ""


def same_elsewhere(suspect: Suspect) -> str:
    """The same quantity stands elsewhere with these digits: they were taken from there, or are right after all."""
    found = _copy(suspect, Tie.SAME)
    return f"与{found.called}出自同一处" if found else ""


def another_item(suspect: Suspect) -> str:
    """Another quantity's figure."""
    found = _copy(suspect, Tie.TOTAL, Tie.ELSEWHERE)
    return f"印的是{found.called}的数" if found else ""


def _copy(suspect: Suspect, *ties: Tie) -> Neighbour | None:
    """The neighbour whose digits are printed here, where they are more than chance."""
    miss = abs(suspect.figure.base - suspect.expected.base)
    if miss <= MINOR_PLACES * suspect.figure.place(suspect.term.usual):
        return None  # who copies another figure is seldom that near
    return next((n for n in suspect.tied(*ties) if same(n.figure, suspect.figure) and telling(n.figure, n.among)), None)
