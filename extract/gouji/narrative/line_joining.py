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
        elif pending and block.zone is Zone.NARRATIVE and _continues(text, pending, block):
            holes = (*pending.holes, *(b.span for b in between))
            pending = replace(pending, span=Span(pending.span.start, block.span.end), holes=holes)
            between = []
        else:
            yield from (*([pending] if pending else []), *between)
            between = []
            pending = block if block.zone is Zone.NARRATIVE else None
            if pending is None:
                yield block
    yield from (*([pending] if pending else []), *between)


def _continues(text: str, before: Block, after: Block) -> bool:
    """Whether the line `after` goes on with the paragraph that ends in `before`."""
    head = visible(text[before.span.start : before.span.end])
    last_line = printed.last_line(head).strip()
    line = visible(text[after.span.start : after.span.end]).strip()
    if not last_line or not line or _starts_anew(line):
        return False
    if rules.load("structure")["structure.announces"].search(last_line):
        return True
    if last_line[-1] in _CLOSED:
        return last_line[-1] == "。" and rules.load("structure")["structure.goes_on"].search(line) is not None
    if last_line[-1] in _OPEN:
        return True
    if (
        not printed.lined(head)
        and len(last_line) >= _WRAPPED
        and len(line) <= _TAIL
        and not any(c in "，。；：" for c in line)
    ):
        return True  # the last characters of a heading that the page broke
    if not printed.lined(head):
        heading = heading_of(head)
        if is_title(head) or (heading and not heading.inline):
            return False
    return len(last_line) >= _WRAPPED


def _starts_anew(line: str) -> bool:
    structure = rules.load("structure")
    if structure["structure.starter"].search(line):
        return True
    return (
        any(rule.search(line) for rule in rules.ranked("structure", "level"))
        or any(rule.search(line) for rule in structure.of(zone="contents"))
        or is_debris(line)
    )


def is_debris(line: str) -> bool:
    """Whether a line is no text: a page number, or marks alone."""
    return is_page_number(line) or any(r.search(line) for r in rules.load("structure").of(zone="debris"))


def is_title(line: str) -> bool:
    """Whether a line is a title by its last word, without number or sentence marks."""
    bare = line.strip(" \t\r\n　#*")
    endings = tuple(rules.load("structure").data["title_endings"])
    return 1 < len(bare) <= 40 and bare.endswith(endings) and not any(c in "，。；,;" for c in bare)
