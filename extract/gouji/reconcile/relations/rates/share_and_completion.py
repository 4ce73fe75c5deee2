"""Share (part ÷ whole) and completion (决算 ÷ 预算): one stated rate against candidate denominators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.claims import Claim, Relation
from gouji.figures import HUNDRED, ZERO
from gouji.reconcile.kernel.attempt import attempt, undecided
from gouji.reconcile.kernel.catalogue import in_words, relation
from gouji.reconcile.kernel.rate import try_share
from gouji.reconcile.kernel.relation import Role, Tried, confirming
from gouji.reconcile.model import Severity, Status, say
from gouji.reconcile.relations.meant import surest
from gouji.reconcile.relations.of_wholes import try_part
from gouji.reconcile.relations.rates.change import SIGN
from gouji.reconcile.relations.rates.without_sign import doubted_without_sign
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.comparisons import Against, against
from gouji.reconcile.statements.readings.complete_lists import partition_of
from gouji.reconcile.statements.readings.completions import of_one_plan, of_received
from gouji.reconcile.statements.readings.plans import planned
from gouji.reconcile.statements.readings.totals_behind import totals_behind
from gouji.reconcile.statements.readings.wholes import NamedWhole, carries_nothing, named_whole, of_whole
from gouji.reconcile.statements.terms import Term

_SHARE, _COMPLETION = "share.whole", "completion.budget"
_ABOVE = "order.shared_part"
_NAMED = 0.95  # certainty of a share that names its whole
_ENOUGH = 3  # parts that must be given for their sum to stand for the whole
_SEVERAL = 2  # shares that show together which whole is meant
_MOST = 12  # candidate wholes looked at
_NO_BUDGET = say("reason.no_budget")
_SHIFTED = frozenset({"decimal_shift"})
_THIS_BUDGET = Against(budget=True, last_year=False, year=None)


@relation(_SHARE, _ABOVE)
def shares(context: Context) -> Iterator[Tried]:
    """Try every share against the whole it names or the list it stands in."""
    levels = {level.figures["value"]: level for level in context.levels}
    behind = {part.figures["value"]: told.total for told in totals_behind(context) for part in told.parts}
    for claim in context.shares:
        value, share = context.value(claim), context.terms.of(claim, "share")
        if value and share and share.per_cent:
            tried = doubted_without_sign(share, _share(context, claim, value, share, behind.get(value.id)))
            yield tried
            if tried.status is Status.VIOLATED and (above := _above(context, levels, tried)):
                yield above


def _above(context: Context, levels: Mapping[str, Claim], tried: Tried) -> Tried | None:
    """The part of a share against its whole, where it is more than that and its share says that it is not.

    No share can then be right for both amounts.
    """
    ids = {role.role: role.term.id for role in tried.roles}
    part, whole = levels.get(ids.get("part", "")), levels.get(ids.get("whole", ""))
    if part is None or whole is None or tried.roles[0].term.figure.base > HUNDRED:
        return None
    above = try_part(_ABOVE, context, part, whole)
    return above if above and above.misses else None


@relation(_COMPLETION, "completion.other_base", "completion.zero")
def completions(context: Context) -> Iterator[Tried]:
    """Try every completion rate against the budget it names."""
    for claim in context.told(Relation.COMPLETION):
        value, rate, budget = (context.terms.of(claim, role) for role in ("value", "rate", "budget"))
        if not value or not rate or not rate.per_cent:
            continue
        if of_received(claim):
            yield _received(context, claim, value, rate)
        elif budget is None:
            plan = _budget_by_difference(context, value)
            yield _try(claim, value, rate, [plan], _COMPLETION) if plan else _of_totals(context, claim, value, rate)
        else:
            yield doubted_without_sign(rate, _of_budget(context, claim, value, rate, budget))


def _budget_by_difference(context: Context, value: Term) -> Term | None:
    """The budget of an outcome as its difference from it tells (决算数大于年初预算数3万元); None where none is told."""
    for claim in context.claims_of[value.id]:
        delta = context.terms.of(claim, "delta") if claim.relation is Relation.CHANGE else None
        if delta and claim.direction in SIGN and against(claim) == _THIS_BUDGET and not context.terms.of(claim, "base"):
            return _less(value, delta, SIGN[claim.direction])
    return None


def _less(value: Term, delta: Term, sign: int) -> Term | None:
    """What an amount was before it changed, printed nowhere; None where that is not more than nothing."""
    before = value.figure.base - sign * delta.figure.base
    figure = replace(value.figure, value=before / value.figure.factor)
    text = f"{figure.value:f}{figure.symbol}"
    return replace(value, id="", figure=figure, text=text, derived=True) if before > 0 else None


def _of_budget(context: Context, claim: Claim, value: Term, rate: Term, budget: Term) -> Tried:
    """The rate of the budget that is named; another of the paragraph may be meant where the name leaves it open."""
    tried = _try(claim, value, rate, [budget], _COMPLETION)
    others = context.values(c for c in context.paragraph(claim) if planned(c))
    if budget.zero and not value.zero:
        return _misnamed(claim, value, rate, budget, others) or _of_nothing(claim, value, rate, budget) or tried
    if tried.misses and not of_one_plan(claim):
        return _try(claim, value, rate, [budget, *others], _COMPLETION)
    return tried


def _of_nothing(claim: Claim, value: Term, rate: Term, budget: Term) -> Tried | None:
    """A completion rate of a budget of nothing: there is none, but 0% and 100% are printed by convention."""
    if rate.zero or rate.figure.value == HUNDRED:
        return None
    roles = (Role(rate, "rate"), Role(value, "part"), Role(budget, "whole"))
    why = say("why.no_budget_no_rate")
    return attempt("completion.zero", claim.span, Severity.MATERIAL, roles=roles, why=why, rule=claim.rule, fixed=True)


def _of_totals(context: Context, claim: Claim, value: Term, rate: Term) -> Tried:
    """A completion rate whose budget is not given may be of a total; only a fit or a shifted point tells."""
    untold = undecided(_COMPLETION, claim.span, _NO_BUDGET, claim.rule)
    if not claim.name.total:
        return untold
    levels = [c for c in context.levels if c.name.total and c.period == claim.period]
    ratios = (_ratio(claim, value, rate, whole, _COMPLETION) for whole in _terms(context, levels, value))
    found = surest([t for t in ratios if t], _SHIFTED)
    return confirming(found, "guard.budget") if found else untold


def _received(context: Context, claim: Claim, value: Term, rate: Term) -> Tried:
    """到位率 against an equal amount of the section (all came in), else against any that it fits."""
    family = context.family(claim.section)
    levels = _terms(context, [c for c in context.levels if c.section in family], value)
    before = [t for t in levels if t.span.end <= value.span.start]
    equal = [t for t in before if t.figure.base == value.figure.base]
    tried = _try(claim, value, rate, equal or levels, _COMPLETION)
    if equal or tried.status is Status.HOLDS:
        return tried if equal else confirming(tried, "guard.whole")
    return undecided(_COMPLETION, claim.span, say("reason.not_due"), claim.rule)


def _try(claim: Claim, part: Term, rate: Term, wholes: list[Term], code: str) -> Tried:
    """The rate against the candidates in order: the first that fits, else the first that can be computed."""
    first: Tried | None = None
    for whole in wholes:
        tried = _ratio(claim, part, rate, whole, code)
        if tried and tried.status is Status.HOLDS:
            return tried
        first = first or tried
    if first:
        return first
    why = say("reason.whole_zero" if wholes else "reason.no_whole")
    return undecided(code, claim.span, why, claim.rule)


def _ratio(claim: Claim, part: Term, rate: Term, whole: Term, code: str) -> Tried | None:
    """The rate of one whole; None where the whole may be nothing."""
    named = claim.whole_claim or claim.whole
    return try_share(
        code,
        part,
        whole,
        rate,
        claim.span,
        certainty=_NAMED if named and code == _SHARE else None,
        rule=claim.rule,
    )


def _share(context: Context, claim: Claim, value: Term, share: Term, behind: Claim | None) -> Tried:
    """A share against the wholes that are surely meant, then against those that may be and can only excuse it.

    A single share of a whole that the words do not name is one of a wrong base.
    """
    if told := context.terms.of(claim, "whole"):
        return _try(claim, value, share, [told], _SHARE)
    wholes = _wholes(context, claim, value, behind)
    if value.zero:
        return _of_nought(claim, value, share, wholes)
    tried = _try(claim, value, share, wholes.sure, _SHARE)
    if tried.status is Status.HOLDS:
        return _of_shares(context, claim, tried) if wholes.sure[0].derived else tried
    excused = _try(claim, value, share, [*_listed_together(context, claim), *wholes.maybe[:_MOST]], _SHARE)
    if excused.status is Status.HOLDS:
        return excused if wholes.sure else confirming(excused, "guard.whole")
    if wholes.sure and not (wholes.shown and _of_a_part(context, claim, value, share)):
        of_another = _try(claim, value, share, wholes.others, _SHARE).status is Status.HOLDS
        return replace(tried, diagnosis="wrong_base") if of_another else tried
    return undecided(_SHARE, claim.span, say("reason.no_whole"), claim.rule) if excused.misses else excused


def _of_nought(claim: Claim, value: Term, share: Term, wholes: _Wholes) -> Tried:
    """The share of nothing: it is the same of every whole that is something."""
    something = [whole for whole in (*wholes.sure, *wholes.maybe[:_MOST]) if not whole.zero]
    tried = _try(claim, value, share, something[:1], _SHARE)
    return replace(tried, spared=(value.id,))


def _of_shares(context: Context, claim: Claim, tried: Tried) -> Tried:
    """A share of a whole that only the other shares show: with a slip in its amount they would show none."""
    shown = bool(_together(context, claim, 1))
    tried = replace(tried, spared=tuple(r.term.id for r in tried.roles if r.role == "part"))
    return tried if shown else confirming(tried, "guard.whole")


@dataclass(frozen=True, slots=True)
class _Wholes:
    """Candidate wholes of a share: those surely meant, those that may be, and those that other words would name.

    `shown` tells that only other shares show which is meant.
    """

    sure: list[Term]
    maybe: list[Term]
    others: list[Term]
    shown: bool = False


def _wholes(context: Context, claim: Claim, value: Term, behind: Claim | None) -> _Wholes:
    """The wholes that the document offers for a share; `behind` is the total that is told behind its amount."""
    listed = context.by_id.get(claim.whole_claim or "") or behind
    of_list = _terms(context, [listed] if listed else [], value)
    named = named_whole(context, claim, listed)
    if named.told:
        return _of_name(context, claim, value, named, listed)
    maybe = _terms(context, _totals_before(context, claim), value)
    sure_terms = of_list if listed else _together(context, claim) or _carried_on(context, claim)
    if sure_terms:
        return _Wholes(sure_terms, maybe, [])
    return _Wholes(_shown(context, claim, maybe), maybe, [], shown=True)


def _of_name(context: Context, claim: Claim, value: Term, named: NamedWhole, listed: Claim | None) -> _Wholes:
    """The wholes of a share that names its own: those of its name, or what all that share it come to."""
    meant = (named.exact or named.alike)[:_MOST]
    sure = [listed, *meant] if listed and named.listed else list(meant)
    others = [c for c in named.alike if c not in sure]
    told = _terms(context, sure, value) or _shared_alike(context, claim)
    maybe = [listed] if listed and not named.plain else []
    return _Wholes(told, _terms(context, maybe, value), _terms(context, others, value))


def _terms(context: Context, levels: list[Claim], value: Term) -> list[Term]:
    """The amounts of levels, each once, but for the amount itself."""
    found = {t.id: t for t in map(context.value, levels) if t}
    found.pop(value.id, None)
    return list(found.values())


def _totals_before(context: Context, claim: Claim) -> list[Claim]:
    """Levels of the section that stand before a share that names no whole and are no parts themselves."""
    shares = (c for c in context.claims if c.relation is Relation.SHARE and c.section == claim.section)
    parts = {c.figures.get("value") for c in shares}
    family = context.family(claim.section)
    before = [c for c in context.levels if c.section in family and c.span.end <= claim.span.start]
    return [c for c in reversed(before) if c.figures["value"] not in parts]


def _together(context: Context, claim: Claim, more: int = 0) -> list[Term]:
    """The sum of all that shares a paragraph's unnamed whole, or the whole that shares name in the words of this one.

    It is the whole itself where all shares but one say so; `more` are thought not to, beside those that do not.
    """
    pairs = _pairs(context, _alike(context, claim)) if claim.whole else _unnamed(context, claim)
    if len(pairs) < _ENOUGH:
        return []
    whole = _total([value for value, _ in pairs])
    tried = [_ratio(claim, v, s, whole, _SHARE) for v, s in pairs]
    fitting = sum(t is not None and t.status is Status.HOLDS for t in tried)
    return [whole] if fitting - more >= len(pairs) - 1 else []


def _shared_alike(context: Context, claim: Claim) -> list[Term]:
    """The sum of all that shares a whole which is named and told nowhere: its shares show it, or its parts' names."""
    alike = _alike(context, claim)
    shown = [(value, share) for value, share in _pairs(context, alike) if not value.zero]
    if len(shown) >= _ENOUGH and (together := _together(context, claim)):
        return together
    partition = partition_of(context, of_whole(claim), [v for v, _ in shown])
    return [_total(partition)] if partition and len(partition) == len(shown) >= _SEVERAL else []


