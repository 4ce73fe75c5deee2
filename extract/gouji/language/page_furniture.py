"""Finds what a page prints outside its text: page numbers and running heads.

Readers, tables and prose ask here, so that all of them mean the same lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gouji.language import rules
from gouji.language.titles import caption_kind

_LONGEST = 60  # characters of a running head
_FEWEST = 3  # pages with the same line before it is a running head
_SHARE = 5  # a running head stands on one page in so many, or more
_OFTEN = 5  # times that a line recurs to be a running head when the page numbers are lost
_NAMED = 8  # characters of such a line at least


def is_page_number(line: str) -> bool:
    """Whether a line prints the number of a page and nothing else; a tab would make it a cell."""
    if "\t" in line:
        return False
    layout = rules.load("tables_layout")
    return any(layout[name].search(line) for name in ("layout.page_number", "layout.page_number.bare"))


def recurs(times: int, pages: int) -> bool:
    """Whether a line at the edge of a page that is printed so many times on so many pages is a running head."""
    return times >= max(_FEWEST, pages / _SHARE)


def running_heads(lines: Iterable[str]) -> frozenset[str]:
    """The lines, without white space, that are running heads.

    They recur beside page numbers and are no captions. Where no page number is printed, they are long and recur often.
    """
    said = [line for line in lines if line.strip()]
    pages = [place for place, line in enumerate(said) if is_page_number(line)]
    return _beside(said, pages) if pages else _often(said)


def _beside(lines: Sequence[str], pages: Sequence[int]) -> frozenset[str]:
    """The lines that recur beside page numbers, which stand at `pages`."""
    times = _counted(_neighbours(lines, pages))
    return frozenset(line for line in times if recurs(times[line], len(pages)))


def _often(lines: Iterable[str]) -> frozenset[str]:
    """The long lines that recur often."""
    times = _counted(line for line in lines if len(_bare(line)) >= _NAMED)
    return frozenset(line for line in times if times[line] >= _OFTEN)


def _neighbours(lines: Sequence[str], places: Iterable[int]) -> Iterator[str]:
    """The lines right before and right after the places."""
    for place in places:
        yield from lines[max(0, place - 1) : place]
        yield from lines[place + 1 : place + 2]


def _counted(lines: Iterable[str]) -> Counter[str]:
    return Counter(_bare(line) for line in lines if _may_be_head(line))


def is_running_head(line: str, heads: frozenset[str]) -> bool:
    """Whether a line is one of the running heads, however it is spaced."""
    return _bare(line) in heads


def is_page_break(between: str, heads: frozenset[str]) -> bool:
    """Whether lines between two tables are only blank ones, page numbers and running heads."""
    lines = (line for line in between.splitlines() if line.strip())
    return all(is_page_number(line) or is_running_head(line, heads) for line in lines)


def _bare(line: str) -> str:
    return "".join(line.split())


def _may_be_head(line: str) -> bool:
    if len(line) > _LONGEST or "\t" in line:
        return False
    if line.rstrip().endswith(("。", "；", "，")):
        return False
    return not is_page_number(line) and not caption_kind(line)
