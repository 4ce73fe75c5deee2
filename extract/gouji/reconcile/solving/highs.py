"""Linear and binary programs, solved by HiGHS.

HiGHS is called through its own binding, which is a few megabytes beside numpy, and not through scipy, which is 140 and
takes a second to import. It is imported when a program is first solved: a document whose printed values obey every row
never needs it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Line = Sequence[tuple[int, float]]  # the columns of a row of a program that are not nought
Bounds = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Solution:
    """What solves a program: its cost, the value of each variable, the price of each line (none of binary programs)."""

    cost: float
    values: list[float]
    prices: list[float]


def least(
    cost: Sequence[float], lines: Sequence[Line], limits: Bounds, bounds: Bounds, nodes: int | None = None
) -> Solution | None:
    """The cheapest values of some variables within limits.

    Parameters
    ----------
    cost
        Of one of each variable.
    lines
        Sums of multiples of variables, each as its terms (the variable's number, its coefficient).
    limits
        The least and the greatest value of each line, infinities included.
    bounds
        The same of each variable.
    nodes
        Makes the variables whole numbers: so many nodes of the search are looked at.

    Returns
    -------
    Solution or None
        None where there is no solution, no cheapest one, or none was proved cheapest within the nodes.

    Raises
    ------
    ValueError
        For a variable that is not there.
    """
    import highspy
    import numpy as np

    # The class below `highspy.Highs`: that one writes a banner to standard output when it is made.
    from highspy._core import _Highs

    solver = _Highs()
    for option, value in (("output_flag", False), ("threads", 1)):
        solver.setOptionValue(option, value)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(cost), len(lines)
    program.col_cost_ = np.array(cost, dtype=float)
    program.col_lower_, program.col_upper_ = np.array(bounds, dtype=float).reshape(-1, 2).T
    program.row_lower_, program.row_upper_ = np.array(limits, dtype=float).reshape(-1, 2).T
    rows = list(map(_summed, lines))
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    program.a_matrix_.index_ = np.array([column for row in rows for column in row], dtype=np.int32)
    program.a_matrix_.value_ = np.array([coefficient for row in rows for coefficient in row.values()], dtype=float)
    if nodes is not None:
        program.integrality_ = [highspy.HighsVarType.kInteger] * len(cost)
        solver.setOptionValue("mip_max_nodes", nodes)
    if solver.passModel(program) == highspy.HighsStatus.kError:
        raise ValueError("not a linear program")
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found = solver.getSolution()
    return Solution(solver.getInfo().objective_function_value, list(found.col_value), list(found.row_dual))


def _summed(line: Line) -> dict[int, float]:
    """The terms of a line with one a variable."""
    total: dict[int, float] = {}
    for column, coefficient in line:
        total[column] = total.get(column, 0.0) + coefficient
    return total
