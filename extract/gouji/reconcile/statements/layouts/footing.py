"""Footing: the lines of a column without codes against the sums printed in it.

Numbered lines (一、二、三…) come to 本年合计, 本年合计 with what is carried over to 总计, （一）（二） to their 一、.
Lines that 其中 begins are left out, those that 减： begins are taken off. A list without numbers is parted by the names
of functional classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.document import Fact
from gouji.reconcile.statements.layouts.identity_lines import Ledger, Line


@dataclass(frozen=True, slots=True)
class Sum:
    """A cell and the cells that should come to it; `complete` tells that every line between them was understood."""

    whole: Fact
    parts: tuple[Fact, ...]
    complete: bool
    loose: bool = False  # the parts are lines without numbers: a sum only if it comes out
    less: tuple[Fact, ...] = ()  # what is taken off (减：)


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
    if not years:
        yield from _against(grand, items)
    elif len(years) == 1:
        yield from _with_year(grand, items, years[0])


def _with_year(grand: Line, items: list[Line], year: Line) -> Iterator[Sum]:
    """The sums where one line states what the items of the year come to."""
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
    found = _of_kind(lines, "all") or _of_kind(lines, "sum")
    return found[0] if len(found) == 1 else None


def _of_kind(lines: list[Line], kind: str) -> list[Line]:
    return [line for line in lines if line.kind == kind]


def _around(items: list[Line], at: int) -> tuple[list[Line], list[Line]]:
    """The lines of the year and those outside it.

    A year's line may follow its items or head them. Those that it heads go down to the money carried over.
    """
    if at > 0:
        return items[:at], items[at + 1 :]
    rest = items[1:]
    end = next((i for i, line in enumerate(rest) if line.kind == "carried"), len(rest))
    return rest[:end], rest[end:]


def _against(whole: Line, lines: list[Line], lead: tuple[Line, ...] = ()) -> Iterator[Sum]:
    """A sum against the outermost of the lines, and each of these against the lines below it."""
    items, complete = _outermost(lines)
    outer = [*lead, *(line for i in items for line in _stated(i))]
    parts = _filled([line for line in outer if not _is_taken_off(line)])
    if whole.fact and parts:
        yield Sum(whole.fact, parts, complete, less=_filled([line for line in outer if _is_taken_off(line)]))
    for item in items:
        yield from _below(item)


def _stated(item: _Item) -> Iterator[Line]:
    """The line of an item; where it is left blank, the numbered lines below it that are filled in its stead."""
    numbered = [line for line in item.below if line.style and line.kind != "within"]
    if not item.line.blank or not numbered:
        yield item.line
        return
    for below in _outermost(numbered)[0]:
        yield from _stated(below)


def _is_taken_off(line: Line) -> bool:
    """Whether a line is to be taken off, and its figure does not say so by its own sign."""
    return line.kind == "less" and line.fact is not None and line.fact.figure.value >= 0


def _filled(lines: list[Line]) -> tuple[Fact, ...]:
    return tuple(line.fact for line in lines if line.fact)


def _below(item: _Item) -> Iterator[Sum]:
    """The sum of the lines below a filled item, where none is only one of which something is said (其中)."""
    whole = item.line.fact
    if whole is None or any(line.kind == "within" for line in item.below):
        return
    if any(line.style for line in item.below):
        yield from _against(item.line, item.below)
        return
    parts = _filled(item.below)
    if parts:
        yield Sum(whole, parts, complete=False, loose=True)


def _outermost(lines: list[Line]) -> tuple[list[_Item], bool]:
    """The outermost lines with those below each, and whether none stood before the first.

    The numbering of the first line is that of all outermost lines; below money carried over it starts anew.
    """
    plain = [line for line in lines if line.kind != "within"]
    style = _style(plain)
    classes = not style and bool(_of_kind(plain, "class"))
    items: list[_Item] = []
    before: list[Line] = []
    for line in lines:
        if line.kind != "within" and _outer(line, style, classes, items):
            items.append(_Item(line))
        else:
            (items[-1].below if items else before).append(line)
    complete = all(line.blank or line.kind == "within" for line in before)
    return items, complete


def _style(lines: list[Line]) -> str:
    """How the outermost lines are numbered; '' where they are not."""
    if lines and lines[0].kind == "carried":
        return lines[0].style
    styles = (line.style for line in lines if line.kind != "carried")
    return next((style for style in styles if style), "")


def _outer(line: Line, style: str, classes: bool, items: list[_Item]) -> bool:
    """Whether a line that is said of no other is an outermost one; a class told again is its own part."""
    if line.kind in ("carried", "less"):
        return True
    if style:
        return line.style == style
    again = bool(items) and items[-1].line.label == line.label
    return classes and line.kind == "class" and not again
