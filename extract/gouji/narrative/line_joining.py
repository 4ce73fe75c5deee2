"""Lines to paragraphs: a sentence cut by the page or the line is one block again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from gouji import printed
from gouji.document import Block, Span, Zone
from gouji.language import rules
from gouji.language.page_furniture import is_page_number
from gouji.language.titles import is_title, numbering
from gouji.narrative.headings import heading_of
from gouji.printed import visible

_CLOSED = frozenset("。！？；：;:”》」】…")
_OPEN = frozenset("，,、（(“《")
_WRAPPED = 18  # characters; a shorter line was ended by its author and not by the page
_TAIL = 4  # characters of the last line of a heading


def join_lines(text: str, blocks: Iterable[Block]) -> Iterator[Block]:
    """Merge runs of prose lines that are one paragraph; other blocks pass through in order.

    Debris between two halves of a sentence becomes a hole of the paragraph.
    """
    waiting: list[Block] = []  # a paragraph that may go on, and the debris behind it
    for block in blocks:
        if waiting and block.zone is Zone.DEBRIS:
            waiting.append(block)
        elif waiting and _continues(text, waiting[0], block):
            waiting = [_joined(*waiting, block)]
        else:
            yield from waiting
            waiting = [block]
            if block.zone is not Zone.NARRATIVE:
                yield waiting.pop()
    yield from waiting


def _joined(before: Block, *behind: Block) -> Block:
    """One paragraph of its beginning, the debris inside it and its last line."""
    *between, after = behind
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
    if _is_open(last_line):
        return True
    if last_line[-1] in _CLOSED:
        return last_line.endswith("。") and _says("goes_on", line)
    return len(last_line) >= _WRAPPED and not _heading_ends(head, line)


def _is_open(line: str) -> bool:
    """Whether a line must go on: it announces a reason, or ends with a mark inside a sentence."""
    return line[-1] in _OPEN or _says("announces", line)


def _says(what: str, line: str) -> bool:
    return rules.load("structure")[f"structure.{what}"].search(line) is not None


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
    beginnings = (structure["structure.starter"], *structure.of(zone="contents"))
    if numbering(line) or any(rule.search(line) for rule in beginnings):
        return True
    return is_debris(line)


def is_debris(line: str) -> bool:
    """Whether a line is no text: a page number, or marks alone."""
    return is_page_number(line) or any(r.search(line) for r in rules.load("structure").of(zone="debris"))
