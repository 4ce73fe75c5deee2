"""Sums of counts: a total and its kinds, what is done and what is not, what comes in and where it goes; their rates."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from gouji.document import Span
from gouji.figures import Approx
from gouji.language import rules
from gouji.language.rules import Rule
from gouji.narrative.counts import Count
from gouji.narrative.model import Label
from gouji.reconcile.kernel.attempt import undecided
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.rate import try_share
from gouji.reconcile.kernel.relation import Tried, doubted
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
    lists = [found for n, c in enumerate(here) if (found := _listed(context, c, here[n + 1 :]))]
    shown = [parts for _, parts, tried in lists if tried.status is Status.HOLDS]
    for whole, parts, tried in lists:
        sure = tried.status is Status.HOLDS or _sure(whole, parts, tried, shown)
        yield tried if sure else doubted(tried, _LOOSE)


def _listed(context: Context, whole: Count, rest: Sequence[Count]) -> _List | None:
    """A total with the list right after it, up to where it adds up."""
    opener = rules.load("counts")["count.of_which"].match(whole.passage.text, whole.end)
    parts = _parts(whole, rest, opener.end()) if opener else []
    if not parts or any(c.figure.approx is not Approx.EXACT for c in (whole, *parts)):
        return None
    for end in range(len(parts), 0, -1):  # what follows a complete list may be a list of its own
        tried = _try(context, whole, parts[:end])
        if tried.status is Status.HOLDS:
            return whole, parts[:end], tried
    return whole, parts, _try(context, whole, parts)


def _parts(whole: Count, rest: Sequence[Count], start: int) -> list[Count]:
    """The counts of the list that begins at `start`, without what stands in brackets inside it."""
    text = whole.passage.text
    inside = text[start - 1 : start] == "(" or "(" in text[whole.end : start]
    _, stop = whole.passage.sentence(whole.start)
    if inside:
        stop = min(stop, _closing(text, start))
    found: list[Count] = []
    closes = rules.load("counts")["count.closes"]
    for count in rest:
        between = text[max(start, found[-1].end if found else start) : count.start]
        if count.start >= stop or count.symbol != whole.symbol or closes.search(between):
            break
        if text.count("(", start, count.start) == text.count(")", start, count.start):
            found.append(count)
    return found


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
        return [next((n for n, k in enumerate(self.kinds) if k.search(p.lead)), -1) for p in parts]

    def holds(self, whole: Count, parts: Sequence[Count]) -> bool:
        """Whether a list names only these kinds, each once where there are several."""
        kinds = self.kinds_of(parts)
        once = len(self.kinds) == 1 or len(set(kinds)) == len(kinds)
        ends = self.last is None or self.last.search(parts[-1].lead) is not None
        return self.whole.search(whole.lead) is not None and -1 not in kinds and once and ends


@cache
def _partitions() -> tuple[_Partition, ...]:
    """The partitions of the rule file, by the rules that they name."""
    data = rules.load("counts")
    return tuple(
        _Partition(data[p["whole"]], tuple(data[k] for k in p["kinds"]), data[p["last"]] if "last" in p else None)
        for p in data.data["partition"]
    )


def _sure(whole: Count, parts: Sequence[Count], tried: Tried, shown: Sequence[Sequence[Count]]) -> bool:
    """Whether a list that misses its total is surely meant as all of it.

    A kind may be left out where the total is greater by little; not where a list of the same kinds beside it (`shown`)
    comes to its total.
    """
    known = [p for p in _partitions() if len(parts) >= _TWO and p.holds(whole, parts)]
    if any(p.last for p in known):
        return True
    beside = any(p.kinds_of(parts) == p.kinds_of(other) for p in known for other in shown)
    return bool(known) and _meant(tried, _TWO if beside else _MANY_DIGITS)


def _meant(tried: Tried, digits: int = _MANY_DIGITS) -> bool:
    """Whether the parts exceed the whole or one slip of the hand (in so many digits) explains the miss."""
    whole, *parts = tried.roles
    over = sum((r.term.interval.lo for r in parts), start=-whole.term.interval.hi) > 0
    return over or any(r.allowed is not None and r.possible and telling(r.term, r.allowed, digits) for r in tried.roles)


def _far(tried: Tried) -> bool:
    """Whether parts that need not be all exceed the whole, or miss so much of it by a slip that no rest is meant."""
    whole, *parts = (r.term.figure.base for r in tried.roles)
    return _meant(tried) and (sum(parts) > whole or sum(parts) < whole / 2)


def _of_both(context: Context, done: Count, left: Count, rate: Term) -> bool:
    """Whether a rate tells that what is done and what is not are all there is."""
    one, other = context.terms[done.id].figure.base, context.terms[left.id].figure.base
    return one + other > 0 and one / (one + other) * 100 in rate.interval and rate.figure.decimals > 0


def _flow(context: Context, here: Sequence[Count]) -> Iterator[Tried]:
    """What comes in, and right after it what is done at once and what is passed on."""
    if not _together(here):
        return
    for flow in _flows():
        if all(rule.search(count.lead) for rule, count in zip(flow, here, strict=True)):
            tried = _try(context, here[0], here[1:], "counts.flow")
            yield tried if tried.status is Status.HOLDS or _far(tried) else doubted(tried, _LOOSE)


@cache
def _flows() -> tuple[tuple[Rule, ...], ...]:
    """Rules for what comes in and for each of the two ways that it goes."""
    data = rules.load("counts")
    return tuple((data[f["whole"]], *(data[p] for p in f["parts"])) for f in data.data["flow"])


def _together(here: Sequence[Count]) -> bool:
    """Whether counts of one unit stand in one sentence, as printed and not rounded by words."""
    same = {(c.symbol, c.passage.sentence(c.start)) for c in here}
    return len(same) == 1 and all(c.figure.approx is Approx.EXACT for c in here)


def _progress(context: Context, here: Sequence[Count]) -> Iterator[Tried]:
    """What is to be done, what of it is done and what is not, and the rate that follows the three."""
    whole, done, left = here
    total = rules.load("counts")["count.total"].search(whole.lead)
    if not total or not _together(here) or _state(done) is not True or _state(left) is not False:
        return
    tried = _try(context, whole, (done, left), "counts.progress")
    rate = _rate(context, left)
    sure = tried.status is Status.HOLDS or _far(tried) or (rate is not None and _of_both(context, done, left, rate))
    yield tried if sure else doubted(tried, _LOOSE)
    if rate:
        yield _completion(context.terms[done.id], context.terms[whole.id], rate, sure)


def _state(count: Count) -> bool | None:
    """Whether a count is of what is done (True) or not done (False)."""
    data = rules.load("counts")
    words = count.lead, count.after
    if any(data["count.undone"].search(w) for w in words):
        return False
    return True if any(data["count.done"].search(w) for w in words) else None


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
    found = (e.id for e in context.entities if e.label is Label.PERCENT and e.span == span)
    entity = next(found, None)
    return context.terms[entity] if entity else None


def _completion(part: Term, whole: Term, rate: Term, sure: bool) -> Tried:
    """part ÷ whole = rate, of counts."""
    tried = try_share(_RATE, part, whole, rate, rate.span, rule="counts.rate")
    if tried is None:
        return undecided(_RATE, rate.span, "总数为零", "counts.rate")
    return tried if sure or not tried.misses else doubted(tried, "未必是所列数量之比")
