"""Several points slipped in one sum: which of its parts, ten or a hundred times as large, make it come out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from gouji.figures import ZERO, Interval
from gouji.reconcile.kernel.relation import Role, Tried, printed
from gouji.reconcile.model import say

CODE = "identity.shifted_points"
_FACTORS = (Decimal(10), Decimal(100), Decimal("0.1"))
_MOST = 12  # parts among which sets are searched
_PLAIN = 1000  # so many times the rounding a miss must be, for a set not to fit it by chance


def each_shift(tried: Tried) -> tuple[Tried, ...]:
    """One violated relation for each part whose point slipped, where one set of two or more explains the miss alone.

    Where nothing or several sets explain the miss, the relation itself is given.
    """
    total, *parts = tried.roles
    sets = list(_sets(total, [p for p in parts if not p.term.zero]))
    if len(sets) != 1:
        return (tried,)
    factor, shifted = sets[0]
    message = say(CODE, total=printed(total.term), count=len(shifted))
    return tuple(
        replace(
            tried,
            code=CODE,
            roles=(_moved(role, factor), total, *(p for p in parts if p is not role)),
            message=message,
            steps="",
            diagnosis="decimal_shift",
            fixed=True,
        )
        for role in shifted
    )


def _moved(role: Role, factor: Decimal) -> Role:
    """The role of a part that should be so many times as large."""
    point = role.term.figure.base * factor
    return replace(role, allowed=Interval.point(point), point=point)


def _sets(total: Role, parts: list[Role]) -> Iterator[tuple[Decimal, tuple[Role, ...]]]:
    """The sets of parts that explain the miss of a sum, each with the factor that it lacks."""
    if total.allowed is None or not 2 < len(parts) <= _MOST:
        return
    slack = total.allowed.width / 2 + total.term.interval.width / 2
    miss = total.term.figure.base - total.allowed.mid
    if abs(miss) < _PLAIN * slack:
        return
    for factor in _FACTORS:
        for size in range(2, len(parts)):
            for chosen in combinations(parts, size):
                gained = sum((p.term.figure.base for p in chosen), ZERO) * (factor - 1)
                if abs(gained - miss) <= slack * max(factor, Decimal(1)):
                    yield factor, chosen
