"""In how many documents and places each rule fired: counted over corpora and written beside the rule.

A rule that fired in one document only was written for that document. `benchmarks/seen.py` is the command.
"""

from __future__ import annotations

import gc
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from hashlib import sha256
from pathlib import Path
from typing import Any

import regex

from gouji.api import check, read
from gouji.errors import GoujiError
from gouji.language import rules
from gouji.language.rules import Rule, Seen
from gouji.narrative.cover import cover
from gouji.readers import SUFFIXES

Name = tuple[str, str]  # rule file and id

_ID = regex.compile(r'^id = "(?<id>[^"]+)"\s*$')
_SEEN = regex.compile(r"^seen = \{[^{}]*\}\s*$")


@dataclass(frozen=True)
class Source:
    """A document, and the place that it is from."""

    path: Path
    place: str


def sources(folders: Iterable[Path], apart: Iterable[Path] = ()) -> list[Source]:
    """The documents in the folders, none twice.

    A place is what a file's name begins with up to `_` (a city); in the folders of `apart` each file is a place of
    its own.
    """
    found = [Source(p, p.name.partition("_")[0]) for folder in folders for p in _documents(folder)]
    found += [Source(p, str(p)) for folder in apart for p in _documents(folder)]
    return list({sha256(s.path.read_bytes()).digest(): s for s in reversed(found)}.values())[::-1]


def count(documents: Iterable[Source], failed: Callable[[Source, GoujiError], None]) -> dict[Name, Seen]:
    """For each rule in how many documents and places it fired; `failed` is told of what cannot be read."""
    seen: dict[Name, set[Path]] = defaultdict(set)
    places: dict[Name, set[str]] = defaultdict(set)
    for source in documents:
        forget()
        with watched() as fired:
            try:
                document = read(source.path)
                cover(document)  # what a bundle would ask
                check(document, models=True)
            except GoujiError as error:
                failed(source, error)
                continue
        for name in fired:
            seen[name].add(source.path)
            places[name].add(source.place)
    every = ((rule.source, rule.id) for file in rules.names() for rule in rules.load(file))
    return {name: Seen(len(seen[name]), len(places[name])) for name in every}


@contextmanager
def watched() -> Iterator[set[Name]]:
    """Note the rules that match anything. Outside of it nothing is noted, and matching costs nothing more."""
    fired: set[Name] = set()
    kept = {name: getattr(Rule, name) for name in ("search", "match", "fullmatch", "finditer", "sub")}

    def noting_match(plain: Callable[..., Any]) -> Callable[..., Any]:
        def tried(rule: Rule, *given: Any, **named: Any) -> Any:
            if found := plain(rule, *given, **named):
                fired.add((rule.source, rule.id))
            return found

        return tried

    def noting_each(rule: Rule, text: str) -> Iterator[Any]:
        for found in kept["finditer"](rule, text):
            fired.add((rule.source, rule.id))
            yield found

    def noting_change(rule: Rule, new: Any, text: str) -> str:
        told: str = kept["sub"](rule, new, text)
        if told != text:
            fired.add((rule.source, rule.id))
        return told

    try:
        for name in ("search", "match", "fullmatch"):
            setattr(Rule, name, noting_match(kept[name]))
        setattr(Rule, "finditer", noting_each)  # noqa: B010  a method is replaced on purpose
        setattr(Rule, "sub", noting_change)  # noqa: B010
        yield fired
    finally:
        for name, method in kept.items():
            setattr(Rule, name, method)


def forget() -> None:
    """Empty the caches of what texts say: a rule fires for each document anew. Caches of rules stay."""
    for found in gc.get_objects():
        ours = isinstance(found, _lru_cache_wrapper) and found.__module__.startswith("gouji.")
        if ours and found.cache_parameters()["maxsize"] is not None:
            found.cache_clear()


def written(text: str, seen: dict[str, Seen]) -> str:
    """The text of a rule file with `seen` of each rule right behind its id, everything else as it was."""
    lines: list[str] = []
    for line in text.splitlines(keepends=True):
        if _SEEN.match(line):
            continue
        lines.append(line)
        if (match := _ID.match(line)) and match["id"] in seen:
            told = seen[match["id"]]
            lines.append(f"seen = {{ documents = {told.documents}, places = {told.places} }}\n")
    return "".join(lines)


def write(folder: Path, seen: dict[Name, Seen]) -> None:
    """Write what was seen into the rule files of a folder. Raises GoujiError E011 when anything else would change."""
    for path in sorted(folder.glob("*.toml")):
        counted = {rule: told for (file, rule), told in seen.items() if file == path.stem}
        if not counted:  # a file without rules
            continue
        text = path.read_text(encoding="utf-8")
        new = written(text, counted)
        if _without_seen(new) != _without_seen(text):
            raise GoujiError("E011", path=path, reason="seen cannot be written beside the rules")
        path.write_text(new, encoding="utf-8", newline="")


def _without_seen(text: str) -> dict[str, Any]:
    raw = tomllib.loads(text)
    for rule in raw.get("rule", []):
        rule.pop("seen", None)
    return raw


def _documents(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
