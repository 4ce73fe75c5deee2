"""What a page prints outside its text: page numbers and running heads."""

from __future__ import annotations

from collections import Counter

from gouji import rules

_LONGEST = 60  # characters of a running head
_FEWEST = 3  # pages with the same line before it is a running head
_OFTEN = 5  # times that a line recurs to be a running head when the page numbers are lost
_NAMED = 8  # characters of such a line at least
_SHARE = 4  # a running head stands on one page in so many, or more


def is_page_number(line: str) -> bool:
    return rules.load("tables_layout")["layout.page_line"].fullmatch(line) is not None


def running_heads(text: str) -> frozenset[str]:
    """The lines, without white space, that stand beside page numbers again and again and caption nothing.

    In a text without page numbers long lines that recur often are taken for them.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    pages = [i for i, line in enumerate(lines) if is_page_number(line)]
    beside = Counter(
        "".join(lines[i].split())
        for page in pages
        for i in (page - 1, page + 1)
        if 0 <= i < len(lines) and _may_be_head(lines[i])
    )
    if not pages:
        often = Counter("".join(line.split()) for line in lines if _may_be_head(line))
        return frozenset(line for line, n in often.items() if n >= _OFTEN and len(line) >= _NAMED)
    return frozenset(line for line, n in beside.items() if n >= max(_FEWEST, len(pages) / _SHARE))


def is_page_break(between: str, heads: frozenset[str]) -> bool:
    """Whether lines between two tables are only blank ones, page numbers and running heads."""
    lines = (line for line in between.splitlines() if line.strip())
    return all(is_page_number(line) or "".join(line.split()) in heads for line in lines)


def _may_be_head(line: str) -> bool:
    if len(line) > _LONGEST or "\t" in line or line.rstrip().endswith(("。", "；", "，")) or is_page_number(line):
        return False
    return not any("caption" in r.yields and r.search(line) for r in rules.load("tables_layout"))
