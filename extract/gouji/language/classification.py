"""The classification of budget expenditure: which name a code has in which year, and which codes a name has.

The items stand in `patterns/codes/`: `functional.csv` (支出功能分类: 类 of 3, 款 of 5, 项 of 7 digits) and
`economic.csv` (支出经济分类: 301 to 399 for departments, 501 to 599 for governments; 类 of 3, 款 of 5 digits).
Source: 政府收支分类科目 of the Ministry of Finance, as issued for each year, and the names that disclosures print.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

import regex

from gouji.errors import GoujiError
from gouji.language import rules
from gouji.language.view import fold

FILES = ("functional", "economic")
COLUMNS = ["code", "name", "valid_from", "valid_to", "remark"]

_KINDS = {"2": "functional", "3": "economic", "5": "government"}
_CODE = regex.compile(r"2\d{2}(?:\d{2}){0,2}|[35]\d{2}(?:\d{2})?")
_FIRST, _LAST = 0, 9999
_MARKS = regex.compile(r"[\s()“”\"'‘’、,，.-]+")


@dataclass(frozen=True, slots=True)
class Item:
    """One item under one name; `valid_from` and `valid_to` are its first and last year (None: no bound known)."""

    code: str
    name: str
    valid_from: int | None = None
    valid_to: int | None = None
    remark: str = ""

    def valid(self, year: int | None) -> bool:
        """Whether the item has this name in a year; any year counts when none is given."""
        return year is None or self.first <= year <= self.last

    @property
    def first(self) -> int:
        """The first year, one before all others where no bound is known."""
        return self.valid_from or _FIRST

    @property
    def last(self) -> int:
        """The last year, one behind all others where no bound is known."""
        return self.valid_to or _LAST


def name_of(code: str, year: int | None = None) -> str:
    """The name of a code in a year (the newest without one), or '' when the classification here has none."""
    found = [item.name for item in _by_code().get(code, ()) if item.valid(year)]
    return found[-1] if found else ""


def names_of(code: str) -> tuple[str, ...]:
    """Every name that a code ever had, the oldest first."""
    return tuple(i.name for i in _by_code().get(code, ()))


def codes_of(name: str, year: int | None = None) -> tuple[str, ...]:
    """The codes that have a name in a year (in any without one), sorted; names are compared by `key`."""
    return tuple(sorted({i.code for i in _by_name().get(key(name), ()) if i.valid(year)}))


def parent(code: str) -> str:
    """The code of the item above: 20103 of 2010301, 201 of 20103, '' of a 类."""
    return code[:-2] if len(code) > 3 else ""


def kind(code: str) -> str:
    """functional, economic (of departments), government (economic, of governments), or '' for what is no such code."""
    return _KINDS[code[0]] if _CODE.fullmatch(code) else ""


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """A name in the form in which it is compared: half width, without blanks, marks, a closing 支出; 其它 as 其他."""
    codes = rules.load("codes").data
    same: dict[str, str] = codes["same"]
    alike = "".join(same.get(char, char) for char in map(fold, name))
    bare = _MARKS.sub("", alike)
    cut = bare.removesuffix(codes["tail"])
    names_item = len(cut) >= 2 and cut != codes["rest"]
    return cut if names_item else bare


@cache
def items() -> tuple[Item, ...]:
    """All items, by code and year. Raises GoujiError E011 with the line when a file is invalid."""
    found = [item for name in FILES for item in _read(rules.directory() / "codes" / f"{name}.csv")]
    return tuple(sorted(found, key=lambda item: (item.code, item.first)))


def _read(path: Path) -> Iterator[Item]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            if reader.fieldnames != COLUMNS:
                raise GoujiError("E011", path=path, reason=f"the columns must be {', '.join(COLUMNS)}")
            found = [_item(row, f"{path}:{reader.line_num}") for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as exc:
        raise GoujiError("E011", path=path, reason=repr(exc)) from exc
    _check(found, path)
    return iter(found)


def _item(row: dict[str, str], place: str) -> Item:
    if None in row or None in row.values():
        raise GoujiError("E011", path=place, reason=f"a line has {len(COLUMNS)} fields")
    code, name = row["code"], row["name"].strip()
    if not kind(code) or not name:
        raise GoujiError("E011", path=place, reason=f"no code with a name: {code!r} {row['name']!r}")
    item = Item(code, name, _year(row["valid_from"], place), _year(row["valid_to"], place), row["remark"])
    if item.first > item.last:
        raise GoujiError("E011", path=place, reason=f"valid from {item.valid_from} to {item.valid_to}")
    return item


def _year(text: str, place: str) -> int | None:
    if not text:
        return None
    if not regex.fullmatch(r"(?:19|20)\d\d", text):
        raise GoujiError("E011", path=place, reason=f"no year: {text!r}")
    return int(text)


def _check(found: list[Item], path: Path) -> None:
    """Every item stands in a 类 or 款 of the file, and no code has two names in one year."""
    codes = {"", *(item.code for item in found)}
    for code, named in _grouped(found):
        if parent(code) not in codes:
            raise GoujiError("E011", path=path, reason=f"{code} stands in no item {parent(code)}")
        ordered = sorted(named, key=lambda item: item.first)
        if any(before.last >= after.first for before, after in pairwise(ordered)):
            raise GoujiError("E011", path=path, reason=f"{code} has two names in one year")


def _grouped(found: Iterable[Item]) -> list[tuple[str, tuple[Item, ...]]]:
    groups: dict[str, list[Item]] = {}
    for item in found:
        groups.setdefault(item.code, []).append(item)
    return [(code, tuple(named)) for code, named in groups.items()]


@cache
def _by_code() -> dict[str, tuple[Item, ...]]:
    return dict(_grouped(items()))


@cache
def _by_name() -> dict[str, tuple[Item, ...]]:
    found: dict[str, list[Item]] = {}
    for item in items():
        found.setdefault(key(item.name), []).append(item)
    return {name: tuple(named) for name, named in found.items()}
