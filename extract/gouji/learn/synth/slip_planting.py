"""Plants slips in a script: each by its name in `SLIPS`, in a figure that a relation or a table contradicts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from random import Random

from gouji.learn.synth import text_slips
from gouji.learn.synth.disclosure import Planted
from gouji.learn.synth.marked_script import Grid, Para, Said, Script, retoken, tokens
from gouji.learn.synth.slip_places import LEAST, Ground

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
    items = [f"{prefix}.{i.code}" for prefix in ("general", "spent") for i in ground.script.ledger.items]
    for said, mark, cells in ground.stated():
        if said.key not in items[:-1]:
            continue
        right = ground.script.marks[mark].text
        stated = ground.script.style.amount(ground.script.ledger[items[items.index(said.key) + 1]])
        if stated != right and ground.script.ledger[items[items.index(said.key) + 1]] >= LEAST:
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
    return (
        text_slips.cut(right, 100 * more / prior) if prior >= LEAST * 50 and ground.script.style.rate_decimals else None
    )


def _completion_as_share(ground: Ground, name: str) -> Planted | None:
    for said in ground.said("share", "value", "base", "rate"):
        ledger, mark = ground.script.ledger, said.figures["rate"]
        right = ground.script.marks[mark].text
        stated = ground.script.style.percent(ledger[said.key], ledger[f"{said.key}@budget"])
        if ledger[f"{said.key}@budget"] >= LEAST and ledger[said.key] >= LEAST and stated != right:
            evidence = (said.figures["value"], said.figures["base"])
            return ground.take(Planted(name, "share", mark, stated, right, evidence), said.key)
    return None


def _word(role: str, change: Change, kind: str, ground: Ground, name: str) -> Planted | None:
    """A slip in a direction word or a year."""
    able = [i for i, m in enumerate(ground.script.marks) if m.role == role and i in ground.shown]
    ground.rng.shuffle(able)
    for mark in able:
        found = ground.script.marks[mark]
        stated = change(ground.rng, found.text)
        if stated and ground.shown[mark] not in ground.taken and (role == "year" or ground.free(found.key)):
            ground.taken.add(ground.shown[mark])
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
    said = next(
        (s for s in ground.script.said if key and s.key == key and s.relation in ("completion", "change")), None
    )
    return tuple(m for m in said.figures.values() if m in ground.shown) if said else ()


def _table(change: Callable[[Ground, Grid, int, int], str | None], ground: Ground, name: str) -> Planted | None:
    """A slip in a cell of a table by the classification."""
    grids = [g for g in ground.script.grids if g in ground.script.blocks and any(c.code for r in g.rows for c in r)]
    ground.rng.shuffle(grids)
    for grid in grids:
        places = [(r, c) for r in range(grid.heads, len(grid.rows)) for c in range(len(grid.rows[r]))]
        ground.rng.shuffle(places)
        for r, c in places:
            mark = grid.rows[r][c].mark
            if mark is None or not ground.free(ground.script.marks[mark].key):
                continue
            right = ground.script.marks[mark].text
            stated = change(ground, grid, r, c)
            if stated and stated != right and ground.script.ledger[ground.script.marks[mark].key] >= LEAST:
                return ground.take(Planted(name, "table_internal", mark, stated, right), ground.script.marks[mark].key)
    return None


def _cell_digit(ground: Ground, grid: Grid, r: int, c: int) -> str | None:
    mark = grid.rows[r][c].mark
    assert mark is not None
    return text_slips.wrong(ground.rng, ground.script.marks[mark].text) if len(grid.rows[r][c].code) == 7 else None


def _next_row(ground: Ground, grid: Grid, r: int, c: int) -> str | None:
    """The figure of the row below, of the same level."""
    below = grid.rows[r + 1][c] if r + 1 < len(grid.rows) else None
    if below is None or below.mark is None or len(below.code) != 7 or len(grid.rows[r][c].code) != 7:
        return None
    text = ground.script.marks[below.mark].text
    return text if ground.script.ledger[ground.script.marks[below.mark].key] >= LEAST else None


def _double_counted(ground: Ground, grid: Grid, r: int, c: int) -> str | None:
    """A total that counts every level of the classification: three times the amount."""
    mark = grid.rows[r][c].mark
    assert mark is not None
    found = ground.script.marks[mark]
    if grid.rows[r][c].row != ("合计",) or found.key not in ("spent", "basic", "project", "general", "paid", "fund"):
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
        new = {}
        for old in tokens(block.text):
            script.marks.append(script.marks[old])
            new[old] = len(script.marks) - 1
        script.blocks.insert(at + 1, replace(block, text=retoken(block.text, new)))
        planted = Planted(name, "narrative_narrative", new[mark], stated, right, (mark,))
        ground.taken |= {at, at + 1}
        ground.__dict__.pop("shown", None)
        ground.__dict__.pop("cells", None)
        return ground.take(planted, said.key)
    return None


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
