"""Three counts in a row that belong together: what comes in and where it goes; what is to be done, is done, is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from gouji.claims import Count, Label
from gouji.document import Span
from gouji.language import rules
from gouji.language.rules import Rule
from gouji.narrative.counts import PassageCount
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.count_lists import as_printed
from gouji.reconcile.statements.terms import Term

Three = tuple[PassageCount, PassageCount, PassageCount]


@dataclass(frozen=True, slots=True)
class Flow:
    """What comes in, and right after it what is done at once and what is passed on."""

    whole: Count
    parts: tuple[Count, Count]


@dataclass(frozen=True, slots=True)
class Progress:
    """What is to be done, what of it is done and what is not, and the rate of completion that follows the three."""

    whole: Count
    done: Count
    left: Count
    rate: Term | None


def steps_in(context: Context, here: Sequence[PassageCount]) -> Iterator[Flow | Progress]:
    """The flows and the progress that the counts of one paragraph tell, in order."""
    for three in zip(here, here[1:], here[2:], strict=False):
        if _together(three):
            yield from _flows_of(three)
            yield from _progress(context, three)


def _together(here: Three) -> bool:
    """Whether counts of one unit stand in one sentence, as printed and not rounded by words."""
    same = {(c.symbol, c.passage.sentence(c.start)) for c in here}
    return len(same) == 1 and as_printed(here)


def _flows_of(here: Three) -> Iterator[Flow]:
    for flow in _flows():
        told = all(rule.search(count.lead) for rule, count in zip(flow, here, strict=True))
        if told:
            whole, done, passed_on = here
            yield Flow(whole, (done, passed_on))


@cache
def _flows() -> tuple[tuple[Rule, ...], ...]:
    """Rules for what comes in and for each of the two ways that it goes."""
    data = rules.load("counts")
    return tuple((data[f["whole"]], *(data[p] for p in f["parts"])) for f in data.data["flow"])


def _progress(context: Context, here: Three) -> Iterator[Progress]:
    whole, done, left = here
    if not rules.load("counts")["count.total"].search(whole.lead):
        return
    if _state(done) is True and _state(left) is False:
        yield Progress(whole, done, left, _rate(context, left))


def _state(count: Count) -> bool | None:
    """Whether a count is of what is done (True) or not done (False)."""
    if _says(count, "count.undone"):
        return False
    return True if _says(count, "count.done") else None


def _says(count: Count, rule_id: str) -> bool:
    """Whether a rule finds its words before or after a count."""
    rule = rules.load("counts")[rule_id]
    return any(rule.search(words) for words in (count.lead, count.after))


def _rate(context: Context, count: PassageCount) -> Term | None:
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
