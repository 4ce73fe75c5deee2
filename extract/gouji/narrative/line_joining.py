"""Lines to paragraphs: a sentence cut by the page or the line is one block again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gouji import printed
from gouji.document import Block, Span, Zone
from gouji.language import rules
from gouji.language.page_furniture import is_page_number
from gouji.narrative.headings import heading_of
from gouji.printed import visible

_CLOSED = frozenset("。！？；：;:”》」】…")
_OPEN = frozenset("，,、（(“《")
# A line that the page broke is a full line; shorter ones end where their author ended them.
_WRAPPED = 18
_TAIL = 4


def join_lines(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Merge runs of prose lines that are one paragraph; other blocks pass through in order.

    Debris between two halves of a sentence becomes a hole of the paragraph.
    """
    pending: Block | None = None
    between: list[Block] = []
    for block in blocks:
        if pending and block.zone is Zone.DEBRIS:
            between.append(block)
            continue
        if pending and _continues(text, pending, block):
            pending = _joined(pending, between, block)
            between = []
            continue
        if pending:
            yield pending
        yield from between
        between = []
        pending = block if block.zone is Zone.NARRATIVE else None
        if pending is None:
            yield block
    if pending:
        yield pending
    yield from between


def _joined(before: Block, between: list[Block], after: Block) -> Block:
    holes = (*before.holes, *(debris.span for debris in between), *after.holes)
    return replace(before, span=Span(before.span.start, after.span.end), holes=holes)


def _continues(text: str, before: Block, after: Block) -> bool:
    """Whether the block `after` is a line that goes on with the paragraph that ends in `before`."""
    if after.zone is not Zone.NARRATIVE:
        return False
    head = visible(text[before.span.start : before.span.end])
    last_line = printed.last_line(head).strip()
    line = visible(text[after.span.start : after.span.end]).strip()
    if not last_line or not line or _starts_anew(line):
        return False
    structure = rules.load("structure")
    if structure["structure.announces"].search(last_line):
        return True
    mark = last_line[-1]
    if mark in _CLOSED:
        return mark == "。" and structure["structure.goes_on"].search(line) is not None
    if mark in _OPEN:
        return True
    return len(last_line) >= _WRAPPED and not _heading_ends(head, line)


def _heading_ends(head: str, line: str) -> bool:
    """Whether a paragraph so far is a heading on one line, and the next line is not its last characters."""
    if printed.lined(head) or _is_tail(line):
        return False
    heading = heading_of(head)
    numbered = heading is not None and not heading.inline
    return numbered or is_title(head)


def _is_tail(line: str) -> bool:
    """Whether a line holds only the last characters of a heading that the page broke."""
    return len(line) <= _TAIL and not any(c in "，。；：" for c in line)


def _starts_anew(line: str) -> bool:
    structure = rules.load("structure")
    if structure["structure.starter"].search(line):
        return True
    beginnings = (*rules.ranked("structure", "level"), *structure.of(zone="contents"))
    return any(rule.search(line) for rule in beginnings) or is_debris(line)


def is_debris(line: str) -> bool:
    """Whether a line is no text: a page number, or marks alone."""
    return is_page_number(line) or any(r.search(line) for r in rules.load("structure").of(zone="debris"))


def is_title(line: str) -> bool:
    """Whether a line is a title by its last word, without number or sentence marks."""
    bare = line.strip(" \t\r\n　#*")
    endings = tuple(rules.load("structure").data["title_endings"])
    return 1 < len(bare) <= 40 and bare.endswith(endings) and not any(c in "，。；,;" for c in bare)
