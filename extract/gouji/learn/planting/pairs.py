"""Draws pairs of slips to be planted at once: half of them near each other, half far apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from gouji.document import Document, Span
from gouji.learn.planting.claim_slips import Alteration

_TRIES = 4  # draws a wanted pair


@dataclass(frozen=True, slots=True)
class Pair:
    """Two slips in distinct figures; `near` where both stand in one table or one paragraph."""

    first: Alteration
    second: Alteration
    near: bool


def draw(document: Document, planted: Sequence[Alteration], count: int, chance: Random) -> list[Pair]:
    """Up to `count` different pairs, near and far by turns as long as there are both."""
    if not planted:
        return []
    homes = [_home(document, a.claim) for a in planted]
    found: dict[tuple[int, int], Pair] = {}
    for turn in range(_TRIES * count):
        if len(found) == count:
            break
        near = turn % 2 == 0
        one = chance.randrange(len(planted))
        placed = [n for n, home in enumerate(homes) if (home == homes[one]) == near]
        others = [n for n in placed if _distinct(planted[n], planted[one])]
        if others:
            a, b = sorted((one, chance.choice(others)))
            found.setdefault((a, b), Pair(planted[a], planted[b], near))
    return list(found.values())


def _home(document: Document, span: Span) -> Span | None:
    """The table, else the paragraph, in which a figure stands."""
    table = next((t.span for t in document.tables if t.span.holds(span)), None)
    block = document.block_at(span.start)
    return table or (block.span if block else None)


def _distinct(a: Alteration, b: Alteration) -> bool:
    theirs = (b.span, b.claim)
    return not any(mine.overlaps(y) for mine in (a.span, a.claim) for y in theirs)
