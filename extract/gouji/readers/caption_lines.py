"""Lines above a table that belong to it: its number, its title, the unit note, whose table it is."""

from __future__ import annotations

from functools import cache

import regex

from gouji.language import rules
from gouji.printed import visible
from gouji.readers.lines import Line, Look

_REACH = 8  # lines above a table that may still be its caption, blank ones counted
_LONGEST = 120  # characters of a caption
_SPACED = regex.compile(r"(?<=[\p{Han}\d])\s+(?=[\p{Han}\d:：])|(?<=[:：])\s+(?=\p{Han})")
_GAP = 5  # blank lines between caption and table


@cache
def _caption_rules() -> tuple[rules.Rule, ...]:
    return rules.ranked("tables_layout", "caption")


def caption_kind(text: str) -> str:
    """What the line is when it can only be a caption, else an empty string.

    number, title, numbered title, unit, owner, year or note. Blanks between its characters make it no other line.
    """
    text = visible(text)
    if len(text) > _LONGEST:
        return ""
    kind = _kind(text)
    if kind not in ("", "title") or not _SPACED.search(text):
        return kind
    closed_up = _kind(_SPACED.sub("", text))
    return closed_up if closed_up == "number" else kind or closed_up


def _kind(text: str) -> str:
    return next((str(r.yields["caption"]) for r in _caption_rules() if r.search(text)), "")


def is_title(text: str) -> bool:
    return caption_kind(text).endswith("title")


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
