"""The classification codes that a document's tables print with their names, and the code that an item in prose has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from gouji.document import Document, Fact, Span
from gouji.language import classification
from gouji.language.codes import CLASS
from gouji.language.view import make_view

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

    def children(self, code: str) -> tuple[str, ...]:
        """The codes printed right below a code."""
        return tuple(c for c in self.by_code if classification.parent(c) == code)

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
            self._found[path] = own or self._fitting(path, classification.codes_of(path[-1], self.document.year))
        return self._found[path]

    def _fitting(self, path: tuple[str, ...], codes: Iterable[str]) -> str:
        found = [c for c in codes if self._stands_below(c, path[:-1])]
        return found[0] if len(found) == 1 else ""

    def _stands_below(self, code: str, above: tuple[str, ...]) -> bool:
        for name in reversed(above):
            code = classification.parent(code)
            if not code or not any(alike(classification.key(name), n) for n in self.names(code)):
                return False
        return True


def alike(a: str, b: str) -> bool:
    """Whether two keys can be of one item: equal, one an abbreviation of the other, or with a slip of the hand."""
    return a == b or abbreviates(a, b) or is_slip(a, b)


def abbreviates(a: str, b: str) -> bool:
    """Whether the shorter name leaves out characters of the longer and changes none (or was cut short)."""
    short, long = sorted((a, b), key=len)
    rest = iter(long)
    return bool(short) and all(c in rest for c in short)


def slips(a: str, b: str) -> int:
    """How many characters two names of equal length (four at least) have otherwise; 0 for no such names.

    Where anything but an ideograph differs (a glyph that was not read, a digit) it is no slip of a name.
    """
    if len(a) != len(b) or len(a) < _SHORTEST:
        return 0
    other = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(other) if all(_ideograph(c) for pair in other for c in pair) else 0


def is_slip(a: str, b: str) -> bool:
    """Whether two names of equal length differ by one or two ideographs."""
    return 0 < slips(a, b) <= _SLIPS


def _ideograph(char: str) -> bool:
    return "一" <= char <= "鿿"


def _printed(document: Document, facts: Iterable[Fact]) -> Iterator[Printed]:
    """The label of each row that has a code. A 类 under a name far from its own is no 类 but a number of a unit."""
    seen: set[tuple[int, int, str]] = set()
    for fact in facts:
        at = (fact.table, fact.row_index, fact.code)
        if at in seen or not fact.row or not classification.kind(fact.code):
            continue
        seen.add(at)
        name = "".join(fact.row[-1].split())
        official = {classification.key(n) for n in classification.names_of(fact.code)}
        if len(fact.code) == CLASS and not any(alike(classification.key(name), n) for n in official):
            continue
        cells = document.tables[fact.table].rows[fact.row_index]
        span = next((s for c in cells if (s := find(document, name, c.span))), None)
        if span is not None:
            yield Printed(fact.code, name, span)


def find(document: Document, words: str, within: Span) -> Span | None:
    """Where the document first prints these words inside a span, whatever blanks stand in them."""
    view = make_view(document.text, within.start, within.end)
    bare = make_view(words, 0, len(words)).text
    at = view.text.find(bare) if bare else -1
    return view.span(at, at + len(bare)) if at >= 0 else None
