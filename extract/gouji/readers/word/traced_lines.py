"""A line of text that knows which element each stretch of it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.readers.word.wordprocessingml import Element


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, that of the `w:t` `element` from `start` on; it is None where it is the text of no element."""

    text: str
    element: Element | None = None
    start: int = 0

    def __getitem__(self, part: slice) -> Piece:
        return Piece(self.text[part], self.element, self.start + (part.start or 0))


@dataclass(slots=True)
class TracedLine:
    """Pieces of text one after the other."""

    pieces: list[Piece] = field(default_factory=list)

    def __str__(self) -> str:
        return "".join(p.text for p in self.pieces)

    def __bool__(self) -> bool:
        return any(p.text for p in self.pieces)

    def __add__(self, other: TracedLine) -> TracedLine:
        return TracedLine([*self.pieces, *other.pieces])

    def write(self, text: str, element: Element | None = None) -> None:
        self.pieces.append(Piece(text, element))

    def after(self, text: str) -> TracedLine:
        """The line with a text before it that is printed and not held by the file."""
        return TracedLine([Piece(text), *self.pieces]) if text else self

    def stripped(self) -> TracedLine:
        """The line without blanks at its ends."""
        kept = [p for p in self.pieces if p.text]
        while kept and not kept[0].text.lstrip():
            kept.pop(0)
        while kept and not kept[-1].text.rstrip():
            kept.pop()
        if kept:
            first = kept[0]
            kept[0] = first[len(first.text) - len(first.text.lstrip()) :]
            kept[-1] = kept[-1][: len(kept[-1].text.rstrip())]
        return TracedLine(kept)

    def without_tabs(self, gap: str) -> TracedLine:
        """The line with `gap` for each tab."""
        return TracedLine([part for p in self.pieces for part in _parted(p, gap)])


def _parted(piece: Piece, gap: str) -> Iterator[Piece]:
    at = 0
    for i, part in enumerate(piece.text.split("\t")):
        if i:
            yield Piece(gap)
        yield piece[at : at + len(part)]
        at += len(part) + 1
