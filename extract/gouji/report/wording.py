"""What the reports call kinds, severities, roles and the like.

Names of relations and of slips are those of the catalogue, everything else is in words.toml.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from gouji.reconcile import model
from gouji.reconcile.kernel.catalogue import LANGUAGES, load


@cache
def words() -> dict[str, dict[str, Any]]:
    """The names of everything, by group and code: a Chinese and an English name, or one Chinese name."""
    own = tomllib.loads(files("gouji.report").joinpath("words.toml").read_text(encoding="utf-8"))
    catalogue = load()
    relations = {code: [name.words[language] for language in LANGUAGES] for code, name in catalogue.names.items()}
    slips = {code: [name.words[language] for language in LANGUAGES] for code, name in catalogue.slips.items()}
    return {**own, "relations": relations, "diagnoses": slips}


def pair(group: str, code: str) -> tuple[str, str]:
    """The Chinese and the English name of a code; a code without names names itself."""
    zh, en = words()[group].get(code, (code, ""))
    return zh, en


def one(group: str, code: str) -> str:
    """The Chinese name of a code, in a group that has no English; `part.2` is called as `part`."""
    return named(group, code.partition(".")[0], LANGUAGES[0])


def say(sentence: str, **filled: object) -> str:
    """A sentence of an explanation with its braces filled in."""
    return str(words()["explain"][sentence]).format(**filled)


def named(group: str, code: str, language: str) -> str:
    """The name of a code in a language; in Chinese where it has no other, and the code itself where it has none."""
    names = words()[group].get(code, code)
    if isinstance(names, str):
        return names
    return str(names[LANGUAGES.index(language)] or names[0])


def say_in(group: str, code: str, language: str, **filled: object) -> str:
    """A sentence of a group in a language, with its braces filled in."""
    return named(group, code, language).format(**filled)


def gravity(finding: model.Finding) -> tuple[str, str]:
    """How bad a finding is, in both languages; of a doubtful one that it is doubtful, and how bad it would be."""
    own = pair("severities", finding.severity.value)
    doubtful = pair("severities", "doubtful")
    return (f"{doubtful[0]}·{own[0]}", f"{doubtful[1]}, {own[1]}") if finding.doubtful else own


def doubt(finding: model.Finding, language: str = "zh") -> str:
    """Why a finding is doubtful, to stand behind its message; '' where it is not."""
    return load().words(model.say("finding.doubt", why=finding.doubt), language) if finding.doubt else ""
