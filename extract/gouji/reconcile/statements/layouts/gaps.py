"""What totals lack of their parts: one amount in all columns that miss tells that a row is left out."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

Gap = tuple[Decimal, Decimal]  # what a total has more than its parts, in base units, and the slack that rounding leaves


def one_gap(gaps: Sequence[Gap]) -> bool:
    """Whether there are several gaps, and all are one amount that the parts lack."""
    if len(gaps) <= 1:
        return False
    (least, slack), (most, more) = min(gaps), max(gaps)
    return least > 0 and most - least <= slack + more
