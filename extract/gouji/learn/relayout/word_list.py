"""The words of `words.toml`, by name."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words() -> dict[str, Any]:
    """What re-layouts print around the tables of a document."""
    return tomllib.loads(files("gouji.learn.relayout").joinpath("words.toml").read_text(encoding="utf-8"))
