"""Plants slips in a script: each by its name in `SLIPS`, in a figure that a relation or a table contradicts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from random import Random

from gouji.learn.synth import text_slips
from gouji.learn.synth.disclosure import Planted
from gouji.learn.synth.marked_script import Cell, Grid, Para, Said, Script, retoken, tokens
from gouji.learn.synth.slip_places import LEAST, Ground
from gouji.learn.synth.word_lists import words

Change = Callable[[Random, str], str | None]
Slip = Callable[[Ground, str], "Planted | None"]


def plant(
    rng: Random, script: Script, names: Sequence[str], at: Mapping[str, Collection[str]] | None = None
) -> list[Planted]:
    """Plants the named slips where they find a place, no two in one paragraph or quantity.

    `at` gives, by the name of a slip, the keys of the ledger that it may stand at; elsewhere any will do.
    """
    ground = Ground(rng, script)
    planted: list[Planted] = []
    for name in names:
        ground.keys = (at or {}).get(name, ())
        if found := SLIPS[name](ground, name):
            planted.append(found)
    return planted


def _amount(change: Change, kind: str, ground: Ground, name: str) -> Planted | None:
    for said, mark, cells in ground.stated():
        right = ground.script.marks[mark].text
        stated = change(ground.rng, right)
        if stated and stated != right:
            return ground.take(Planted(name, kind, mark, stated, right, tuple(cells)), said.key)
    return None


def _last_year(ground: Ground, name: str) -> Planted | None:
    for said, mark, cells in ground.stated():
        prior = ground.script.ledger[f"{said.key}@prior"]
        right, stated = ground.script.marks[mark].text, ground.script.style.amount(prior)
        if "@" not in said.key and prior >= LEAST and stated != right:
            return ground.take(Planted(name, "narrative_table", mark, stated, right, tuple(cells)), said.key)
    return None


def _neighbour(ground: Ground, name: str) -> Planted | None:
    """An item told with the amount of the next one."""
    script = ground.script
    items = [f"{prefix}.{i.code}" for prefix in ("general", "spent") for i in script.ledger.items]
    following = dict(pairwise(items))
    for said, mark, cells in ground.stated():
        if said.key not in following:
            continue
        other = script.ledger[following[said.key]]
        right, stated = script.marks[mark].text, script.style.amount(other)
        if stated != right and other >= LEAST:
            return ground.take(Planted(name, "narrative_table", mark, stated, right, tuple(cells)), said.key)
    return None


def _rate(change: Callable[[Ground, Said, str], str | None], ground: Ground, name: str) -> Planted | None:
    """A slip in the rate of a change that is told with its amount."""
    for said in ground.said("change", "value", "delta", "rate"):
        mark = said.figures["rate"]
        right = ground.script.marks[mark].text
        stated = change(ground, said, right)
        if stated and stated != right:
            severity = "minor" if name == "truncated" else "material"
            evidence = (said.figures["value"], said.figures["delta"])
            return ground.take(Planted(name, "change", mark, stated, right, evidence, severity), said.key)
    return None


def _wrong_base(ground: Ground, said: Said, _right: str) -> str | None:
    ledger = ground.script.ledger
    return ground.script.style.percent(abs(ledger.more(said.key)), ledger[said.key])


def _rate_shift(ground: Ground, _said: Said, right: str) -> str | None:
    return text_slips.shifted(ground.rng, right)


def _truncated(ground: Ground, said: Said, right: str) -> str | None:
    ledger = ground.script.ledger
    more, prior = abs(ledger.more(said.key)), ledger[f"{said.key}@prior"]
    if prior < LEAST * 50 or not ground.script.style.rate_decimals:
        return None
    return text_slips.cut(right, 100 * more / prior)


def _completion_as_share(ground: Ground, name: str) -> Planted | None:
    for said in ground.said("share", "value", "base", "rate"):
        ledger, mark = ground.script.ledger, said.figures["rate"]
        right = ground.script.marks[mark].text
        amount, budget = ledger[said.key], ledger[f"{said.key}@budget"]
        stated = ground.script.style.percent(amount, budget)
        if min(amount, budget) >= LEAST and stated != right:
            evidence = (said.figures["value"], said.figures["base"])
            return ground.take(Planted(name, "share", mark, stated, right, evidence), said.key)
    return None


def _word(role: str, change: Change, kind: str, ground: Ground, name: str) -> Planted | None:
    """A slip in a direction word or a year."""
    able = [i for i, m in enumerate(ground.script.marks) if m.role == role and i in ground.shown]
    ground.rng.shuffle(able)
    for mark in able:
        found, block = ground.script.marks[mark], ground.shown[mark]
        if block in ground.taken or not (role == "year" or ground.free(found.key)):
            continue
        if stated := change(ground.rng, found.text):
            ground.taken.add(block)
            planted = Planted(name, kind, mark, stated, found.text, _beside(ground, found.key))
            return replace(planted, until=_figure_after(ground, mark)) if role == "up" else planted
    return None


def _figure_after(ground: Ground, mark: int) -> int | None:
    """The amount or rate that a direction word stands before."""
    block = ground.script.blocks[ground.shown[mark]]
    printed = tokens(block.text) if isinstance(block, Para) else []
    after = printed[printed.index(mark) + 1 : printed.index(mark) + 2]
    return next((m for m in after if ground.script.marks[m].role in ("delta", "rate")), None)


def _beside(ground: Ground, key: str) -> tuple[int, ...]:
    """The printed figures of the first comparison that a quantity is told in."""
    compared = (said for said in ground.script.said if said.relation in ("completion", "change"))
    for said in compared:
        if key and said.key == key:
            return tuple(m for m in said.figures.values() if m in ground.shown)
    return ()


def _table(change: Callable[[Ground, Grid, int, int], str | None], ground: Ground, name: str) -> Planted | None:
    """A slip in a cell of a table by the classification."""
    for grid, r, c in _coded_cells(ground):
        mark = grid.rows[r][c].mark
        if mark is None:
            continue
        right = ground.script.marks[mark]
        if not ground.free(right.key):
            continue
        stated = change(ground, grid, r, c)
        if stated and stated != right.text and ground.script.ledger[right.key] >= LEAST:
            return ground.take(Planted(name, "table_internal", mark, stated, right.text), right.key)
    return None


def _coded_cells(ground: Ground) -> Iterator[tuple[Grid, int, int]]:
    """The cells below the headers of tables by the classification, in an order by chance, as grid, row and column."""
    script = ground.script
    grids = [grid for grid in script.grids if grid in script.blocks and _is_coded(grid)]
    ground.rng.shuffle(grids)
    for grid in grids:
        places = [(r, c) for r in range(grid.heads, len(grid.rows)) for c in range(len(grid.rows[r]))]
        ground.rng.shuffle(places)
        for r, c in places:
            yield grid, r, c


def _is_coded(grid: Grid) -> bool:
    return any(cell.code for row in grid.rows for cell in row)


def _is_item(cell: Cell) -> bool:
    """Whether a cell belongs to the lowest level of the classification."""
    return len(cell.code) == 7


def _cell_digit(ground: Ground, grid: Grid, r: int, c: int) -> str | None:
    cell = grid.rows[r][c]
    assert cell.mark is not None
    return text_slips.wrong(ground.rng, ground.script.marks[cell.mark].text) if _is_item(cell) else None


def _next_row(ground: Ground, grid: Grid, r: int, c: int) -> str | None:
    """The figure of the row below, of the same level."""
    if r + 1 == len(grid.rows):
        return None
    cell, below = grid.rows[r][c], grid.rows[r + 1][c]
    if below.mark is None or not (_is_item(cell) and _is_item(below)):
        return None
    found = ground.script.marks[below.mark]
    return found.text if ground.script.ledger[found.key] >= LEAST else None


def _double_counted(ground: Ground, grid: Grid, r: int, c: int) -> str | None:
    """A total that counts every level of the classification: three times the amount."""
    mark = grid.rows[r][c].mark
    assert mark is not None
    found = ground.script.marks[mark]
    if grid.rows[r][c].row != (words("print")["total"],) or found.key not in (
        "spent",
        "basic",
        "project",
        "general",
        "paid",
        "fund",
    ):
        return None
    return ground.script.style.cell(3 * ground.script.ledger[found.key])


def _copied_paragraph(ground: Ground, name: str) -> Planted | None:
    """A paragraph pasted twice, one of its figures another in the copy."""
    script = ground.script
    for said, mark, _cells in ground.stated():
        at = ground.shown[mark]
        block = script.blocks[at]
        if not isinstance(block, Para) or block.level or len(tokens(block.text)) < 3:
            continue
        right = script.marks[mark].text
        stated = text_slips.wrong(ground.rng, right)
        if not stated:
            continue
        new = _repeated(script, tokens(block.text))
        script.blocks.insert(at + 1, replace(block, text=retoken(block.text, new)))
        planted = Planted(name, "narrative_narrative", new[mark], stated, right, (mark,))
        ground.taken |= {at, at + 1}
        ground.__dict__.pop("shown", None)
        ground.__dict__.pop("cells", None)
        return ground.take(planted, said.key)
    return None


def _repeated(script: Script, marks: Sequence[int]) -> dict[int, int]:
    """New marks that print the same figures, by the old ones."""
    new = {}
    for old in marks:
        script.marks.append(script.marks[old])
        new[old] = len(script.marks) - 1
    return new


SLIPS: dict[str, Slip] = {
    "copied_paragraph": _copied_paragraph,  # first: it moves the paragraphs behind it
    "decimal_shift": partial(_amount, text_slips.shifted, "narrative_table"),
    "unit": partial(_amount, text_slips.unit, "unit"),
    "digits_swapped": partial(_amount, text_slips.swapped, "narrative_table"),
    "digit_dropped": partial(_amount, text_slips.dropped, "narrative_table"),
    "digit_wrong": partial(_amount, text_slips.wrong, "narrative_table"),
    "last_year": _last_year,
    "neighbour": _neighbour,
    "wrong_base": partial(_rate, _wrong_base),
    "rate_shift": partial(_rate, _rate_shift),
    "truncated": partial(_rate, _truncated),
    "completion_as_share": _completion_as_share,
    "direction": partial(_word, "up", text_slips.turned, "direction"),
    "over_under": partial(_word, "over", text_slips.turned, "direction"),
    "year": partial(_word, "year", text_slips.earlier, "year"),
    "cell_digit": partial(_table, _cell_digit),
    "next_row": partial(_table, _next_row),
    "double_counted": partial(_table, _double_counted),
}
