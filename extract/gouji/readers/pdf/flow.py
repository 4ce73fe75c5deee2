"""Lines to paragraphs, over the ends of lines and pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import regex

from gouji.language import rules
from gouji.readers.caption_lines import caption_kind
from gouji.readers.pdf.text_lines import TextLine

# what a line break does not part
_UNBROKEN = regex.compile(r"[（《“〈【〔(]*(?:[A-Za-z0-9.,%％\-+/]+|.)[，。；：、！？）》”〉】〕)%]*")
_SLACK = 0.3  # of the size: what a line may stand short of the margin
_INDENT = 0.8  # of the size: a line that begins further in begins a paragraph
_LIKE = 0.25  # share that the size of characters may differ within a paragraph
LONG = 20  # characters of a line that tells where the margins are
_ENOUGH = 4  # such lines on a page
_FULL = 0.85  # of the widest line: lines so wide reach the margin, as a rule
_PART = 0.5  # of the column: shorter lines ended of themselves
_LEADING = 2.2  # of the usual distance of lines: what is further apart belongs apart
_CLOSED = frozenset("。！？；：;:”》」】")


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a page's prose begin and end."""

    left: float
    right: float


NO_MARGINS = Margins(0, 0)


def margins(lines: Sequence[TextLine], usual: Margins | None) -> Margins:
    """The page's own margins where it has enough long lines, else the usual ones."""
    long = [line for line in lines if len(line.glyphs) >= LONG]
    if len(long) < _ENOUGH and usual:
        return usual
    return _of_long_lines(long) if long else _outermost(lines)


def _of_long_lines(long: Sequence[TextLine]) -> Margins:
    """The margins that long lines tell: the last line of a paragraph ends before the right one."""
    left = min(line.x0 for line in long)
    widest = max(line.x1 - line.x0 for line in long)
    full = [line.x1 for line in long if line.x1 - line.x0 > _FULL * widest]
    return Margins(left, median(full))


def _outermost(lines: Sequence[TextLine]) -> Margins:
    """Where the first of some lines begins and the last one ends."""
    left = min((line.x0 for line in lines), default=0)
    right = max((line.x1 for line in lines), default=0)
    return Margins(left, right)


def goes_on(before: Sequence[TextLine], after: TextLine, above: Margins, here: Margins) -> bool:
    """Whether `after` continues the paragraph of the lines `before`; the margins are those of their pages."""
    last = before[-1]
    if abs(last.size - after.size) > _LIKE * max(last.size, after.size):
        return False
    if caption_kind(last.text) or caption_kind(after.text) or not _fills(last, above):
        return False
    if last.page == after.page and after.top - last.bottom > _LEADING * last.size:
        return False
    if after.x0 > here.left + _INDENT * after.size or _starts(after):
        return _hangs(before, after, above, here)
    return last.x1 + _first_word(after) > above.right - _SLACK * after.size


def _starts(line: TextLine) -> bool:
    return bool(rules.load("tables_layout")["layout.paragraph_start"].search(line.text))


def _fills(line: TextLine, within: Margins) -> bool:
    """Whether a line takes up enough of its column to be one that the margin broke."""
    return line.x1 - line.x0 > _PART * (within.right - within.left)


def _hangs(before: Sequence[TextLine], after: TextLine, above: Margins, here: Margins) -> bool:
    """Whether a line further in goes on with a paragraph all of whose lines are further in."""
    last = before[-1]
    if _starts(after) or last.text[-1] in _CLOSED or last.x1 < above.right - _SLACK * last.size:
        return False
    return abs(after.x0 - last.x0) < _INDENT * after.size and after.x1 <= here.right + after.size


def _first_word(line: TextLine) -> float:
    """How wide the line's first word is: so much room the line before would have needed for it."""
    word = _UNBROKEN.match("".join(g.text for g in line.glyphs))
    return line.glyphs[len(word.group()) - 1].x1 - line.x0 if word else 0.0
