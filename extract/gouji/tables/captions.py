"""Takes the caption off a raw grid: title, printed number, unit note, whose table it is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from gouji.document import Cell, Table
from gouji.figures import Unit
from gouji.language import rules
from gouji.tables import printed_units
from gouji.tables.cell_values import is_words, label

Row = tuple[Cell, ...]

_DEPTH = 8  # caption rows at most


@dataclass(frozen=True, slots=True)
class Caption:
    title: str = ""
    number: str = ""
    unit: Unit | None = None
    department: str = ""

    def over(self, other: Caption) -> Caption:
        """This caption, filled from `other` where it says nothing."""
        return Caption(
            self.title or other.title,
            self.number or other.number,
            self.unit or other.unit,
            self.department or other.department,
        )


def take_caption(text: str, table: Table) -> tuple[Caption, tuple[Row, ...]]:
    """The caption, from the lines above the grid and its first rows, and the rows that are left."""
    start = min((c.span.start for row in table.rows for c in row), default=table.span.end)
    caption = Caption(title=table.title)
    for line in text[table.span.start : start].splitlines():
        caption = (_read([line]) or Caption()).over(caption)
    rows = list(table.rows)
    for _ in range(min(_DEPTH, len(rows))):
        words = [c.text for c in rows[0] if c.text]
        found = _read(words)
        if found is None and (words and not _is_debris(words, table.placed)):
            break
        caption = (found or Caption()).over(caption)
        rows.pop(0)
    caption = replace(caption, unit=caption.unit or _unit_in(rows[:4]))
    return caption, tuple(rows)


def _read(words: list[str]) -> Caption | None:
    """What a row of words captions, or None when the row is none."""
    layout = rules.load("tables_layout")
    joined = "".join(label(w) for w in words).lstrip("#*:： ")
    blanked = "  ".join(words)
    number = next((n for w in words if (n := _number(label(w)))), "")
    numbered = layout["layout.caption.numbered_title"].search(blanked)
    if numbered:
        return Caption(label(numbered["title"]), label(numbered["number"]))
    unit = printed_units.noted(blanked)
    owner = layout["layout.owner_note"].search(blanked)
    first_line = label(words[0].split("\n")[0]).lstrip("#*:： ") if words else ""
    title = next((t for t in (first_line, joined if len(words) < 8 else "") if _is_title(t)), "")
    if len(words) > 3 and not title:
        return None
    if number or unit or owner or title:
        return Caption(title, number, unit, owner["owner"] if owner else "")
    return Caption() if layout["layout.caption.year"].search(joined) else None


def _is_title(words: str) -> bool:
    found = rules.load("tables_layout")["layout.caption.title"].search(words)
    return found is not None and not _number(words)


def _number(words: str) -> str:
    """The number of a table (公开04表) where words are that and nothing else, as it was meant; else ''."""
    if rules.load("tables_layout")["layout.table_number"].fullmatch(words):
        return words
    misread = rules.load("noise")["noise.table_number"]
    found = misread.fullmatch(words)
    return words[: found.start("misread")] + misread.yields["means"] + words[found.end("misread") :] if found else ""


def _is_debris(words: list[str], placed: bool) -> bool:
    """Whether a row above the header is scanning noise or a page number: few words, none Chinese.

    Where a file places its cells there is no noise, and bare digits may be the rest of a row of the page before.
    """
    if placed and any(w.isdecimal() for w in words):
        return False
    short = len(words) < 3 and all(len(w) < 8 for w in words)
    return not any(label(w) for w in words) or (short and not any(is_words(w) for w in words))


def _unit_in(rows: list[Row]) -> Unit | None:
    return next((u for row in rows for c in row if len(c.text) < 20 and (u := printed_units.noted(c.text))), None)
