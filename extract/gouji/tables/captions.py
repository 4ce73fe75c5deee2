"""Takes the caption off a raw grid: title, printed number, unit note, whose table it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from gouji.document import Cell, Table
from gouji.figures import Unit
from gouji.language import rules
from gouji.language.titles import table_number
from gouji.language.view import fold
from gouji.tables import printed_units
from gouji.tables.cell_values import is_words, label
from gouji.tables.lines_above import is_bracket, may_caption, title_of

Row = tuple[Cell, ...]

_DEPTH = 8  # caption rows at most
_FEW = 3  # filled cells of a caption row without a title, at most
_MANY = 8  # filled cells that are too many for one title
_FEWEST = 2  # pieces of scanning noise in one row, at most
_SHORT = 8  # characters; a piece of scanning noise is shorter
_NOTE = 20  # characters; a cell that only notes the unit is shorter


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
    caption = _caption_above(text, table)
    rows = list(table.rows)
    lines = _lines_in_rows(table)
    for n in range(min(_DEPTH, len(rows))):
        words = [c.text for c in rows[0] if c.text]
        found = _read(words)
        skipped = n < len(lines) or not words or _is_debris(words, table.placed)
        if found is None and not skipped:
            break
        caption = (found or Caption()).over(caption)
        rows.pop(0)
    caption = replace(caption, title=title_of(list(filter(None, lines))) or caption.title)
    caption = replace(caption, unit=caption.unit or _unit_in(rows[:4]))
    return caption, tuple(rows)


def _lines_in_rows(table: Table) -> list[str]:
    """The first rows that are one line each, down to the last that can only be of a caption; a blank row is ''.

    What stands between a title and a note is of the caption too, whatever it says: a second line of the title, a
    remark. Empty where each of them tells by itself what it is.
    """
    lines = list(_lone_lines(table.rows[:_DEPTH])) if table.width > 1 else []
    last = 0
    for n, line in enumerate(lines, 1):
        if _is_caption(line) or (last and is_bracket(line)):
            last = n
    lines = lines[:last]
    return [] if all(not line or _is_caption(line) for line in lines) else lines


def _lone_lines(rows: Iterable[Row]) -> Iterator[str]:
    """The texts of rows of one cell, and of the row of a caption that follows them; what may be prose ends them."""
    for row in rows:
        words = [c.text for c in row if c.text]
        if len(words) < 2 or _read(words):
            yield "  ".join(words)
        if len(words) > 1 or not all(_is_caption(word) or may_caption(word) for word in words):
            return


def _is_caption(line: str) -> bool:
    return _read([line]) is not None


def _caption_above(text: str, table: Table) -> Caption:
    """What the lines between the start of the table and its first cell say."""
    start = min((c.span.start for c in chain.from_iterable(table.rows)), default=table.span.end)
    caption = Caption(title=table.title)
    lines = [line for line in text[table.span.start : start].splitlines() if line.strip()]
    for line in lines:
        caption = (_read([line]) or Caption()).over(caption)
    return replace(caption, title=title_of(lines) or caption.title)


def _read(words: list[str]) -> Caption | None:
    """What a row of words captions, or None when the row is none."""
    layout = rules.load("tables_layout")
    blanked = "  ".join(words)
    numbered = layout["layout.caption.numbered_title"].search(blanked)
    if numbered:
        return Caption(label(numbered["title"]), label(numbered["number"]))
    title = _title(words)
    if len(words) > _FEW and not title:
        return None
    owner = layout["layout.owner_note"].search(blanked)
    heads = len(words) > 1 and any(map(_heads_amounts, words))
    unit = None if heads else printed_units.noted(blanked)
    found = Caption(title, _first_number(words), unit, owner["owner"] if owner else "")
    if owner or found != Caption():
        return found
    return Caption() if layout["layout.caption.year"].search(_joined(words)) else None


def _heads_amounts(words: str) -> bool:
    """Whether a cell notes the unit in brackets behind the name of a column (预算数（单位：万元）)."""
    name, bracket, note = fold(words).partition("(")
    return bool(bracket and label(name) and printed_units.noted(note))


def _first_number(words: list[str]) -> str:
    numbers = map(table_number, map(label, words))
    return next(filter(None, numbers), "")


def _title(words: list[str]) -> str:
    """The title among the words of a row: the first line of its first cell, else a few cells read as one."""
    candidates: list[str] = []
    if words:
        candidates.append(_bare(label(words[0].split("\n")[0])))
    if len(words) < _MANY:
        candidates.append(_joined(words))
    return next(filter(_is_title, candidates), "")


def _joined(words: list[str]) -> str:
    return _bare("".join(map(label, words)))


def _bare(words: str) -> str:
    return words.lstrip("#*:： ")


def _is_title(words: str) -> bool:
    found = rules.load("tables_layout")["layout.caption.title"].search(words)
    return found is not None and not table_number(words)


def _is_debris(words: list[str], placed: bool) -> bool:
    """Whether a row above the header is scanning noise or a page number: few words, none Chinese.

    Where a file places its cells there is no noise, and bare digits may be the rest of a row of the page before.
    """
    if placed and any(w.isdecimal() for w in words):
        return False
    if not any(map(label, words)):
        return True
    if any(map(is_words, words)):
        return False
    return len(words) <= _FEWEST and all(len(w) < _SHORT for w in words)


def _unit_in(rows: list[Row]) -> Unit | None:
    """The first unit that a short cell of the rows notes."""
    for cell in chain.from_iterable(rows):
        unit = printed_units.noted(cell.text) if len(cell.text) < _NOTE else None
        if unit:
            return unit
    return None
