"""Change: delta = current − prior, rate = delta ÷ prior."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gouji.figures import HUNDRED, Interval, Kind
from gouji.narrative.model import Claim, Relation
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.relation import Role, Tried, bare, severity, show
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.relations.direction_words import OTHER, is_turned, turned, word_of
from gouji.reconcile.relations.rates.below_zero import below_zero, exceeds
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

SIGN = {"up": 1, "down": -1}
_VERB = {"up": "增长", "down": "下降"}


def changes(context: Context) -> Iterator[Tried]:
    """Try every change claim that gives enough figures."""
    for claim in context.claims:
        if claim.relation is not Relation.CHANGE or claim.aside or claim.direction not in SIGN:
            continue
        value, delta, rate, base = (context.terms.of(claim, r) for r in ("value", "delta", "rate", "base"))
        if value and base and delta:
            yield _way(context, _difference(claim, value, base, delta), delta)
        if rate is None or rate.figure.unit is None or rate.figure.unit.kind is not Kind.PERCENT:
            continue
        if value is None or (delta is None and base is None):
            yield _untried(claim, "只给出增减率，没有可复算的基数")
            continue
        if base and not delta and _meant_as_change(claim, value, base, rate):
            yield _untried(claim, "比较对象后的金额合于增减额，其前漏写增减方向")
            continue
        if delta and delta.figure.value < 0 <= rate.figure.value:
            yield _turned(context, claim, value, delta, base, rate)
        else:
            both = _both_words(context, claim, value, delta, base, rate)
            yield from both or [_way(context, _best(context, claim, value, delta, base, rate), rate)]


def _both_words(
    context: Context, claim: Claim, value: Term, delta: Term | None, base: Term | None, rate: Term
) -> list[Tried]:
    """增加8万元，增长80% to 2万元: there was less than nothing before, and both fit the other way."""
    if delta is None or base or not exceeds(claim, value, delta) or not which_way(claim, value, delta, base, rate):
        return []
    other_way = rate_tried(replace(claim, direction=OTHER[str(claim.direction)]), value, delta, base, rate)
    return [turned(context, other_way, t) for t in (delta, rate) if _said(context, claim, t)]


def _meant_as_change(claim: Claim, value: Term, base: Term, rate: Term) -> bool:
    """较上年2万元，下降20%: an amount that fits as a change and not as last year's, its word left out."""
    return (
        rate_tried(claim, value, None, base, rate).status is Status.VIOLATED
        and rate_tried(claim, value, base, None, rate).status is Status.HOLDS
    )


def _way(context: Context, tried: Tried, term: Term) -> Tried:
    """A figure that fits but for its sign has the wrong word before it."""
    allowed = next((r.allowed for r in tried.roles if r.term.id == term.id), None)
    return turned(context, tried, term) if tried.misses and is_turned(term, allowed) else tried


def _difference(claim: Claim, value: Term, base: Term, delta: Term) -> Tried:
    """value − base = ±delta."""
    sign = SIGN[str(claim.direction)]
    allowed = (value.interval - base.interval) * sign
    level = severity(delta, allowed)
    expected = show(allowed.mid, delta.figure, delta.usual)
    computation = (
        f"{bare(value)} − {bare(base)} = {show((value.interval - base.interval).mid, delta.figure, delta.usual)}"
    )
    wrong_way = allowed.hi < 0
    return Tried(
        kind=FindingKind.DIRECTION if wrong_way else FindingKind.CHANGE,
        relation="change",
        status=_status(level),
        span=claim.span,
        why=computation,
        roles=(
            Role(delta, "delta", allowed),
            Role(value, "value", base.interval + delta.interval * sign),
            Role(base, "base", value.interval - delta.interval * sign),
        ),
        severity=level,
        computation=computation,
        message=f"增减额写{{stated}}，按本年数减基数应为{expected}",
        linear=constraints.difference(value, base, delta, sign),
        rule=claim.rule,
    )


def _turned(context: Context, claim: Claim, value: Term, delta: Term, base: Term | None, rate: Term) -> Tried:
    """增加-40万元，下降20%: a negative amount changes the other way, as its rate says without a sign."""
    positive = replace(delta, figure=replace(delta.figure, value=-delta.figure.value))
    other_way = replace(claim, direction=OTHER[str(claim.direction)])
    tried = _best(context, other_way, value, positive, base, rate)
    zero = Interval.point(0)
    roles = (
        replace(r, term=delta, allowed=zero - r.allowed if r.allowed else None) if r.term.id == delta.id else r
        for r in tried.roles
    )
    return replace(tried, roles=tuple(roles), linear=())


def _best(context: Context, claim: Claim, value: Term, delta: Term | None, base: Term | None, rate: Term) -> Tried:
    """The rate against the level it is said of; one it may be meant of instead excuses a miss."""
    first = rate_tried(claim, value, delta, base, rate)
    if first.status is Status.VIOLATED and claim.rate_direction == OTHER[str(claim.direction)]:
        other_way = rate_tried(replace(claim, direction=claim.rate_direction), value, delta, base, rate)
        first = other_way if other_way.status is Status.HOLDS else first  # then the word before the amount is wrong
    if first.status is not Status.VIOLATED or claim.own_change:
        return first
    for other in context.paragraph(claim):
        term = context.value(other)
        if term and term.id != value.id and term.span.end <= rate.span.start:
            tried = rate_tried(claim, term, delta, base, rate)
            if tried.status is Status.HOLDS:
                return tried
    return first


