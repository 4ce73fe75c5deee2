"""Sums in prose: a total and the parts that a list gives of it, and the shares of a full list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from gouji.claims import BELOW, DIVISION, Claim, Relation
from gouji.figures import HUNDRED, ZERO, Interval
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.attempt import attempt, material_unless, undecided
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Accuses, Reading, Role, Tried, bare, confirming, doubted, show
from gouji.reconcile.kernel.sum import total_of, try_sum
from gouji.reconcile.model import Status, say
from gouji.reconcile.relations.sums.list_forms import FORM, ListForms
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.complete_lists import names_all, partition_of
from gouji.reconcile.statements.readings.list_forms import begins_clause, goes_on
from gouji.reconcile.statements.readings.rows_of_parts import in_one_row
from gouji.reconcile.statements.terms import Term

_LIST, _SHARES = "sum.list", "sum.shares"
# In a sum of round amounts one wrong digit looks just like a part left out.
_TELLING = frozenset({"unit_slip", "decimal_shift", "digits_swapped"})
_LONG = 8  # parts; of a longer list small ones are easily left out
_NEAR = Decimal("0.005")
_NEAR_PAIR = Decimal("0.03")


@relation(_LIST, FORM, _SHARES)
def sums(context: Context) -> Iterator[Tried]:
    """Try every list of parts; a list need not be complete, so only a telling miss is a violation."""
    forms = ListForms(context, _lists(context))
    for claim in _lists(context):
        whole = context.terms.of(claim, "whole")
        parts = context.parts(claim)
        if not whole or not parts:
            continue
        tried = _sum(context, claim, whole, parts, forms)
        yield tried
        if tried.status is Status.HOLDS:
            yield from _shares(context, claim, [r.term for r in tried.roles[1:]])


def _sum(context: Context, claim: Claim, whole: Term, parts: list[Term], forms: ListForms) -> Tried:
    """One list; where others of its form come to their totals, this one is meant to."""
    held = _held(context, claim, whole, parts)
    if held is None:
        missed = _missing(context, claim, whole, _without_inner(_own_clause(context, whole, parts)), forms)
        # a total that is less than one of its parts was not computed from them
        return replace(missed, computed=not _outgrown(whole, parts))
    if len(parts) == 1:
        return confirming(held, "guard.list", Accuses.SLIP)
    meant = forms.of_its_form(claim) or _is_whole(context, claim, parts, forms)
    held = replace(held, spared=_spared(context, whole, parts))
    if _may_not_exceed(context, claim, parts):
        held = replace(held, telling=frozenset(p.id for p in parts if p.zero) - {*held.spared})
    if meant:
        return confirming(held, accuses=Accuses.ANY)
    close = _limit(len(parts)) * abs(whole.figure.base)
    return replace(confirming(held, "guard.list", Accuses.DOUBT), closely=close)


def _is_whole(context: Context, claim: Claim, parts: list[Term], forms: ListForms) -> bool:
    """Whether what a list names shows that it is all of its total, its shares do, or the names of its parts."""
    if partition_of(context, claim, _without_inner(parts)) or _complete(context, claim, parts):
        return True
    return forms.alone(claim) and names_all(context, claim, parts)


def _missing(context: Context, claim: Claim, whole: Term, parts: list[Term], forms: ListForms) -> Tried:
    """A list that does not come to its total: a violation where it is meant to."""
    if partition := partition_of(context, claim, parts):
        tried = _try(claim, whole, partition)
        rest = _leave_a_rest(context, claim, whole, partition)
        return _incomplete(context, claim, tried, partition) if rest else tried
    tried = _try(claim, whole, parts)
    if len(parts) == 1:
        one_part = undecided(_LIST, claim.span, say("reason.one_part"), claim.rule)
        return tried if slipped(tried, _TELLING) else one_part
    if _leave_a_rest(context, claim, whole, parts):
        return _incomplete(context, claim, tried, parts)
    return _several(context, claim, tried, forms)


def _several(context: Context, claim: Claim, tried: Tried, forms: ListForms) -> Tried:
    """A list of several parts that does not come to its total, though their shares do not show that one is missing."""
    whole, *parts = (role.term for role in tried.roles)
    if tried.status is Status.VIOLATED and _of_a_part(context, claim, parts):
        return doubted(tried, say("reason.of_a_part"), Reading("list", whole.id))
    if whole.zero or slipped(tried, _TELLING):
        return tried
    if _outgrown(whole, parts) and not near(whole, parts):
        return _incomplete(context, claim, tried, parts)
    return _meant(context, claim, tried, forms) or _incomplete(context, claim, tried, parts)


def _meant(context: Context, claim: Claim, tried: Tried, forms: ListForms) -> Tried | None:
    """A list that misses its total, where it is surely meant as all of it; None where it need not be."""
    whole, *parts = (role.term for role in tried.roles)
    if _all_of(context, claim, whole, parts):
        return tried
    if others := forms.of_its_form(claim):
        return _of_its_form(claim, whole, parts, others)
    return tried if forms.alone(claim) and names_all(context, claim, parts) else None


def _of_its_form(claim: Claim, whole: Term, parts: list[Term], others: int) -> Tried:
    return try_sum(FORM, whole, parts, claim.span, rule=claim.rule, says={"others": others})


def _incomplete(context: Context, claim: Claim, tried: Tried, parts: list[Term]) -> Tried:
    """A list that need not be complete: it is wrong where it comes to too much all the same."""
    whole = tried.roles[0].term
    if _may_not_exceed(context, claim, parts) and _above(whole, parts):
        return _bounded(tried)
    if _partly_told(context, claim):
        return undecided(_LIST, claim.span, say("reason.not_all"), claim.rule)
    return doubted(tried, say("reason.not_all"), Reading("list", whole.id))


def _may_not_exceed(context: Context, claim: Claim, parts: list[Term]) -> bool:
    """Whether a list that comes to more than its total is wrong even where it need not be all of it."""
    return claim.rule != BELOW and not _of_two_sides(context, parts)


def _bounded(tried: Tried) -> Tried:
    """A list that is wrong only because it comes to too much: its total may be any that its parts do not exceed."""
    return replace(tried, linear=tuple(replace(row, hi=None) for row in tried.linear))


def _held(context: Context, claim: Claim, whole: Term, parts: list[Term]) -> Tried | None:
    """The first reading of a list that comes to its total; None where none does. One part must be it to the digit."""
    if len(parts) == 1 and parts[0].figure.base != whole.figure.base:
        return None
    plain = len(parts) == 1 or in_one_row(context.document, [p.span for p in parts])
    for reading in [parts] if plain else _readings(context, whole, parts):
        tried = _try(claim, whole, reading)
        if tried.status is Status.HOLDS:
            return tried
    return None


def _spared(context: Context, whole: Term, parts: list[Term]) -> tuple[str, ...]:
    """The noughts of a list that with another number there is read without that number (`_readings`)."""
    if len(parts) <= 2:
        return ()
    noughts = ((n, p) for n, p in enumerate(parts) if p.zero)
    return tuple(p.id for n, p in noughts if _inner(context, parts, n) or _may_end(context, whole, parts, n))


def _readings(context: Context, whole: Term, parts: list[Term]) -> Iterator[list[Term]]:
    """Which of its parts a list may mean: a beginning that is not nought, or all but one that is not.

    What follows a complete list may be a list of its own, and a part of a part may stand among the parts.
    """
    for end in range(2, len(parts) + 1):
        behind = next((n for n in range(end, len(parts)) if not parts[n].zero), None)
        if any(not p.zero for p in parts[:end]) and (behind is None or _may_end(context, whole, parts, behind)):
            yield parts[:end]
    for n, part in enumerate(parts):
        if len(parts) > 2 and not part.zero and _inner(context, parts, n):
            yield [*parts[:n], *parts[n + 1 :]]


def _may_end(context: Context, whole: Term, parts: list[Term], n: int) -> bool:
    """Whether a list may end before a part: it begins a sentence or a clause, is divided, or as much as the total."""
    part = parts[n]
    if part.id in context.divided or part.figure.base >= whole.figure.base:
        return True
    return not _goes_on(context, parts, n) or _begins_clause(context, parts, n)


def _goes_on(context: Context, parts: list[Term], n: int) -> bool:
    return n == 0 or goes_on(context, parts[n - 1], parts[n])


def _begins_clause(context: Context, parts: list[Term], n: int) -> bool:
    return n > 1 and begins_clause(context, parts, n)


def _own_clause(context: Context, whole: Term, parts: list[Term]) -> list[Term]:
    """The parts without those of a clause of its own, which are of another list where all are far from the total."""
    end = next((n for n in range(2, len(parts)) if _begins_clause(context, parts, n)), len(parts))
    return parts if near(whole, parts) else parts[:end]


def _inner(context: Context, parts: list[Term], n: int) -> bool:
    """Whether a part may be a part of one before it that is divided itself."""
    return any(p.id in context.divided and p.figure.base >= parts[n].figure.base for p in parts[:n])


def _all_of(context: Context, claim: Claim, whole: Term, parts: list[Term]) -> bool:
    """Whether a list that misses its total is surely meant as all of it."""
    if claim.rule == DIVISION:
        return not _more_in_tables(context, claim)
    if near(whole, parts) and not _partly_told(context, claim) and not _rest_told(context, claim, whole, parts):
        return True
    return _complete(context, claim, parts)


def _more_in_tables(context: Context, claim: Claim) -> bool:
    """Whether a table gives more for the class of some parts than these come to: the list then leaves items out."""
    ids = set(claim.figures.values())
    listed: dict[str, Decimal] = defaultdict(Decimal)
    for level in context.levels:
        value = context.value(level)
        if value and value.id in ids and level.name.path:
            listed[level.name.path[0]] += value.figure.base
    cells = (n for n in context.named if n.name.core in listed and n.year == claim.period)
    return any(context.terms[n.fact.id].figure.base > listed[n.name.core] for n in cells)


def _of_two_sides(context: Context, parts: list[Term]) -> bool:
    """Whether parts are totals of both sides (收支总计，其中：收入总计，支出总计): each is then the whole again."""
    ids = {part.id for part in parts}
    return len({c.name.side for c in context.levels if c.figures["value"] in ids and c.name.total}) > 1


def _above(whole: Term, parts: list[Term]) -> bool:
    """Whether parts come to more than their total: such a list is wrong even where it is not all of it.

    A part that the ones behind it divide again counts once.
    """
    if _outgrown(whole, parts) or any(p.figure.value < 0 for p in parts):
        return False
    return total_of(_outer(parts)).lo > whole.interval.hi


def _outgrown(whole: Term, parts: list[Term]) -> bool:
    """Whether one part alone is more than the total: what stands before the list is then no total of it."""
    return any(p.figure.base > whole.figure.base for p in parts)


def _outer(parts: list[Term]) -> list[Term]:
    """The parts without those that a part before them is the sum of."""
    found: list[Term] = []
    end = 0
    for place, part in enumerate(parts):
        if place < end:
            continue
        found.append(part)
        end = place + 1 + _divided_by(part, parts[place + 1 :])
    return found


def _divided_by(part: Term, behind: list[Term]) -> int:
    """How many of the parts behind one come to it exactly; 0 for none."""
    ends = range(1, len(behind) + 1)
    if part.zero:
        return 0
    return next((n for n in reversed(ends) if total_of(behind[:n]).mid == part.figure.base), 0)


def _partly_told(context: Context, claim: Claim) -> bool:
    """Whether the same list gives another measure of more parts: some have no figure of this one (年初未安排)."""
    lists = (c for c in _lists(context) if c.section == claim.section and c.measure != claim.measure)
    longer = (c for c in lists if len(c.figures) > len(claim.figures))
    return any(c.span.start < claim.span.end and claim.span.start < c.span.end for c in longer)


def _rest_told(context: Context, claim: Claim, whole: Term, parts: list[Term]) -> bool:
    """Whether a section that states the total states what a list leaves of it: the list then is not all of it.

    Income and spending come to the same: what the one leaves out may be told of the other.
    """
    rest = whole.figure.base - sum((p.figure.base for p in parts), ZERO)
    listed = {whole.id, *(p.id for p in parts)}
    amounts = [(c.section, t) for c in context.levels if (t := context.value(c))]
    of_total = {claim.section, *(section for section, t in amounts if t.figure.base == whole.figure.base)}
    return any(t.figure.base == rest for section, t in amounts if section in of_total and t.id not in listed)


def _lists(context: Context) -> Iterator[Claim]:
    return (c for c in context.claims if c.relation is Relation.PART_OF)


def _of_a_part(context: Context, claim: Claim, parts: list[Term]) -> bool:
    """Whether a list divides what another list takes from the same total (总支出，其中本年支出。具体如下：…)."""
    total, listed = total_of(parts).mid, {p.id for p in parts}
    same_whole = (c for c in _lists(context) if c.figures["whole"] == claim.figures["whole"])
    terms = (t for other in same_whole for t in _parts(context, other))
    return any(t.figure.base == total and t.id not in listed for t in terms)


def _parts(context: Context, claim: Claim) -> Iterator[Term]:
    """All figures of a list but its whole."""
    terms = (context.terms.of(claim, role) for role in claim.figures if role != "whole")
    return (t for t in terms if t)


def _without_inner(parts: list[Term]) -> list[Term]:
    """The parts up to one that all the rest add up to: these are its own parts."""
    for n, part in enumerate(parts[:-2]):
        if not part.zero and total_of(parts[n + 1 :]).mid == part.figure.base:
            return parts[: n + 1]
    return parts


def _try(claim: Claim, whole: Term, parts: list[Term]) -> Tried:
    return try_sum(_LIST, whole, parts, claim.span, rule=claim.rule)


def near(whole: Term, parts: list[Term]) -> bool:
    """Whether parts miss their total by so little that they must be meant as all of it."""
    miss = sum((p.figure.base for p in parts), ZERO) - whole.figure.base
    return abs(miss) <= _limit(len(parts)) * abs(whole.figure.base)


def _limit(parts: int) -> Decimal:
    """How much of a total its parts may miss. Two parts are mostly all; of a longer list a small one is left out."""
    if parts == 2:
        return _NEAR_PAIR
    return _NEAR if parts <= _LONG else ZERO


def _complete(context: Context, claim: Claim, parts: list[Term]) -> bool:
    """Whether the list gives every part a share and the shares come to the whole."""
    shares = _share_terms(context, claim, parts)
    if len(shares) < len(parts):
        return False
    total = sum((s.figure.base for s in shares), ZERO)
    return abs(total - HUNDRED) <= 1


def _leave_a_rest(context: Context, claim: Claim, whole: Term, parts: list[Term]) -> bool:
    """Whether each part has just the share of the whole that is printed, and together they leave some of it.

    A slip in a part or in the whole would show in a share: then it is another part that is not listed.
    """
    shares = _share_terms(context, claim, parts)
    if len(shares) < len(parts) or whole.zero:
        return False
    exact = ((s, HUNDRED * p.figure.base / whole.figure.base) for s, p in zip(shares, parts, strict=True))
    return total_of(parts).hi < whole.interval.lo and all(share in s.interval for s, share in exact)


def _share_terms(context: Context, claim: Claim, parts: list[Term]) -> list[Term]:
    """The shares that parts have of the whole of their list."""
    ids = {p.id for p in parts}
    shares = (c for c in context.claims if c.relation is Relation.SHARE and c.whole_claim == claim.whole_claim)
    terms = (context.terms.of(c, "share") for c in shares if c.figures["value"] in ids)
    return [t for t in terms if t]


def _shares(context: Context, claim: Claim, parts: list[Term]) -> Iterator[Tried]:
    """The shares of a list that comes to its whole must come to 100 %."""
    shares = _share_terms(context, claim, parts)
    whole = context.terms.of(claim, "whole")
    if len(shares) == len(parts) > 1 and whole and not whole.zero:
        yield _closing(claim, whole, parts, shares)


def _closing(claim: Claim, whole: Term, parts: list[Term], shares: list[Term]) -> Tried:
    """The shares of all parts; the one that its amounts bear out least is disputed."""
    nothing = [s for s, p in zip(shares, parts, strict=True) if p.zero]
    total = sum((s.interval for s in shares if s not in nothing), Interval.point(ZERO))
    exact = [HUNDRED * p.figure.base / whole.figure.base for p in parts]
    off = max(range(len(shares)), key=lambda i: abs(shares[i].figure.base - exact[i]))
    disputed = shares[off]
    expected = show(exact[off], disputed)
    added = f"{' + '.join(bare(s) for s in shares)} = {show(total.mid, disputed)}"
    return attempt(
        _SHARES,
        claim.span,
        material_unless(HUNDRED in total),
        roles=(
            Role(disputed, "rate", said=expected),
            *(Role(s, "rate") for s in shares if s.id != disputed.id),
            Role(parts[off], "part"),
            Role(whole, "whole"),
        ),
        why=added,
        computation=f"{added} ≠ 100%；{bare(parts[off])} ÷ {bare(whole)} = {expected}",
        steps=f"{bare(parts[off])} ÷ {bare(whole)}",
        says={"expected": expected},
        linear=constraints.closing(shares, nothing),
        rule=_SHARES,
        fixed=True,
    )
