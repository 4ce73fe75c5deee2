"""In how many documents and places each relation held and was violated: counted and written into the catalogue.

A relation that was met in one document only was written for that document. `benchmarks/relations_seen.py` is the
command.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import regex

from gouji.api import extract
from gouji.errors import GoujiError
from gouji.figures import exactly
from gouji.learn.measure.seen import Source
from gouji.reconcile import checking
from gouji.reconcile.kernel.catalogue import Registered, Seen, Witnesses
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Status
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.linker import Linker

_ID = regex.compile(r'^id = "(?<id>[^"]+)"\s*$')
_SEEN = regex.compile(r"^seen = \{.*\}\s*$")
_COUNTED = (Status.HOLDS, Status.VIOLATED)


@dataclass
class _Met:
    """The documents and the places in which something was met."""

    documents: set[Path] = field(default_factory=set)
    places: set[str] = field(default_factory=set)

    def witnesses(self) -> Witnesses:
        return Witnesses(len(self.documents), len(self.places))


def count(documents: Iterable[Source], failed: Callable[[Source, GoujiError], None]) -> dict[str, Seen]:
    """For each relation that is tried by its id: where it held and where it was violated, before anything is solved.

    `failed` is told of what cannot be read.
    """
    met: dict[tuple[str, Status], _Met] = defaultdict(_Met)
    for source in documents:
        try:
            tried = everything_tried(source.path)
        except GoujiError as error:
            failed(source, error)
            continue
        for key in {(t.code, t.status) for t in tried if t.status in _COUNTED}:
            met[key].documents.add(source.path)
            met[key].places.add(source.place)
    held, violated = ({i: met[i, status].witnesses() for i in registered()} for status in _COUNTED)
    return {i: Seen(held[i], violated[i]) for i in held}


@exactly
def everything_tried(path: Path) -> list[Tried]:
    """All relations of a document, tried. Raises GoujiError when the file cannot be read."""
    found = extract(path, models=False)
    context = Context(found.document, found.entities, found.claims, found.facts, found.counts)
    return checking.try_all(context, list(Linker(context).links()))


def registered() -> Iterator[str]:
    """The ids of the relations that `check` tries."""
    functions = (f for f in vars(checking).values() if isinstance(f, Registered))
    yield from dict.fromkeys(i for f in functions for i in f.ids)


def written(text: str, seen: dict[str, Seen]) -> str:
    """The text of the catalogue with what was counted, everything else as it was."""
    lines: list[str] = []
    current = ""
    for line in text.splitlines(keepends=True):
        if match := _ID.match(line):
            current = match["id"]
        lines.append(_line(seen[current]) if _SEEN.match(line) and current in seen else line)
    return "".join(lines)


def write(path: Path, seen: dict[str, Seen]) -> None:
    """Write what was counted into the catalogue. Raises GoujiError E011 when anything else would change."""
    text = path.read_text(encoding="utf-8")
    new = written(text, seen)
    if _without_seen(new) != _without_seen(text):
        raise GoujiError("E011", path=path, reason="seen cannot be written beside the relations")
    path.write_text(new, encoding="utf-8", newline="")


def _line(seen: Seen) -> str:
    return f"seen = {{ held = {_inline(seen.held)}, violated = {_inline(seen.violated)} }}\n"


def _inline(found: Witnesses) -> str:
    return f"{{ documents = {found.documents}, places = {found.places} }}"


def _without_seen(text: str) -> dict[str, Any]:
    raw = tomllib.loads(text)
    for entry in raw["relation"]:
        entry.pop("seen", None)
    return raw
