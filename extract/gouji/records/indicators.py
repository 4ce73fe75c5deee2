"""Which indicator a statement is of: a quantity under one name (`patterns/indicators.toml`), or an item by its code.

The aspects of a statement tell it. An item whose code is not printed gets that of its name, where the classification
has one such item only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Any

import regex

from gouji.language import classification, codes, rules

_FILE = "indicators"
_LED = regex.compile(r"(?P<code>[235]\d{2}(?:\d\d){0,2})[-—]?(?P<name>\p{Han}.*)")


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


@dataclass(frozen=True, slots=True)
class Within:
    """How a total of this year stands to what is carried over, by ids of indicators.

    Attributes
    ----------
    total
        The total with what is carried over.
    carried
        What is carried over.
    parts
        What the total of the year consists of.
    totals
        All totals of both sides.
    """

    total: str
    carried: str
    parts: tuple[str, ...]
    totals: tuple[str, ...]


@lru_cache(maxsize=65536)
def indicators(told: Aspects) -> tuple[Indicator, ...]:
    """The indicators of a statement of money: one, two where it states both sides at once, none where none is known."""
    told, main = _with_part_as_quantity(_with_source_as_fund(_with_head_as_part(told))), _data()["funds"]["main"]
    found = tuple(
        Indicator(entry["id"], fund=told.fund if entry.get("by_fund") or told.fund not in main else "")
        for entry in _fitting(told)
    )
    if found:
        return found
    code = told.code or _code(told)
    return (Indicator(code, told.part, told.fund, told.side),) if code else ()


def listed(told: Aspects) -> str:
    """The indicator of a thing that a table of a part lists under a name of its own; empty where it is none."""
    if not told.what or indicators(told) or item(told):
        return ""
    entry = next((e for e in _data()["listed"] if e["part"] == told.part), None)
    return "" if entry is None or told.what in entry["groups"] else str(entry["id"])


@lru_cache(maxsize=65536)
def divided(found: Indicator, within: str = "") -> Indicator | None:
    """An indicator under the names that its dimensions have in panels; None where a part is none that is known.

    A source of income that a column names (其他收入) tells which money pays. Objects of spending are spending, whatever
    their table is called.

    Parameters
    ----------
    within
        The part that all of the table is of, which a column that divides it further does not name again.
    """
    told = _data()["parts"]
    part = told["same"].get(found.part, found.part)
    if classification.kind(found.id) in ("economic", "government"):
        found = replace(found, side=found.side or _side("spending"))
    if part in told["sources"]:
        return None if found.fund else replace(found, part=within, fund=part)
    if part in told["left"] and within:
        return None  # it is of two parts at once
    if not part and within in told["of_objects"] and classification.kind(found.id):
        part = within
    return replace(found, part=part) if part in ("", *told["quantities"], *told["others"]) else None


def part_of_all(parts: frozenset[str], totals: frozenset[str] = frozenset()) -> str:
    """The part that all of a table is of, by those that its cells name; empty where they are of several or of all.

    Where its rows without codes are called alike, as what consists of objects (机关运行经费), it is of that.
    """
    told = _data()["parts"]
    if len(totals) == 1 and totals <= set(told["of_objects"]):
        return next(iter(totals))
    others = parts - {*told["sources"], *told["left"], *told["same"]}
    part = next(iter(others)) if len(others) == 1 else ""
    return part if part in told["quantities"] else ""


def item(told: Aspects) -> str:
    """The name of an item that several classifications have, where which of them is meant is not told; else empty."""
    called = _item_name(told.what)
    return classification.key(called) if called and classification.codes_of(called, told.year) else ""


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


@cache
def carried_within(id_: str) -> Within | None:
    """How a total of this year stands to what is carried over; None for other indicators."""
    entry = _data()["carried"].get(id_)
    totals = tuple(name for of, told in _data()["carried"].items() for name in (of, told["total"]))
    return Within(entry["total"], entry["carried"], tuple(entry["parts"]), totals) if entry else None


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
    for entry in (*_entries(), *_data()["counted"], _data()["project"], *_data()["listed"]):
        if entry["id"] == id_:
            return entry["zh"], entry["en"]
    return classification.name_of(id_, year) or classification.name_of(id_), ""


_ASPECTS = ("what", "side", "part", "extent")


def _fitting(told: Aspects) -> list[dict[str, Any]]:
    """The entries that a statement without a code fits."""
    if told.code:
        return []
    return [e for e in _entries() if all(getattr(told, name) in e.get(name, [""]) for name in _ASPECTS)]


def _with_head_as_part(told: Aspects) -> Aspects:
    """A part that a column names is no quantity of a row that prints the code of an item (223 under 基本支出)."""
    named = told.code and not told.part and told.what in _data()["parts"]["quantities"]
    return replace(told, what="", part=told.what) if named else told


def _with_source_as_fund(told: Aspects) -> Aspects:
    """A total of spending that a source of income pays (其他收入 of 基本支出) is the total, of that money."""
    if told.fund or _fitting(told):
        return told
    if fund := _data()["funds"]["named"].get(told.what):
        return replace(told, what="", fund=fund)
    parts = _data()["parts"]
    if told.code or told.what not in (*parts["sources"], *parts["left"]) or not _of_spending(told):
        return told
    return replace(told, what="", fund=parts["same"].get(told.what, told.what), side=_side("spending"))


def _of_spending(told: Aspects) -> bool:
    """Whether a total is of spending, or of a part of it that is a quantity of its own."""
    return told.part in _data()["parts"]["quantities"] or (told.side == _side("spending") and not told.part)


def _with_part_as_quantity(told: Aspects) -> Aspects:
    """A total of 基本支出 is the quantity 基本支出."""
    if told.what or told.code or told.side == _side("income") or told.part not in _data()["parts"]["quantities"]:
        return told
    return Aspects(told.part, told.side, "", told.fund, told.extent, "", told.year)


def _code(told: Aspects) -> str:
    """The code of an item that is named; empty where several items bear the name."""
    found = classification.codes_of(_item_name(told.what), told.year) if told.what else ()
    if led := _LED.fullmatch(told.what):
        return _led(led["code"], led["name"])
    by_kind = {kind: [c for c in found if classification.kind(c) == kind] for kind in ("functional", "economic")}
    classes = [c for c in by_kind["functional"] if codes.level(c) == 1]
    # Governments' own economic classification repeats the names of that of departments.
    own = [c for c in by_kind["economic"] if not by_kind["functional"]]
    return next((only[0] for only in (found, classes, own) if len(only) == 1), "")


def _led(code: str, name: str) -> str:
    """The code that stands before a name (205教育), where it is that of the name."""
    return code if code in classification.codes_of(name) else ""


def _item_name(what: str) -> str:
    """The name of an item as the classification has it."""
    return str(_data()["items"].get(what, what))


def _data() -> Mapping[str, Any]:
    return rules.load(_FILE).data


def _entries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _data()["indicator"]
    return found


@cache
def _side(kind: str) -> str:
    """How the rules call a side: `income` or `spending`."""
    name: str = rules.load("links").data["sides"][kind]
    return name
