"""Order: which of two figures is the greater, against the word that says so, or against a limit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from gouji.document import Span
from gouji.figures import Interval
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.attempt import attempt
from gouji.reconcile.kernel.relation import Role, Tried, bare, printed, severity
from gouji.reconcile.model import Argument, Severity, Words
from gouji.reconcile.statements.terms import Term

LESS, EQUAL, GREATER = "less", "equal", "greater"


def compare(one: Decimal, other: Decimal) -> str:
    """How the first of two numbers stands to the second: `less`, `equal` or `greater`."""
    if one == other:
        return EQUAL
    return LESS if one < other else GREATER


def try_order(
    code: str,
    said: str,
    found: str,
    span: Span,
    *,
    tied: Severity | None = Severity.MATERIAL,
    roles: Iterable[Role] = (),
    why: str,
    says: Mapping[str, Argument],
    reworded: str,
    rule: str = "",
) -> Tried:
    """What a word says of two figures (`said`) against how they stand (`found`), both as `compare` tells.

    `tied` is how bad it is that words part figures which are printed alike: these may differ in what is not printed.
    The sentence gets no argument beside `says`; `reworded` is what the words should be.
    """
    apart = tied if found == EQUAL else Severity.MATERIAL
    return attempt(
        code,
        span,
        None if said == found else apart,
        roles=roles,
        computation=why,
        says=says,
        diagnosis="direction_word",
        rule=rule,
        fixed=True,
        reworded=reworded,
    )


def try_within(
    code: str, part: Term, whole: Term, *, why: Words = "", says: Mapping[str, Argument] | None = None, rule: str = ""
) -> Tried:
    """A part against all that it is a part of: it is no more, whatever else of it there is.

    The sentence gets `whole` beside `says`.
    """
    return attempt(
        code,
        part.span,
        None if at_most(part.interval, whole.interval) else severity(part, whole.interval),
        roles=(Role(part, "part"), Role(whole, "whole")),
        why=why,
        computation=f"{bare(part)} ≤ {bare(whole)}",
        says={"whole": printed(whole), **(says or {})},
        linear=constraints.bounded(part, whole),
        rule=rule,
    )


def at_most(amount: Interval, limit: Interval) -> bool:
    """Whether an amount may be no greater than a limit, over all true values of both."""
    return amount.lo <= limit.hi
