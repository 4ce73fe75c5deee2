"""A count against the list that names what is counted: 内设3个科室，分别是甲科、乙科、丙科."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gouji.language import rules
from gouji.narrative.counts import Count
from gouji.narrative.figure_leads import split
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried, doubted
from gouji.reconcile.model import Status
from gouji.reconcile.relations.counting import LISTED, counted
from gouji.reconcile.statements.document_index import Context

_FEWEST = 2  # names that make a list
_FEW = 3  # readings of how many names there are, at most, that leave a list plain


@relation(LISTED)
def count_lists(context: Context) -> Iterator[Tried]:
    """Every count of offices whose names stand right after or right before it."""
    offices = rules.load("counts").data["counted"]["offices"]
    for count in context.counts:
        if count.row is not None or count.symbol != offices:
            continue
        listed = _list_of(count)
        if listed and len(listed.names) >= _FEWEST:
            yield _tried(context, count, listed)


@dataclass(frozen=True)
class _List:
    """A list of names beside a count.

    Attributes:
        place: where it stands, `after` the count or `before` it.
        text: the list with the words that open it.
        names: what it names.
        open: whether its opening words leave others unnamed.
    """

    place: str
    text: str
    names: tuple[str, ...]
    open: bool = False

    @cached_property
    def sizes(self) -> frozenset[int]:
        """How many names there may be: a word for “and” joins two names, or stands inside one."""
        joined = rules.load("counts")["count.joined"]
        more = sum(1 for n in self.names if joined.search(n))
        least = len(self.names)
        return frozenset((least, least + 1, least + more)) if more else frozenset((least,))

    def nearest(self, count: Count) -> int:
        """The size that is nearest to a count."""
        return min(sorted(self.sizes), key=lambda n: abs(n - count.figure.base))

    @property
    def plain(self) -> bool:
        """Whether it is plainly complete: it names offices alone, and none of which it is open whether it counts."""
        data = rules.load("counts")
        offices = all(data["count.office"].search(n) for n in self.names)
        return len(self.sizes) <= _FEW and offices and not data["count.beside"].search(self.text)


def _list_of(count: Count) -> _List | None:
    """The list right after a count of offices, else the one right before it."""
    return _list_after(count) or _list_before(count)


def _list_after(count: Count) -> _List | None:
    data = rules.load("counts")
    found = data["count.listed"].match(count.passage.text, count.end)
    if not found:
        return None
    of_offices = found["office"] or data["count.offices"].search(count.lead)
    some = data["count.some"].search(found["opens"]) is not None
    return _List("after", found[0], _names(found["list"]), some) if of_offices else None


def _list_before(count: Count) -> _List | None:
    found = rules.load("counts")["count.listing"].search(count.lead)
    return _List("before", found[0], _names(found["list"])) if found else None


def _names(text: str) -> tuple[str, ...]:
    """The names of a list, without blanks and without what stands in brackets."""
    bracketed = rules.load("counts")["count.bracketed"]
    while found := bracketed.search(text):  # the innermost brackets first
        text = text[: found.start()] + text[found.end() :]
    return tuple(n for n in split(text) if n)


def _tried(context: Context, count: Count, listed: _List) -> Tried:
    """A count against the names of its list; one that need not name all accuses nobody."""
    number = listed.nearest(count)
    tried = counted(context, count, number, f"counts.listed_{listed.place}")
    some = listed.open and number < count.figure.base
    sure = tried.status is Status.HOLDS or (listed.plain and not some)
    return tried if sure else doubted(tried, "所列名称未必是全部")
