"""Which places of objects of spending (支出经济分类) nothing proves, by the rows of their own table.

A row that is called like an object need not be one: projects and goals are called 培训费 too, and what was misread
stands below another item than its own. Where the 款 below a 类 come to it, or all of them to a total of their column,
the rows prove each other. A code that the row prints proves itself below its own 类.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gouji.corpus.panel.columns import Cell, come_to, divided
from gouji.language import classification
from gouji.language.codes import CLASS

_KINDS = ("economic", "government")


@dataclass
class _Group:
    """A 类 and what stands below it up to the next, or what stands below none."""

    head: Cell | None
    below: list[Cell] = field(default_factory=list)

    @property
    def first(self) -> Cell:
        return self.head or self.below[0]


def of_object(code: str) -> bool:
    """Whether a code is that of an object of spending."""
    return classification.kind(code) in _KINDS


def doubted(codes: Mapping[int, str], column: Sequence[Cell]) -> Iterator[Cell]:
    """The objects of a column that nothing proves.

    Parameters
    ----------
    codes
        Which object each cell of the column states, by its row; printed or not.
    column
        All its cells in order.
    """
    objects = [cell for cell in column if cell.row in codes]
    totals = [cell for cell in column if cell.row not in codes and not cell.code]
    groups = _groups(objects, codes)
    ends = [*(group.head.row for group in groups[1:] if group.head), column[-1].row + 1]
    proved = _proved(groups, _once(objects, codes, column), totals)
    for group, end in zip(groups, ends, strict=True):
        yield from _of_group(group, [c for c in column if c.row < end], codes, group.first in proved)


def _proved(groups: Sequence[_Group], objects: Sequence[Cell], totals: Sequence[Cell]) -> set[Cell]:
    """The first cells of the groups that come to a total together: all of them, or those between two others."""
    heads = [group.head for group in groups if group.head]
    if any(come_to(heads, total) or come_to(objects, total) for total in totals):
        return {group.first for group in groups}
    found: set[Cell] = set()
    for number, total in enumerate(totals):
        ends = totals[number + 1].row if number + 1 < len(totals) else math.inf
        run = [head for head in heads if total.row < head.row < ends]
        found.update(run if come_to(run, total) else ())
    return found


def _of_group(group: _Group, column: Sequence[Cell], codes: Mapping[int, str], whole: bool) -> Iterator[Cell]:
    """What of a group nothing proves; `column` ends with it."""
    head = group.head
    if head is None:
        yield from (cell for cell in group.below if not (whole or cell.code))
        return
    own = [cell for cell in group.below if classification.parent(codes[cell.row]) == codes[head.row]]
    if not _divides(head, own, column, codes):
        yield from (head, *own) if group.below else _alone(head, whole)
    yield from (cell for cell in group.below if cell not in own and not cell.code)


def _divides(head: Cell, own: Sequence[Cell], column: Sequence[Cell], codes: Mapping[int, str]) -> bool:
    """Whether the 款 of a 类 come to it, or all that stands below it."""
    return come_to(_once(own, codes, column), head) or come_to((c for c in column if c.row > head.row), head)


def _alone(head: Cell, whole: bool) -> tuple[Cell, ...]:
    """A 类 with nothing below it, unless a total or its code proves it."""
    return () if whole or head.code else (head,)


def _groups(objects: Sequence[Cell], codes: Mapping[int, str]) -> list[_Group]:
    groups = [_Group(None)]
    for cell in objects:
        if len(codes[cell.row]) == CLASS:
            groups.append(_Group(cell))
        else:
            groups[-1].below.append(cell)
    return groups if groups[0].below else groups[1:]


def _once(objects: Sequence[Cell], codes: Mapping[int, str], column: Sequence[Cell]) -> list[Cell]:
    """The objects without the rows that divide the one above under its own name."""
    found: list[Cell] = []
    for cell in objects:
        repeated = bool(found) and codes[found[-1].row] == codes[cell.row]
        if not (repeated and divided(found[-1].row, column)):
            found.append(cell)
    return found
