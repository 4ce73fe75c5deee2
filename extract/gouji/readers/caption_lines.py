"""Lines above a table that belong to it: its number, its title, the unit note, whose table it is."""

from __future__ import annotations

from gouji.language.titles import caption_kind
from gouji.language.titles import is_table_title as is_title
from gouji.readers.lines import Line, Look

__all__ = ["caption_kind", "first_caption", "is_title"]

_REACH = 8  # lines above a table that may still be its caption, blank ones counted
_GAP = 5  # blank lines between caption and table


def first_caption(lines: list[Line], first: int, floor: int) -> int:
    """The index of the first line of the caption above line `first`; nothing before `floor` is looked at.

    A table whose first line is its title takes no second one from above, and nothing stands above a title with
    its number.
    """
    best, gap, titles = first, 0, 2 * is_title(lines[first].text)
    for i in range(first - 1, max(floor, first - _REACH) - 1, -1):
        line = lines[i]
        if line.look is Look.BLANK:
            gap += 1
            if gap > _GAP:
                break
            continue
        kind = caption_kind(line.text) if line.look is Look.TEXT else ""
        titles += kind.endswith("title")
        if not kind or titles > 2:
            break
        best, gap = i, 0
        if kind == "numbered title":
            break
    return best
