"""A disclosure before it becomes a text: paragraphs and tables in which every figure and phrase is marked.

A mark is a token of private-use characters, so templates and word lists handle marked text as any other. `resolve`
puts the printed figures in their places and tells where everything then stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gouji.figures import plain
from gouji.learn.synth.ledger import Ledger
from gouji.learn.synth.print_style import Style
from gouji.learn.synth.word_lists import words

_FIGURE, _OPEN, _CLOSE, _GRID, _END = "\ue000", "\ue002", "\ue003", "\ue004", "\ue001"
_TOKEN = re.compile(f"([{_FIGURE}{_OPEN}{_CLOSE}])(\\d+){_END}")
GRID = re.compile(f"{_GRID}(\\d+){_END}")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")


def unit_of(text: str, otherwise: str = "") -> str:
    """The unit that an amount ends with, the longest that does; else another."""
    return max((u for u in words("print")["units"] if text.endswith(u)), key=len, default=otherwise)


@dataclass(frozen=True, slots=True)
class Mark:
    """A printed figure or direction word.

    Attributes:
        label: AMOUNT, PERCENT, CELL or WORD.
        text: as printed without a slip.
        key: of the ledger; '' for a figure that stands in no relation.
        role: `value`, `delta`, `rate`, `share`, `completion`, `up`, `over`, `year`.
        unit: of an amount or a cell.
    """

    label: str
    text: str
    key: str = ""
    role: str = "value"
    unit: str = ""

    def norm(self, text: str | None = None) -> str:
        """Yuan, or the number of per cent, that is printed (or that `text` prints)."""
        found = _NUMBER.search(text or self.text)
        if found is None:
            return ""
        digits = found.group().replace(",", "")
        if self.label == "PERCENT":
            return digits
        printed = text or self.text
        return plain(Decimal(digits) * words("print")["units"][unit_of(printed, self.unit)])


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that are an entity: CAUSE (of the figure with mark `of`) or PROJECT."""

    label: str
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A claim: its relation, subject and key, its marks by role, and the phrase that is its cause."""

    relation: str
    key: str
    subject: str
    figures: Mapping[str, int]
    parts: tuple[int, ...] = ()
    direction: str = ""
    cause: int | None = None
    period: int = 0
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: marked text, how many columns it covers, and, of a figure, its mark and path."""

    text: str
    width: int = 1
    mark: int | None = None
    row: tuple[str, ...] = ()
    col: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with what stands above and below it."""

    title: str
    number: str
    department: str
    unit: str
    rows: tuple[tuple[Cell, ...], ...]
    heads: int  # header rows
    note: str = ""


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of marked text; `level` is that of a heading, 0 for none."""

    text: str
    level: int = 0


Block = Para | Grid


@dataclass
class Script:
    """All that is known of a disclosure; tokens count in `marks` and `phrases`."""

    kind: str
    layout: str
    ledger: Ledger
    department: str
    style: Style
    marks: list[Mark] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)

    @property
    def year(self) -> int:
        return self.ledger.year

    def same(self, one: str, other: str) -> bool:
        """Whether two keys are one quantity: of one year, and equal to the cent without being nothing."""
        if one.partition("@")[2] != other.partition("@")[2]:
            return False
        return bool(self.ledger[one]) and self.ledger[one] == self.ledger[other]

    def figure(self, mark: Mark) -> str:
        """The token of a new figure."""
        self.marks.append(mark)
        return token(len(self.marks) - 1)

    def phrase(self, text: str, label: str, of: int | None = None) -> str:
        self.phrases.append(Phrase(label, of))
        index = len(self.phrases) - 1
        return f"{_OPEN}{index}{_END}{text}{_CLOSE}{index}{_END}"

    def grid(self, grid: Grid) -> str:
        self.grids.append(grid)
        return f"{_GRID}{len(self.grids) - 1}{_END}"

    def set(self, rendered: str) -> None:
        """The blocks of a rendered template: a line is a paragraph, `# ` begins a heading."""
        for line in rendered.splitlines():
            if found := GRID.search(line):
                self.blocks.append(self.grids[int(found[1])])
            elif text := line.strip():
                level = len(text) - len(text.lstrip("#"))
                self.blocks.append(Para(text[level:].strip(), level))


def token(index: int) -> str:
    return f"{_FIGURE}{index}{_END}"


def tokens(text: str) -> list[int]:
    """The figures of a marked text in order."""
    return [int(n) for kind, n in _TOKEN.findall(text) if kind == _FIGURE]


def retoken(text: str, new: Mapping[int, int]) -> str:
    """A marked text with other figures, and without its phrases' marks."""

    def replaced(found: re.Match[str]) -> str:
        return token(new[int(found[2])]) if found[1] == _FIGURE else ""

    return _TOKEN.sub(replaced, text)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A plain text, and where its figures and phrases stand in it."""

    text: str
    figures: tuple[tuple[int, int, int], ...]  # mark, start, end
    phrases: tuple[tuple[int, int, int], ...]


def resolve(marked: str, marks: Sequence[Mark], changed: Mapping[int, str]) -> Resolved:
    """A marked text as printed; `changed` are the texts of figures with a slip."""
    out: list[str] = []
    figures: list[tuple[int, int, int]] = []
    phrases: list[tuple[int, int, int]] = []
    opened: dict[int, int] = {}
    at = length = 0
    for found in _TOKEN.finditer(marked):
        out.append(marked[at : found.start()])
        length += found.start() - at
        at, index = found.end(), int(found[2])
        if found[1] == _OPEN:
            opened[index] = length
        elif found[1] == _CLOSE:
            phrases.append((index, opened.pop(index), length))
        else:
            text = changed.get(index, marks[index].text)
            figures.append((index, length, length + len(text)))
            out.append(text)
            length += len(text)
    return Resolved("".join([*out, marked[at:]]), tuple(figures), tuple(phrases))


def shifted(spans: Iterable[tuple[int, int, int]], by: int) -> list[tuple[int, int, int]]:
    return [(index, start + by, end + by) for index, start, end in spans]
