"""What the page calls things, in Chinese and English: `words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from gouji.report import wording

LANGUAGES = ("zh", "en")
_GROUPS = ("kinds", "severities", "labels", "document_kinds")  # that reports call things by already


@cache
def words(language: str) -> dict[str, dict[str, str]]:
    """The names by group and code in one language; a code without names names itself in its place."""
    own: dict[str, Any] = tomllib.loads(files("gouji.desk").joinpath("words.toml").read_text(encoding="utf-8"))
    shared = {group: wording.words()[group] for group in _GROUPS}
    place = LANGUAGES.index(language)
    return {group: {c: pair[place] or pair[0] for c, pair in told.items()} for group, told in {**shared, **own}.items()}
