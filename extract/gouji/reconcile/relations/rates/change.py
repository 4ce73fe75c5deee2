"""Change: delta = current − prior, rate = delta ÷ prior."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.claims import Claim, Relation
from gouji.figures import HUNDRED, Interval
from gouji.reconcile.kernel.attempt import attempt, undecided
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import tied
from gouji.reconcile.kernel.rate import Change, try_growth
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.kernel.sum import moved, try_difference
from gouji.reconcile.model import FindingKind, Severity, Status, say
from gouji.reconcile.relations.direction_words import is_turned, turned
from gouji.reconcile.relations.rates.below_zero import below_zero, exceeds
from gouji.reconcile.relations.rates.without_sign import doubted_without_sign
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.direction_words import OTHER, word_of
from gouji.reconcile.statements.terms import Term

SIGN = {"up": 1, "down": -1}
_WORD = {"up": "rate.up", "down": "rate.down"}


@relation("change.rate", "change.difference", "change.difference_turned", "change.zero", "change.new", "change.exceeds")
def changes(context: Context) -> Iterator[Tried]:
    """Try every change claim that gives enough figures."""
    for claim in context.told(Relation.CHANGE):
        if claim.direction in SIGN:
            yield from _of_claim(context, claim)


def _of_claim(context: Context, claim: Claim) -> Iterator[Tried]:
    """A change by its amounts, then its rate by them."""
    value, delta, rate, base = (context.terms.of(claim, r) for r in ("value", "delta", "rate", "base"))
    if value and base and delta:
        tried = _way(context, _difference(claim, value, base, delta), delta)
        order = tried.kind is FindingKind.DIRECTION and _says_order(context, claim)
        yield _untried(claim, "reason.order") if order else tried
    if rate is None or not rate.per_cent:
        return
    if value is None or not (delta or base):
        yield _untried(claim, "reason.no_base")
        return
    yield from _of_rate(context, claim, value, delta, base, rate)


def _says_order(context: Context, claim: Claim) -> bool:
    """Whether the words of a change say which of two amounts is the greater: that is a relation of its own."""
    said = (c for c in context.claims_of[claim.figures["value"]] if c.order)
    return any(c.span.start < claim.span.end and claim.span.start < c.span.end for c in said)


def _of_rate(
    context: Context, claim: Claim, value: Term, delta: Term | None, base: Term | None, rate: Term
) -> Iterator[Tried]:
    """The rate of a change whose amounts are given."""
    if base and not delta and _meant_as_change(claim, value, base, rate):
        yield _untried(claim, "reason.no_direction")
    elif delta and delta.figure.value < 0 <= rate.figure.value:
        yield _turned(context, claim, value, delta, base, rate)
    elif rate.figure.value < 0 and claim.rate_direction == OTHER[str(claim.direction)]:
        yield _by_its_sign(claim, value, delta, base, rate)
    else:
        both = _both_words(context, claim, value, delta, base, rate)
        one_way = _way(context, _best(context, claim, value, delta, base, rate), rate)
        yield from both or [doubted_without_sign(rate, one_way)]


def _both_words(
    context: Context, claim: Claim, value: Term, delta: Term | None, base: Term | None, rate: Term
) -> list[Tried]:
    """增加8万元，增长80% to 2万元: there was less than nothing before, and both fit the other way."""
    if delta is None or base or not exceeds(claim, value, delta):
        return []
    if not which_way(claim, value, delta, base, rate):
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
    if not tried.misses:
        return tried
    allowed = next((r.allowed for r in tried.roles if r.term.id == term.id), None)
    return turned(context, tried, term) if is_turned(term, allowed) else tried


def _difference(claim: Claim, value: Term, base: Term, delta: Term) -> Tried:
    """value − base = ±delta; amounts that lie the other way round contradict the word and not the figure."""
    sign = SIGN[str(claim.direction)]
    code = "change.difference_turned" if moved(value, base, sign).hi < 0 else "change.difference"
    return try_difference(code, value, base, delta, sign, claim.span, rule=claim.rule)


def _turned(context: Context, claim: Claim, value: Term, delta: Term, base: Term | None, rate: Term) -> Tried:
    """增加-40万元，下降20%: a negative amount changes the other way, as its rate says without a sign."""
    positive = replace(delta, figure=replace(delta.figure, value=-delta.figure.value))
    other_way = replace(claim, direction=OTHER[str(claim.direction)])
    tried = _best(context, other_way, value, positive, base, rate)
    roles = (_negated(r, delta) if r.term.id == delta.id else r for r in tried.roles)
    return replace(tried, roles=tuple(roles), linear=())


def _by_its_sign(claim: Claim, value: Term, delta: Term | None, base: Term | None, rate: Term) -> Tried:
    """减少40万元，增长-20%: word and sign of the rate together say what the word of the amount says."""
    positive = replace(rate, figure=replace(rate.figure, value=-rate.figure.value))
    tried = rate_tried(claim, value, delta, base, positive)
    roles = (_negated(r, rate) if r.term.id == rate.id else r for r in tried.roles)
    return replace(tried, roles=tuple(roles), linear=())


def _negated(role: Role, term: Term) -> Role:
    """The role of a figure that was tried with its sign turned."""
    return replace(role, term=term, allowed=Interval.point(0) - role.allowed if role.allowed else None, point=None)


def _best(context: Context, claim: Claim, value: Term, delta: Term | None, base: Term | None, rate: Term) -> Tried:
    """The rate against the level it is said of; one it may be meant of instead excuses a miss."""
    first = _by_its_word(claim, value, delta, base, rate)
    if first.status is not Status.VIOLATED or claim.own_change:
        return first
    others = (rate_tried(claim, t, delta, base, rate) for t in _wider(context, claim, value, rate))
    return next((t for t in others if t.status is Status.HOLDS), first)


def _wider(context: Context, claim: Claim, value: Term, rate: Term) -> Iterator[Term]:
    """The levels that a change behind a part may be of: the wholes of its list, and what its paragraph is about."""
    whole = context.whole_of.get(value.id)
    while whole and (term := context.value(whole)):
        yield term
        whole = context.whole_of.get(term.id)
    first = next(iter(context.values(context.paragraph(claim))), None)
    if first and first.id != value.id and first.span.end <= rate.span.start:
        yield first


def _by_its_word(claim: Claim, value: Term, delta: Term | None, base: Term | None, rate: Term) -> Tried:
    """The rate as the claim has it, else as its own word does: then the word before the amount is wrong."""
    tried = rate_tried(claim, value, delta, base, rate)
    if tried.status is not Status.VIOLATED or claim.rate_direction != OTHER[str(claim.direction)]:
        return tried
    other_way = rate_tried(replace(claim, direction=claim.rate_direction), value, delta, base, rate)
    return other_way if other_way.status is Status.HOLDS else tried


def which_way(claim: Claim, value: Term, delta: Term, base: Term | None, rate: Term) -> str:
    """The one direction in which amount and rate fit together, and the two levels where both are told; '' if none."""
    fitting = []
    for direction, sign in SIGN.items():
        if base and not moved(value, base, sign).meets(delta.interval):
            continue
        tried = rate_tried(replace(claim, direction=direction), value, delta, base, rate)
        if tried.status is Status.HOLDS:
            fitting.append(direction)
    return fitting[0] if len(fitting) == 1 else ""


def rate_tried(
    claim: Claim, value: Term, delta: Term | None, base: Term | None, rate: Term, code: str = "change.rate"
) -> Tried:
    """A printed rate against the two or three amounts that it is of, as a relation of the catalogue."""
    if delta and not base and exceeds(claim, value, delta):
        return below_zero(claim, value, delta, rate)
    says = {"rate": say(_WORD[str(claim.direction)])}
    change = Change(value, delta, base, SIGN[str(claim.direction)])
    tried = try_growth(code, change, rate, claim.span, says=says, rule=claim.rule)
    return tried or _zero_base(claim, value, delta, rate)


def _said(context: Context, claim: Claim, term: Term) -> bool:
    """Whether the word before a figure says what the claim says."""
    word = word_of(context, term)
    return word is not None and word.direction == claim.direction


def _zero_base(claim: Claim, value: Term, delta: Term | None, rate: Term) -> Tried:
    """From nothing there is no rate; documents then print 100% or 0% by convention.

    100% says then that the amount is all new: amount and change bear each other out.
    """
    if delta and claim.direction == "up" and rate.figure.value == HUNDRED and delta.figure.base == value.figure.base:
        roles = (Role(rate, "rate"), Role(delta, "delta", value.interval), Role(value, "value", delta.interval))
        return attempt("change.new", claim.span, None, roles=roles, why=say("why.new"), linear=tied(value, delta))
    unchanged = delta is not None and delta.zero and value.zero
    conventional = rate.zero or rate.figure.value == HUNDRED
    if delta is None or not unchanged or conventional:
        return _untried(claim, "reason.base_zero")
    return attempt(
        "change.zero",
        claim.span,
        Severity.MATERIAL,
        roles=(Role(rate, "rate", Interval.point(0)), Role(delta, "delta"), Role(value, "value")),
        why=say("why.both_zero"),
        computation="0 ÷ 0",
        rule=claim.rule,
    )


def _untried(claim: Claim, reason: str) -> Tried:
    return undecided("change.rate", claim.span, say(reason), claim.rule)
