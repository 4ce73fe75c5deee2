"""Where in the file a part of the text stands: page and box, sheet and cell, member of a bundle."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from math import isnan

Box = tuple[float, float, float, float]  # left, top, right, bottom in points from the page's upper left corner
NO_BOX: Box = (float("nan"),) * 4


@dataclass(frozen=True, slots=True)
class Place:
    """One place; what the format does not have is None or empty. `cell` is an address like 支出表!C7."""

    page: int | None = None
    bbox: Box | None = None
    cell: str = ""
    file: str = ""

    def fields(self) -> dict[str, int | str | list[float]]:
        """What the place says of itself, by name; what the format does not have is left out."""
        found = {
            "page": self.page,
            "bbox": list(self.bbox) if self.bbox else None,
            "cell": self.cell,
            "file": self.file,
        }
        return {name: value for name, value in found.items() if value}

    @property
    def name(self) -> str:
        """The place in words (附表.xlsx 支出表!C7, 第5页); empty where the format has no places."""
        page = f"第{self.page}页" if self.page is not None else ""
        return " ".join(filter(None, (self.file, page, self.cell)))


UNPLACED = Place()


class Placed:
    """What stands at one place of the file, and tells it."""

    __slots__ = ()

    @property
    def place(self) -> Place:
        """Where it stands."""
        raise NotImplementedError

    @property
    def page(self) -> int | None:
        """Its page, counted from 1; None where the format has no pages."""
        return self.place.page

    @property
    def bbox(self) -> Box | None:
        """Its box (left, top, right, bottom) in points from the page's upper left corner; None where none is known."""
        return self.place.bbox

    @property
    def cell(self) -> str:
        """Its cell in a spreadsheet (支出表!C7); '' elsewhere."""
        return self.place.cell


@dataclass(frozen=True, slots=True)
class Mark:
    """From offset `start` on, up to the next mark, the text stands here."""

    start: int
    page: int | None = None
    cell: str = ""
    file: str = ""


@dataclass(frozen=True)
class Places:
    """The marks of a text in order, and four numbers a character where the format has boxes."""

    marks: tuple[Mark, ...] = ()
    boxes: array[float] = field(default_factory=lambda: array("f"))

    def at(self, start: int, end: int) -> Place:
        """The place of text[start:end]; of a span over several pages or cells, where it begins."""
        i = bisect_right(self._starts, start) - 1
        if i < 0:
            return Place()
        mark = self.marks[i]
        stop = self._starts[i + 1] if i + 1 < len(self._starts) else end
        return Place(mark.page, self._box(start, min(end, max(stop, start + 1))), mark.cell, mark.file)

    @cached_property
    def _boxes(self) -> dict[tuple[int, int], Box | None]:
        """The boxes asked for so far: a cell, its fact and its statement ask for the same."""
        return {}

    @cached_property
    def _starts(self) -> list[int]:
        return [mark.start for mark in self.marks]

    def _box(self, start: int, end: int) -> Box | None:
        """The box about the characters that have one."""
        if (start, end) not in self._boxes:
            self._boxes[start, end] = self._about(start, end)
        return self._boxes[start, end]

    def _about(self, start: int, end: int) -> Box | None:
        numbers = self.boxes[4 * start : 4 * end]
        lefts, tops, rights, bottoms = (numbers[side::4] for side in range(4))
        if isnan(sum(lefts)):
            lefts, tops, rights, bottoms = (_known(side) for side in (lefts, tops, rights, bottoms))
        if not lefts:
            return None
        return round(min(lefts), 1), round(min(tops), 1), round(max(rights), 1), round(max(bottoms), 1)


def _known(numbers: array[float]) -> array[float]:
    return array("f", (x for x in numbers if not isnan(x)))


NOWHERE = Places()


def joined(parts: Iterable[tuple[int, Places, str]], length: int) -> Places:
    """The places of texts put one after the other: each part's offset, its places, the file it is from."""
    marks: list[Mark] = []
    boxes = array("f")
    parts = list(parts)
    if any(places.boxes for _, places, _ in parts):
        boxes = array("f", [NO_BOX[0]]) * (4 * length)
    for offset, places, file in parts:
        own = places.marks if places.marks and places.marks[0].start == 0 else (Mark(0), *places.marks)
        marks += [Mark(m.start + offset, m.page, m.cell, m.file or file) for m in own]
        if places.boxes:
            boxes[4 * offset : 4 * offset + len(places.boxes)] = places.boxes
    return Places(tuple(marks), boxes)
