"""What a rate of a claim is the rate of: which budget was completed, what came in, what cannot exceed its whole."""

from __future__ import annotations

from gouji.claims import Claim
from gouji.narrative.figure_leads import budget_measures, general_measures, read_lead

_RECEIVED = "role.percent.received"
_BOUNDED = "role.percent.bounded"


def budget_completed(claim: Claim) -> str:
    """Which budget a completion is of (年初预算, 全年预算, 预算), by its measure, else in the words of the claim."""
    return read_lead(claim.base).measure or claim.base


def of_one_plan(claim: Claim) -> bool:
    """Whether a completion says which plan it is of (年初预算, 全年预算), not only that it is of a budget."""
    return read_lead(claim.base).measure in budget_measures() - general_measures()


def of_received(claim: Claim) -> bool:
    """Whether a rate tells how much of the money came in (到位率), which is of no budget."""
    return claim.rule == _RECEIVED


def bounded(claim: Claim) -> bool:
    """Whether a rate is of a kind that cannot exceed 100 % (满意率, 办结率)."""
    return claim.rule == _BOUNDED
