"""The lines between a table and its title, told by where they stand and not by their words.

A title or a printed number (表5) stands above the table, and between it and the header there are only lines that are
no prose: whose table it is, its unit, a second line of the title, a remark in brackets. All of them are its caption.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gouji.document import PROSE, Block, Document, Span, Table, Zone
from gouji.language import rules
from gouji.language.page_furniture import is_page_number
from gouji.language.subjects import fund_in
from gouji.language.titles import is_title
from gouji.printed import visible
from gouji.tables.cell_values import label
from gouji.tables.table_roles import role_of

_REACH = 6  # lines above a table at most
_LONGEST = 60  # characters of a line of a caption
_HALF = 30  # characters of the first of two lines of a title, at most
_NOTES = ("unit", "owner", "year")  # kinds of lines that are no title
_OPENING = ("(", "（")
_CLOSING = (")", "）")


@dataclass(frozen=True, slots=True)
class _Found:
    """Where the caption begins among the lines above a table, and a title that a heading above it gives."""

    first: int
    heading: str = ""


def with_captions(document: Document) -> Document:
    """The document whose tables begin at their captions; the lines of these are no blocks of their own any more."""
    place = {b.span.start: i for i, b in enumerate(document.blocks) if b.zone is Zone.TABLE}
    blocks: list[Block | None] = list(document.blocks)
    tables: list[Table] = []
    for table in document.tables:
        at = place.get(table.span.start)
        tables.append(table if at is None or table.chart else _captioned(document, table, at, blocks))
    return replace(document, tables=tuple(tables), blocks=tuple(b for b in blocks if b))


def title_of(lines: Sequence[str]) -> str:
    """The title that the lines of a caption print, one below the other; empty where there is none.

    A line in brackets below a title belongs to it. So does the line above a title that does not tell which table it
    is, where a number stands above both or both together tell it; and one with which it tells of another table than
    alone.
    """
    kinds = [caption_kind(line) for line in lines]
    below = max((i for i, kind in enumerate(kinds) if kind == "title"), default=None)
    number = max((i for i, kind in enumerate(kinds) if kind == "number"), default=None)
    if below is None:
        return _below_number(lines, kinds, number)
    first = _first_of_title(lines, kinds, below, number)
    words = [label(line).lstrip("#*") for line in lines[first : below + 1]]
    rest = lines[below + 1 : below + 2]
    if rest and is_bracket(rest[0]) and not kinds[below + 1]:
        words.append(label(rest[0]))
    return "".join(words)


def caption_kind(line: str) -> str:
    """What a line is when it can only be a caption (number, title, unit, owner, year); else empty."""
    line = visible(line)
    ranked = rules.ranked("tables_layout", "caption") if len(line) <= _LONGEST * 2 else ()
    return next((str(r.yields["caption"]) for r in ranked if r.search(line)), "")


def _captioned(document: Document, table: Table, at: int, blocks: list[Block | None]) -> Table:
    """The table from its caption on; its lines are taken out of `blocks`, in which it stands at `at`."""
    own = _own_lines(document, table)
    titled_at = next((i for i, line in enumerate(own) if caption_kind(line).endswith("title")), None)
    if titled_at or _is_titled(table):
        return table
    above = _lines_above(document, at)
    lines = [document.slice(b.span).strip() for b in above]
    found = _found(lines, own) if titled_at is None else _Found(_start([*lines, own[0]], len(lines)))
    if found is None:
        return table
    titled = replace(table, title=table.title or found.heading)
    if found.first >= len(above):
        return titled
    span = Span(above[found.first].span.start, table.span.end)
    for i in range(at - (len(above) - found.first), at):
        blocks[i] = None
    blocks[at] = replace(document.blocks[at], span=span)
    return replace(titled, span=span)


def _own_lines(document: Document, table: Table) -> list[str]:
    """The lines from the start of the table to its first cell."""
    first = min((c.span.start for row in table.rows for c in row), default=table.span.end)
    return [line for line in document.text[table.span.start : first].splitlines() if line.strip()]


def _is_titled(table: Table) -> bool:
    """Whether one of the first rows is a title."""
    return any(caption_kind(c.text).endswith("title") for row in table.rows[:3] if len(row) <= 2 for c in row)


def _lines_above(document: Document, at: int) -> list[Block]:
    """The blocks right above the one at `at` that can be lines of a caption, from top to bottom."""
    found: list[Block] = []
    for block in reversed(document.blocks[max(0, at - _REACH) : at]):
        if block.zone not in PROSE or not may_caption(document.slice(block.span)):
            break
        found.append(block)
    return found[::-1]


def may_caption(text: str) -> bool:
    """Whether a line can stand between a title and its table: it is short, and neither a sentence nor a page number."""
    words = text.strip()
    if len(words) > _LONGEST or is_page_number(text):
        return False
    layout = rules.load("tables_layout")
    if words.endswith(("，", "；", "：", ":", "、")) and not caption_kind(words):
        return False
    return "。" not in words and not layout["layout.note"].search(words)


def _found(above: Sequence[str], own: Sequence[str]) -> _Found | None:
    """Where the caption begins among the lines above; None where neither title nor number stands there."""
    for i in reversed(range(len(above))):
        kind = caption_kind(above[i])
        if kind.endswith("title"):
            return _Found(_start(above, i))
        if kind == "number" and _names([*above[i + 1 :], *own]):
            return _Found(i)
        if heading := _heading_title(above[i]):
            return _Found(i + 1, heading)
        if _starts_paragraph(above[i]):
            return None
    return None


def _names(lines: Sequence[str]) -> bool:
    """Whether the first line below a number can be a title."""
    return bool(lines) and not caption_kind(lines[0]) and not is_bracket(lines[0])


def _start(above: Sequence[str], title: int) -> int:
    """The first line of the caption whose title ends in line `title`."""
    kinds = [caption_kind(line) for line in above]
    number = title - 1 if title and kinds[title - 1] == "number" else None
    if number is None and title > 1 and kinds[title - 2] == "number" and _may_begin(above[title - 1]):
        number = title - 2
    first = _first_of_title(above, kinds, title, number)
    return first if number is None else min(first, number)


def _first_of_title(lines: Sequence[str], kinds: Sequence[str], title: int, number: int | None) -> int:
    """The line in which the title begins that ends in line `title`."""
    above = title - 1
    if above < 0 or not _may_begin(lines[above]):
        return title
    own, both = label(lines[title]), label(lines[above]) + label(lines[title])
    if role_of(own):
        return above if _told(both) != _told(own) and _is_half(lines[above]) else title
    numbered = number is not None and number == above - 1
    return above if numbered or role_of(both) else title


def _told(title: str) -> tuple[str, str]:
    """What a title tells of its table: which it is, and of which fund."""
    return role_of(title), fund_in(title)


def _is_half(line: str) -> bool:
    """Whether a line is no title and no sentence by itself, so that what stands below it may go on with it."""
    return len(line.strip()) <= _HALF and not is_title(line) and not any(mark in line for mark in "，,；;")


def _may_begin(line: str) -> bool:
    """Whether a line can be the first half of a title."""
    return not caption_kind(line) and not _starts_paragraph(line) and not any(mark in line for mark in ":：。")


def _below_number(lines: Sequence[str], kinds: Sequence[str], number: int | None) -> str:
    """The line below a printed number, where it is no note."""
    if number is None or number + 1 >= len(lines) or kinds[number + 1] in _NOTES:
        return ""
    words = label(lines[number + 1])
    return "" if is_bracket(words) or any(mark in words for mark in ":：。") else words


def _heading_title(line: str) -> str:
    """The title that a numbered heading gives its table (二、支出预算表); empty where it does not tell which table."""
    start = rules.load("tables_layout")["layout.paragraph_start"].search(line)
    rest = line[start.end() :].strip() if start else ""
    return label(rest) if rest and caption_kind(rest) == "title" and role_of(rest) else ""


def _starts_paragraph(line: str) -> bool:
    return rules.load("tables_layout")["layout.paragraph_start"].search(line) is not None


def is_bracket(line: str) -> bool:
    """Whether a line is a remark in brackets."""
    words = line.strip()
    return words.startswith(_OPENING) and words.endswith(_CLOSING)