def which_way(claim: Claim, value: Term, delta: Term, base: Term | None, rate: Term) -> str:
    """The one direction in which amount and rate fit together; '' when both or none do."""
    fitting = [
        d for d in SIGN if rate_tried(replace(claim, direction=d), value, delta, base, rate).status is Status.HOLDS
    ]
    return fitting[0] if len(fitting) == 1 else ""


def rate_tried(claim: Claim, value: Term, delta: Term | None, base: Term | None, rate: Term) -> Tried:
    """A printed rate against the two or three amounts that it is of."""
    sign = SIGN[str(claim.direction)]
    bounds = _rate_bounds(value, delta, base, sign)
    if delta and not base and exceeds(claim, value, delta):
        return below_zero(claim, value, delta, rate)
    if bounds is None:
        return _zero_base(claim, value, delta, base, rate)
    allowed = Interval(bounds[0] * HUNDRED, bounds[1] * HUNDRED)
    level = severity(rate, allowed)
    expected = show(allowed.mid, rate.figure, rate.usual)
    computation = _computation(value, delta, base, sign, expected)
    roles = _roles(value, delta, base, rate, allowed, sign)
    return Tried(
        kind=FindingKind.CHANGE,
        relation="change",
        status=_status(level),
        span=claim.span,
        why=computation,
        roles=roles,
        severity=level,
        computation=computation,
        message=f"{_VERB[str(claim.direction)]}率写{{stated}}，按所列金额复算应为{expected}",
        linear=constraints.growth(value, delta, base, rate, sign),
        rule=claim.rule,
    )


def _said(context: Context, claim: Claim, term: Term) -> bool:
    """Whether the word before a figure says what the claim says."""
    word = word_of(context, term)
    return word is not None and word.direction == claim.direction


def _roles(
    value: Term, delta: Term | None, base: Term | None, rate: Term, allowed: Interval, sign: int
) -> tuple[Role, ...]:
    """The terms with what each would have to be if it alone were wrong."""
    fraction = rate.interval / HUNDRED
    roles = [Role(rate, "rate", allowed)]
    if delta and fraction.lo > 0:
        if base:
            roles.append(Role(delta, "delta", base.interval * fraction))
            roles.append(Role(base, "base", delta.interval / fraction))
        else:
            growth = fraction / (Interval.point(1) + fraction * sign) if fraction.hi < 1 or sign > 0 else None
            roles.append(Role(delta, "delta", value.interval * growth if growth else None))
            roles.append(Role(value, "value", delta.interval / fraction + delta.interval * sign))
    else:
        roles += [Role(t, name) for t, name in ((delta, "delta"), (base, "base"), (value, "value")) if t]
    if base and not any(r.term is value for r in roles):
        roles.append(Role(value, "value", base.interval * (Interval.point(1) + fraction * sign)))
    return tuple(roles)


def _rate_bounds(value: Term, delta: Term | None, base: Term | None, sign: int) -> tuple[Decimal, Decimal] | None:
    """Bounds of the rate over all true values (exact: the quotient is monotonic in each); None over a base of zero."""
    v = value.interval
    try:
        if base and not delta:
            quotient = (v - base.interval) / base.interval
            return (quotient.lo, quotient.hi) if sign > 0 else (-quotient.hi, -quotient.lo)
        assert delta is not None
        d = delta.interval
        if base:
            quotient = d / base.interval
            return quotient.lo, quotient.hi
        corners = [(d_end, v_end - d_end * sign) for d_end in (d.lo, d.hi) for v_end in (v.lo, v.hi)]
        if any(base_end <= 0 for _, base_end in corners):
            return None
        quotients = [d_end / base_end for d_end, base_end in corners]
    except ZeroDivisionError:
        return None
    return min(quotients), max(quotients)


def _zero_base(claim: Claim, value: Term, delta: Term | None, base: Term | None, rate: Term) -> Tried:
    """From nothing there is no rate; documents then print 100% or 0% by convention."""
    if delta and delta.zero and value.zero and not rate.zero and rate.figure.value != HUNDRED:
        return Tried(
            kind=FindingKind.CHANGE,
            relation="change",
            status=Status.VIOLATED,
            span=claim.span,
            why="本年与上年均为零",
            roles=(Role(rate, "rate", Interval.point(0)), Role(delta, "delta"), Role(value, "value")),
            severity=Severity.MATERIAL,
            computation="0 ÷ 0",
            message="增减额与本年数均为零，增减率却写{stated}",
            rule=claim.rule,
        )
    return _untried(claim, "上年（基数）为零，增减率无从计算")


def _computation(value: Term, delta: Term | None, base: Term | None, sign: int, expected: str) -> str:
    if delta is None:
        assert base is not None
        return f"({bare(value)} − {bare(base)}) ÷ {bare(base)} = {expected}"
    if base:
        return f"{bare(delta)} ÷ {bare(base)} = {expected}"
    return f"{bare(delta)} ÷ ({bare(value)} {'−' if sign > 0 else '+'} {bare(delta)}) = {expected}"


def _status(level: Severity | None) -> Status:
    return Status.HOLDS if level in (None, Severity.ROUNDING) else Status.VIOLATED


def _untried(claim: Claim, why: str) -> Tried:
    return Tried(FindingKind.CHANGE, "change", Status.NOT_APPLICABLE, claim.span, why, rule=claim.rule)
