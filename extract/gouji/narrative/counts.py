"""Counts: how many people of which kind a passage says there are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from gouji import rules, subjects
from gouji.document import Span
from gouji.figures import Figure, Kind
from gouji.narrative.leads import split
from gouji.narrative.passages import Passage


@dataclass(frozen=True, slots=True)
class Count:
    """A count with the words that say what is counted."""

    id: str
    subject: str
    figure: Figure
    span: Span
    section: int


def counts(passage: Passage, first: int) -> Iterator[Count]:
    """The counts of a passage, numbered from `first` on."""
    data = rules.load("counts")
    previous = 0
    for quantity in passage.quantities:
        unit = quantity.figure.unit
        start, _ = passage.sentence(quantity.start)
        lead = passage.text[max(previous, start) : quantity.start]
        previous = quantity.end
        if unit is None or unit.kind is not Kind.COUNT or unit.symbol not in data.data["units"]:
            continue
        subject = _subject(lead)
        if data["count.subject"].search(subject):
            span = passage.span(quantity.start, quantity.end)
            yield Count(f"n{first}", subject, quantity.figure, span, passage.block.section)
            first += 1


def _subject(lead: str) -> str:
    """What the last clause of a lead counts, without the words around it."""
    clause = subjects.clean(split(lead)[-1])
    while (bare := _around().sub("", clause).strip("()（） ")) != clause:
        clause = bare
    return clause


@cache
def _around() -> regex.Pattern[str]:
    words = rules.alternatives(tuple(rules.load("counts").data["around"]))
    return regex.compile(f"^{words}+|{words}+$")
