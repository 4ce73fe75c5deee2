"""The word lists of made-up disclosures: loads them and fills the slots of a phrase."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

_SLOT = re.compile(r"\{(\w+)\}")


@cache
def words(name: str) -> dict[str, Any]:
    """The data of `words/<name>.toml`."""
    return tomllib.loads(_text(f"words/{name}.toml"))


@cache
def layout(name: str) -> dict[str, Any]:
    """The data of `layouts/<name>.toml`."""
    return tomllib.loads(_text(f"layouts/{name}.toml"))


@cache
def phrases(name: str) -> dict[str, Any]:
    """The data of `words/phrases.toml` with what the layout `name` words otherwise (`[phrases.…]`) in its place."""
    common, own = words("phrases"), layout(name).get("phrases", {})
    return {**common, **{table: {**common.get(table, {}), **given} for table, given in own.items()}}


@cache
def template(name: str) -> str:
    """The text template `layouts/<name>.txt`."""
    return _text(f"layouts/{name}.txt")


@cache
def layouts(kind: str = "all") -> tuple[str, ...]:
    """The names of the layouts of a kind (`budget`, `final` or `all`) that documents are drawn from, sorted.

    A layout with `drawn = false` is had by its name only.
    """
    home = files("gouji.learn.synth").joinpath("layouts")
    names = sorted(f.name.removesuffix(".toml") for f in home.iterdir() if f.name.endswith(".toml"))
    return tuple(n for n in names if layout(n).get("drawn", True) and kind in ("all", layout(n)["kind"]))


def filled(rng: Random, phrase: str, slots: Mapping[str, Sequence[str]], calls: Mapping[str, Callable[[], str]]) -> str:
    """A phrase with every {slot} drawn from its list, or answered by a call; two slots of one name differ."""
    used: set[str] = set()

    def drawn(found: re.Match[str]) -> str:
        name = found[1]
        if name in calls:
            return calls[name]()
        left = [w for w in slots[name] if w not in used] or list(slots[name])
        word = rng.choice(left)
        used.add(word)
        return filled(rng, word, slots, calls)

    return _SLOT.sub(drawn, phrase)


def _text(name: str) -> str:
    return files("gouji.learn.synth").joinpath(name).read_text(encoding="utf-8")
