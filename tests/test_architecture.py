"""The picture of the rooms is drawn from the code as it is, and docs/architecture.md names what exists."""

from __future__ import annotations

import re
import runpy
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "extract/gouji"
ROOMS = [
    p
    for p in sorted(PACKAGE.rglob("__init__.py"))
    if len(p.relative_to(PACKAGE).parts) == 2 or (p.parents[1].name == "reconcile" and p.parent != PACKAGE)
]
LONGEST = 16  # lines that a reader takes in before the first import


def drawing() -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(ROOT / "docs/draw_rooms.py")))


def test_the_picture_is_fresh() -> None:
    drawn = (ROOT / "docs/architecture.svg").read_text(encoding="utf-8")
    assert drawn == drawing().draw(), "run `python docs/draw_rooms.py`"


def test_the_picture_shows_every_room() -> None:
    rows = {room for layer in drawing().layers() for room in layer}
    assert rows == {room for arrow in drawing().imports() for room in arrow}


def test_arrows_that_a_longer_way_replaces_are_left_out() -> None:
    arrows = {("a", "b"), ("b", "c"), ("a", "c"), ("a", "d")}
    assert drawing().needed(arrows) == [("a", "b"), ("a", "d"), ("b", "c")]


def test_boxes_and_arrows_of_a_row_do_not_overlap() -> None:
    draw = drawing()
    grid, _ = draw.placed(draw.layers(), draw.needed(draw.imports()))
    draw.arrange(grid)
    for row in grid:
        for one, other in pairwise(row):
            assert one.x + one.width / 2 < other.x - other.width / 2


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`(gouji(?:\.\w+)*:\w+(?:\.\w+)?)`", PAGE))))
def test_types_that_the_page_names_exist(name: str) -> None:
    module, _, attribute = name.partition(":")
    found = import_module(module)
    for part in attribute.split("."):
        assert hasattr(found, part) or part in getattr(found, "__annotations__", {}), name
        found = getattr(found, part, None)


@pytest.mark.parametrize("room", ROOMS, ids=lambda p: str(p.parent.relative_to(PACKAGE)))
def test_a_room_tells_where_to_start(room: Path) -> None:
    """Its docstring names what comes in, what goes out and modules of the room, and is short."""
    module = import_module(".".join(["gouji", *room.parent.relative_to(PACKAGE).parts]))
    told = module.__doc__ or ""
    assert len(told.splitlines()) <= LONGEST
    missing = [part for part in ("In:", "Out:", "Start", "change") if part not in told]
    assert not missing
    named = re.findall(r"`(\w+)/?`", told)
    here = {p.stem for p in room.parent.iterdir()}
    assert here.intersection(named), "names no module of its own to start with"
    files = re.findall(r"`((?:[\w.]+/)+[\w.]*|[\w]+\.(?:py|toml|txt|json))`", told)
    above = (room.parent, room.parents[1], PACKAGE, ROOT, ROOT / "patterns")
    assert not [f for f in files if not any((place / f).exists() for place in above)]
