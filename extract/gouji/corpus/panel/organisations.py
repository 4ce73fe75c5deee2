"""One office under the names that it had, by the history of names (`patterns/organisations.toml`)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from gouji.language import rules

_FILE = "organisations"


@dataclass(frozen=True, slots=True)
class Office:
    """An office.

    Attributes
    ----------
    name
        Its newest name, in the form in which names are compared.
    alone
        Whether the office itself is meant, without its units.
    merged
        The first year of an office that was made of several; None where it was not.
    """

    name: str
    alone: bool = False
    merged: int | None = None


@lru_cache(maxsize=65536)
def office(name: str) -> Office:
    """The office of a name as printed."""
    data = _data()
    bare = "".join(name.split())
    for printed, compared in data["same"].items():
        bare = bare.replace(printed, compared)
    for word in data["dropped"]:
        bare = bare.removesuffix(word)
    alone = next((word for word in data["alone"] if bare.endswith(word) and bare != word), "")
    bare = bare.removesuffix(alone)
    for entry in data["renamed"]:
        bare = _with_end(bare, entry["before"], entry["after"])
    merged = next((entry["since"] for entry in data["merged"] if bare.endswith(entry["after"])), None)
    return Office(bare, bool(alone), merged)


def _with_end(name: str, before: str, after: str) -> str:
    return name.removesuffix(before) + after if name.endswith(before) and name != before else name


def _data() -> dict[str, Any]:
    return rules.load(_FILE).data
