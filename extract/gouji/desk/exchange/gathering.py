"""Builds a document of the records of a file: each is held against the text, and told where it is bad."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from gouji.desk.annotations import Annotated, BadBody, Kind, Thing, annotated, kind_of, names, thing_of
from gouji.desk.exchange.formats import Bad, Read

LONGEST_TEXT = 50_000_000  # characters of one document


@dataclass
class Gathering:
    """The things of one document, as they come."""

    name: str
    text: str
    author: str = ""
    things: dict[tuple[str, str], tuple[Thing, str]] = field(default_factory=dict)
    bad: list[Bad] = field(default_factory=list)

    def add(self, where: str, kind: Kind, key: str, body: Mapping[str, Any], printed: str | None = None) -> None:
        """Takes a thing; `printed` is what the file says stands at its span.

        Offsets that count UTF-16 units are told apart by `printed` and moved: what they point at is then the same.
        """
        try:
            body = self.moved(body, printed)
            thing = thing_of(kind, key, body, self.text)
            if (kind.value, key) in self.things:
                raise BadBody(f"a second {kind} has the key {key}")
            self.things[kind.value, key] = (thing, where)
        except BadBody as exc:
            self.bad.append(Bad(where, str(exc)))

    def refuse(self, where: str, why: str) -> None:
        self.bad.append(Bad(where, why))

    def list_of(self, where: str, record: Mapping[str, Any], name: str) -> list[Any]:
        """The list of a record; empty, and told as bad, where something else stands there."""
        told = record.get(name) or []
        if isinstance(told, list):
            return told
        self.refuse(where, f"{name} is no list")
        return []

    def result(self) -> Annotated:
        """The document; what names a span that is not there is bad."""
        spans = {key for kind, key in self.things if kind == Kind.SPAN}
        kept: list[Thing] = []
        for thing, where in self.things.values():
            missing = [name for name in names(thing) if name not in spans]
            if missing:
                self.bad.append(Bad(where, f"the {kind_of(thing)} names {missing[0]}, and no span is called so"))
            else:
                kept.append(thing)
        return annotated(self.name, self.text, kept, self.author)

    def moved(self, body: Mapping[str, Any], printed: str | None) -> Mapping[str, Any]:
        """The body with offsets that point at what is printed. Raises BadBody where none do."""
        start, end = body.get("start"), body.get("end")
        if printed is None or not isinstance(start, int) or not isinstance(end, int):
            return body
        if self.text[start:end] == printed:
            return body
        first, last = (_code_points(self.text, offset) for offset in (start, end))
        if first is not None and last is not None and self.text[first:last] == printed:
            return {**body, "start": first, "end": last}
        raise BadBody(f"the text at [{start}, {end}) is {self.text[start:end][:20]!r}, not {printed[:20]!r}")


def _code_points(text: str, units: int) -> int | None:
    """The index of a character by its offset in UTF-16; None inside a character."""
    data = text.encode("utf-16-le", "surrogatepass")[: 2 * units]
    try:
        return len(data.decode("utf-16-le"))
    except UnicodeDecodeError:
        return None


def finish(found: Read, gathering: Gathering | None) -> None:
    """Puts a gathered document and what was bad in it to the rest."""
    if gathering is not None:
        document = gathering.result()
        found.documents.append(document)
        found.bad += gathering.bad


def json_lines(data: bytes, found: Read) -> Iterator[tuple[str, dict[str, Any]]]:
    """The objects of a JSON Lines file with their places (`line 3`); what is none is told as bad."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as exc:
            found.bad.append(Bad(f"line {number}", f"is no JSON: {exc}"))
            continue
        if isinstance(record, dict):
            yield f"line {number}", record
        else:
            found.bad.append(Bad(f"line {number}", "is no object"))


def text_of(record: Mapping[str, Any], name: str = "text") -> str:
    """The text of a record. Raises BadBody where it has none."""
    text = record.get(name)
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise BadBody(f"{name} is missing, no text, or too long")
    return text