def _alike(context: Context, claim: Claim) -> list[Claim]:
    """The shares of the section that name their whole in the words of one."""
    return [c for c in context.shares if c.section == claim.section and c.whole == claim.whole]


def _carried_on(context: Context, claim: Claim) -> list[Term]:
    """The whole of the last share before in the section that names one: a list goes on over paragraphs.

    That share itself must be right: else nothing shows that its whole is meant.
    """
    before = [c for c in context.shares if c.section == claim.section and c.span.end <= claim.span.start]
    listed = next((c for c in reversed(before) if c.whole_claim), None)
    whole = context.by_id.get(listed.whole_claim or "") if listed else None
    term = context.value(whole) if whole else None
    return [term] if listed and term and _all_hold(context, [listed], term) else []


def _shown(context: Context, claim: Claim, wholes: list[Term]) -> list[Term]:
    """The whole over which most shares of a section that name it in the same words, or none in any, are right."""
    alike = [c for c in context.shares if c.section == claim.section and c.whole == claim.whole and not c.whole_claim]
    pairs = _pairs(context, (c for c in alike if c.figures["share"] != claim.figures["share"]))
    pairs = [(value, share) for value, share in pairs if not value.zero]
    return next(([whole] for whole in wholes[:_MOST] if _most_hold(claim, pairs, whole)), [])


