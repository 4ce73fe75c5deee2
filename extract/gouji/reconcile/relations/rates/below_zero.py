"""An increase that exceeds what it led to: the year before would have had less than none."""

from __future__ import annotations

from gouji.claims import Claim
from gouji.figures import HUNDRED, Interval
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.relation import Reading, Role, Tried, bare, printed
from gouji.reconcile.model import Severity, say
from gouji.reconcile.relations.meant import if_slip
from gouji.reconcile.statements.terms import Term


def exceeds(claim: Claim, value: Term, delta: Term) -> bool:
    """Whether a quantity rose by more than there is of it."""
    return claim.direction == "up" and value.figure.value >= 0 and value.interval.hi < delta.interval.lo


def below_zero(claim: Claim, value: Term, delta: Term, rate: Term) -> Tried:
    """A level against the greater increase to it: one of them is wrong, as the rate tells by a slip of the hand.

    Without such a slip the increase is another quantity's.
    """
    fraction = rate.interval / HUNDRED
    possible = fraction.lo > 0
    tried = attempt(
        "change.exceeds",
        claim.span,
        Severity.MATERIAL,
        roles=(
            Role(value, "value", delta.interval / fraction + delta.interval if possible else None),
            Role(delta, "delta", value.interval * (fraction / (Interval.point(1) + fraction)) if possible else None),
        ),
        why=f"{bare(delta)} > {bare(value)}",
        computation=f"{bare(value)} − {bare(delta)} < 0",
        says={"delta": printed(delta)},
        linear=constraints.growth(value, delta, None, rate, 1),
        rule=claim.rule,
    )
    return if_slip(tried, say("reason.exceeds"), Reading("change", value.id))
