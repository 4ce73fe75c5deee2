"""Words against figures: direction words, missing units, rates that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.figures import HUNDRED
from gouji.narrative.model import Claim, Relation
from gouji.reconcile.kernel.relation import Role, Tried
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.relations.direction_words import turned
from gouji.reconcile.relations.rates.change import which_way
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_ORDER = {"less": "小于", "greater": "大于", "equal": "等于"}
_SIGN = {-1: "less", 0: "equal", 1: "greater"}


def directions(context: Context) -> Iterator[Tried]:
    """决算数大于/小于预算数 against the figures, and 增加 … 下降 that contradict each other."""
    for claim in context.claims:
        if claim.aside:
            continue
        if claim.relation is Relation.COMPLETION and claim.order:
            yield _order(context, claim)
        elif claim.relation is Relation.CHANGE and claim.rate_direction:
            yield _two_ways(context, claim)


def _order(context: Context, claim: Claim) -> Tried:
    value, budget = context.value(claim), context.terms.of(claim, "budget")
    rate = _completion_rate(context, claim)
    if value and budget:
        difference = value.figure.base - budget.figure.base
        sign = (difference > 0) - (difference < 0)
        tied = value.figure.base == budget.figure.base and not value.zero
        roles = (Role(value, "value"), Role(budget, "budget"))
        shown = f"决算{value.text}，预算{budget.text}"
    elif value and rate:
        sign = (rate.figure.base > HUNDRED) - (rate.figure.base < HUNDRED)
        tied = sign == 0
        roles = (Role(value, "value"), Role(rate, "rate"))
        shown = f"完成预算的{rate.text}"
    else:
        return Tried(FindingKind.DIRECTION, "direction", Status.NOT_APPLICABLE, claim.span, "没有可比的预算数")
    fits = claim.order == _SIGN[sign] or (tied and claim.order != "equal")
    right = _ORDER[_SIGN[sign]]
    return Tried(
        kind=FindingKind.DIRECTION,
        relation="direction",
        status=Status.HOLDS if fits else Status.VIOLATED,
        span=claim.span,
        why="".join(shown.split()),
        roles=roles,
        severity=None if fits else Severity.MATERIAL,
        computation="".join(shown.split()),
        message=f"文字称决算数{_ORDER[str(claim.order)]}预算数，而{''.join(shown.split())}，应为{right}",
        certainty=0.9,
        diagnosis="" if fits else "direction_word",
        rule=claim.rule,
        fixed=True,
        reworded=f"决算数{right}预算数",
    )


def _completion_rate(context: Context, claim: Claim) -> Term | None:
    for other in context.claims:
        if other.relation is Relation.COMPLETION and other.figures.get("value") == claim.figures.get("value"):
            rate = context.terms.of(other, "rate")
            if rate:
                return rate
    return None


def _two_ways(context: Context, claim: Claim) -> Tried:
    """An amount that goes one way and a rate that goes the other; the direction in which they fit is the right one."""
    value, delta, rate, base = (context.terms.of(claim, r) for r in ("value", "delta", "rate", "base"))
    roles = tuple(Role(t, name) for t, name in ((rate, "rate"), (delta, "delta")) if t)
    differ = claim.direction != claim.rate_direction and not any(r.term.zero for r in roles)
    differ = differ and not any(r.term.figure.value < 0 for r in roles)
    tried = Tried(
        kind=FindingKind.DIRECTION,
        relation="direction",
        status=Status.VIOLATED if differ else Status.HOLDS,
        span=claim.span,
        why="增减额与增减率的方向" + ("相反" if differ else "一致"),
        roles=roles,
        severity=Severity.MATERIAL if differ else None,
        message="增减额与增减率一增一减，方向相反，增减率为{stated}",
        diagnosis="direction_word" if differ else "",
        rule=claim.rule,
        fixed=True,
    )
    right = which_way(claim, value, delta, base, rate) if differ and value and delta and rate else ""
    wrong = rate if right == claim.direction else delta
    return turned(context, tried, wrong) if right and wrong else tried


def bounded_rates(context: Context) -> Iterator[Tried]:
    """满意率, 办结率 and their like above 100 %."""
    for claim in context.claims:
        rate = context.terms.of(claim, "rate")
        if claim.rule == "role.percent.bounded" and rate:
            above = rate.figure.base > HUNDRED
            yield Tried(
                kind=FindingKind.WORDING,
                relation="bounded",
                status=Status.VIOLATED if above else Status.HOLDS,
                span=rate.span,
                why="比率不应超过100%",
                roles=(Role(rate, "rate"),),
                severity=Severity.MATERIAL if above else None,
                message=f"{claim.subject}写{{stated}}，超过100%",
                diagnosis="decimal_shift" if above else "",
                rule=claim.rule,
                fixed=True,
            )


def missing_units(context: Context) -> Iterator[Tried]:
    """Amounts in prose that are printed without a currency unit."""
    for entity in context.entities:
        if entity.unit_missing and entity.id in context.terms:
            unit = context.document.unit
            term = context.terms[entity.id]
            yield Tried(
                kind=FindingKind.UNIT,
                relation="unit",
                status=Status.VIOLATED,
                span=entity.span,
                why="数字后没有计量单位",
                roles=(Role(term, "value", said=f"{entity.text}{unit}"),),
                severity=Severity.MATERIAL,
                message=f"金额{{stated}}漏写计量单位，应为{entity.text}{unit}",
                diagnosis="unit_missing",
                rule=entity.rule,
                fixed=True,
            )
