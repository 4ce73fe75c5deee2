"""Share (part ÷ whole) and completion (决算 ÷ 预算): one stated rate against candidate denominators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.figures import HUNDRED, ZERO, Interval, Kind
from gouji.language import subjects
from gouji.language.subjects import Subject, fits
from gouji.narrative.figure_leads import budget_measures, read_lead
from gouji.narrative.model import Claim, Relation
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.relation import Role, Tried, bare, severity, show
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_ENOUGH = 3  # parts that must be given for their sum to stand for the whole
_MOST = 12  # candidate wholes looked at


def shares(context: Context) -> Iterator[Tried]:
    """Try every share against the whole it names or the list it stands in."""
    for claim in context.claims:
        if claim.relation is not Relation.SHARE or claim.aside:
            continue
        value, share = context.value(claim), context.terms.of(claim, "share")
        if value and share and share.figure.unit and share.figure.unit.kind is Kind.PERCENT:
            yield _share(context, claim, value, share)


def completions(context: Context) -> Iterator[Tried]:
    """Try every completion rate against the budget it names."""
    for claim in context.claims:
        if claim.relation is not Relation.COMPLETION or claim.aside or "rate" not in claim.figures:
            continue
        value, rate = context.value(claim), context.terms.of(claim, "rate")
        budget = context.terms.of(claim, "budget")
        if not value or not rate or rate.figure.unit is None or rate.figure.unit.kind is not Kind.PERCENT:
            continue
        if claim.rule == "role.percent.received":
            yield _received(context, claim, value, rate)
            continue
        if budget is None:
            yield _of_totals(context, claim, value, rate)
            continue
        others = [context.value(c) for c in context.paragraph(claim) if c.measure in budget_measures()]
        tried = _try(claim, value, rate, [budget], "completion")
        if budget.zero and not value.zero:
            tried = _misnamed(claim, value, rate, budget, [t for t in others if t]) or tried
        elif tried.status is Status.VIOLATED and not read_lead(claim.base).measure.startswith(("年初", "全年")):
            tried = _try(claim, value, rate, [budget, *(t for t in others if t)], "completion")
        yield tried


def _of_totals(context: Context, claim: Claim, value: Term, rate: Term) -> Tried:
    """A completion rate whose budget is not given may be of a total; only a fit or a shifted point tells."""
    if not claim.name.total:
        return _untried(claim, "completion", "未给出预算数，完成率无从复算")
    totals = [t for c in context.levels if c.name.total and c.period == claim.period and (t := context.value(c))]
    tried = [x for w in totals if w.id != value.id and (x := _ratio(claim, value, rate, w, "completion"))]
    held = next((t for t in tried if t.status is Status.HOLDS), None)
    shifted = next((t for t in tried if slipped(t, frozenset({"decimal_shift"}))), None)
    return held or shifted or _untried(claim, "completion", "未给出预算数，完成率无从复算")


def _received(context: Context, claim: Claim, value: Term, rate: Term) -> Tried:
    """到位率 against an equal amount of the section (all came in), else against any that it fits."""
    family = context.family(claim.section)
    levels = [t for c in context.levels if c.section in family and (t := context.value(c)) and t.id != value.id]
    equal = [t for t in levels if t.figure.base == value.figure.base and t.span.end <= value.span.start]
    tried = _try(claim, value, rate, equal or levels, "completion")
    return tried if equal or tried.status is Status.HOLDS else _untried(claim, "completion", "未指明应到位的金额")


def _try(claim: Claim, part: Term, rate: Term, wholes: list[Term], relation: str) -> Tried:
    """The rate against the candidates in order: the first that fits, else the first that can be computed."""
    first: Tried | None = None
    for whole in wholes:
        tried = _ratio(claim, part, rate, whole, relation)
        if tried and tried.status is Status.HOLDS:
            return tried
        first = first or tried
    if first:
        return first
    why = "分母为零，比率无从计算" if wholes else "找不到占比的总数"
    return _untried(claim, relation, why)


def _ratio(claim: Claim, part: Term, rate: Term, whole: Term, relation: str) -> Tried | None:
    try:
        quotient = part.interval / whole.interval
    except ZeroDivisionError:
        return None
    allowed = Interval(quotient.lo * HUNDRED, quotient.hi * HUNDRED)
    level = severity(rate, allowed)
    expected = show(allowed.mid, rate.figure, rate.usual)
    computation = f"{bare(part)} ÷ {bare(whole)} = {expected}"
    fraction = rate.interval / HUNDRED
    implied = part.interval / fraction if fraction.lo > 0 else None
    noun = "占比" if relation == "share" else "完成率"
    return Tried(
        kind=FindingKind(relation),
        relation=relation,
        status=Status.HOLDS if level in (None, Severity.ROUNDING) else Status.VIOLATED,
        span=claim.span,
        why=computation,
        roles=(
            Role(rate, "rate", allowed),
            Role(part, "part", whole.interval * fraction),
            *([] if whole.id.startswith("sum ") else [Role(whole, "whole", implied)]),
        ),
        severity=level,
        computation=computation,
        message=f"{noun}写{{stated}}，按{part.text}÷{whole.text}复算应为{expected}",
        certainty=0.95 if claim.whole_claim or claim.whole or relation == "completion" else 0.7,
        linear=() if whole.id.startswith("sum ") else constraints.ratio(part, whole, rate),
        rule=claim.rule,
    )


def _share(context: Context, claim: Claim, value: Term, share: Term) -> Tried:
    """A share against the wholes that are surely meant, then against those that may be and can only excuse it."""
    sure, maybe = _wholes(context, claim, value)
    tried = _try(claim, value, share, sure, "share")
    if tried.status is Status.HOLDS:
        return tried
    excused = _try(claim, value, share, maybe[:_MOST], "share")
    if excused.status is Status.HOLDS or not sure:
        return excused if excused.status is not Status.VIOLATED else _untried(claim, "share", "找不到占比的总数")
    return tried


def _wholes(context: Context, claim: Claim, value: Term) -> tuple[list[Term], list[Term]]:
    """Candidate wholes of a share: those surely meant, and those that may be."""
    listed = context.by_id.get(claim.whole_claim or "")
    name = subjects.parse(claim.whole) if claim.whole else Subject()
    named = [
        c
        for c in context.levels
        if not c.name.empty and fits(c.name, name) and c.measure == claim.measure and c.period == claim.period
    ]
    named.sort(key=lambda c: (c.section != claim.section, c.name != name, abs(c.span.start - claim.span.start)))
    known = name.side or (name.core and (name.known or named))
    if known:
        sure = ([listed] if listed and fits(listed.name, name) else []) + named[:_MOST]
        maybe = [listed] if listed else []
    else:
        sure, maybe = ([listed] if listed else []), _totals_before(context, claim)
    terms = [_terms(context, group, value) for group in (sure, maybe)]
    if not known and not listed and (together := _together(context, claim)):
        terms[0].append(together)
    return terms[0], terms[1]


def _terms(context: Context, levels: list[Claim], value: Term) -> list[Term]:
    found = {t.id: t for c in levels if (t := context.value(c)) and t.id != value.id}
    return list(found.values())


def _totals_before(context: Context, claim: Claim) -> list[Claim]:
    """Levels of the section that stand before a share that names no whole and are no parts themselves."""
    parts = {
        c.figures.get("value") for c in context.claims if c.relation is Relation.SHARE and c.section == claim.section
    }
    family = context.family(claim.section)
    before = [c for c in context.levels if c.section in family and c.span.end <= claim.span.start]
    return [c for c in reversed(before) if c.figures["value"] not in parts]


def _together(context: Context, claim: Claim) -> Term | None:
    """The sum of all that shares a paragraph's unnamed whole: the whole itself, where all shares but one say so."""
    block = context.document.block_at(claim.span.start)
    pairs: dict[str, tuple[Term, Term]] = {}
    for other in context.shares:
        same_block = block and block.span.start <= other.span.start < block.span.end
        if same_block and not other.whole and not other.whole_claim:
            value, share = context.value(other), context.terms.of(other, "share")
            if value and share:
                pairs.setdefault(value.id, (value, share))
    if len(pairs) < _ENOUGH:
        return None
    first = next(iter(pairs.values()))[0]
    total = sum((v.figure.base for v, _ in pairs.values()), ZERO) / first.figure.factor
    figure = replace(first.figure, value=total)
    whole = replace(
        first, id=f"sum {block}", figure=figure, text=f"{total:f}{figure.unit.symbol if figure.unit else ''}"
    )
    tried = [_ratio(claim, v, s, whole, "share") for v, s in pairs.values()]
    fitting = sum(t is not None and t.status is Status.HOLDS for t in tried)
    return whole if fitting >= len(pairs) - 1 else None


def _misnamed(claim: Claim, value: Term, rate: Term, budget: Term, others: list[Term]) -> Tried | None:
    """A completion rate of a budget of zero that is really the rate of another budget."""
    for other in others:
        tried = _ratio(claim, value, rate, other, "completion") if not other.zero else None
        if tried and tried.status is Status.HOLDS:
            return Tried(
                kind=FindingKind.COMPLETION,
                relation="completion",
                status=Status.VIOLATED,
                span=claim.span,
                why=tried.computation,
                roles=(
                    Role(rate, "rate", said=f"相对{other.text}的{rate.text}"),
                    Role(value, "part"),
                    Role(budget, "base"),
                    Role(other, "whole"),
                ),
                severity=Severity.MATERIAL,
                computation=tried.computation,
                message=f"完成率写成{claim.base}的{{stated}}，而该预算为{budget.text}；此比率的分母实为{other.text}",
                diagnosis="wrong_base",
                rule=claim.rule,
                fixed=True,
            )
    return None


def _untried(claim: Claim, relation: str, why: str) -> Tried:
    return Tried(FindingKind(relation), relation, Status.NOT_APPLICABLE, claim.span, why, rule=claim.rule)
