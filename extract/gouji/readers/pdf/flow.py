"""Lines to paragraphs, over the ends of lines and pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

import regex

from gouji.language import rules
from gouji.language.titles import is_title
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
_SAID = regex.compile(r"[，。；：,;:]")  # a line without any of these may be a heading
_LEADER = regex.compile(r"(?r)[.．…·]{3,}\s*\d*$")  # of a line of the contents; looked for from its end
_HANGING = frozenset("，。、；：！？,.;:”）)》」】")  # marks that may stand beyond the right margin
_FEWEST = 3  # lines that tell a margin better than all together do
_SEVERAL = 0.1  # of the long lines: so many begin at the margin, not a single mark or note that stands further out
_FIRST = 1.2  # of the size: the first line of a paragraph is at least that far in where paragraphs are told so
_SAME_EDGE = 3.0  # points


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
    widest = max(line.x1 - line.x0 for line in long)
    full = [line for line in long if line.x1 - line.x0 > _FULL * widest]
    unhung = [line.x1 for line in full if line.glyphs[-1].text not in _HANGING]
    ends = unhung if len(unhung) >= _FEWEST else [line.x1 for line in full]
    return Margins(_left(long), median(ends))


def _left(long: Sequence[TextLine]) -> float:
    """Where the leftmost lines begin, but for a few that a hanging mark or a note puts a little further out."""
    ordered = sorted(long, key=lambda line: line.x0)
    first = ordered[0]
    near = [line.x0 for line in ordered if line.x0 < first.x0 + _FIRST * first.size]
    few = max(_SEVERAL * len(ordered), 2)
    at_edge = (x for i, x in enumerate(near) if bisect_right(near, x + _SAME_EDGE) - i >= few)
    return next(at_edge, first.x0)


def _outermost(lines: Sequence[TextLine]) -> Margins:
    """Where the first of some lines begins and the last one ends."""
    left = min((line.x0 for line in lines), default=0)
    right = max((line.x1 for line in lines), default=0)
    return Margins(left, right)


def goes_on(before: Sequence[TextLine], after: TextLine, above: Margins, here: Margins) -> bool:
    """Whether `after` continues the paragraph of the lines `before`; the margins are those of their pages."""
    last = before[-1]
    if abs(last.size - after.size) > _LIKE * max(last.size, after.size) or _titles(last, after):
        return False
    if not _fills(last, above) or _captions(after, before, above, here):
        return False
    if last.page == after.page and after.top - last.bottom > _LEADING * last.size:
        return False
    if after.x0 > here.left + _INDENT * after.size:
        return not _starts(after) and _hangs(before, after, above, here)
    if _is_unfinished(before, above):
        return not _starts(after) or _is_full(last, above)
    if _starts(after):
        return False
    return last.x1 + _first_word(after) > above.right - _SLACK * after.size


def _titles(last: TextLine, after: TextLine) -> bool:
    """Whether one of two lines is a title: the first of a table, or the second behind a full stop."""
    return bool(caption_kind(last.text)) or (last.text.endswith("。") and is_title(after.text))


def _captions(after: TextLine, before: Sequence[TextLine], above: Margins, here: Margins) -> bool:
    """Whether a line is one of a caption: one from margin to margin in mid-sentence may end like a title by chance."""
    return bool(caption_kind(after.text)) and not (_is_full(after, here) and _is_unfinished(before, above))


def _is_unfinished(before: Sequence[TextLine], within: Margins) -> bool:
    """Whether a paragraph whose first line is further in breaks off in mid-sentence.

    Paragraphs that begin further in go on in a line that begins at the margin, wherever their last line ended.
    """
    first, last = before[0], before[-1]
    if first.x0 < within.left + _FIRST * first.size or last.text[-1] in _CLOSED or _LEADER.search(last.text):
        return False
    return any(_SAID.search(line.text) for line in before)


def _is_full(line: TextLine, within: Margins) -> bool:
    return line.x1 > within.right - line.size


def _starts(line: TextLine) -> bool:
    return bool(rules.load("tables_layout")["layout.paragraph_start"].search(line.text))


def _fills(line: TextLine, within: Margins) -> bool:
    """Whether a line takes up enough of its column to be one that the margin broke."""
    return line.x1 - line.x0 > _PART * (within.right - within.left)


def _hangs(before: Sequence[TextLine], after: TextLine, above: Margins, here: Margins) -> bool:
    """Whether a line further in goes on with a paragraph all of whose lines are further in."""
    last = before[-1]
    if last.text[-1] in _CLOSED or last.x1 < above.right - _SLACK * last.size:
        return False
    return abs(after.x0 - last.x0) < _INDENT * after.size and after.x1 <= here.right + after.size


def _first_word(line: TextLine) -> float:
    """How wide the line's first word is: so much room the line before would have needed for it."""
    word = _UNBROKEN.match("".join(g.text for g in line.glyphs))
    return line.glyphs[len(word.group()) - 1].x1 - line.x0 if word else 0.0
