"""Lists that name the offices counted beside them: 内设3个科室，分别是甲科、乙科、丙科."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gouji.claims import Count
from gouji.language import rules
from gouji.narrative.counts import PassageCount
from gouji.narrative.figure_leads import split

_FEW = 3  # readings of how many names there are, at most, that leave a list plain


@dataclass(frozen=True, slots=True)
class OfficeList:
    """A list of names beside a count of offices.

    Attributes:
        count: the count.
        place: where it stands, `after` the count or `before` it.
        names: what it names.
        sizes: how many names there may be: a word for “and” joins two names, or stands inside one.
        open: whether its opening words leave others unnamed.
        plain: whether it names offices alone, and none of which it is open whether it counts.
    """

    count: Count
    place: str
    names: tuple[str, ...]
    sizes: frozenset[int]
    open: bool
    plain: bool


def office_lists(counts: Iterable[PassageCount]) -> Iterator[OfficeList]:
    """For each count of offices in prose the list right after it, else the one right before it."""
    offices = rules.load("counts").data["counted"]["offices"]
    for count in counts:
        if count.row is not None or count.symbol != offices:
            continue
        listed = _after(count) or _before(count)
        if listed:
            yield listed


def _after(count: PassageCount) -> OfficeList | None:
    data = rules.load("counts")
    found = data["count.listed"].match(count.passage.text, count.end)
    if not found:
        return None
    of_offices = found["office"] or data["count.offices"].search(count.lead)
    some = data["count.some"].search(found["opens"]) is not None and not data["count.in_scope"].search(count.before)
    return _list(count, "after", found[0], found["list"], some) if of_offices else None


def _before(count: PassageCount) -> OfficeList | None:
    found = rules.load("counts")["count.listing"].search(count.lead)
    return _list(count, "before", found[0], found["list"], False) if found else None


def _list(count: Count, place: str, text: str, listed: str, some: bool) -> OfficeList:
    """A list; `text` is the list with the words that open it."""
    data, names = rules.load("counts"), _names(listed)
    sizes = _sizes(names)
    offices = all(data["count.office"].search(n) for n in names)
    plain = len(sizes) <= _FEW and offices and not data["count.beside"].search(text)
    return OfficeList(count, place, names, sizes, some, plain)


def _sizes(names: tuple[str, ...]) -> frozenset[int]:
    joined = rules.load("counts")["count.joined"]
    more = sum(1 for n in names if joined.search(n))
    least = len(names)
    return frozenset((least, least + 1, least + more)) if more else frozenset((least,))


def _names(text: str) -> tuple[str, ...]:
    """The names of a list, without blanks and without what stands in brackets."""
    bracketed = rules.load("counts")["count.bracketed"]
    while found := bracketed.search(text):  # the innermost brackets first
        text = text[: found.start()] + text[found.end() :]
    return tuple(n for n in split(text) if n)
