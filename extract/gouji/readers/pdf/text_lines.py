"""Characters to lines: what stands at one height, from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gouji.places import NO_BOX, Box
from gouji.readers.compose import Written
from gouji.readers.footnote_marks import raised
from gouji.readers.pdf.glyphs import Glyph

_SAME = 0.45  # of the line's height: middles closer than this are in one line, shifted baselines included
_BLANK = 0.45  # of the size: a gap that is a blank
_LATIN_BLANK = 0.22  # of the size: the same between two Latin letters or digits, which stand closer
_SMALL = 0.75  # of the size of the characters beside it: marks of footnotes are no larger
_RAISED = 0.15  # of that size: they stand so much higher
_WIDE_BLANK = 1.5  # of the size: a gap that parts pieces of a line


@dataclass(frozen=True)
class TextLine:
    """Characters of one line from left to right."""

    glyphs: tuple[Glyph, ...]
    page: int

    @cached_property
    def x0(self) -> float:
        return self.glyphs[0].x0

    @cached_property
    def x1(self) -> float:
        return max(g.x1 for g in self.glyphs)

    @cached_property
    def top(self) -> float:
        return min(g.top for g in self.glyphs)

    @cached_property
    def bottom(self) -> float:
        return max(g.bottom for g in self.glyphs)

    @cached_property
    def size(self) -> float:
        """The usual size of its characters, in points: an ideograph is as wide as it is high, a digit half as wide.

        Heights tell less: fonts give any ascent and descent.
        """
        ideographs = [g.x1 - g.x0 for g in self.glyphs if not g.text.isascii()]
        widths = sorted(ideographs or [2 * (g.x1 - g.x0) for g in self.glyphs])
        return widths[len(widths) // 2]

    @cached_property
    def written(self) -> Written:
        return written(self.glyphs, self.page)

    @property
    def text(self) -> str:
        return self.written.text


def text_lines(glyphs: Iterable[Glyph], page: int) -> list[TextLine]:
    """The lines from top to bottom."""
    lines: list[list[Glyph]] = []
    for g in sorted(glyphs, key=lambda g: g.centre):
        for line in lines[:-5:-1]:
            if _same_line(line, g):
                line.append(g)
                break
        else:
            lines.append([g])
    found = [TextLine(tuple(sorted(line, key=lambda g: g.x0)), page) for line in lines]
    return sorted(found, key=lambda line: (line.top + line.bottom) / 2)


def _same_line(line: Sequence[Glyph], g: Glyph) -> bool:
    last = line[len(line) // 2]
    return abs(last.centre - g.centre) < _SAME * min(last.size, g.size) + 0.15 * abs(last.size - g.size)


def pieces(line: TextLine, gap: float = _WIDE_BLANK) -> Iterator[tuple[Glyph, ...]]:
    """The parts of a line that wide gaps part."""
    start = 0
    for i in range(1, len(line.glyphs)):
        a, b = line.glyphs[i - 1], line.glyphs[i]
        if b.x0 - a.x1 > gap * line.size:
            yield line.glyphs[start:i]
            start = i
    yield line.glyphs[start:]


def written(glyphs: Sequence[Glyph], page: int) -> Written:
    """One line's text, with blanks where the gaps are wide, and the place of each character."""
    chars: list[str] = []
    boxes: list[Box] = []
    before: Glyph | None = None
    base: Glyph | None = None  # the last one that stands in the line and not above it
    for g in glyphs:
        if base and g.size < _SMALL * base.size and _is_mark(base, g):
            chars.append(raised(g.text))
            boxes.append(g.box)
            before = g
            continue
        blanks = _blanks(before, g) if before else 0
        chars += [*" " * blanks, g.text]
        boxes += [NO_BOX] * blanks + [g.box]
        before = base = g
    return Written("".join(chars), tuple(boxes), (page,) * len(chars))


def _is_mark(base: Glyph, g: Glyph) -> bool:
    """Whether a small digit stands raised behind a number."""
    behind_number = base.text.isdecimal() or base.text in "%％"
    return behind_number and g.text.isdecimal() and g.bottom < base.bottom - _RAISED * base.size


def _blanks(before: Glyph, g: Glyph) -> int:
    """How many blanks the gap between two characters of a line is worth."""
    gap = g.x0 - before.x1
    latin = g.text.isascii() and before.text.isascii()
    if gap <= (_LATIN_BLANK if latin else _BLANK) * g.size:
        return 0
    return 1 if gap <= _WIDE_BLANK * g.size else 2


def run_together(parts: Sequence[Written]) -> Written:
    """Lines of one paragraph or cell as one text: words that are no ideographs get a blank between them."""
    text = ""
    boxes: list[Box] = []
    pages: list[int] = []
    for part in parts:
        blank = bool(text) and bool(part.text) and _needs_blank(text, part.text)
        text += " " * blank + part.text
        boxes += [NO_BOX] * blank + [*part.boxes]
        pages += [*part.pages[:1] * blank, *part.pages]
    return Written(text, tuple(boxes), tuple(pages))


def _needs_blank(before: str, after: str) -> bool:
    """Whether two lines meet in letters; a number goes on in the next line."""
    a, b = before[-1], after[0]
    if not _is_latin(a) or not _is_latin(b):
        return False
    return a.isalpha() or b.isalpha()


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()
