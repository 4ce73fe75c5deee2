"""Relations between made-up figures, as the checks try them: what the joint system is tested on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from gouji.document import Span
from gouji.figures import Interval
from gouji.language.quantities import scan
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.constraints import Linear
from gouji.reconcile.kernel.relation import Role, Tried, same
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.solving.system import system_of
from gouji.reconcile.statements.terms import Term

HUNDRED = 100


def term(name: str, text: str) -> Term:
    """A figure; those named earlier in the alphabet stand earlier in the document."""
    (quantity,) = scan(text)
    at = int.from_bytes(name.encode(), "big")
    return Term(name, quantity.figure, Span(at, at + 1), text, quantity.figure.decimals, False)


def terms(**texts: str) -> dict[str, Term]:
    return {name: term(name, text) for name, text in texts.items()}


def sum_of(whole: Term, *parts: Term, **more: Any) -> Tried:
    """whole = Σ parts"""
    return replace(try_sum("sum.list", whole, parts, whole.span), **more)


def share_of(part: Term, whole: Term, rate: Term, **more: Any) -> Tried:
    """part = rate · whole"""
    fraction = rate.interval / HUNDRED
    roles = (
        Role(rate, "rate", part.interval / whole.interval * HUNDRED),
        Role(part, "part", whole.interval * fraction),
        Role(whole, "whole", part.interval / fraction),
    )
    return related(roles, constraints.ratio(part, whole, rate), **more)


def same_as(a: Term, b: Term, **more: Any) -> Tried:
    """a and b are one quantity"""
    return related((same(a, "value", b), same(b, "value", a)), constraints.equal(a, b), **more)


def all_shares(*rates: Term, **more: Any) -> Tried:
    """The rates come to 100 %."""
    roles = tuple(Role(r, "rate", _rest(r, rates)) for r in rates)
    return related(roles, constraints.closing(rates), **more)


def related(roles: tuple[Role, ...], linear: tuple[Linear, ...], **more: Any) -> Tried:
    """A relation that is violated where one of its rows is missed."""
    held = Tried(FindingKind.SUM, "sum", Status.HOLDS, roles[0].term.span, "", roles, linear=linear)
    system = system_of([held])
    if any(row.miss(system.bounds) for row in system.rows):
        held = replace(held, status=Status.VIOLATED, severity=Severity.MATERIAL)
    return replace(held, **more)


def _rest(rate: Term, rates: Iterable[Term]) -> Interval:
    return sum((-r.interval for r in rates if r is not rate), Interval.point(HUNDRED))
