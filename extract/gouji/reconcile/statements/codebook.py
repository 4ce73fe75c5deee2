"""The classification codes that a document's tables print with their names, and the code that an item in prose has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import regex

from gouji.document import Document, Fact, Span
from gouji.language import classification
from gouji.language.codes import CLASS
from gouji.language.subjects import abbreviates
from gouji.language.view import make_view

_IDEOGRAPH = regex.compile(r"\p{Han}")
_SHORTEST = 4  # shorter names differ in one character by nature (水费, 电费)
_SLIPS = 2  # characters written otherwise in a name of equal length: 其他抚恤 for 其他优抚


@dataclass(frozen=True, slots=True)
class Printed:
    """A name that a table prints for a code; the span is its cell's."""

    code: str
    name: str
    span: Span

    @property
    def key(self) -> str:
        return classification.key(self.name)


@dataclass(frozen=True, slots=True)
class Official:
    """The name that a code has in the classification; '' where it has none."""

    code: str
    name: str

    @property
    def key(self) -> str:
        return classification.key(self.name)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all names that the code ever had."""
        return tuple(classification.key(n) for n in classification.names_of(self.code))


class Codebook:
    """The codes and names of one document, completed by the classification of its year."""

    def __init__(self, document: Document, facts: Iterable[Fact]) -> None:
        self.document = document
        self.printed = tuple(_printed(document, facts))
        self._found: dict[tuple[str, ...], str] = {}

    @cached_property
    def by_code(self) -> dict[str, tuple[Printed, ...]]:
        found: dict[str, list[Printed]] = defaultdict(list)
        for name in self.printed:
            found[name.code].append(name)
        return {code: tuple(found[code]) for code in sorted(found)}

    @cached_property
    def _by_key(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for name in self.printed:
            found[name.key].add(name.code)
        return found

    def called(self, key: str) -> frozenset[str]:
        """The codes under which the tables print the name of a key."""
        return frozenset(self._by_key.get(key, ()))

    def children(self, code: str) -> tuple[str, ...]:
        """The codes printed right below a code."""
        return tuple(c for c in self.by_code if classification.parent(c) == code)

    def official(self, code: str) -> Official:
        """The name of a code in the classification of the document's year, else in the newest that has it."""
        name = classification.name_of(code, self.document.year) or classification.name_of(code)
        return Official(code, name)

    def names(self, code: str) -> frozenset[str]:
        """The keys of all names of a code: those printed, and those it ever had officially."""
        printed = {n.key for n in self.by_code.get(code, ())}
        return frozenset(printed | {classification.key(n) for n in classification.names_of(code)})

    def code_of(self, path: tuple[str, ...]) -> str:
        """The code of the item that a path of names (类, 款, 项, or its end) spells; '' when none or several fit.

        The names of the document's own tables come before the classification of its year. The items above may
        be spelt a little otherwise, since the last one only has to be told from its namesakes.
        """
        if path not in self._found:
            own = self._fitting(path, self._by_key.get(classification.key(path[-1]), ()))
            own = own or self._fitting(path, classification.codes_of(path[-1], self.document.year))
            self._found[path] = own or self._fitting(path, self._once_called(path[-1]))
        return self._found[path]

    def _once_called(self, name: str) -> list[str]:
        """The codes of the tables that had a name in another year than the document's."""
        return [c for c in classification.codes_of(name) if c in self.by_code]

    def _fitting(self, path: tuple[str, ...], codes: Iterable[str]) -> str:
        found = [c for c in codes if self._stands_below(c, path[:-1])]
        return found[0] if len(found) == 1 else ""

    def _stands_below(self, code: str, above: tuple[str, ...]) -> bool:
        for name in reversed(above):
            code = classification.parent(code)
            if not code or not self._may_be_called(code, name):
                return False
        return True

    def _may_be_called(self, code: str, name: str) -> bool:
        key = classification.key(name)
        return any(alike(key, known) for known in self.names(code))


def is_official(key: str) -> bool:
    """Whether a key is that of some item's name in the classification of any year."""
    return bool(classification.codes_of(key))


def alike(a: str, b: str) -> bool:
    """Whether two keys can be of one item: equal, one an abbreviation of the other, or with a slip of the hand."""
    return a == b or abbreviates(a, b) or is_slip(a, b)


def slips(a: str, b: str) -> int:
    """How many characters two names of equal length (four at least) have otherwise; 0 for no such names.

    Where anything but an ideograph differs (a glyph that was not read, a digit) it is no slip of a name.
    """
    if len(a) != len(b) or len(a) < _SHORTEST:
        return 0
    changed = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    if all(_ideograph(x) and _ideograph(y) for x, y in changed):
        return len(changed)
    return 0


def is_slip(a: str, b: str) -> bool:
    """Whether two names of equal length differ by one or two ideographs."""
    return 0 < slips(a, b) <= _SLIPS


def lacks_one(key: str, name: str, shortest: int) -> bool:
    """Whether a key is a name of at least so many characters with one ideograph left out."""
    if len(name) != len(key) + 1 or len(name) < shortest:
        return False
    return any(name[:at] + name[at + 1 :] == key and _ideograph(name[at]) for at in range(len(name)))


def _ideograph(char: str) -> bool:
    return _IDEOGRAPH.match(char) is not None


def _printed(document: Document, facts: Iterable[Fact]) -> Iterator[Printed]:
    """The label of each row that has a code."""
    for fact in _coded_rows(facts):
        name = "".join(fact.row[-1].split())
        if _numbers_a_unit(fact.code, name):
            continue
        span = _cell_of(document, fact, name)
        if span is not None:
            yield Printed(fact.code, name, span)


def _coded_rows(facts: Iterable[Fact]) -> Iterator[Fact]:
    """The first fact of each row that has a label and a code of the classification."""
    seen: set[tuple[int, int, str]] = set()
    for fact in facts:
        at = (fact.table, fact.row_index, fact.code)
        if at in seen or not fact.row:
            continue
        if classification.kind(fact.code):
            seen.add(at)
            yield fact


def _numbers_a_unit(code: str, name: str) -> bool:
    """Whether three digits stand under a name far from that of their 类: then they number a unit."""
    if len(code) != CLASS:
        return False
    key = classification.key(name)
    return not any(alike(key, classification.key(n)) for n in classification.names_of(code))


def _cell_of(document: Document, fact: Fact, name: str) -> Span | None:
    """Where a fact's row prints a name."""
    for cell in document.tables[fact.table].rows[fact.row_index]:
        span = find(document, name, cell.span)
        if span:
            return span
    return None


def find(document: Document, words: str, within: Span) -> Span | None:
    """Where the document first prints these words inside a span, whatever blanks stand in them."""
    view = make_view(document.text, within.start, within.end)
    bare = make_view(words, 0, len(words)).text
    at = view.text.find(bare) if bare else -1
    return view.span(at, at + len(bare)) if at >= 0 else None
