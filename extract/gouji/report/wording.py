"""What the reports call kinds, severities, roles and the like; the words are in words.toml."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("gouji.report").joinpath("words.toml").read_text(encoding="utf-8"))


def pair(group: str, code: str) -> tuple[str, str]:
    """The Chinese and the English name of a code; a code without names names itself."""
    zh, en = words()[group].get(code, (code, ""))
    return zh, en


def one(group: str, code: str) -> str:
    """The Chinese name of a code, in a group that has no English; `part.2` is called as `part`."""
    return str(words()[group].get(code.partition(".")[0], code))


def say(sentence: str, **filled: object) -> str:
    """A sentence of an explanation with its braces filled in."""
    return str(words()["explain"][sentence]).format(**filled)
