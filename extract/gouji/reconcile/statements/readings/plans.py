"""Whether a level is planned or an outcome."""

from __future__ import annotations

from gouji.claims import Claim
from gouji.declared import declared
from gouji.narrative.figure_leads import budget_measures


def planned(claim: Claim) -> bool:
    """Whether a claim is of a plan (年初预算, 预算, 批复 …), not of an outcome."""
    return claim.measure in budget_measures()


def outcome(claim: Claim) -> bool:
    """Whether a claim says by its measure that it is of an outcome (决算)."""
    return bool(claim.measure == declared("links")["measure_of"]["final"])
