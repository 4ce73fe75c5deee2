"""Figures that stand rightly elsewhere: of another year, measure, row, column, clause, total or item."""

from __future__ import annotations

from gouji.figures import Figure
from gouji.reconcile.diagnosis.model import Neighbour, Suspect, Tie, same, telling
from gouji.reconcile.kernel.relation import MINOR_PLACES

_ROWS = {
    Tie.ABOVE: "上一行",
    Tie.BELOW: "下一行",
    Tie.REFERENCE_ABOVE: "表中上一行",
    Tie.REFERENCE_BELOW: "表中下一行",
}
_OPPOSITE = ((Tie.PRECEDING, Tie.REFERENCE_ABOVE), (Tie.FOLLOWING, Tie.REFERENCE_BELOW))


def swapped_with_neighbour(suspect: Suspect) -> str:
    """Two figures in each other's place: the neighbour prints what is expected here, and what stands here is its."""
    for beside, reference in _OPPOSITE:
        there = _printing(suspect, beside, suspect.expected)
        if there and _printing(suspect, reference, suspect.figure):
            return f"与{there.called}的数对调"
    return ""


def _printing(suspect: Suspect, tie: Tie, figure: Figure) -> Neighbour | None:
    """The first neighbour of a tie that prints a figure."""
    for neighbour in suspect.tied(tie):
        if same(neighbour.figure, figure):
            return neighbour
    return None


def row_shifted(suspect: Suspect) -> str:
    """The row above or below, in the table that is told: a column that slipped by a row."""
    for tie, where in _ROWS.items():
        found = _copy(suspect, tie)
        if found:
            return f"抄了{where}{found.called}的数"
    return ""


def column_slipped(suspect: Suspect) -> str:
    """A column a row too high or too low: this cell and the one beside it print what is their neighbours'."""
    for step, where in ((1, "上"), (-1, "下")):
        if not _slipped(suspect, suspect.at, step):
            continue
        if _slipped(suspect, suspect.at - 1, step) or _slipped(suspect, suspect.at + 1, step):
            return f"这一列的数字错{where}一行"
    return ""


def _slipped(suspect: Suspect, at: int, step: int) -> bool:
    """Whether a row prints what another table states of the row a step below it, and not what it states of itself."""
    places = range(len(suspect.rows))
    if at not in places or at + step not in places:
        return False
    row, source = suspect.rows[at], suspect.rows[at + step].stated
    if row.stated is not None and same(row.stated, row.printed):
        return False
    return source is not None and same(source, row.printed) and telling(row.printed)


def column_shifted(suspect: Suspect) -> str:
    """The column to the left or right in its row."""
    return _copied(suspect, "抄了同一行{}的数", Tie.BESIDE)


def budget_for_final(suspect: Suspect) -> str:
    """预算 printed for 决算."""
    return _copied(suspect, "印的是预算数（{}）", Tie.BUDGET)


def final_for_budget(suspect: Suspect) -> str:
    """决算 printed for 预算."""
    return _copied(suspect, "印的是决算数（{}）", Tie.FINAL)


def last_year_copied(suspect: Suspect) -> str:
    """Last year's figure of the same quantity."""
    return _copied(suspect, "抄了上年的数（{}）", Tie.LAST_YEAR)


def preceding_copied(suspect: Suspect) -> str:
    """The figure of the clause before."""
    return _copied(suspect, "抄了前一个数{}", Tie.PRECEDING)


def total_for_part(suspect: Suspect) -> str:
    """The total in place of one of its parts."""
    found = _copy(suspect, Tie.TOTAL)
    if found is None or abs(found.figure.base) <= abs(suspect.expected.base):
        return ""
    return f"印的是总数（{found.called}）"


def same_elsewhere(suspect: Suspect) -> str:
    """The same quantity stands elsewhere with these digits: they were taken from there, or are right after all."""
    return _copied(suspect, "与{}出自同一处", Tie.SAME)


def another_item(suspect: Suspect) -> str:
    """Another quantity's figure."""
    return _copied(suspect, "印的是{}的数", Tie.TOTAL, Tie.ELSEWHERE)


def _copied(suspect: Suspect, says: str, *ties: Tie) -> str:
    """What is said of a neighbour whose digits are printed here; '' where there is none."""
    found = _copy(suspect, *ties)
    return says.format(found.called) if found else ""


def _copy(suspect: Suspect, *ties: Tie) -> Neighbour | None:
    """The neighbour whose digits are printed here, where they are more than chance."""
    miss = abs(suspect.figure.base - suspect.expected.base)
    if miss <= MINOR_PLACES * suspect.figure.place(suspect.term.usual):
        return None  # who copies another figure is seldom that near
    for neighbour in suspect.tied(*ties):
        if same(neighbour.figure, suspect.figure) and telling(neighbour.figure, neighbour.among):
            return neighbour
    return None
