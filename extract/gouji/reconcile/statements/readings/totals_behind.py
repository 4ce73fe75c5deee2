"""Totals that prose tells behind their parts (甲3万元，乙2万元，合计5万元; 收入包括…；支出包括…。收支总预算5万元)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import groupby, takewhile
from typing import NamedTuple

from gouji.claims import Claim, Label, Relation
from gouji.document import Block, Span
from gouji.language import numerals, rules
from gouji.language.subjects import both_sides
from gouji.language.titles import numbering
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.partitions import partitions

_FEWEST = 2  # parts
_STOP = "。"


@dataclass(frozen=True, slots=True)
class TotalBehind:
    """A level that is the total of the levels before it."""

    total: Claim
    parts: tuple[Claim, ...]


def totals_behind(context: Context) -> Iterator[TotalBehind]:
    """Each total behind its parts, in the order of the document."""
    document = context.document
    by_block = groupby(context.levels, key=lambda level: document.block_at(level.span.start))
    paragraphs = [_Paragraph(context, block, list(levels)) for block, levels in by_block if block]
    for n, paragraph in enumerate(paragraphs):
        yield from paragraph.totals()
        if items := _items_above(paragraphs[:n], paragraph):
            yield from paragraph.total_of_items(items)


def _items_above(before: Sequence[_Paragraph], here: _Paragraph) -> list[Claim]:
    """The levels of the paragraphs right above one that sums them up; none where these are not numbered from one on.

    Each tells one level, and all numbers are of one form: those of another would be of parts of parts.
    """
    if not here.sums_up:
        return []
    inside = takewhile(lambda paragraph: paragraph.block.section == here.block.section, reversed(before))
    items = list(takewhile(lambda paragraph: len(paragraph.levels) == 1 and paragraph.number is not None, inside))[::-1]
    numbers = [item.number for item in items]
    level = numbers[0].level if numbers and numbers[0] else 0
    in_order = numbers == [_Number(level, Decimal(n)) for n in range(1, len(items) + 1)]
    return [item.levels[0] for item in items] if in_order and len(items) >= _FEWEST else []


class _Number(NamedTuple):
    """The number of a paragraph: the level of its form, and its value."""

    level: int
    value: Decimal


@dataclass(frozen=True)
class _Paragraph:
    """A paragraph with the levels that it tells, in order."""

    context: Context
    block: Block
    levels: list[Claim]

    @property
    def number(self) -> _Number | None:
        """The number that it begins with."""
        found = numbering(self.context.view(self.block.span).text)
        value = numerals.parse("".join(filter(str.isalnum, found.text))) if found else None
        return _Number(found.level, value.value) if found and value else None

    @property
    def sums_up(self) -> bool:
        """Whether its first figure is told as the total of what is above it."""
        found = rules.load("clauses")["clause.total_behind"].search(self._words(self.levels[0]))
        return found is not None and found["above"] is not None

    def totals(self) -> Iterator[TotalBehind]:
        """The totals of what stands before them in the paragraph."""
        for n, total in enumerate(self.levels):
            before = self.levels[:n]
            here = [level for level in before if self._in_sentence(level, total)]
            if len(here) >= _FEWEST and self._adds_up(total, here):
                yield from self._checked(total, here, self._sentence(here[0]))
            elif not here and total.name.total:
                for side in self._sides(total, before):
                    yield from self._checked(total, side, side[0].span.start)

    def total_of_items(self, items: list[Claim]) -> Iterator[TotalBehind]:
        """The first level as the total of the items above."""
        yield from self._checked(self.levels[0], items, self._sentence(items[0]))

    def _adds_up(self, total: Claim, before: Sequence[Claim]) -> bool:
        """Whether the words say that a level is the total of all levels before it in the sentence, or the names do."""
        words = self._words(total)
        if found := rules.load("clauses")["clause.total_behind"].search(words):
            count = numerals.parse(found["count"] or "")
            return count is None or count.value == len(before)
        if rules.load("clauses")["clause.total_named"].search(words) is None:
            return False
        leads = [self._words(level) for level in before]
        each = rules.load("clauses")["clause.each"].search(leads[0].rpartition(_STOP)[2])
        added = rules.load("clauses")["clause.added"].search(leads[1])
        return bool(each or added) or _is_partition(total, before)

    def _sides(self, total: Claim, before: Sequence[Claim]) -> Iterator[list[Claim]]:
        """The lists of the sentence before a total of both sides or of one: each names the side that it lists."""
        rule = rules.load("clauses")["clause.of_side"]
        last = [level for level in before if self._in_sentence(level, before[-1])]
        sides: list[tuple[str, list[Claim]]] = []
        for level in last:
            if found := rule.search(self._words(level)):
                sides.append((found["side"], []))
            if not sides:
                return
            sides[-1][1].append(level)
        for side, levels in sides:
            if total.name.side in (side, both_sides()) and len(levels) >= _FEWEST:
                yield levels

    def _checked(self, total: Claim, parts: Sequence[Claim], start: int) -> Iterator[TotalBehind]:
        """The total, where its parts are of one kind and no other amount stands from `start` on that may be one."""
        figures = [level.figures["value"] for level in parts]
        divided = self.context.divided.intersection(figures)
        scope = {(level.measure, level.period) for level in (total, *parts)}
        if divided or len(scope) > 1 or total.figures["value"] in self.context.whole_of:
            return
        if self._amounts(start, parts[-1].span.end) <= {*figures}:
            yield TotalBehind(total, tuple(self._without_whole(parts)))

    def _without_whole(self, parts: Sequence[Claim]) -> Sequence[Claim]:
        """The parts without the first where that is the sum of the others: they tell how it is divided."""
        first, *others = (term.figure.base for term in self.context.values(parts))
        return parts[1:] if len(others) >= _FEWEST and first == sum(others) else parts

    def _amounts(self, start: int, end: int) -> set[str]:
        """The amounts of a stretch, but for those by which something changed and those that it changed from."""
        amounts = {e.id for e in self.context.entities if e.label is Label.AMOUNT and start <= e.span.start < end}
        changes = (c for figure in amounts for c in self.context.claims_of[figure] if c.relation is Relation.CHANGE)
        return amounts - {f for c in changes for role, f in c.figures.items() if role in ("delta", "base")}

    def _sentence(self, level: Claim) -> int:
        """Where the sentence of a level begins."""
        block = self.context.document.block_at(level.span.start)
        begin = block.span.start if block else level.span.start
        return max(begin, self.context.document.text.rfind(_STOP, begin, level.span.end))

    def _in_sentence(self, level: Claim, other: Claim) -> bool:
        start, end = (self.context.terms[c.figures["value"]].span for c in (level, other))
        return _STOP not in self.context.document.text[start.end : end.start]

    def _words(self, level: Claim) -> str:
        """The words between a level and the figure before it in the paragraph."""
        start = self.context.terms[level.figures["value"]].span.start
        at = bisect_left(self._ends, start + 1)
        begin = max(self.block.span.start, self._ends[at - 1] if at else 0)
        return "".join(self.context.document.slice(Span(begin, start)).split())

    @cached_property
    def _ends(self) -> list[int]:
        """Where the figures of the paragraph end."""
        inside = (e for e in self.context.entities if self.block.span.start <= e.span.start < self.block.span.end)
        return sorted(e.span.end for e in inside if e.figure is not None)


def _is_partition(total: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the names of levels are all parts of a total, as far as is known (基本支出 and 项目支出 of 支出)."""
    cores = {part.name.core for part in parts}
    known = (one for one in partitions() if one.whole & {total.name.core, total.name.side})
    return len(cores) == len(parts) and any(set(one.told_in(cores)) == cores for one in known)
