"""Misprints of known terms: one character in the place of another (财政拔款 for 财政拨款).

A list of misprints knows those of the documents that it was made from. What a misprint is follows from the terms: it is
as long as a term and differs in one character, and that character makes no word of the field with its neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from gouji.language import classification, rules

SHORTEST = 4  # characters: a shorter term is one character from too many words
_GAP = "\0"


class Lexicon:
    """Known terms of a kind, to be found by what is printed in their place."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = frozenset(term for term in terms if len(term) >= SHORTEST)
        self._gapped: dict[str, set[str]] = defaultdict(set)
        for term in self._terms:
            for place in range(len(term)):
                self._gapped[_without(term, place)].add(term)

    def meant(self, printed: str) -> str:
        """The one term that a text misprints, or ''.

        What ends in a word that names end in has a name of its own (人防经费 is no 人员经费): only what stands before
        that word is compared then, and is long enough itself.
        """
        before_head = len(printed) - len(_head(printed))
        if printed in self._terms or before_head < SHORTEST:
            return ""
        found: set[str] = set()
        for place in _strange(printed):
            found |= self._gapped.get(_without(printed, place), set())
        return found.pop() if len(found) == 1 else ""


def _without(text: str, at: int) -> str:
    return text[:at] + _GAP + text[at + 1 :]


def _strange(text: str) -> Iterator[int]:
    """The characters that make no pair with a neighbour that any word of the field has.

    The first and the last have one neighbour only, which tells too little of a short text (财政专款 is no 财政专户).
    """
    known = [a + b in _pairs() for a, b in pairwise(text)]
    edge = 0 if len(text) > SHORTEST else 1
    for i in range(edge, len(text) - edge):
        if not any(known[max(0, i - 1) : i + 1]):
            yield i


def _head(text: str) -> str:
    """The longest word at the end of a text that names of projects and of sides end in."""
    return next(filter(text.endswith, _heads()), "")


@cache
def _heads() -> tuple[str, ...]:
    sides = (alias for side in rules.load("subjects").data["side"] for alias in side["aliases"])
    return tuple(sorted({*sides, *rules.load("projects").data["heads"]}, key=len, reverse=True))


@cache
def _pairs() -> frozenset[str]:
    """The pairs of neighbouring characters in the words of the field."""
    return frozenset(a + b for word in _words() for a, b in pairwise(word))


def _words() -> Iterator[str]:
    for item in classification.items():
        yield item.name
    for name in rules.names():
        for words in rules.load(name).words.values():
            yield from words
    for group in ("term", "fund", "side", "extent"):
        for entry in rules.load("subjects").data[group]:
            yield from entry["aliases"]
    for group in ("heads", "generic", "never"):
        yield from rules.load("projects").data[group]
