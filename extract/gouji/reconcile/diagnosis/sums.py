"""Totals whose formula took too many rows, or too few."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate

from gouji.figures import plain
from gouji.reconcile.diagnosis.model import Column, Neighbour, Sum, Suspect, Tie, shown, telling
from gouji.reconcile.model import Sentence, say

_LEVELS = (2, 3)  # 款 and 类, 项 with both
_WHOLE_DIGITS = 3  # digits of a total that a formula over its column must reproduce


def part_left_out(suspect: Suspect) -> Sentence | None:
    """A total that misses one of its parts."""
    return _one_part(suspect, 1, "slip.sum.without")


def part_counted_twice(suspect: Suspect) -> Sentence | None:
    """A total that holds one of its parts twice."""
    return _one_part(suspect, -1, "slip.sum.twice")


def inner_part_added(suspect: Suspect) -> Sentence | None:
    """A total that holds, beside a part, what lies within that part (其中)."""
    for one in suspect.sums:
        row = _closing(one, list(suspect.tied(Tie.INNER, Tie.LEVEL)))
        if row:
            return say("slip.sum.inner", total=shown(one.total.figure), part=row.called)
    return None


def part_not_listed(suspect: Suspect) -> Sentence | None:
    """An item that other tables list and this one leaves out."""
    for one in suspect.sums:
        item = _closing(one, list(suspect.tied(Tie.MISSING)))
        if item:
            return say("slip.sum.not_listed", part=item.called)
    return None


def _closing(one: Sum, rows: list[Neighbour]) -> Neighbour | None:
    """The first of some rows that makes a sum right when it is added to the parts."""
    for row in rows:
        if telling(row.figure, len(rows)) and abs(one.gap + row.figure.base) <= one.slack:
            return row
    return None


def part_differs(suspect: Suspect) -> Sentence | None:
    """A list that comes short because one part is another than the table's cell of its name."""
    own = [one for one in suspect.sums if one.own]
    for one in own:
        for part in one.parts:
            for cell in part.stated:
                if _mends(one, cell.figure.base - part.figure.base):
                    return say("slip.sum.differs", part=part.called, cell=cell.called)
    return None


def _mends(one: Sum, more: Decimal) -> bool:
    """Whether a sum is right when a part is more (or less) by so much."""
    return more != 0 and abs(one.gap + more) < one.total.figure.place() / 2


def first_or_last_left_out(suspect: Suspect) -> Sentence | None:
    """A formula whose range begins too late or ends too early, by more than one row."""
    for one in suspect.sums:
        for where, count, missing in _ends(one):
            if missing > 0 and _meets(one, one.gap - missing, len(one.parts)):
                told = shown(one.total.figure)
                left_out = f"{missing / one.total.figure.factor:f}"
                return say(f"slip.sum.{where}", total=told, count=count, amount=left_out)
    return None


def _ends(one: Sum) -> Iterator[tuple[str, int, Decimal]]:
    """How many parts, and what they come to: the first and the last, from two on, as long as two others are left."""
    amounts = [part.figure.base for part in one.parts]
    ends = zip(accumulate(amounts), accumulate(reversed(amounts)), strict=True)
    for count, (first, last) in enumerate(ends, 1):
        if 2 <= count < len(amounts) - 1:
            yield "first", count, first
            yield "last", count, last


def levels_added(suspect: Suspect) -> Sentence | None:
    """A total that adds each amount once for every level that it is printed on."""
    if not any(one.own for one in suspect.sums) or not telling(suspect.figure):
        return None
    for times in _LEVELS:
        miss = abs(suspect.figure.base - times * suspect.expected.base)
        if miss <= suspect.figure.place() * times:
            return say("slip.sum.levels", times=times)
    return None


def rows_added(suspect: Suspect) -> Sentence | None:
    """All rows of a column added, whatever their level."""
    if not suspect.columns:
        return None
    own = suspect.columns[0]
    if not _sure(own) or not _divided(own, 1):
        return None
    return say("slip.sum.rows")


def _one_part(suspect: Suspect, sign: int, phrase: str) -> Sentence | None:
    """What is said where exactly one part explains a sum; None elsewhere."""
    for one in suspect.sums:
        if len(one.parts) == 1 or not one.total.figure.base:
            continue
        if not one.own and suspect.figure == one.total.figure:
            continue  # the total in place of a part: what is left over are the others
        if not one.own and not suspect.expected.base:
            continue  # a part that should be nothing is always what a sum leaves out
        fitting = [part for part in one.parts if _fits(one, sign, part)]
        if len(fitting) == 1:
            return say(phrase, total=shown(one.total.figure), part=fitting[0].called)
    return None


def _fits(one: Sum, sign: int, part: Neighbour) -> bool:
    """Whether a part is what a sum has too little (sign 1) or too much (−1)."""
    if not part.figure.base or not telling(part.figure, len(one.parts)):
        return False
    return abs(sign * one.gap - part.figure.base) <= one.slack


def _meets(one: Sum, rest: Decimal, tries: int) -> bool:
    return abs(rest) <= one.slack and telling(one.total.figure, 2 * tries)


def _divided(column: Column, by: int) -> bool:
    """Whether all rows of a column added, then divided by a number, give its total."""
    if not column.rows:
        return False
    miss = abs(_column_sum(column) / by - column.total.base)
    return miss <= column.total.place() / 2


def _column_sum(column: Column) -> Decimal:
    return sum((figure.base for figure in column.rows), Decimal(0))


def _sure(column: Column) -> bool:
    """Whether a column shows more than its total once more, and a total of enough digits."""
    if len(column.rows) < 2:
        return False
    digits = plain(abs(column.total.value)).replace(".", "").strip("0")
    others = any(figure.base != column.total.base for figure in column.rows)
    return others and len(digits) >= _WHOLE_DIGITS
