"""Goals that are numbered in one cell or paragraph (目标1：… 目标2：…), and whether a number is left out or twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from gouji.document import Span
from gouji.language import rules
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.stretches import Stretch

_FEWEST = 4  # goals that make a series


@dataclass(frozen=True, slots=True)
class Numbered:
    """A goal: the number that it should have, whether it has it (`right`), where it stands, and the goal before it."""

    number: int
    span: Span
    before: Span
    right: bool


def goal_numbers(context: Context) -> Iterator[Numbered]:
    """The goals of each series behind its first one, up to the first that has another number than the next.

    A series that begins with 1 anew is another.
    """
    for stretch in context.stretches:
        for one, other in pairwise(_series(stretch)):
            if other[0] != 1:
                yield Numbered(one[0] + 1, other[1], one[1], other[0] == one[0] + 1)


def _series(stretch: Stretch) -> list[tuple[int, Span]]:
    """The numbers of a series and where they stand; none where too few goals follow each other from 1 on."""
    rule = rules.load("wording")["wording.goal_number"]
    found = [(int(m["number"]), stretch.view.span(*m.span("said"))) for m in rule.finditer(stretch.view.text)]
    return found if len(found) >= _FEWEST and found[0][0] == 1 else []
