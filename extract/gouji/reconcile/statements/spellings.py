"""Names of projects: which two are one name but for a slip or a way of writing, where no third is as near."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from gouji.declared import declared
from gouji.language.view import fold
from gouji.narrative.projects import canonical, money_words

LONG = 6  # characters; shorter names differ in one character by nature
_NEAR, _DIGITS = 3, 4  # so many digits among the nearest characters make a number long
_WORD = 2  # characters of a word

Pair = frozenset[str]


def spelt_alike(text: str, asked: Iterable[str], given: Iterable[str], named: Iterable[str]) -> frozenset[Pair]:
    """The pairs of an asked and a given name that are one project's, spelt in two ways.

    Parameters
    ----------
    text : what the document prints. A word that it uses elsewhere too is no slip.
    asked, given : the names of prose, and those of the tables' projects.
    named : every name of a project in the document. Another that is as near to either leaves open which is meant.
    """
    wanted, projects = set(asked), set(given)
    every = {_bare(name) for name in (*named, *wanted, *projects)}
    squeezed = ""
    found: set[Pair] = set()
    for name in wanted - projects:
        for other in projects:
            x, y = _bare(name), _bare(other)
            if not _may_be_one(x, y) or any(_as_near(x, y, third) for third in every):
                continue
            squeezed = squeezed or canonical("".join(fold(text).split()))
            if x == y or not (_elsewhere(squeezed, x, y) and _elsewhere(squeezed, y, x)):
                found.add(frozenset((name, other)))
    return frozenset(found)


def _may_be_one(x: str, y: str) -> bool:
    return len(x) >= LONG and (x == y or one_slip(x, y))


def _as_near(x: str, y: str, third: str) -> bool:
    """Whether a third name is as near to one of two as they are to each other."""
    return third not in (x, y) and (one_slip(x, third) or one_slip(y, third))


@lru_cache(maxsize=16384)
def _bare(name: str) -> str:
    """A name without what may be written or left out: quotes, the words for its money, one of the words for `and`."""
    bare = canonical("".join(fold(name).split()))
    for word in declared("projects")["joining"]:
        bare = bare.replace(word, declared("projects")["joining"][0])
    tail = next((word for word in money_words() if bare.endswith(word)), "")
    return bare.removesuffix(tail)


def _elsewhere(text: str, name: str, other: str) -> bool:
    """Whether the word in which a name differs from another stands elsewhere than in that name."""
    at = _differing(name, other)
    around = text.count(name[max(0, at - _WORD) : at + _WORD + 1])
    words = (name[start : start + _WORD] for start in (at - 1, at) if start >= 0)
    return any(len(word) == _WORD and text.count(word) > around for word in words)


def _differing(a: str, b: str) -> int:
    """The place of the first character in which two names differ."""
    return next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def one_slip(a: str, b: str) -> bool:
    """Whether two long names differ by one character written wrong, or by one digit left out or put in.

    Numbers and other ordinals tell projects apart (一期, 二期), so that another of them is no slip. One more character
    makes a longer form of the name, and no slip; a digit inside a longer number is one.
    """
    short, long = sorted((a, b), key=len)
    if a == b or len(short) < LONG:
        return False
    at = _differing(short, long)
    rest = long[at + 1 :]
    if len(long) == len(short):
        ordinals = declared("projects")["ordinals"]
        return short[at + 1 :] == rest and short[at] not in ordinals and long[at] not in ordinals
    return short[at:] == rest and _in_number(long, at)


def _in_number(name: str, at: int) -> bool:
    """Whether a character is a digit of a long number."""
    near = name[max(0, at - _NEAR) : at + _NEAR + 1]
    return name[at].isdecimal() and sum(c.isdecimal() for c in near) >= _DIGITS
