"""Totals whose formula took too many rows, or too few."""

from __future__ import annotations

from decimal import Decimal

from gouji.figures import plain
from gouji.reconcile.diagnosis.model import Column, Neighbour, Sum, Suspect, Tie, shown, telling

_LEVELS = (2, 3)  # 款 and 类, 项 with both
_WHOLE_DIGITS = 3  # digits of a total that a formula over its column must reproduce


def part_left_out(suspect: Suspect) -> str:
    """A total that misses one of its parts."""
    return _one_part(suspect, 1, "{}未计入{}")


def part_counted_twice(suspect: Suspect) -> str:
    """A total that holds one of its parts twice."""
    return _one_part(suspect, -1, "{}重复计入{}")


def inner_part_added(suspect: Suspect) -> str:
    """A total that holds, beside a part, what lies within that part (其中)."""
    inner = list(suspect.tied(Tie.INNER, Tie.LEVEL))
    for one in suspect.sums:
        for row in inner:
            if telling(row.figure, len(inner)) and abs(one.gap + row.figure.base) <= one.slack:
                return f"{_called(one)}重复计入已含在分项内的{row.called}"
    return ""


def part_not_listed(suspect: Suspect) -> str:
    """An item that other tables list and this one leaves out."""
    missing = list(suspect.tied(Tie.MISSING))
    for one in suspect.sums:
        for item in missing:
            if telling(item.figure, len(missing)) and abs(one.gap + item.figure.base) <= one.slack:
                return f"其下漏列{item.called}一项"
    return ""


def part_differs(suspect: Suspect) -> str:
    """A list that comes short because one part is another than the table's cell of its name."""
    for one in suspect.sums:
        for part in one.parts if one.own else ():
            for cell in part.stated:
                more = cell.figure.base - part.figure.base
                if more and abs(one.gap + more) < one.total.figure.place() / 2:
                    return f"{part.called}与{cell.called}不符"
    return ""


def first_or_last_left_out(suspect: Suspect) -> str:
    """A formula whose range begins too late or ends too early, by more than one row."""
    for one in suspect.sums:
        for count in range(2, len(one.parts) - 1):
            for parts, where in ((one.parts[:count], "前"), (one.parts[-count:], "后")):
                if _meets(one, one.gap - _sum(parts), len(one.parts)) and _sum(parts) > 0:
                    return f"{_called(one)}未计入{where}{count}项（{_sum(parts) / one.total.figure.factor:f}）"
    return ""


def levels_added(suspect: Suspect) -> str:
    """A total that adds each amount once for every level that it is printed on."""
    if not any(one.own for one in suspect.sums) or not telling(suspect.figure):
        return ""
    for times in _LEVELS:
        if abs(suspect.figure.base - times * suspect.expected.base) <= suspect.figure.place() * times:
            return f"合计把各级明细重复相加，为应有数的{times}倍"
    return ""


def rows_divided(suspect: Suspect) -> str:
    """All rows of a column added, whatever their level, then divided by the number of levels that should be there.

    One column of few digits is believed when another of the same row shows the same.
    """
    for by in _LEVELS:
        fitting = [c for c in suspect.columns if _divided(c, by)]
        if fitting and fitting[0] is suspect.columns[0] and any(_sure(c) for c in fitting):
            total = sum((r.base for r in suspect.columns[0].rows), Decimal(0)) / suspect.figure.factor
            return f"合计是全列各级数字相加（{total:f}）再除以{by}"
    return ""


def rows_added(suspect: Suspect) -> str:
    """All rows of a column added, whatever their level."""
    for column in suspect.columns[:1]:
        if _sure(column) and _divided(column, 1):
            return "合计是全列各级数字直接相加，上下级重复"
    return ""


def _one_part(suspect: Suspect, sign: int, says: str) -> str:
    for one in suspect.sums:
        if not one.own and suspect.figure == one.total.figure:
            continue  # the total in place of a part: what is left over are the others
        fitting = [p for p in one.parts if p.figure.base and _fits(one, sign, p)]
        if len(fitting) == 1 and len(one.parts) > 1 and one.total.figure.base:
            return says.format(_called(one), fitting[0].called)
    return ""


def _called(one: Sum) -> str:
    return f"合计{shown(one.total.figure)}"


def _fits(one: Sum, sign: int, part: Neighbour) -> bool:
    return telling(part.figure, len(one.parts)) and abs(sign * one.gap - part.figure.base) <= one.slack


def _meets(one: Sum, rest: Decimal, tries: int) -> bool:
    return abs(rest) <= one.slack and telling(one.total.figure, 2 * tries)


def _sum(parts: tuple[Neighbour, ...]) -> Decimal:
    return sum((p.figure.base for p in parts), Decimal(0))


def _divided(column: Column, by: int) -> bool:
    total = sum((r.base for r in column.rows), Decimal(0))
    return bool(column.rows) and abs(total / by - column.total.base) <= column.total.place() / 2


def _sure(column: Column) -> bool:
    others = any(r.base != column.total.base for r in column.rows)
    return (
        len(column.rows) > 1
        and others
        and len(plain(abs(column.total.value)).replace(".", "").strip("0")) >= _WHOLE_DIGITS
    )
