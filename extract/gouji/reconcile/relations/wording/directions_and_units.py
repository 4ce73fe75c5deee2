"""Words against figures: direction words, rates that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.claims import Claim, Entity, Relation
from gouji.figures import HUNDRED, Interval
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel.attempt import attempt, material_unless, undecided
from gouji.reconcile.kernel.catalogue import load, relation
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.order import EQUAL, at_most, compare, try_order
from gouji.reconcile.kernel.relation import Role, Tried, printed
from gouji.reconcile.model import Sentence, Severity, say
from gouji.reconcile.relations.direction_words import turned
from gouji.reconcile.relations.rates.change import which_way
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.completions import bounded
from gouji.reconcile.statements.readings.direction_words import Word, right_word, word_before_reason, word_of
from gouji.reconcile.statements.terms import Term

_COUNTED, _TWO_WAYS, _BOUNDED = "direction.order", "direction.two_ways", "bounded.rate"
_TOLD_EQUAL = "completion.told_equal"
_EXPLAINED, _APART = "direction.reason", "direction.reason_apart"
_LIMIT = Interval.point(HUNDRED)
_FINE = 100  # yuan: amounts printed to this or finer hardly differ where they are printed alike


@relation(_COUNTED, _TOLD_EQUAL, _TWO_WAYS, "direction.word")
def directions(context: Context) -> Iterator[Tried]:
    """决算数大于/小于预算数 against the figures, and 增加 … 下降 that contradict each other."""
    for claim in context.claims:
        if claim.aside:
            continue
        if claim.relation is Relation.COMPLETION and claim.order:
            yield _told_equal(context, claim) or _order(context, claim)
        elif claim.relation is Relation.CHANGE and claim.rate_direction:
            yield _two_ways(context, claim)


def _told_equal(context: Context, claim: Claim) -> Tried | None:
    """决算数等于预算数 beside 100 %: both are borne out, so one of two amounts that a slip parts is wrong.

    Where other places state both amounts, word and rate are wrong.
    """
    value, budget, rate = context.value(claim), context.terms.of(claim, "budget"), _completion_rate(context, claim)
    if claim.order != EQUAL or not value or not budget or not rate or rate.figure.base != HUNDRED:
        return None
    if context.support[value.id] and context.support[budget.id]:
        return None
    says = {"rate": printed(rate)}
    why = say("why.told_equal", **says)
    names = ("value", "budget")
    tried = try_equal(_TOLD_EQUAL, value, budget, why=why, says=says, span=claim.span, names=names, rule=claim.rule)
    return replace(tried, computed=False) if slipped(tried) else None


def _order(context: Context, claim: Claim) -> Tried:
    """决算数大于预算数 against both amounts, else against the rate of completion."""
    value, budget = context.value(claim), context.terms.of(claim, "budget")
    rate = _completion_rate(context, claim)
    if value and budget:
        found = compare(value.figure.base, budget.figure.base)
        shown = say("order.shown.amounts", value=_squeezed(value), budget=_squeezed(budget))
        return _ordered(claim, found, _tied(value, budget), (Role(value, "value"), Role(budget, "budget")), shown)
    if value and rate:
        found = compare(rate.figure.base, HUNDRED)
        shown = say("order.shown.rate", rate=_squeezed(rate))
        return _ordered(claim, found, None, (Role(value, "value"), Role(rate, "rate")), shown)
    return undecided(_COUNTED, claim.span, say("reason.no_plan"))


def _tied(value: Term, budget: Term) -> Severity | None:
    """How bad it is to part two amounts that are printed alike: nothing where they are told in coarse units."""
    if value.zero:
        return Severity.MATERIAL
    fine = max(term.figure.place(term.usual) for term in (value, budget)) <= _FINE
    return Severity.MINOR if fine else None


def _ordered(claim: Claim, found: str, tied: Severity | None, roles: tuple[Role, ...], shown: Sentence) -> Tried:
    catalogue = load()
    said, right = (say(f"order.{order}") for order in (str(claim.order), found))
    return try_order(
        _COUNTED,
        str(claim.order),
        found,
        claim.span,
        tied=tied,
        roles=roles,
        why=catalogue.render(shown),
        says={"said": said, "shown": shown},
        reworded=catalogue.render(say("order.right", order=right)),
        rule=claim.rule,
    )


def _squeezed(term: Term) -> str:
    return "".join(term.text.split())


def _completion_rate(context: Context, claim: Claim) -> Term | None:
    for other in context.claims:
        if other.relation is Relation.COMPLETION and other.figures.get("value") == claim.figures.get("value"):
            rate = context.terms.of(other, "rate")
            if rate:
                return rate
    return None


def _two_ways(context: Context, claim: Claim) -> Tried:
    """An amount that goes one way and a rate that goes the other; the direction in which they fit is the right one."""
    delta, rate = context.terms.of(claim, "delta"), context.terms.of(claim, "rate")
    roles = tuple(Role(t, name) for t, name in ((rate, "rate"), (delta, "delta")) if t)
    positive = all(r.term.figure.value > 0 for r in roles)
    differ = positive and claim.direction != claim.rate_direction
    tried = attempt(
        _TWO_WAYS,
        claim.span,
        material_unless(not differ),
        roles=roles,
        why=say("direction.opposite" if differ else "direction.alike"),
        diagnosis="direction_word",
        rule=claim.rule,
        fixed=True,
    )
    if differ and delta and rate:
        return _with_wrong_word(context, claim, tried, delta, rate)
    return tried


def _with_wrong_word(context: Context, claim: Claim, tried: Tried, delta: Term, rate: Term) -> Tried:
    """The violation that one of two words is wrong, where the figures tell which."""
    value, base = context.terms.of(claim, "value"), context.terms.of(claim, "base")
    right = which_way(claim, value, delta, base, rate) if value else ""
    if not right:
        return tried
    wrong = rate if right == claim.direction else delta
    return turned(context, tried, wrong)


@relation(_EXPLAINED, _APART)
def explained(context: Context) -> Iterator[Tried]:
    """减少的主要原因 behind an increase, where no other change of the paragraph is what is meant."""
    changes = [c for c in context.told(Relation.CHANGE) if c.direction and not _turned_by_sign(context, c)]
    ways = {(context.document.block_at(c.span.start), c.direction) for c in changes}
    for claim in changes:
        said = word_before_reason(context, context.reasons.get(claim.cause or ""))
        elsewhere = said and (context.document.block_at(claim.span.start), said.direction) in ways
        if said and (claim.direction == said.direction or not elsewhere):
            yield _explained(context, claim, said)
    yield from _explained_apart(context, changes)


def _explained_apart(context: Context, changes: list[Claim]) -> Iterator[Tried]:
    """A reason in a paragraph of its own, of the changes told above it in its section: they went the way that it says.

    Where they went both ways, those that it explains are among them.
    """
    given = {claim.cause for claim in context.claims}
    for reason in context.reasons.values():
        said = word_before_reason(context, reason) if reason.id not in given else None
        above = _told_above(context, reason, changes) if said else []
        if said and above:
            agree = any(claim.direction == said.direction for claim in above)
            yield _of_reason(said, [t for c in above if (t := context.terms.of(c, "delta"))], agree=agree)


def _told_above(context: Context, reason: Entity, changes: list[Claim]) -> list[Claim]:
    """The changes of a section between the reason before and this one, by more than nothing; none of its paragraph."""
    block = context.document.block_at(reason.span.start)
    if block is None:
        return []
    before = (r.span.end for r in context.reasons.values() if r.span.end <= block.span.start)
    begin = max(before, default=0)
    inside = (
        c for c in changes if c.section == block.section and begin <= c.span.start and c.span.end <= block.span.start
    )
    return [c for c in inside if (delta := context.terms.of(c, "delta")) and not delta.zero]


def _of_reason(said: Word, deltas: list[Term], *, agree: bool) -> Tried:
    return attempt(
        _APART,
        said.span,
        material_unless(agree),
        extra=tuple((t.span, t.text, "delta") for t in deltas),
        why=say("direction.explained" if agree else "direction.explained.other"),
        says={"said": said.text, "figure": printed(deltas[0])},
        diagnosis="direction_word",
        rule=_APART,
        fixed=True,
    )


def _turned_by_sign(context: Context, claim: Claim) -> bool:
    """Whether a minus sign says the opposite of the word before it (增加-3万元)."""
    figures = (context.terms.of(claim, role) for role in ("delta", "rate"))
    return any(term.figure.value < 0 for term in figures if term)


def _explained(context: Context, claim: Claim, said: Word) -> Tried:
    """The word of a change against the one before its reason; the word of the change is the one that is disputed."""
    figures = [t for role in ("delta", "rate") if (t := context.terms.of(claim, role)) and word_of(context, t)]
    agree = claim.direction == said.direction or not figures
    word = said if agree else word_of(context, figures[0]) or said
    return attempt(
        _EXPLAINED,
        word.span,
        material_unless(agree),
        roles=[Role(t, "rate" if t.per_cent else "delta") for t in figures],
        why=say("direction.explained" if agree else "direction.explained.other"),
        says={"figure": printed(figures[0]) if figures else "", "said": said.text},
        diagnosis="direction_word",
        reworded="" if agree else right_word(context, figures[0], word),
        rule=claim.rule,
        fixed=True,
    )


@relation(_BOUNDED)
def bounded_rates(context: Context) -> Iterator[Tried]:
    """满意率, 办结率 and their like above 100 %."""
    for claim in context.claims:
        rate = context.terms.of(claim, "rate")
        if bounded(claim) and rate:
            yield attempt(
                _BOUNDED,
                rate.span,
                material_unless(at_most(Interval.point(rate.figure.base), _LIMIT)),
                roles=(Role(rate, "rate"),),
                why=say("why.bounded"),
                says={"subject": claim.subject},
                diagnosis="decimal_shift",
                rule=claim.rule,
                fixed=True,
            )
