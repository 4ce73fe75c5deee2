"""Sums of counts: a total and its kinds, what is done and what is not, what comes in and where it goes; their rates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gouji.claims import Count
from gouji.figures import ZERO
from gouji.reconcile.kernel.attempt import undecided
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.order import try_within
from gouji.reconcile.kernel.rate import try_share
from gouji.reconcile.kernel.relation import Accuses, Role, Tried, confirming
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Status, say
from gouji.reconcile.relations.counting import telling
from gouji.reconcile.relations.meant import if_sure
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.count_kinds import Partition, complete, of_one_noun, partitions_of
from gouji.reconcile.statements.readings.count_lists import CountList, by_paragraph, lists_in
from gouji.reconcile.statements.readings.count_steps import Flow, Progress, steps_in
from gouji.reconcile.statements.terms import Term

_LIST, _RATE, _ABOVE = "count.list", "count.rate", "count.above"
_LOOSE = say("reason.not_all")
_TWO, _MANY_DIGITS = 2, 3


@dataclass(frozen=True, slots=True)
class _Listed:
    """A total with its list, the partitions of whose kinds the parts are, and how they add up."""

    found: CountList
    partitions: tuple[Partition, ...]
    tried: Tried

    @property
    def holds(self) -> bool:
        return self.tried.status is Status.HOLDS


@relation(_LIST, _RATE, _ABOVE)
def count_sums(context: Context) -> Iterator[Tried]:
    """Every count of prose that other counts of its sentence make up."""
    for here in by_paragraph(context.counts):
        yield from _lists(context, lists_in(here))
        for step in steps_in(context, here):
            yield from _flow(context, step) if isinstance(step, Flow) else _progress(context, step)


def _lists(context: Context, here: Iterable[CountList]) -> Iterator[Tried]:
    """The totals of one paragraph against the lists right after them."""
    lists = [_listed(context, one) for one in here]
    shown = [one.found for one in lists if one.holds]
    for one in lists:
        if one.holds:
            yield _entitled(one)
        else:
            sure = _sure(one, shown)
            yield (None if sure else _above(one)) or if_sure(one.tried, sure, _LOOSE)


def _entitled(listed: _Listed) -> Tried:
    """A list that comes to its total, with which misses of it would accuse: those that `_sure` takes for meant."""
    tried = replace(listed.tried, spared=_spared(listed.tried))
    if complete(listed.found):
        return confirming(tried, accuses=Accuses.ANY)
    lone = len(listed.found.parts) < _TWO or not listed.partitions
    return confirming(tried, "guard.list", Accuses.DOUBT) if lone else tried


def _spared(tried: Tried) -> tuple[str, ...]:
    """The noughts behind parts that come to the total alone: with another number there the list would end before."""
    whole, *parts = (role.term for role in tried.roles)
    for end in range(1, len(parts)):
        if sum((p.figure.base for p in parts[:end]), ZERO) == whole.figure.base:
            return tuple(p.id for p in parts[end:])
    return ()


def _listed(context: Context, one: CountList) -> _Listed:
    """A total with its list, up to where it adds up."""
    for end in range(len(one.parts), 0, -1):  # what follows a complete list may be a list of its own
        listed = _against(context, one.upto(end))
        if listed.holds and not _goes_on(one, end):
            return listed
    return _against(context, one)


def _goes_on(one: CountList, end: int) -> bool:
    """Whether a list goes on behind parts that come to the total: more of what is all of it is told there.

    Behind one part that is as much as the total other kinds of its noun do so too.
    """
    if not any(part.figure.value for part in one.parts[end:]):
        return False
    return complete(one) or (end == 1 and of_one_noun(one))


def _against(context: Context, one: CountList) -> _Listed:
    return _Listed(one, partitions_of(one), _try(context, one.whole, one.parts))


def _try(context: Context, whole: Count, parts: Sequence[Count], rule: str = "counts.list") -> Tried:
    terms = [context.terms[c.id] for c in parts]
    tried = try_sum(_LIST, context.terms[whole.id], terms, whole.span, rule=rule)
    return replace(tried, roles=tuple(map(_counting, tried.roles)))


def _counting(role: Role) -> Role:
    """The role of a count; that none at all would repair it tells nothing, since small counts often come to that."""
    nothing = role.allowed is not None and role.allowed.hi == 0 < role.term.figure.value
    return replace(role, allowed=None) if nothing else role


def _sure(listed: _Listed, shown: Sequence[CountList]) -> bool:
    """Whether a list that misses its total is surely meant as all of it, or as kinds of it that exceed it.

    A kind may be left out where the total is greater by little; not where a list of the same kinds beside it (`shown`)
    comes to its total.
    """
    found, known = listed.found, listed.partitions
    if len(found.parts) < _TWO or not _whole_numbers(listed.tried):
        return False
    if complete(found):
        return True
    if not known:
        return of_one_noun(found) and _exceeds(listed.tried) and _by_slip(listed.tried, 1)
    beside = any(p.kinds_of(found) == p.kinds_of(other) for p in known for other in shown)
    return _meant(listed.tried, _TWO if beside else _MANY_DIGITS)


def _whole_numbers(tried: Tried) -> bool:
    """Whether no part of a list is rounded: what is measured (12.5平方米) misses its total by rounding too."""
    return all(role.term.figure.base % 1 == 0 for role in tried.roles[1:])


def _above(listed: _Listed) -> Tried | None:
    """The first of what is among a total, where it is more than all of it."""
    if not (listed.found.near or of_one_noun(listed.found)):
        return None  # words stand between: the list may be of what they tell
    whole, part, *_ = (role.term for role in listed.tried.roles)
    tried = try_within(_ABOVE, part, whole)
    return tried if tried.misses else None


def _meant(tried: Tried, digits: int = _MANY_DIGITS) -> bool:
    """Whether the parts exceed the whole or one slip of the hand (in so many digits) explains the miss."""
    return _exceeds(tried) or _by_slip(tried, digits)


def _exceeds(tried: Tried) -> bool:
    """Whether the parts come to more than the whole."""
    whole, *parts = tried.roles
    return sum((r.term.interval.lo for r in parts), ZERO) > whole.term.interval.hi


def _by_slip(tried: Tried, digits: int) -> bool:
    return any(_slip_of(role, digits) for role in tried.roles)


def _slip_of(role: Role, digits: int) -> bool:
    """Whether one slip of the hand explains the miss, were this figure alone wrong."""
    return role.allowed is not None and role.possible and telling(role.term, role.allowed, digits)


def _far(tried: Tried) -> bool:
    """Whether parts that need not be all exceed the whole, or miss so much of it by a slip that no rest is meant."""
    whole, *parts = (r.term.figure.base for r in tried.roles)
    close = whole / 2 <= sum(parts) <= whole
    return not close and _meant(tried)


def _of_both(context: Context, done: Count, left: Count, rate: Term) -> bool:
    """Whether a rate tells that what is done and what is not are all there is."""
    one, other = context.terms[done.id].figure.base, context.terms[left.id].figure.base
    both = one + other
    return both > 0 and rate.figure.decimals > 0 and one / both * 100 in rate.interval


def _flow(context: Context, flow: Flow) -> Iterator[Tried]:
    """What comes in, against what is done at once and what is passed on."""
    tried = _try(context, flow.whole, flow.parts, "counts.flow")
    yield if_sure(tried, _holds_or_far(tried), _LOOSE)


def _holds_or_far(tried: Tried) -> bool:
    return tried.status is Status.HOLDS or _far(tried)


def _progress(context: Context, told: Progress) -> Iterator[Tried]:
    """What is to be done against what of it is done and what is not, and the rate that follows the three."""
    tried = _try(context, told.whole, (told.done, told.left), "counts.progress")
    by_rate = told.rate is not None and _of_both(context, told.done, told.left, told.rate)
    sure = by_rate or _holds_or_far(tried)
    yield if_sure(tried, sure, _LOOSE)
    if told.rate:
        yield _completion(context.terms[told.done.id], context.terms[told.whole.id], told.rate, sure)


def _completion(part: Term, whole: Term, rate: Term, sure: bool) -> Tried:
    """part ÷ whole = rate, of counts."""
    tried = try_share(_RATE, part, whole, rate, rate.span, rule="counts.rate")
    if tried is None:
        return undecided(_RATE, rate.span, say("reason.total_zero"), "counts.rate")
    return if_sure(tried, sure, say("reason.other_rate"))
