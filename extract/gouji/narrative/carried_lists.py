"""Lists of parts that go on over paragraphs: which paragraph is an item of which list, and where a list ends.

The numbers at the head of paragraphs tell it. Items of one list are numbered alike; a deeper number is of a list
inside it, and the number of the paragraph that opened a list, going on, ends that list.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gouji.claims import BELOW, PARTS, Claim, Relation
from gouji.document import Document, Span
from gouji.language.subjects import parse
from gouji.language.titles import numbering
from gouji.narrative.passages import Passage

_UNNUMBERED = 0
_SEVERAL = 2  # paragraphs that make a list which no word opens


@dataclass
class PartList:
    """An open list: the levels that may be its whole (one a measure) and the parts met so far.

    Attributes:
        name: of a whole that is named without a figure.
        bracketed: whether it ends with the bracket that it stands in.
        rule: PARTS; DIVISION where its words say by what all of the whole is divided (按科目分类); BELOW where no word
            opens it, and its items are numbered one level deeper than the paragraph of the whole.
        depth: the level of the number of the paragraph that opened it, 0 for none.
        items: the level of the numbers of its items, None before the first.
        numbers: those numbers; below another head of items they begin anew.
        under: the section of the last item.
    """

    wholes: tuple[Claim, ...]
    section: int
    name: str = ""
    bracketed: bool = False
    rule: str = PARTS
    depth: int = _UNNUMBERED
    items: int | None = None
    numbers: set[str] = field(default_factory=set)
    under: int | None = None
    parts: list[Claim] = field(default_factory=list)

    def claims(self) -> list[Claim]:
        """One PART_OF claim (without an id) for each measure in which whole and parts are given."""
        found = []
        for whole in self.wholes:
            parts = [p for p in self.parts if (p.measure, p.period) == (whole.measure, whole.period)]
            if len(parts) >= (_SEVERAL if self.rule == BELOW else 1):
                found.append(_part_of(whole, parts, self.rule))
        return found


@dataclass(frozen=True, slots=True)
class Marker:
    """The number that a paragraph begins with: its level, 0 for none, and its text."""

    level: int
    text: str


def marker(document: Document, passage: Passage) -> Marker:
    """The number of a paragraph: that of its own words, else of the heading that it follows."""
    if number := numbering(passage.text):
        return Marker(number.level, number.text)
    section = document.sections[passage.block.section] if passage.block.section >= 0 else None
    if section and section.number and _right_behind(document, section.span, passage.block.span):
        return Marker(section.level, section.number)
    return Marker(_UNNUMBERED, "")


def _names_item(passage: Passage) -> bool:
    """Whether a paragraph begins with an item of the classification, as far as its first figure."""
    first = min((q.start for q in passage.quantities), default=0)
    return bool(first and parse(passage.text[:first]).path)


def _right_behind(document: Document, heading: Span, block: Span) -> bool:
    """Whether no word stands between a heading and a block."""
    between = document.text[heading.end : block.start]
    return heading.end <= block.start and not any(map(str.isalnum, between))


class CarriedLists:
    """The lists that go on over paragraphs, the outermost first."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._open: list[PartList] = []
        self._here: Marker = Marker(_UNNUMBERED, "")
        self._named = False  # whether the paragraph begins with an item of the classification
        self._headed: PartList | None = None
        self._taking: PartList | None = None
        self._over: list[PartList] = []

    @property
    def current(self) -> PartList | None:
        """The list that the paragraph gives an item of."""
        return self._taking

    @property
    def numbered(self) -> bool:
        """Whether the paragraph begins with a number."""
        return self._here.level != _UNNUMBERED

    @property
    def plain(self) -> bool:
        """Whether the paragraph gives items that are not numbered: semicolons part them."""
        return self._taking is not None and not self.numbered

    @property
    def level(self) -> int:
        """The level of the number that the paragraph begins with, 0 for none."""
        return self._here.level

    def sibling(self) -> tuple[Claim, ...]:
        """The wholes of the list that a paragraph numbered as this one opened, and that is over with this one."""
        return next((parts.wholes for parts in self._over if self.numbered and parts.depth == self.level), ())

    def begin(self, passage: Passage) -> None:
        """Come to the next paragraph: lists that it does not go on with end."""
        self._here = marker(self.document, passage)
        self._named = _names_item(passage)
        self._open = [parts for parts in self._open if self._goes_on(parts, passage)]
        heads = False
        self._over = []
        while self._open and not (heads := self._heads(self._open[-1], passage)) and self._ends(self._open[-1]):
            self._over.append(self._open.pop())
        self._headed = self._open[-1] if heads else None if self.numbered else self._headed
        self._taking = next((parts for parts in reversed(self._open) if self._takes(parts)), None)

    def above(self, section: int) -> tuple[Claim, ...]:
        """The wholes of the innermost list that is open over a heading."""
        return next((parts.wholes for parts in reversed(self._open) if parts.section != section), ())

    def take(self, parts: PartList) -> None:
        """Open a list of which the paragraph gives the first item already."""
        parts.depth = self.document.sections[parts.section].level
        self._open.append(parts)
        self._taking = parts

    def open(self, parts: PartList) -> None:
        parts.depth = self._here.level
        self._open.append(parts)

    def add(self, claim: Claim) -> None:
        """Put a level into the list that its paragraph gives an item of."""
        if self._taking is None:
            return
        if self._taking is not self._headed and (self.numbered or self._taking.items is None):
            self._taking.items = self._here.level
        self._taking.numbers.add(self._here.text)
        self._taking.under = claim.section
        self._taking.parts.append(claim)

    def _goes_on(self, parts: PartList, passage: Passage) -> bool:
        """Whether a paragraph stands in the section of a list or below it."""
        section = passage.block.section
        while section not in (parts.section, -1):
            section = self.document.sections[section].parent
        return section == parts.section

    def _heads(self, parts: PartList, passage: Passage) -> bool:
        """Whether a heading, or a paragraph without figures, is the head of items that follow: numbers begin anew."""
        deepest = self._here.level + 1 if parts.items is None else parts.items
        heads = parts.rule != BELOW and parts.depth < self._here.level < deepest and not passage.quantities
        if heads or parts.under not in (None, parts.section, passage.block.section):
            parts.numbers.clear()
        return heads

    def _ends(self, parts: PartList) -> bool:
        """Whether a paragraph's number tells that a list is over: it is not deeper than the list, or begins anew."""
        level = self._here.level
        if level == _UNNUMBERED:
            return parts.rule == BELOW and parts.items is None
        if level <= parts.depth or (parts.items is not None and level < parts.items):
            return True
        if parts.items == _UNNUMBERED:
            return True
        return level == parts.items and self._here.text in parts.numbers

    def _takes(self, parts: PartList) -> bool:
        """Whether a paragraph may be an item: the first, one numbered as the first is, or the one below a head.

        Of numbered items some may have lost their numbers: they too name items of the classification.
        """
        alike = self._named and not self.numbered and all(part.name.path for part in parts.parts)
        return parts.items is None or parts.items == self._here.level or alike or parts is self._headed


def _part_of(whole: Claim, parts: list[Claim], rule: str) -> Claim:
    figures = {"whole": whole.figures["value"]}
    for number, part in enumerate(parts, 1):
        figures[f"part.{number}"] = part.figures["value"]
    end = max(part.span.end for part in parts)
    return replace(
        whole,
        id="",
        relation=Relation.PART_OF,
        span=Span(whole.span.start, end),
        figures=figures,
        whole_claim=whole.id,
        rule=rule,
    )
