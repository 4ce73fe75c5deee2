"""The outline of what prose states: which level or line a numbered paragraph stands under (1. under （一）)."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.claims import Claim
from gouji.document import PROSE, Document
from gouji.language.titles import numbering
from gouji.language.view import make_view

_NUMBER = 20  # characters in which a number at the beginning of a paragraph ends


def levels_above(document: Document, levels: Iterable[Claim]) -> dict[int, Claim]:
    """For the start of each numbered paragraph the first level of the paragraph that it stands under.

    Paragraphs of one section are told by the form of their numbers, the outermost first, as headings are.
    """
    found: dict[int, Claim] = {}
    opened: list[tuple[int, Claim]] = []
    section, last = -1, -1
    for claim in levels:
        block = document.block_at(claim.span.start)
        if block is None or block.span.start == last:
            continue
        last = block.span.start
        if block.section != section:
            section, opened = block.section, []
        number = numbering(make_view(document.text, last, min(last + _NUMBER, block.span.end)).text)
        if number is None:
            continue
        depth = number.level
        while opened and opened[-1][0] >= depth:
            opened.pop()
        if opened:
            found[last] = opened[-1][1]
        opened.append((depth, claim))
    return found


def under_colon(document: Document) -> dict[int, str]:
    """For the start of each paragraph the last sentence before it in its section that ends a paragraph with a colon.

    A day that it tells (截至上年底，基本情况如下：) holds for what follows.
    """
    found: dict[int, str] = {}
    over, section = "", -1
    for block in document.blocks:
        if block.zone not in PROSE:
            continue
        if block.section != section:
            section, over = block.section, ""
        if over:
            found[block.span.start] = over
        text = make_view(document.text, block.span.start, block.span.end, block.holes).text
        if text.endswith(("：", ":")):
            over = text[:-1].rpartition("。")[2]
    return found


def announced(document: Document) -> dict[int, str]:
    """For the start of each numbered paragraph the last sentence of the one before them all that ends with a colon.

    It stands over them as a heading does (财政拨款支出的内容：1.… 2.…), whatever its words.
    """
    found: dict[int, str] = {}
    over, section = "", -1
    for block in document.blocks:
        if block.zone not in PROSE:
            continue
        text = make_view(document.text, block.span.start, block.span.end, block.holes).text
        if block.section != section:
            section, over = block.section, ""
        if numbering(text[:_NUMBER]) is None:
            over = text.rstrip("：:").rpartition("。")[2] if text.endswith(("：", ":")) else ""
        elif over:
            found[block.span.start] = over
    return found
