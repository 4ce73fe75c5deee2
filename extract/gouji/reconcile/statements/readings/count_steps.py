"""Three counts in a row that belong together: what comes in and where it goes; what is to be done, is done, is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.claims import Count, Label
from gouji.document import Span
from gouji.language import rules
from gouji.narrative.counts import PassageCount
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.count_kinds import told_by
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
    whole, done, passed_on = here
    for flow in rules.load("counts").data["flow"]:
        told = [flow["whole"] in told_by("whole", whole.lead)]
        told += [kind in told_by("kind", part.lead) for kind, part in zip(flow["parts"], here[1:], strict=True)]
        if all(told):
            yield Flow(whole, (done, passed_on))


def _progress(context: Context, here: Three) -> Iterator[Progress]:
    whole, done, left = here
    if not rules.load("counts")["count.total"].search(whole.lead):
        return
    if state(done) == "done" and state(left) == "undone":
        yield Progress(whole, done, left, _rate(context, left))


def state(count: Count) -> str:
    """Whether a count is of what is `done` or `undone`, by the words before and after it; '' where they do not tell."""
    found = told_by("state", count.lead) | told_by("state", count.after)
    return next((told for told in ("undone", "done") if told in found), "")


def _rate(context: Context, count: PassageCount) -> Term | None:
    """The completion rate that its sentence states after a count."""
    text = count.passage.text
    _, stop = count.passage.sentence(count.start)
    for quantity in count.passage.quantities:
        if count.end <= quantity.start < stop:
            said = "rate" in told_by("state", text[count.end : quantity.start])
            return _percent(context, count.passage.span(quantity.start, quantity.end)) if said else None
    return None


def _percent(context: Context, span: Span) -> Term | None:
    """The rate that stands at a place."""
    rates = (e for e in context.entities if e.label is Label.PERCENT)
    return next((context.terms[e.id] for e in rates if e.span == span), None)
