"""Counts of a paragraph that a list beside a total gives: 共有12人，其中：在职8人，退休4人."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice
from typing import NamedTuple

from gouji.claims import Count
from gouji.figures import Approx
from gouji.language import rules
from gouji.narrative.counts import PassageCount
from gouji.printed import whole as whole_number

_BESIDE = 3  # figures of other units that may stand between a total and its list
_NEAR = 8  # characters behind a total that leave a list its own
_FEWEST = 2  # kinds that a total behind them adds up
_NOUN = 2  # characters of a noun


class PartName(NamedTuple):
    """The words that name a part, and the characters of them that tell what is counted (设备 of 水质监测设备)."""

    words: str
    noun: str


_NO_NAME = PartName("", "")


@dataclass(frozen=True, slots=True)
class CountList:
    """A total and the counts of the list beside it, which may run on into a list of its own.

    Attributes:
        whole: the total.
        parts: the counts of the list.
        names: what names each part: the words before its figure, else behind it, else those of the figure of another
            unit that the same part is told in (接待50批次、400人次).
        told: the words around the total that tell what it counts.
        near: whether no more than a few words and figures without words stand between the two (120批次、960人次，其中).
        classes: whether the total says of how many kinds it is, and the list has so many.
    """

    whole: Count
    parts: tuple[Count, ...]
    names: tuple[PartName, ...]
    told: str
    near: bool = True
    classes: bool = False

    def upto(self, end: int) -> CountList:
        """The list without what stands behind its first parts."""
        return replace(self, parts=self.parts[:end], names=self.names[:end])


@dataclass(frozen=True, slots=True)
class _Opening:
    """Where the list of a total begins, the words between the two, and whether they leave it its own."""

    start: int
    words: str
    near: bool


def by_paragraph(counts: Iterable[PassageCount]) -> Iterator[tuple[PassageCount, ...]]:
    """The counts of prose, a group a paragraph, in order."""
    for _, group in groupby((c for c in counts if c.row is None), key=lambda c: c.passage.block.span):
        yield tuple(group)


def lists_in(here: Sequence[PassageCount]) -> Iterator[CountList]:
    """The totals of one paragraph with the lists beside them, where all counts are as printed."""
    openings = [_opening(whole, here[n + 1 :]) for n, whole in enumerate(here)]
    units: dict[int, set[str]] = defaultdict(set)
    for whole, opening in zip(here, openings, strict=True):
        if opening:
            units[opening.start].add(whole.symbol)
    for n, (whole, opening) in enumerate(zip(here, openings, strict=True)):
        found = _after(whole, here[n + 1 :], opening, units[opening.start]) if opening else _before(whole, here[:n])
        if found and as_printed((found.whole, *found.parts)):
            yield found


def as_printed(counts: Sequence[Count]) -> bool:
    """Whether counts are as printed and not rounded by words."""
    return all(c.figure.approx is Approx.EXACT for c in counts)


def _opening(whole: PassageCount, rest: Sequence[PassageCount]) -> _Opening | None:
    """What opens the list of a total: words right behind it, or behind figures of other units that stand beside it."""
    known, text = rules.load("counts"), whole.passage.text
    alike = {c.start for c in rest if c.symbol == whole.symbol}
    end, near = whole.end, True
    following = filter(lambda q: q.start >= whole.end, whole.passage.quantities)
    for quantity in islice(following, _BESIDE):
        opener = known["count.of_which"].match(text, end)
        if opener:
            return _Opening(opener.end(), text[whole.end : opener.end()], near and len(opener["after"]) <= _NEAR)
        if graded := known["count.graded"].match(text, end):
            return _Opening(graded.end(), text[whole.end : graded.end()], near)
        joint = known["count.joint"].search(text[end : quantity.start])
        if not joint or quantity.start in alike:
            return None
        end, near = quantity.end, near and not joint["words"]
    return None


def _after(
    whole: PassageCount, rest: Sequence[PassageCount], opening: _Opening, units: Container[str]
) -> CountList | None:
    """A total with the list that is opened behind it; None for no list.

    `units` are those that its parts are told in.
    """
    found = tuple(_parts(whole, rest, opening.start, units))
    parts, names = tuple(count for count, _ in found), tuple(name for _, name in found)
    return CountList(whole, parts, names, _told(whole) + opening.words, opening.near) if found else None


def _parts(
    whole: PassageCount, rest: Sequence[PassageCount], start: int, units: Container[str]
) -> Iterator[tuple[PassageCount, PartName]]:
    """The counts of a list and their names, without what stands in brackets inside it."""
    text = whole.passage.text
    stop, bracketed = _stop(whole, start)
    closes = rules.load("counts")["count.closes_inside" if bracketed else "count.closes"]
    last, name = start, _NO_NAME
    for count in rest:
        if count.start < start:
            continue
        ends = count.start >= stop or count.symbol not in units
        if ends or closes.search(text[last : count.start]):
            return
        if not _outside_brackets(text[start : count.start]):
            continue
        name = _name(count) or name
        if count.symbol == whole.symbol:
            yield count, name
        last = count.end


def _told(whole: PassageCount) -> str:
    """The words before a total that tell what it counts; those before the figures beside it where it has none."""
    return whole.lead if whole.subject else whole.before


def _name(count: PassageCount) -> PartName | None:
    """What names a count, before or behind it; None where it only goes on with the one before."""
    if len(count.subject) >= _NOUN or (count.subject and not count.after):
        return PartName(count.lead, count.subject[-_NOUN:])
    return PartName(count.lead + count.after, count.after[:_NOUN]) if count.after else None


def _before(whole: PassageCount, here: Sequence[PassageCount]) -> CountList | None:
    """A total behind the counts of its sentence that it adds up (甲4台，乙2台，两类合计6台); None for another count."""
    added = rules.load("counts")["count.added"].search(whole.lead)
    if not added:
        return None
    said = _classes(added["classes"] or "")
    run = list(_run(whole, here))[: said or None][::-1]
    if len(run) < _FEWEST:
        return None
    names = tuple(_name(c) or _NO_NAME for c in run)
    return CountList(whole, tuple(run), names, _told(whole), classes=len(run) == said)


def _classes(digit: str) -> int:
    """The number that a digit or a character for one tells; 0 for none."""
    characters: dict[str, int] = rules.load("units").data["digits"]
    return characters.get(digit, 0) or whole_number(digit) or 0


def _run(whole: PassageCount, here: Sequence[PassageCount]) -> Iterator[PassageCount]:
    """The counts right before a total in its sentence and unit, from the last one back."""
    closes, sentence, at = rules.load("counts")["count.closes"], whole.passage.sentence(whole.start), whole
    for count in reversed(here):
        if count.symbol != whole.symbol or count.passage.sentence(count.start) != sentence:
            return
        if at is not whole and closes.search(whole.passage.text[count.end : at.start]):
            return
        yield count
        at = count


def _outside_brackets(before: str) -> bool:
    return before.count("(") == before.count(")")


def _stop(whole: PassageCount, start: int) -> tuple[int, bool]:
    """Where a list that begins at `start` must end, with its sentence or the bracket it stands in; whether in one."""
    text = whole.passage.text
    _, stop = whole.passage.sentence(whole.start)
    opened = text[whole.end : start]
    inside = opened.count("(") > opened.count(")") or text[start - 1 : start] == "("
    return (min(stop, _closing(text, start)), True) if inside else (stop, False)


def _closing(text: str, start: int) -> int:
    """Where the bracket that is open at `start` is closed."""
    depth = 1
    for n in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[n], 0)
        if not depth:
            return n
    return len(text)
