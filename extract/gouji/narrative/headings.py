"""Headings and the section tree."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.document import Section, Span
from gouji.language import rules
from gouji.language.view import make_view

_LONGEST = 60
_SHORT = 24  # a heading may end with a full stop when it is no longer
_PLAIN_LEVEL = 3  # of an unnumbered title inside a numbered document


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading's number, title and level; `length` raw characters of the line belong to it.

    `inline` headings are followed by prose on the same line (`（一）机关运行经费情况：2025年…`).
    """

    number: str
    title: str
    level: int
    length: int
    inline: bool = False


def heading_of(line: str) -> Heading | None:
    """The heading that a line is or begins with; None for plain prose."""
    view = make_view(line, 0, len(line)).text
    for rule in rules.ranked("structure", "level"):
        if match := rule.search(view):
            return _numbered(view, match["number"].strip(), match.end(), int(rule.yields["level"]), len(line))
    return None


def number_level(line: str) -> int | None:
    """The level of the number that a line begins with, whether it is a heading or prose; None without a number."""
    view = make_view(line, 0, min(len(line), _LONGEST)).text
    for rule in rules.ranked("structure", "level"):
        if rule.match(view):
            return int(rule.yields["level"])
    return None


def _numbered(view: str, number: str, end: int, level: int, length: int) -> Heading | None:
    """The heading whose number ends at `end` of the view; None where prose follows the number."""
    rest = view[end:]
    if len(view) <= _SHORT:
        rest = rest.removesuffix("。")
    if _is_title(rest):
        return Heading(number, rest.strip(" :："), level, length)
    title, mark, _ = rest.partition("：") if "：" in rest[:30] else rest.partition(":")
    if mark and 2 <= len(title) <= 24 and _is_title(title):
        return Heading(number, title, level, length, inline=True)
    return None


def _is_title(text: str) -> bool:
    if len(text) > _LONGEST or any(c in "。；;，," for c in text):
        return False
    return not rules.load("structure")["structure.not_title"].search(text)


class SectionTree:
    """Collects headings in order and keeps the path of open sections."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self._open: list[int] = []

    @property
    def current(self) -> int:
        return self._open[-1] if self._open else -1

    def add(self, heading: Heading, span: Span) -> int:
        """Open a section; deeper or equal ones that are open are closed first."""
        while self._open and self.sections[self._open[-1]].level >= heading.level:
            self._open.pop()
        self.sections.append(Section(heading.number, heading.title, heading.level, span, self.current))
        self._open.append(len(self.sections) - 1)
        return self.current

    def plain(self, title: str, span: Span) -> int:
        """Open an unnumbered section beside the open ones of its level."""
        return self.add(Heading("", title, _PLAIN_LEVEL, len(title)), span)