def _most_hold(claim: Claim, pairs: list[tuple[Term, Term]], whole: Term) -> bool:
    """Whether two shares at least, and more than half of all, are right as shares of a whole."""
    tried = [_ratio(claim, value, share, whole, _SHARE) for value, share in pairs]
    right = sum(t is not None and t.status is Status.HOLDS for t in tried)
    return right >= _SEVERAL and 2 * right > len(pairs)


def _of_a_part(context: Context, claim: Claim, value: Term, share: Term) -> bool:
    """Whether a share is right as one of a part that its section has told before it."""
    before = [c for c in context.levels if c.section == claim.section and c.span.end <= claim.span.start]
    return _try(claim, value, share, _terms(context, before, value), _SHARE).status is Status.HOLDS


def _all_hold(context: Context, claims: Sequence[Claim], whole: Term) -> bool:
    """Whether all shares, one at least, are right as shares of a whole."""
    pairs = _pairs(context, claims)
    tried = [_ratio(claims[0], value, share, whole, _SHARE) for value, share in pairs]
    return bool(tried) and all(t is not None and t.status is Status.HOLDS for t in tried)


def _listed_together(context: Context, claim: Claim) -> list[Term]:
    """The sum of all amounts whose shares name one whole in the same words, where all of them are exact over it.

    What is left to the next year is then no part of the whole that is meant. Of the three public expenses nothing is.
    """
    if not claim.whole or carries_nothing(context, claim):
        return []
    alike = _alike(context, claim)
    values = [value for value, _ in _pairs(context, alike)]
    if len(values) < _SEVERAL:
        return []
    whole = _total(values)
    return [whole] if _all_hold(context, alike, whole) else []


