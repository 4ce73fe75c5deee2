"""Whether a level is planned or an outcome."""

from __future__ import annotations

from gouji.claims import Claim
from gouji.language import rules
from gouji.narrative.figure_leads import budget_measures


def planned(claim: Claim) -> bool:
    """Whether a claim is of a plan (年初预算, 预算, 批复 …), not of an outcome."""
    return claim.measure in budget_measures()


def outcome(claim: Claim) -> bool:
    """Whether a claim says by its measure that it is of an outcome (决算)."""
    return claim.measure == final_measure()


def final_measure() -> str:
    """The measure of what was paid in the end."""
    return str(rules.load("links").data["projects"]["paid"])
