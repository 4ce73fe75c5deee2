"""What a change is against: a budget, the year before, a year that is named."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from gouji.claims import Claim
from gouji.language import rules, subjects


@dataclass(frozen=True, slots=True)
class Against:
    """What the words of a comparison name.

    Attributes:
        budget: whether it is a budget (年初预算, 全年预算).
        last_year: whether it is the year before without its number (上年, 去年).
        year: the year that is named.
    """

    budget: bool
    last_year: bool
    year: int | None


def against(claim: Claim) -> Against:
    """What a change is against."""
    return _read(claim.base)


@lru_cache(maxsize=4096)
def _read(words: str) -> Against:
    last_year = rules.load("dates")["date.last_year"].search(words) is not None
    return Against(rules.load("links").data["budget"] in words, last_year, subjects.year(words))
