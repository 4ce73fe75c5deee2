"""A passage: one prose block read through its view, with the quantities in it."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

import regex

from gouji.document import Block, Document, Span
from gouji.language.quantities import Quantity, scan
from gouji.language.view import View, make_view

_STOP = regex.compile(r"[。！？]")
_BRACKET = regex.compile(r"(?P<open>\()|\)")


@dataclass(frozen=True)
class Passage:
    """A prose block with its squeezed text and quantities (positions count in the view)."""

    block: Block
    view: View
    quantities: tuple[Quantity, ...]

    @property
    def text(self) -> str:
        return self.view.text

    def quantity_ending(self, position: int) -> Quantity | None:
        """The quantity that ends at a position; None where none does."""
        place = bisect_left(self._ends, position)
        return self.quantities[place] if place < len(self._ends) and self._ends[place] == position else None

    @cached_property
    def _ends(self) -> list[int]:
        return [q.end for q in self.quantities]

    def span(self, start: int, end: int) -> Span:
        return self.view.span(start, end)

    @cached_property
    def stops(self) -> tuple[int, ...]:
        """The ends of the sentences: a full stop inside a bracket of a sentence (…万元(增加2万元。)) ends none."""
        ends = [m.end() for m in _STOP.finditer(self.text) if not self._bracketed(m.start())]
        if not ends or ends[-1] < len(self.text):
            ends.append(len(self.text))
        return tuple(ends)

    def _bracketed(self, position: int) -> bool:
        """Whether a position stands in a bracket that is closed and that opens behind words of its sentence."""
        return any(start < position < end for start, end in self._brackets)

    @cached_property
    def _brackets(self) -> tuple[tuple[int, int], ...]:
        """The outermost brackets of the text that words of a sentence stand before."""
        found: list[tuple[int, int]] = []
        opened: list[int] = []
        for match in _BRACKET.finditer(self.text):
            if match["open"]:
                opened.append(match.start())
            elif opened:
                start = opened.pop()
                if start and not opened and not _STOP.match(self.text, start - 1):
                    found.append((start, match.end()))
        return tuple(found)

    def sentence(self, position: int) -> tuple[int, int]:
        """The bounds of the sentence that holds a position."""
        start = 0
        for end in self.stops:
            if position < end:
                return start, end
            start = end
        return start, len(self.text)


def passages(document: Document) -> tuple[Passage, ...]:
    """One passage for each block of prose, in order."""
    found = []
    for block in document.prose:
        view = make_view(document.text, block.span.start, block.span.end, block.holes)
        if view.text:
            found.append(Passage(block, view, tuple(scan(view.text))))
    return tuple(found)
