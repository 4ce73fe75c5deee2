"""A number printed without its sign where a rate is expected (增长18.75): one only where it fits as one."""

from __future__ import annotations

from gouji.reconcile.kernel.relation import Tried, doubted
from gouji.reconcile.model import say
from gouji.reconcile.statements.terms import Term


def doubted_without_sign(rate: Term, tried: Tried) -> Tried:
    """What was tried with a rate; a number without its sign that does not fit may be something else."""
    bare = rate.text[-1:].isdigit()
    return doubted(tried, say("reason.no_sign")) if bare and tried.misses else tried
