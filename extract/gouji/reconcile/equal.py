"""Equal: one quantity that prose states twice, and one change rate stated twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from gouji.figures import same_quantity_agrees
from gouji.narrative.model import Claim, Relation
from gouji.reconcile.context import Context
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.relation import MINOR_PLACES, Role, Tried
from gouji.reconcile.terms import Term

Key = tuple[object, ...]


def repeated(context: Context) -> Iterator[Tried]:
    """Every quantity stated more than once against its other statements."""
    groups: dict[Key, list[tuple[Claim, Term]]] = defaultdict(list)
    for claim in context.levels:
        key = _key(context, claim)
        term = context.value(claim)
        if key and term:
            groups[key].append((claim, term))
    for group in groups.values():
        yield from _pairs(group, "value")
    yield from _repeated_rates(context)


def _key(context: Context, claim: Claim) -> Key | None:
    """What makes two statements one quantity; None where the name is too loose to tell."""
    name = claim.name
    fund = context.fund(claim)
    if name.core and not (name.known or name.path):
        return None
    if not name.core and not (name.side and (name.fund or name.extent)):
        return None
    if name.core and not context.fundless(name.core):
        return ("item", name.core, name.path, fund, claim.measure, claim.period, context.top_section(claim))
    return (name.core, name.side, name.extent, fund, claim.measure, claim.period)


def _pairs(group: list[tuple[Claim, Term]], role: str) -> Iterator[Tried]:
    """Each statement against the first one that differs in place; agreeing ones are tied in a chain."""
    for n, (claim, term) in enumerate(group):
        others = [t for _, t in group[:n]]
        for other in others:
            if other.span != term.span:
                yield _tried(claim, other, term, role)


def _tried(claim: Claim, a: Term, b: Term, role: str) -> Tried:
    agrees = same_quantity_agrees(a.figure, b.figure, a.usual)
    place = max(a.figure.place(a.usual), b.figure.place(b.usual))
    minor = abs(a.figure.base - b.figure.base) <= MINOR_PLACES * place
    level = None if agrees else Severity.MINOR if minor else Severity.MATERIAL
    text = "".join(b.text.split())
    return Tried(
        kind=FindingKind.NARRATIVE_NARRATIVE,
        relation="equal",
        status=Status.HOLDS if agrees else Status.VIOLATED,
        span=b.span,
        why=f"同一数额另一处写{text}",
        roles=(
            Role(a, role, b.interval),
            Role(b, role, a.interval),
        ),
        severity=level,
        computation="" if agrees else f"{''.join(a.text.split())} ≠ {text}",
        message=f"同一数额（{_short(claim.subject)}）此处写{{stated}}，另一处写{text}",
        certainty=0.75,
        rule="equal.repeated",
    )


def _repeated_rates(context: Context) -> Iterator[Tried]:
    """The change of one quantity against one year, stated in several places."""
    groups: dict[Key, list[tuple[Claim, Term]]] = defaultdict(list)
    for claim in context.claims:
        rate = context.terms.of(claim, "rate")
        if claim.relation is not Relation.CHANGE or rate is None or not claim.direction:
            continue
        if claim.name.core and context.fundless(claim.name.core):
            groups[(claim.name.core, claim.period, claim.measure, _against(claim))].append((claim, rate))
    for group in groups.values():
        yield from _pairs(group, "rate")


def _against(claim: Claim) -> str:
    """What a change is against: 预算 or the year before."""
    return "预算" if "预算" in claim.base else "上年"


def _short(subject: str) -> str:
    return "".join(subject.split()).strip("-·*# ")[-30:]
