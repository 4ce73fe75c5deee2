"""Automatic numbering: the number that a word processor prints before a paragraph and the file does not hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import regex
from docx.oxml.ns import qn

from gouji.readers.limits import LIMITS
from gouji.readers.word.numbering_formats import printed
from gouji.readers.word.styles import Styles
from gouji.readers.word.wordprocessingml import RUN_PROPERTIES, STYLE, Element, number, switch, value

_NUMBERED, _ID, _LEVEL = qn("w:numPr"), qn("w:numId"), qn("w:ilvl")
_LEVEL_KEY, _LINK = qn("w:ilvl"), qn("w:numStyleLink")
_PLACEHOLDER = regex.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered. `restart`: only the levels below this one restart it; None: all do."""

    start: int
    form: str
    text: str
    restart: int | None = None
    legal: bool = False  # the numbers of all levels in figures
    style: str = ""  # paragraphs of this style have this level
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A `w:num`: `counter` names the count that it shares with others of the same form."""

    counter: str
    levels: dict[int, Level]
    starts: dict[int, int]  # where it begins anew, by level


@dataclass
class Numbering:
    """The numbering part of a document and the counts so far. Paragraphs are to be asked for in reading order.

    `too_long`: whether a number was left out because its text is longer than any that is written.

    Lists of one form share their count, as in Word; one that is told where to start begins anew when first met.
    """

    root: Element | None
    styles: Styles
    too_long: bool = False
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        parts = () if self.root is None else self.root
        self._forms = {p.get(qn("w:abstractNumId"), ""): p for p in parts if p.tag == qn("w:abstractNum")}
        self._nums = {p.get(_ID, ""): p for p in parts if p.tag == qn("w:num")}
        self._list = cache(self._read)

    def before(self, paragraph: Element) -> str:
        """What is printed before the paragraph, which is counted; empty without a number.

        A blank follows where number and text could be read as one (1. and 5万元).
        """
        name, level = self._place(paragraph)
        listed = self._list(name)
        if listed is None or level not in listed.levels:
            return ""
        counts = self._count(name, listed, level)
        shown = listed.levels[level]
        if shown.form == "bullet" or shown.hidden:
            return ""
        if len(shown.text) > LIMITS.numbering:
            self.too_long = True
            return ""

        def fill(match: regex.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in listed.levels:
                return ""
            form = "decimal" if shown.legal else listed.levels[at].form
            return printed(counts.get(at, _start(listed, at)), form)

        text = _PLACEHOLDER.sub(fill, shown.text).strip()
        return text + " " if text and (text[-1].isascii() or text[-1].isalnum()) else text

    def _count(self, name: str, listed: Listed, level: int) -> dict[int, int]:
        """The counts of the list after one more paragraph at `level`."""
        counts = self._counts.setdefault(listed.counter, {})
        if level in listed.starts and (name, level) not in self._begun:
            self._begun.add((name, level))
            counts.pop(level, None)
        counts[level] = counts[level] + 1 if level in counts else _start(listed, level)
        for deeper in [d for d in counts if d > level]:
            restart = listed.levels[deeper].restart if deeper in listed.levels else None
            if restart is None or level < restart:
                del counts[deeper]
        return counts

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """The list and the level of a paragraph, its own or its style's; ("", 0) outside of lists."""
        name, level, style = "", "", ""
        for properties in self.styles.layers(paragraph):
            style = style or value(properties, STYLE)
            numbered = None if properties is None else properties.find(_NUMBERED)
            name = name or value(numbered, _ID)
            level = level or value(numbered, _LEVEL)
            if name:
                break
        listed = self._list(name)
        if level or listed is None:
            return name, number(level, 0)
        return name, _level_of_style(listed, style)

    def _read(self, name: str) -> Listed | None:
        num = self._nums.get(name)
        counter = value(num, qn("w:abstractNumId"))
        form = self._forms.get(counter)
        if link := value(form, _LINK):  # the levels are where the style of that name has them
            linked = value(self.styles.of(link), f"{_NUMBERED}/{_ID}")
            counter = value(self._nums.get(linked), qn("w:abstractNumId"))
            form = self._forms.get(counter)
        if num is None or form is None:
            return None
        levels = {number(part.get(_LEVEL_KEY, ""), 0): _level(part) for part in form.iterfind(qn("w:lvl"))}
        starts: dict[int, int] = {}
        for change in num.iterfind(qn("w:lvlOverride")):
            at = number(change.get(_LEVEL_KEY, ""), 0)
            part = change.find(qn("w:lvl"))
            if part is not None:
                levels[at] = _level(part)
            if start := value(change, qn("w:startOverride")):
                starts[at] = number(start, 1)
        return Listed(counter, levels, starts)


def _level_of_style(listed: Listed, style: str) -> int:
    """The level of a list that a style stands for; 0 where none does."""
    if style:
        for level, at in listed.levels.items():
            if at.style == style:
                return level
    return 0


def _start(listed: Listed, level: int) -> int:
    return listed.starts.get(level, listed.levels[level].start)


def _level(part: Element) -> Level:
    restart = value(part, qn("w:lvlRestart"))
    formats = [value(f) for f in part.iter(qn("w:numFmt"))]  # a format of one's own has another one to fall back on
    return Level(
        number(value(part, qn("w:start")), 0),
        formats[-1] if formats else "decimal",
        value(part, qn("w:lvlText")),
        number(restart, 0) if restart else None,
        bool(switch(part, qn("w:isLgl"))),
        value(part, STYLE),
        bool(switch(part.find(RUN_PROPERTIES), qn("w:vanish"))),
    )
