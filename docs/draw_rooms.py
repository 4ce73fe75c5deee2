"""Draws docs/architecture.svg: the rooms of gouji and who imports whom.

`python docs/draw_rooms.py` writes the picture anew. The arrows are the imports that the modules make (`grimp` reads
them, as it does for import-linter), the rows are the layers of the contracts in pyproject.toml.

An arrow is left out where a longer way of arrows says the same: everything imports `document` and `errors`, and these
lines would hide the others. The tooltip of a box lists all imports of its room.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

import grimp

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs/architecture.svg"

PACKAGE = "gouji"
OPENED = "reconcile"  # the room whose own rooms are drawn

BOX_HEIGHT = 30
ROW_PITCH = 62
CHARACTER = 8.4  # width of a character of the names
BOX_GAP = 24
LINE_GAP = 6  # room that an arrow takes where it passes a row
MARGIN = 24
SWEEPS = 24
STRAIGHT = 4  # how much more a straight arrow is worth than a room between its neighbours

STYLE = """
.paper { fill: #ffffff; } .band { fill: #f7f4ea; }
.box { fill: #e6edf5; stroke: #7b8794; } .leaf { fill: #ffffff; }
.arrow { fill: none; stroke: #7b8794; stroke-width: 1.3; } .tip { fill: #7b8794; }
text { fill: #1f2933; font: 14px ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; text-anchor: middle; }
.note { fill: #52606d; text-anchor: start; stroke: #f7f4ea; stroke-width: 6; paint-order: stroke; }
@media (prefers-color-scheme: dark) {
  .paper { fill: #14181d; } .band { fill: #20241f; }
  .box { fill: #2a3643; stroke: #8593a3; } .leaf { fill: #14181d; }
  .arrow { stroke: #8593a3; } .tip { fill: #8593a3; }
  text { fill: #e4e7eb; } .note { fill: #9aa5b1; stroke: #20241f; }
}
"""

Arrow = tuple[str, str]


@dataclass
class Place:
    """Where a room stands in the drawing, or where an arrow passes a row (`name` is empty)."""

    name: str
    row: int
    way: list[Place] = field(default_factory=list)  # the places of the same arrow between its two rooms
    above: list[Place] = field(default_factory=list)
    below: list[Place] = field(default_factory=list)
    x: float = 0.0

    @property
    def width(self) -> float:
        return CHARACTER * len(short(self.name)) + 22 if self.name else LINE_GAP

    @property
    def y(self) -> float:
        return MARGIN + self.row * ROW_PITCH + BOX_HEIGHT / 2


def short(room: str) -> str:
    """What a box is called: the last part of the room's name."""
    return room.rpartition(".")[2]


def room_of(module: str) -> str:
    """The room of a module, by its dotted name below the package; empty for the package itself and `__main__`."""
    parts = module.split(".")[1:]
    if not parts or parts == [OPENED] or parts[0].startswith("__"):
        return ""
    return ".".join(parts[:2]) if parts[0] == OPENED else parts[0]


def layers() -> list[list[str]]:
    """The rooms of each layer, the highest first; the layers of the opened room stand in its place."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    top = next(c for c in contracts if f"{PACKAGE}.{OPENED}" in c["layers"])
    inner = next(c for c in contracts if c["containers"] == [f"{PACKAGE}.{OPENED}"])
    rows = []
    for layer in top["layers"]:
        rooms = [room.strip().removeprefix(f"{PACKAGE}.") for room in layer.split("|")]
        if rooms == [OPENED]:
            rows += [[f"{OPENED}.{room.strip()}" for room in one.split("|")] for one in inner["layers"]]
        else:
            rows.append(rooms)
    return rows


def imports() -> set[Arrow]:
    """Which room imports which, by what the modules import when they run."""
    graph = grimp.build_graph(PACKAGE, exclude_type_checking_imports=True, cache_dir=None)
    pairs = (
        (room_of(module), room_of(imported))
        for module in graph.modules
        for imported in graph.find_modules_directly_imported_by(module)
    )
    return {(one, other) for one, other in pairs if one and other and one != other}


def reachable(arrows: Iterable[Arrow]) -> dict[str, set[str]]:
    """What each room imports, itself or through others."""
    direct: dict[str, set[str]] = {}
    for one, other in arrows:
        direct.setdefault(one, set()).add(other)
    found: dict[str, set[str]] = {}

    def visit(room: str) -> set[str]:
        if room not in found:
            found[room] = set()
            for other in sorted(direct.get(room, ())):
                found[room] |= {other} | visit(other)
        return found[room]

    for room in sorted(direct):
        visit(room)
    return found


def needed(arrows: set[Arrow]) -> list[Arrow]:
    """The arrows that no longer way of arrows replaces (the transitive reduction)."""
    far = reachable(arrows)
    kept = []
    for one, other in sorted(arrows):
        between = {middle for start, middle in arrows if start == one and middle != other}
        if not any(other in far.get(middle, ()) for middle in between):
            kept.append((one, other))
    return kept


def placed(rows: list[list[str]], arrows: list[Arrow]) -> tuple[list[list[Place]], list[list[Place]]]:
    """The places of each row, and for each arrow the places that it goes through, from its room to the imported one."""
    grid = [[Place(name, number) for name in names] for number, names in enumerate(rows)]
    by_name = {place.name: place for row in grid for place in row}
    ways = []
    for one, other in arrows:
        start, end = by_name[one], by_name[other]
        passed = [Place("", row) for row in range(start.row + 1, end.row)]
        for place in passed:
            place.way = passed
            grid[place.row].append(place)
        way = [start, *passed, end]
        for upper, lower in pairwise(way):
            upper.below.append(lower)
            lower.above.append(upper)
        ways.append(way)
    return grid, ways


def mean(places: list[Place], otherwise: float) -> float:
    return sum(p.x for p in places) / len(places) if places else otherwise


def arrange(grid: list[list[Place]]) -> None:
    """Gives every place its x: near what it is tied to, none on top of another.

    Each sweep sorts a row by the mean place of the neighbours in the row before it, and then moves the places of the
    row to these means as far as their widths allow (Sugiyama, Tagawa and Toda 1981). The last sweeps keep the order:
    a room goes between its neighbours, an arrow is made straight.
    """
    for row in grid:
        spread(row, [0.0] * len(row))
    for sweep in range(SWEEPS):
        down = sweep % 2 == 0
        for row in grid if down else reversed(grid):
            row.sort(key=lambda p: mean(p.above if down else p.below, p.x))
            spread(row, [mean(p.above if down else p.below, p.x) for p in row])
    for _ in range(10 * SWEEPS):
        for row in grid:
            spread(row, [mean(p.way or [*p.above, *p.below], p.x) for p in row])


@dataclass
class Block:
    """Neighbours in a row that would overlap: they stand side by side where they want to be on average."""

    members: list[Place]
    wishes: list[float]  # where each member would have the left end of the block

    @property
    def left(self) -> float:
        weights = [1 if p.name else STRAIGHT for p in self.members]
        return sum(w * x for w, x in zip(weights, self.wishes, strict=True)) / sum(weights)

    @property
    def width(self) -> float:
        return sum(p.width for p in self.members) + BOX_GAP * (len(self.members) - 1)

    def joined(self, other: Block) -> Block:
        """This block with the one on its right."""
        offset = self.width + BOX_GAP
        return Block(self.members + other.members, self.wishes + [x - offset for x in other.wishes])


def spread(row: list[Place], wanted: list[float]) -> None:
    """Sets the places of a row, in their order, as near to the wanted ones as their widths allow."""
    blocks: list[Block] = []
    for place, want in zip(row, wanted, strict=True):
        block = Block([place], [want - place.width / 2])
        while blocks and blocks[-1].left + blocks[-1].width + BOX_GAP > block.left:
            block = blocks.pop().joined(block)
        blocks.append(block)
    for block in blocks:
        x = block.left
        for place in block.members:
            place.x = x + place.width / 2
            x += place.width + BOX_GAP


def curve(way: list[Place]) -> str:
    """The path of an arrow: straight past the boxes of a row, bent between rows."""
    half = BOX_HEIGHT / 2
    path = f"M{way[0].x:.0f} {way[0].y + half:.0f}"
    for upper, lower in pairwise(way):
        start, end = upper.y + half, lower.y - half - (6 if lower.name else 0)
        middle = (start + end) / 2
        path += f" C{upper.x:.0f} {middle:.0f} {lower.x:.0f} {middle:.0f} {lower.x:.0f} {end:.0f}"
        if not lower.name:
            path += f" V{lower.y + half:.0f}"
    return path


def shapes(grid: list[list[Place]], ways: list[list[Place]], arrows: set[Arrow], width: float) -> Iterator[str]:
    inside = [p.row for row in grid for p in row if p.name.startswith(f"{OPENED}.")]
    top = MARGIN + min(inside) * ROW_PITCH - 16
    height = (max(inside) - min(inside)) * ROW_PITCH + BOX_HEIGHT + 32
    yield f'<rect class="band" x="8" y="{top}" width="{width - 16:.0f}" height="{height}" rx="10"/>'
    for way in ways:
        x, y = way[-1].x, way[-1].y - BOX_HEIGHT / 2
        yield f'<path class="arrow" d="{curve(way)}"/>'
        yield f'<path class="tip" d="M{x:.0f} {y:.0f} l-4 -8 h8 z"/>'
    for place in (p for row in grid for p in row if p.name):
        yield from box(place, sorted(other for one, other in arrows if one == place.name))
    yield f'<text class="note" x="20" y="{top + 22}">{OPENED}/</text>'


def box(place: Place, imported: list[str]) -> Iterator[str]:
    folder = (ROOT / "extract" / PACKAGE / place.name.replace(".", "/")).is_dir()
    kind = "box" if folder else "box leaf"
    says = f"{place.name} imports {', '.join(imported) or 'no other room'}"
    yield f"<g><title>{escape(says)}</title>"
    x, y = place.x - place.width / 2, place.y - BOX_HEIGHT / 2
    yield f'<rect class="{kind}" x="{x:.0f}" y="{y:.0f}" width="{place.width:.0f}" height="{BOX_HEIGHT}" rx="5"/>'
    yield f'<text x="{place.x:.0f}" y="{place.y + 5:.0f}">{escape(short(place.name))}</text></g>'


def draw() -> str:
    """The picture as SVG; the same source gives the same text."""
    arrows = imports()
    grid, ways = placed(layers(), needed(arrows))
    arrange(grid)
    shift = MARGIN - min(p.x - p.width / 2 for row in grid for p in row)
    for place in (p for row in grid for p in row):
        place.x += shift
    width = max(p.x + p.width / 2 for row in grid for p in row) + MARGIN
    height = len(grid) * ROW_PITCH + MARGIN - ROW_PITCH + BOX_HEIGHT + MARGIN
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}">'
    title = "<title>The rooms of gouji: an arrow goes from a room to one that it imports</title>"
    paper = '<rect class="paper" width="100%" height="100%"/>'
    body = shapes(grid, ways, arrows, width)
    return "\n".join([head, title, f"<style>{STYLE}</style>", paper, *body, "</svg>"]) + "\n"


def main() -> int:
    PICTURE.write_text(draw(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
