"""Counts of a paragraph that a list right after a total gives: 共有12人，其中：在职8人，退休4人."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gouji.claims import Count
from gouji.figures import Approx
from gouji.language import rules
from gouji.narrative.counts import PassageCount


@dataclass(frozen=True, slots=True)
class CountList:
    """A total and the counts of the list right after it, which may run on into a list of its own."""

    whole: Count
    parts: tuple[Count, ...]


def by_paragraph(counts: Iterable[PassageCount]) -> Iterator[tuple[PassageCount, ...]]:
    """The counts of prose, a group a paragraph, in order."""
    for _, group in groupby((c for c in counts if c.row is None), key=lambda c: c.passage.block.span):
        yield tuple(group)


def lists_in(here: Sequence[PassageCount]) -> Iterator[CountList]:
    """The totals of one paragraph with the lists right after them, where all counts are as printed."""
    for n, whole in enumerate(here, 1):
        opener = rules.load("counts")["count.of_which"].match(whole.passage.text, whole.end)
        parts = _parts(whole, here[n:], opener.end()) if opener else ()
        if parts and as_printed((whole, *parts)):
            yield CountList(whole, parts)


def as_printed(counts: Sequence[Count]) -> bool:
    """Whether counts are as printed and not rounded by words."""
    return all(c.figure.approx is Approx.EXACT for c in counts)


def _parts(whole: PassageCount, rest: Sequence[PassageCount], start: int) -> tuple[PassageCount, ...]:
    """The counts of the list that begins at `start`, without what stands in brackets inside it."""
    text, stop = whole.passage.text, _stop(whole, start)
    closes = rules.load("counts")["count.closes"]
    found: list[PassageCount] = []
    last = start
    for count in rest:
        ends = count.start >= stop or count.symbol != whole.symbol
        if ends or closes.search(text[max(start, last) : count.start]):
            break
        if _outside_brackets(text[start : count.start]):
            found.append(count)
            last = count.end
    return tuple(found)


def _outside_brackets(before: str) -> bool:
    return before.count("(") == before.count(")")


def _stop(whole: PassageCount, start: int) -> int:
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
