"""A made-up disclosure as a text with everything that is true of it: entities, links, facts, claims, slips."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from gouji.learn.synth.marked_script import Block, Cell, Grid, Mark, Para, Script, resolve, shifted
from gouji.learn.synth.word_lists import words

Place = tuple[int, int]  # start and end in the text


@dataclass(frozen=True, slots=True)
class Planted:
    """A slip: the disputed figure, what is printed and what should be, and the figures that tell.

    Attributes:
        name: of the slip (`wrong_base`).
        kind: of the mismatch as findings name it (`change`).
        mark: the figure; `evidence` are others.
        severity: `material`, or `minor` for a last place.
        until: the figure that a direction word belongs to; the two are disputed together.
    """

    name: str
    kind: str
    mark: int
    stated: str
    expected: str
    evidence: tuple[int, ...] = ()
    severity: str = "material"
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A planted slip in the text: the disputed stretch, what it says and should say, the evidence."""

    name: str
    kind: str
    severity: str
    start: int
    end: int
    stated: str
    expected: str
    evidence: tuple[Place, ...]
    mark: int


@dataclass(frozen=True, slots=True)
class Disclosure:
    """A made-up document.

    Attributes:
        text: the document, tables flattened.
        entities: (label, start, end) of every AMOUNT, PERCENT, CAUSE and PROJECT in prose, in the order of the text.
        links: (start, end, cell_start, cell_end) for every amount in prose and cell that state one quantity.
        truth: the slips planted.
        kind: `budget` or `final`.
        layout: the name of the layout.
        script: the document before it was a text: marks, claims, tables.
        figures: where each mark stands, by its number.
        phrases: where each phrase stands.
    """

    seed: int | str
    text: str
    entities: tuple[tuple[str, int, int], ...]
    links: tuple[tuple[int, int, int, int], ...]
    truth: tuple[Mismatch, ...]
    kind: str
    layout: str
    script: Script = field(repr=False)
    figures: Mapping[int, Place] = field(repr=False)
    phrases: Mapping[int, Place] = field(repr=False)

    @property
    def changed(self) -> dict[int, str]:
        """The printed texts of the figures that have a slip."""
        return {m.mark: self.text[slice(*self.figures[m.mark])] for m in self.truth}

    @property
    def department(self) -> str:
        return self.script.department

    @property
    def year(self) -> int:
        return self.script.year


def disclosure(seed: int | str, script: Script, form: str, planted: Sequence[Planted] = ()) -> Disclosure:
    """A script as a text. `form` is how tables are flattened: `word` (a cell a line) or `tab` (a row a line)."""
    changed = {p.mark: p.stated for p in planted}
    parts: list[str] = []
    figures: dict[int, Place] = {}
    phrases: dict[int, Place] = {}
    length = 0
    for block in script.blocks:
        done = resolve(flat(block, form), script.marks, changed)
        figures |= {i: (a, b) for i, a, b in shifted(done.figures, length)}
        phrases |= {i: (a, b) for i, a, b in shifted(done.phrases, length)}
        parts.append(done.text)
        length += len(done.text)
    marked = [(script.marks[i].label, a, b) for i, (a, b) in figures.items()]
    entities = [entity for entity in marked if entity[0] in _AMOUNTS]
    entities += [(script.phrases[i].label, a, b) for i, (a, b) in phrases.items()]
    entities.sort(key=lambda e: (e[1], -e[2]))
    links = tuple((*figures[a], *figures[c]) for a, c in linked(script, figures))
    text = "".join(parts)
    truth = tuple(sorted((_mismatch(p, text, figures) for p in planted), key=lambda m: m.start))
    kind, layout = script.kind, script.layout
    return Disclosure(seed, text, tuple(entities), links, truth, kind, layout, script, figures, phrases)


def _mismatch(planted: Planted, text: str, figures: Mapping[int, Place]) -> Mismatch:
    start, end = figures[planted.mark]
    expected = planted.expected
    if planted.until is not None:
        begin, end = end, figures[planted.until][1]
        expected += text[begin:end]
    evidence = tuple(figures[m] for m in planted.evidence if m in figures)
    name, kind = planted.name, planted.kind
    return Mismatch(name, kind, planted.severity, start, end, text[start:end], expected, evidence, planted.mark)


_AMOUNTS = ("AMOUNT", "PERCENT")


def linked(script: Script, shown: Mapping[int, Place]) -> list[tuple[int, int]]:
    """The amounts of the prose with the cells that state the same quantity, the one of the same name first.

    Amounts of one year that are equal to the cent are one quantity: they were drawn with cents, or added up from the
    same leaves.
    """
    printed = _printed(script, shown)
    cells = {i: mark.key for i, mark in printed if mark.label == "CELL"}
    found: list[tuple[int, int]] = []
    for i, mark in printed:
        if _is_level(mark):
            own = [c for c, key in cells.items() if key == mark.key]
            others = [c for c, key in cells.items() if key != mark.key]
            same = [c for c in others if script.same(mark.key, cells[c])]
            found.extend((i, c) for c in (*own, *same))
    return found


def _printed(script: Script, shown: Collection[int]) -> list[tuple[int, Mark]]:
    return [(i, mark) for i, mark in enumerate(script.marks) if i in shown]


def _is_level(mark: Mark) -> bool:
    """Whether a figure of the prose is an amount of the ledger, not a change of one."""
    return mark.label == "AMOUNT" and mark.role == "value" and bool(mark.key)


def flat(block: Block, form: str) -> str:
    """A block as marked text."""
    if isinstance(block, Para):
        return f"\n{block.text}\n" if block.level == 1 else f"{block.text}\n"
    above = _above_word_table(block) if form == "word" else _above_tab_table(block)
    rows = [_row(row, form) for row in block.rows]
    return "\n".join(["", block.title, *above, *rows, block.note, ""]) + "\n"


def _above_word_table(grid: Grid) -> list[str]:
    """The lines between title and table: each a row of one cell."""
    lines = [grid.number, f"{words('print')['owner']}{grid.department}", grid.unit]
    return ["", *(_row([Cell(line)], "word") for line in lines if line)]


def _above_tab_table(grid: Grid) -> list[str]:
    lines = [grid.number, f"{words('print')['owner']}{grid.department}\t{grid.unit}"]
    return [line for line in lines if line]


def _row(row: Sequence[Cell], form: str) -> str:
    """A table row: `word` gives a cell a line after a tab and ends with a blank line, `tab` one line."""
    if form == "word":
        return "\t" + "\n\t".join(c.text for c in row) + "\n"
    return "\t".join("\t".join([c.text, *[""] * (c.width - 1)]) for c in row)
