"""Which indicator a statement is of: a quantity under one name (`patterns/indicators.toml`), or an item by its code.

The aspects of a statement tell it. An item whose code is not printed gets that of its name, where the classification
has one such item only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import regex

from gouji.language import classification, codes, rules

_FILE = "indicators"


@dataclass(frozen=True, slots=True)
class Aspects:
    """The aspects of a statement that tell its indicator, each empty where it is not told."""

    what: str = ""
    side: str = ""
    part: str = ""
    fund: str = ""
    extent: str = ""
    code: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator, with the dimensions that are left.

    Attributes
    ----------
    id
        Of `patterns/indicators.toml`, or the code of an item.
    part
        The part of the money (基本支出 …) that it is of; empty for all of it, or where the indicator tells it.
    fund
        The fund that pays; empty for all, or where the indicator does not differ by it.
    side
        Of an item 收入 or 支出, else empty.
    """

    id: str
    part: str = ""
    fund: str = ""
    side: str = ""


@lru_cache(maxsize=65536)
def indicators(told: Aspects) -> tuple[Indicator, ...]:
    """The indicators of a statement of money: one, two where it states both sides at once, none where none is known."""
    told, main = _with_part_as_quantity(told), _data()["funds"]["main"]
    found = tuple(
        Indicator(entry["id"], fund=told.fund if entry.get("by_fund") or told.fund not in main else "")
        for entry in _entries()
        if not told.code and all(getattr(told, name) in entry.get(name, [""]) for name in _ASPECTS)
    )
    if found:
        return found
    code = told.code or _code(told)
    return (Indicator(code, told.part, told.fund, told.side),) if code else ()


def item(told: Aspects) -> str:
    """The name of an item that several classifications have, where which of them is meant is not told; else empty."""
    return classification.key(told.what) if told.what and classification.codes_of(told.what, told.year) else ""


def doubtful(told: Aspects) -> bool:
    """Whether the name of a row may be that of something else than it seems to say."""
    return any(all(getattr(told, k) == v for k, v in entry.items()) for entry in _data()["doubtful"])


@lru_cache(maxsize=65536)
def count(what: str, unit: str) -> str:
    """The indicator of a count, by what is counted and in which unit; empty where it is none."""
    for entry in _data()["counted"]:
        if unit in entry["units"] and regex.search(entry["pattern"], what):
            return str(entry["id"])
    return ""


def project() -> str:
    """The indicator of the money of one project."""
    return str(_data()["project"]["id"])


@cache
def discloses(id_: str) -> bool:
    """Whether a document that states this indicator is a disclosure of a department."""
    return id_ in _data()["disclosure"]["states"]


@cache
def stage(measure: str) -> str:
    """budget, adjusted or final; empty where the measure does not tell."""
    stages: Mapping[str, list[str]] = _data()["stages"]
    return next((name for name, measures in stages.items() if measure in measures), "")


@cache
def name(id_: str, year: int | None = None) -> tuple[str, str]:
    """The name of an indicator in Chinese and in English; of an item that of its code in a year, in Chinese alone."""
    for entry in (*_entries(), *_data()["counted"], _data()["project"]):
        if entry["id"] == id_:
            return entry["zh"], entry["en"]
    return classification.name_of(id_, year) or classification.name_of(id_), ""


_ASPECTS = ("what", "side", "part", "extent")


def _with_part_as_quantity(told: Aspects) -> Aspects:
    """A total of 基本支出 is the quantity 基本支出."""
    if told.what or told.code or told.side == "收入" or told.part not in _data()["parts"]["quantities"]:
        return told
    return Aspects(told.part, told.side, "", told.fund, told.extent, "", told.year)


def _code(told: Aspects) -> str:
    """The code of an item that is named; empty where several items bear the name."""
    found = classification.codes_of(told.what, told.year) if told.what else ()
    by_kind = {kind: [c for c in found if classification.kind(c) == kind] for kind in ("functional", "economic")}
    classes = [c for c in by_kind["functional"] if codes.level(c) == 1]
    # Governments' own economic classification repeats the names of that of departments.
    own = [c for c in by_kind["economic"] if not by_kind["functional"]]
    return next((only[0] for only in (found, classes, own) if len(only) == 1), "")


def _data() -> Mapping[str, Any]:
    return rules.load(_FILE).data


def _entries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _data()["indicator"]
    return found
