"""Sums of counts: a total and its kinds, what is done and what is not, what comes in and where it goes; their rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from gouji.claims import Label
from gouji.document import Span
from gouji.figures import ZERO, Approx
from gouji.language import rules
from gouji.language.rules import Rule
from gouji.narrative.counts import Count
from gouji.reconcile.kernel.attempt import undecided
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.rate import try_share
from gouji.reconcile.kernel.relation import Role, Tried, doubted
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Status
from gouji.reconcile.relations.counting import telling
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_LIST, _RATE = "count.list", "count.rate"
_LOOSE = "所列各项不是总数的全部"
_TWO, _MANY_DIGITS = 2, 3

_List = tuple[Count, list[Count], Tried]  # a total, its parts, and whether they add up


@relation(_LIST, _RATE)
def count_sums(context: Context) -> Iterator[Tried]:
    """Every count of prose that other counts of its sentence make up."""
    for _, group in groupby((c for c in context.counts if c.row is None), key=lambda c: c.passage.block.span):
        here = list(group)
        yield from _lists(context, here)
        for three in zip(here, here[1:], here[2:], strict=False):
            yield from _flow(context, three)
            yield from _progress(context, three)


def _lists(context: Context, here: Sequence[Count]) -> Iterator[Tried]:
    """The totals of one paragraph against the lists right after them."""
    listed = (_listed(context, whole, here[n:]) for n, whole in enumerate(here, 1))
    lists = [found for found in listed if found]
    shown = [parts for _, parts, tried in lists if tried.status is Status.HOLDS]
    for whole, parts, tried in lists:
        sure = tried.status is Status.HOLDS or _sure(whole, parts, tried, shown)
        yield tried if sure else doubted(tried, _LOOSE)


def _listed(context: Context, whole: Count, rest: Sequence[Count]) -> _List | None:
    """A total with the list right after it, up to where it adds up."""
    opener = rules.load("counts")["count.of_which"].match(whole.passage.text, whole.end)
    parts = _parts(whole, rest, opener.end()) if opener else []
    if not parts or not _exact((whole, *parts)):
        return None
    for end in range(len(parts), 0, -1):  # what follows a complete list may be a list of its own
        tried = _try(context, whole, parts[:end])
        if tried.status is Status.HOLDS:
            return whole, parts[:end], tried
    return whole, parts, _try(context, whole, parts)


def _exact(counts: Sequence[Count]) -> bool:
    """Whether counts are as printed and not rounded by words."""
    return all(c.figure.approx is Approx.EXACT for c in counts)


def _parts(whole: Count, rest: Sequence[Count], start: int) -> list[Count]:
    """The counts of the list that begins at `start`, without what stands in brackets inside it."""
    text, stop = whole.passage.text, _stop(whole, start)
    closes = rules.load("counts")["count.closes"]
    found: list[Count] = []
    last = start
    for count in rest:
        ends = count.start >= stop or count.symbol != whole.symbol
        if ends or closes.search(text[max(start, last) : count.start]):
            break
        if _outside_brackets(text[start : count.start]):
            found.append(count)
            last = count.end
    return found


def _outside_brackets(before: str) -> bool:
    return before.count("(") == before.count(")")


def _stop(whole: Count, start: int) -> int:
    """Where a list that begins at `start` must end: with its sentence, and with the bracket that it stands in."""
    text = whole.passage.text
    _, stop = whole.passage.sentence(whole.start)
    inside = text[start - 1 : start] == "(" or "(" in text[whole.end : start]
    return min(stop, _closing(text, start)) if inside else stop


def _closing(text: str, start: int) -> int:
    """Where the bracket that is open at `start` is closed."""
    depth = 1
    for n in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[n], 0)
        if not depth:
            return n
    return len(text)


def _try(context: Context, whole: Count, parts: Sequence[Count], rule: str = "counts.list") -> Tried:
    terms = [context.terms[c.id] for c in parts]
    return try_sum(_LIST, context.terms[whole.id], terms, whole.span, rule=rule)


@dataclass(frozen=True, slots=True)
class _Partition:
    """Kinds that are all of a whole; `last` is how the list must end to be complete (None: any way)."""

    whole: Rule
    kinds: tuple[Rule, ...]
    last: Rule | None

    def kinds_of(self, parts: Sequence[Count]) -> list[int]:
        """Which kind each part is; -1 for none."""
        return [self._kind(part) for part in parts]

    def _kind(self, part: Count) -> int:
        return next((n for n, kind in enumerate(self.kinds) if kind.search(part.lead)), -1)

    def holds(self, whole: Count, parts: Sequence[Count]) -> bool:
        """Whether a list names only these kinds, each once where there are several."""
        kinds = self.kinds_of(parts)
        if -1 in kinds or not self.whole.search(whole.lead):
            return False
        once = len(self.kinds) == 1 or len(set(kinds)) == len(kinds)
        return once and self._ends(parts[-1])

    def _ends(self, part: Count) -> bool:
        """Whether a list may end with a part."""
        return self.last is None or self.last.search(part.lead) is not None


@cache
def _partitions() -> tuple[_Partition, ...]:
    """The partitions of the rule file, by the rules that they name."""
    return tuple(map(_partition, rules.load("counts").data["partition"]))


def _partition(declared: dict[str, Any]) -> _Partition:
    data = rules.load("counts")
    kinds = tuple(data[kind] for kind in declared["kinds"])
    return _Partition(data[declared["whole"]], kinds, data[declared["last"]] if "last" in declared else None)


def _sure(whole: Count, parts: Sequence[Count], tried: Tried, shown: Sequence[Sequence[Count]]) -> bool:
    """Whether a list that misses its total is surely meant as all of it.

    A kind may be left out where the total is greater by little; not where a list of the same kinds beside it (`shown`)
    comes to its total.
    """
    if len(parts) < _TWO:
        return False
    known = [p for p in _partitions() if p.holds(whole, parts)]
    if not known:
        return False
    if any(p.last for p in known):
        return True
    beside = any(p.kinds_of(parts) == p.kinds_of(other) for p in known for other in shown)
    return _meant(tried, _TWO if beside else _MANY_DIGITS)


def _meant(tried: Tried, digits: int = _MANY_DIGITS) -> bool:
    """Whether the parts exceed the whole or one slip of the hand (in so many digits) explains the miss."""
    whole, *parts = tried.roles
    least = sum((r.term.interval.lo for r in parts), ZERO)
    if least > whole.term.interval.hi:
        return True
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


def _flow(context: Context, here: Sequence[Count]) -> Iterator[Tried]:
    """What comes in, and right after it what is done at once and what is passed on."""
    if not _together(here):
        return
    for flow in _flows():
        told = all(rule.search(count.lead) for rule, count in zip(flow, here, strict=True))
        if told:
            tried = _try(context, here[0], here[1:], "counts.flow")
            yield tried if _holds_or_far(tried) else doubted(tried, _LOOSE)


def _holds_or_far(tried: Tried) -> bool:
    return tried.status is Status.HOLDS or _far(tried)


@cache
def _flows() -> tuple[tuple[Rule, ...], ...]:
    """Rules for what comes in and for each of the two ways that it goes."""
    data = rules.load("counts")
    return tuple((data[f["whole"]], *(data[p] for p in f["parts"])) for f in data.data["flow"])


def _together(here: Sequence[Count]) -> bool:
    """Whether counts of one unit stand in one sentence, as printed and not rounded by words."""
    same = {(c.symbol, c.passage.sentence(c.start)) for c in here}
    return len(same) == 1 and _exact(here)


def _progress(context: Context, here: Sequence[Count]) -> Iterator[Tried]:
    """What is to be done, what of it is done and what is not, and the rate that follows the three."""
    if not _tells_progress(here):
        return
    whole, done, left = here
    tried = _try(context, whole, (done, left), "counts.progress")
    rate = _rate(context, left)
    by_rate = rate is not None and _of_both(context, done, left, rate)
    sure = by_rate or _holds_or_far(tried)
    yield tried if sure else doubted(tried, _LOOSE)
    if rate:
        yield _completion(context.terms[done.id], context.terms[whole.id], rate, sure)


def _tells_progress(here: Sequence[Count]) -> bool:
    """Whether three counts are of a total, of what of it is done and of what is not."""
    whole, done, left = here
    if not rules.load("counts")["count.total"].search(whole.lead) or not _together(here):
        return False
    return _state(done) is True and _state(left) is False


def _state(count: Count) -> bool | None:
    """Whether a count is of what is done (True) or not done (False)."""
    if _says(count, "count.undone"):
        return False
    return True if _says(count, "count.done") else None


def _says(count: Count, rule_id: str) -> bool:
    """Whether a rule finds its words before or after a count."""
    rule = rules.load("counts")[rule_id]
    return any(rule.search(words) for words in (count.lead, count.after))


def _rate(context: Context, count: Count) -> Term | None:
    """The completion rate that its sentence states after a count."""
    text = count.passage.text
    _, stop = count.passage.sentence(count.start)
    for quantity in count.passage.quantities:
        if count.end <= quantity.start < stop:
            said = rules.load("counts")["count.rate"].search(text, count.end, quantity.start)
            return _percent(context, count.passage.span(quantity.start, quantity.end)) if said else None
    return None


def _percent(context: Context, span: Span) -> Term | None:
    """The rate that stands at a place."""
    rates = (e for e in context.entities if e.label is Label.PERCENT)
    return next((context.terms[e.id] for e in rates if e.span == span), None)


def _completion(part: Term, whole: Term, rate: Term, sure: bool) -> Tried:
    """part ÷ whole = rate, of counts."""
    tried = try_share(_RATE, part, whole, rate, rate.span, rule="counts.rate")
    if tried is None:
        return undecided(_RATE, rate.span, "总数为零", "counts.rate")
    return tried if sure or not tried.misses else doubted(tried, "未必是所列数量之比")