def _total(parts: list[Term]) -> Term:
    """What parts come to, as a term in the unit of the first that is printed nowhere."""
    first = parts[0]
    total = sum((p.figure.base for p in parts), ZERO) / first.figure.factor
    symbol = first.figure.symbol
    figure = replace(first.figure, value=total)
    return replace(first, id="", figure=figure, text=f"{total:f}{symbol}", derived=True)


def _unnamed(context: Context, claim: Claim) -> list[tuple[Term, Term]]:
    """The amounts of a paragraph with the shares that name no whole, each amount once."""
    block = context.document.block_at(claim.span.start)
    if block is None:
        return []
    inside = (c for c in context.shares if block.span.start <= c.span.start < block.span.end)
    return _pairs(context, (c for c in inside if not (c.whole or c.whole_claim)))


def _pairs(context: Context, claims: Iterable[Claim]) -> list[tuple[Term, Term]]:
    """The amounts of shares with these, each amount once."""
    pairs: dict[str, tuple[Term, Term]] = {}
    for claim in claims:
        value, share = context.value(claim), context.terms.of(claim, "share")
        if value and share:
            pairs.setdefault(value.id, (value, share))
    return list(pairs.values())


def _misnamed(claim: Claim, value: Term, rate: Term, budget: Term, others: list[Term]) -> Tried | None:
    """A completion rate of a budget of zero that is really the rate of another budget."""
    for other in others:
        tried = _ratio(claim, value, rate, other, _COMPLETION) if not other.zero else None
        if tried and tried.status is Status.HOLDS:
            return attempt(
                "completion.other_base",
                claim.span,
                Severity.MATERIAL,
                roles=(
                    Role(rate, "rate", said=in_words("rate.of", whole=other.text, rate=rate.text)),
                    Role(value, "part"),
                    Role(budget, "base"),
                    Role(other, "whole"),
                ),
                computation=tried.computation,
                says={"base": claim.base, "budget": budget.text, "other": other.text},
                diagnosis="wrong_base",
                rule=claim.rule,
                fixed=True,
            )
    return None
