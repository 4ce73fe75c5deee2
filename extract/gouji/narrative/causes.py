"""CAUSE: the words that explain why a figure changed or differs, without trigger and closing punctuation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from gouji.language import rules
from gouji.language.rules import Rule
from gouji.narrative.passages import Passage

_CLOSING = "，,。；;：:、 "
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason at [start, end) of a passage's view; `at` is where its trigger begins."""

    start: int
    end: int
    at: int
    rule: Rule


def causes(passage: Passage) -> tuple[Cause, ...]:
    """The reasons of a passage, in order, none inside another."""
    found: list[Cause] = []
    for cause in sorted(candidates(passage), key=lambda c: (c.at, -c.end)):
        if not found or cause.at >= found[-1].end:
            found.append(cause)
    return tuple(found)


def candidates(passage: Passage) -> Iterator[Cause]:
    """What each rule takes for a reason, rule by rule."""
    text = passage.text
    for rule in rules.load("causes"):
        if "after_change" not in rule.yields:
            continue
        for match in rule.finditer(text):
            if rule.yields["after_change"] and not _change_before(text, match.start()):
                continue
            start, end = _bounds(text, match.end())
            nothing = text[start:end].isdecimal() or _begins(text[start:], "level", "made of")
            if end - start >= 3 and not nothing:
                yield Cause(start, end, match.start(), rule)


def _change_before(text: str, position: int) -> bool:
    """Whether what stands before has just stated a change (within the sentence that ends or goes on there)."""
    begin = text.rfind("。", 0, max(position - 1, 0)) + 1
    return rules.load("causes")["cause.change_stated"].search(text[begin:position]) is not None


def _bounds(text: str, start: int) -> tuple[int, int]:
    """From behind the trigger to the end of the reason."""
    while start < len(text) and text[start] in _CLOSING:
        start += 1
    if second := rules.load("causes")["cause.again"].search(text[start : start + 8]):
        start += second.end()
    enumerated = _begins(text[start : start + 8], "enumerator")
    # a reason that is itself a change (主要是甲比上年减少5%，乙比上年增加3%) goes on with others
    changes = _begins(text[start : start + 24], "stop")
    depth, position = 0, start
    while position < len(text) and position - start < _LONGEST:
        char = text[position]
        if char in "(《“":
            depth += 1
        elif char in ")》”":
            if depth == 0 and char == ")":
                break
            depth = max(0, depth - 1)
        elif depth == 0 and char in "。；;":
            if not (enumerated and _begins(text[position + 1 : position + 8], "enumerator")):
                break
        elif depth == 0 and char in "，,":
            if not changes and _begins(text[position + 1 : position + 16], "stop"):
                break
            if not enumerated and _begins(text[position + 1 : position + 90], "another", "level"):
                break
        position += 1
    return start, len(text[:position].rstrip(_CLOSING))


def _begins(text: str, *bounds: str) -> bool:
    """Whether a text begins with what bounds a reason in one of these ways (stop, enumerator, level …)."""
    return any(rule.match(text) for bound in bounds for rule in _bounding(bound))


@cache
def _bounding(bound: str) -> tuple[Rule, ...]:
    return rules.load("causes").of(bound=bound)
