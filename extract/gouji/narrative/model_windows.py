"""The pieces of a passage that a model reads: runs of sentences in which what it looks for can stand."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.claims import Label
from gouji.language import rules
from gouji.narrative.passages import Passage

LONGEST = 300  # characters of a piece that holds more than one sentence

_RULES = {Label.CAUSE: "spans.change", Label.PROJECT: "spans.project"}


def pieces(passage: Passage, label: Label) -> tuple[tuple[int, int], ...]:
    """The bounds of the pieces in the passage's view, in order and apart.

    A reason may stand in the sentence after the change that it explains.
    """
    found: list[tuple[int, int]] = []
    for start, end in _sentences(passage, label):
        before, stop = found[-1] if found else (start, -1)
        if stop == start and end - before <= LONGEST:
            found[-1] = (before, end)
        else:
            found.append((start, end))
    return tuple(found)


def _sentences(passage: Passage, label: Label) -> Iterator[tuple[int, int]]:
    rule = rules.load("spans")[_RULES[label]]
    start, before = 0, False
    for end in passage.stops:
        holds = rule.search(passage.text, start, end) is not None
        if holds or (before and label is Label.CAUSE):
            yield start, end
        start, before = end, holds
