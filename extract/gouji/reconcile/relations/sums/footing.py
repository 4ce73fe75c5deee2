"""Footing: the lines of a column without codes against the sums printed in it.

Numbered lines (一、二、三…) come to 本年合计, 本年合计 with what is carried over to 总计, （一）（二） to their 一、.
Lines that 其中 begins are left out. A list without numbers is parted by the names of functional classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.document import Fact
from gouji.reconcile.relations.sums.identity_lines import Ledger, Line


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell and the cells that should come to it; `complete` tells that every line between them was understood."""

    whole: Fact
    parts: tuple[Fact, ...]
    complete: bool
    loose: bool = False  # the parts are lines without numbers: a sum only if it comes out


@dataclass(slots=True)
class _Item:
    line: Line
    below: list[Line] = field(default_factory=list)


def foot(ledger: Ledger) -> Iterator[Sum]:
    """Every sum that the lines of a column promise."""
    lines = list(ledger.lines)
    grand = _grand(lines)
    if grand is None:
        return
    at = lines.index(grand)
    items = lines[at + 1 :] if at == 0 else lines[:at]
    years = [line for line in items if line.kind in ("year", "sum")]
    year = years[0] if len(years) == 1 else None
    if len(years) > 1:
        return
    if year is None:
        yield from _against(grand, items)
        return
    body, outer = _around(items, items.index(year))
    yield from _against(year, body)
    if year.blank:
        yield from _against(grand, [*body, *outer])
    else:
        yield from _against(grand, outer, lead=(year,))


def grand_total(ledger: Ledger) -> Line | None:
    """The one line of a column that everything comes to: 总计, or 合计 where none says 总计."""
    return _grand(list(ledger.lines))


def _grand(lines: list[Line]) -> Line | None:
    """The one line that everything comes to: 总计, or 合计 where none says 总计."""
    for kind in ("all", "sum"):
        found = [line for line in lines if line.kind == kind]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _around(items: list[Line], at: int) -> tuple[list[Line], list[Line]]:
    """The lines of the year and those outside it. A year's line may follow its items or head them."""
    if at > 0:
        return items[:at], items[at + 1 :]
    year, rest = items[0], items[1:]
    end = next(
        (i for i, line in enumerate(rest) if line.kind == "carried" or (line.style and line.style == year.style)),
        len(rest),
    )
    if year.style and end < len(rest) and rest[end].kind != "carried":  # the items are numbered like the year's line
        carried = next((i for i, line in enumerate(rest) if line.kind == "carried"), len(rest))
        end = carried
    return rest[:end], rest[end:]


def _against(whole: Line, lines: list[Line], lead: tuple[Line, ...] = ()) -> Iterator[Sum]:
    """A sum against the outermost of the lines, and each of these against the lines below it."""
    items, complete = _outermost(lines)
    parts = [line for line in (*lead, *(i.line for i in items)) if line.fact is not None]
    if whole.fact is not None and parts:
        yield Sum(whole.fact, tuple(p.fact for p in parts if p.fact), complete)
    for item in items:
        yield from _below(item)


def _below(item: _Item) -> Iterator[Sum]:
    if any(line.kind == "within" for line in item.below) or not item.below or item.line.blank:
        return
    if any(line.style for line in item.below):
        yield from _against(item.line, item.below)
        return
    parts = tuple(line.fact for line in item.below if line.fact)
    if parts and item.line.fact:
        yield Sum(item.line.fact, parts, complete=False, loose=True)


def _outermost(lines: list[Line]) -> tuple[list[_Item], bool]:
    """The outermost lines with those below each, and whether none stood before the first.

    The numbering of the first line is that of all outermost lines; below money carried over it starts anew.
    """
    style = _style([line for line in lines if line.kind != "within"])
    classes = not style and any(line.kind == "class" for line in lines)
    items: list[_Item] = []
    complete = True
    for line in lines:
        if line.kind == "within":
            if items:
                items[-1].below.append(line)
        elif _outer(line, style, classes, items):
            items.append(_Item(line))
        elif items:
            items[-1].below.append(line)
        elif not line.blank:
            complete = False
    return items, complete


def _style(lines: list[Line]) -> str:
    if lines and lines[0].kind == "carried":
        return lines[0].style
    return next((line.style for line in lines if line.style and line.kind != "carried"), "")


def _outer(line: Line, style: str, classes: bool, items: list[_Item]) -> bool:
    if line.kind == "carried":
        return True
    if style:
        return line.style == style
    return classes and line.kind == "class" and not (items and items[-1].line.label == line.label)
