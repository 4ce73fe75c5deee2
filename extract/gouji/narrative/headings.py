"""Headings and the section tree."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from gouji.document import Section, Span
from gouji.language.titles import may_be_title, numbering
from gouji.language.view import make_view

_COLON = regex.compile("[:：]")
_INLINE = 24  # characters of a title that prose follows on the same line, at most
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
    number = numbering(view)
    if number is None:
        return None
    rest = view[number.end :]
    if len(view) <= _SHORT:
        rest = rest.removesuffix("。")
    if may_be_title(rest):
        return Heading(number.text, rest.strip(" :："), number.level, len(line))
    title = _before_colon(rest)
    if title and may_be_title(title):
        return Heading(number.text, title, number.level, len(line), inline=True)
    return None


def _before_colon(text: str) -> str:
    """What stands before the first colon, where it is as long as inline titles are; else ''."""
    colon = _COLON.search(text)
    title = text[: colon.start()] if colon else ""
    return title if 2 <= len(title) <= _INLINE else ""


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
