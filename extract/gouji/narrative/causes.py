"""Finds reasons (CAUSE): the words that explain why a figure changed, without their trigger and their last mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from gouji.language import rules
from gouji.language.rules import Rule
from gouji.narrative.passages import Passage

_CLOSING = "，,。；;：:、 "
_OPENING = "(《“"
_SHUTTING = ")》”"
_SHORTEST = 3
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason at [start, end) of a passage's view; `at` is where its trigger begins.

    `closed` says that its rule tells where it ends, too (由于…等原因); other reasons go on to the next bound.
    """

    start: int
    end: int
    at: int
    rule: Rule
    closed: bool = False


def causes(passage: Passage) -> tuple[Cause, ...]:
    """The reasons of a passage, in order, none inside another."""
    found: list[Cause] = []
    for cause in sorted(candidates(passage), key=lambda c: (c.at, not c.closed, -c.end)):
        if not found or cause.at >= found[-1].end:
            found.append(cause)
    return tuple(found)


def candidates(passage: Passage) -> Iterator[Cause]:
    """What each rule takes for a reason, rule by rule."""
    for rule in rules.load("causes"):
        if "after_change" in rule.yields:
            yield from _candidates_of(passage.text, rule)


def _candidates_of(text: str, rule: Rule) -> Iterator[Cause]:
    for match in rule.finditer(text):
        if rule.yields["after_change"] and not _explains(text, match):
            continue
        closed = "reason" in match.groupdict()
        start, end = match.span("reason") if closed else _bounds(text, match.end())
        if end - start >= _SHORTEST and not _no_reason(text, start, end):
            yield Cause(start, end, match.start(), rule, closed)


def _explains(text: str, match: regex.Match[str]) -> bool:
    """Whether a change was just stated, and what follows does not only say what the money was spent on."""
    return _change_before(text, match.start()) and not _begins(text[match.end() :], "spent on")


def _no_reason(text: str, start: int, end: int) -> bool:
    """Whether what follows a trigger is a bare number, another statement, or a list of parts."""
    return text[start:end].isdecimal() or _begins(text[start:], "another", "made of")


def _change_before(text: str, position: int) -> bool:
    """Whether the sentence before a position, or the one that it stands in, has just stated a change."""
    begin = text.rfind("。", 0, max(position - 1, 0)) + 1
    return rules.load("causes")["cause.change_stated"].search(text[begin:position]) is not None


def _bounds(text: str, start: int) -> tuple[int, int]:
    """From behind the trigger to the end of the reason."""
    start = _behind_trigger(text, start)
    ends = _Ends(
        text,
        enumerated=_begins(text[start : start + 8], "enumerator"),
        changes=_begins(text[start : start + 24], "stop"),
    )
    last = min(start + _LONGEST, len(text))
    end = next(filter(ends.at, _outside_brackets(text, start, last)), last)
    return start, len(text[:end].rstrip(_CLOSING))


def _outside_brackets(text: str, start: int, end: int) -> Iterator[int]:
    """The positions outside brackets and quotes that open from `start` on; a bracket that closes another is outside."""
    depth = 0
    for position in range(start, end):
        char = text[position]
        depth += char in _OPENING
        if not depth:
            yield position
        depth = max(0, depth - (char in _SHUTTING))


def _behind_trigger(text: str, start: int) -> int:
    """Behind the marks after a trigger and a second trigger that only repeats it."""
    while start < len(text) and text[start] in _CLOSING:
        start += 1
    second = rules.load("causes")["cause.again"].search(text[start : start + 8])
    return start + second.end() if second else start


@dataclass(frozen=True, slots=True)
class _Ends:
    """Tells which marks outside brackets end a reason; the bracket that a reason stands in ends it too.

    No mark ends an `enumerated` reason (一是…；二是…) where the next number follows. A reason may list `changes`
    (主要是甲比上年减少5%，乙比上年增加3%): then the next change does not end it.
    """

    text: str
    enumerated: bool
    changes: bool

    def at(self, position: int) -> bool:
        char = self.text[position]
        if char in "。；;":
            enumerated = self.enumerated and (
                self._follows(position, 8, "enumerator") or (char != "。" and self._follows(position, _LONGEST, "on"))
            )
            return not (enumerated or (char != "。" and self._goes_on(position)))
        if char in "，,":
            return self._comma_ends(position)
        return char == ")"

    def _comma_ends(self, position: int) -> bool:
        if self.enumerated and self._numbers_on(position):
            return False
        if not self.changes and self._follows(position, 16, "stop"):
            return True
        return not self.enumerated and self._follows(position, 90, "another")

    def _numbers_on(self, position: int) -> bool:
        """Whether the next full stop or semicolon is one that the next number stands behind."""
        following = rules.load("causes")["cause.next_mark"].search(self.text, position)
        return following is not None and self._follows(following.end() - 1, 8, "enumerator")

    def _goes_on(self, position: int) -> bool:
        """Whether what follows a semicolon, up to the end of the sentence, tells of the reason on: without a figure."""
        return self._follows(position, _LONGEST, "unfigured") and not self._follows(position, 16, "stop")

    def _follows(self, position: int, reach: int, *bounds: str) -> bool:
        return _begins(self.text[position + 1 : position + reach], *bounds)


def _begins(text: str, *bounds: str) -> bool:
    """Whether a text begins with what bounds a reason in one of these ways (stop, enumerator, another …)."""
    return any(rule.match(text) for bound in bounds for rule in _bounding(bound))


@cache
def _bounding(bound: str) -> tuple[Rule, ...]:
    return rules.load("causes").of(bound=bound)
