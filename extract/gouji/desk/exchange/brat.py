"""brat's standoff format: for each document a text and an `.ann` file, packed into a zip.

    T1⇥AMOUNT 2 11⇥1234.56万元          a span; over a line break its parts are 2 11;12 15
    R1⇥explains Arg1:T3 Arg2:T1⇥        a relation; `states` ties an amount to a cell (label CELL)
    A1⇥Verdict T4 wrong                 what is said of a finding (label FINDING)
    #1⇥AnnotatorNotes T4⇥{"key": …}     the key, and what brat has no field for

What brat itself adds (E, M, N, and * lines) is told as bad, never dropped.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

import regex

from gouji.desk.annotations import (
    EXPLAINS,
    LABELS,
    VERDICTS,
    Annotated,
    AspectSet,
    CellLink,
    Kind,
    Relation,
    SpanMark,
    Verdict,
    body_of,
)
from gouji.desk.exchange.formats import Bad, Read
from gouji.desk.exchange.gathering import LONGEST_TEXT, Gathering, finish

CELL, FINDING, STATES = "CELL", "FINDING", "states"
_BREAK = regex.compile(r"[\r\n]+")
_NAMES = "documents.json"  # what the files are called in the desk
_SETTINGS = "annotation.conf"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # equal annotations make equal files
_LARGEST = 4 * LONGEST_TEXT  # bytes that a member may unpack to


def settings() -> str:
    """brat's `annotation.conf` for these files."""
    types = "\n".join((*LABELS, CELL, FINDING))
    return (
        f"[entities]\n{types}\n[relations]\n{EXPLAINS} Arg1:CAUSE, Arg2:AMOUNT|PERCENT\n"
        f"{STATES} Arg1:AMOUNT|PERCENT, Arg2:CELL\n[events]\n[attributes]\n"
        f"Verdict Arg:FINDING, Value:{'|'.join(VERDICTS)}\n"
    )


def write(documents: Sequence[Annotated]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        _put(packed, _SETTINGS, settings())
        told = {f"{n:04d}": {"name": d.name, "author": d.author} for n, d in enumerate(documents, 1)}
        _put(packed, _NAMES, json.dumps(told, ensure_ascii=False, indent=1))
        for stem, document in zip(told, documents, strict=True):
            _put(packed, f"{stem}.txt", document.text)
            _put(packed, f"{stem}.ann", "".join(f"{line}\n" for line in _lines(document)))
    return out.getvalue()


def _put(packed: ZipFile, name: str, text: str) -> None:
    packed.writestr(ZipInfo(name, _EPOCH), text.encode("utf-8", "surrogatepass"))


def _lines(document: Annotated) -> Iterator[str]:
    made = _Lines(document.text)
    ids: dict[str, str] = {}
    for thing in document.things:
        match thing:
            case SpanMark():
                ids[thing.key] = made.mark(thing.label, thing.start, thing.end, {"key": thing.key})
            case Relation():
                made.relation(thing.name, ids[thing.source], ids[thing.target], thing.key)
            case CellLink():
                cell = made.mark(CELL, thing.cell_start, thing.cell_end, {})
                made.relation(STATES, ids[thing.span], cell, thing.key)
            case AspectSet():
                made.note(ids[thing.key], {"aspects": dict(thing.values)})
            case Verdict():
                more = {k: v for k, v in body_of(thing).items() if k not in {"start", "end", "verdict"}}
                id_ = made.mark(FINDING, thing.start, thing.end, {"key": thing.key, **more})
                made.attribute(id_, thing.verdict)
    yield from made.lines


@dataclass
class _Lines:
    text: str
    lines: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def mark(self, label: str, start: int, end: int, told: Mapping[str, Any]) -> str:
        parts = list(_parts(self.text, start, end))
        bounds = ";".join(f"{a} {b}" for a, b in parts)
        id_ = self._id("T")
        self.lines.append(f"{id_}\t{label} {bounds}\t{_printed(self.text, parts)}")
        whole = {} if parts == [(start, end)] else {"start": start, "end": end}
        if told or whole:
            self.note(id_, {**told, **whole})
        return id_

    def relation(self, name: str, source: str, target: str, key: str) -> None:
        id_ = self._id("R")
        self.lines.append(f"{id_}\t{name} Arg1:{source} Arg2:{target}\t")
        self.note(id_, {"key": key})

    def attribute(self, of: str, value: str) -> None:
        self.lines.append(f"{self._id('A')}\tVerdict {of} {value}")

    def note(self, of: str, told: Mapping[str, Any]) -> None:
        self.lines.append(f"{self._id('#')}\tAnnotatorNotes {of}\t{json.dumps(told)}")

    def _id(self, letter: str) -> str:
        self.counts[letter] = self.counts.get(letter, 0) + 1
        return f"{letter}{self.counts[letter]}"


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches between the line breaks of a span; the span itself where it is breaks alone."""
    at, found = start, False
    for gap in [*_BREAK.finditer(text, start, end), None]:
        stop = gap.start() if gap else end
        if at < stop:
            found = True
            yield at, stop
        at = gap.end() if gap else end
    if not found:
        yield start, end


def _printed(text: str, parts: Iterable[tuple[int, int]]) -> str:
    return " ".join(regex.sub(r"[\t\r\n]", " ", text[a:b]) for a, b in parts)


def read(data: bytes) -> Read:
    found = Read()
    try:
        with ZipFile(BytesIO(data)) as packed:
            members = {i.filename: packed.read(i) for i in packed.infolist() if _fits(i, found)}
    except (BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as exc:
        found.bad.append(Bad("file", f"is no zip of brat files: {exc}"))
        return found
    return read_files(members, found)


def _fits(info: ZipInfo, found: Read) -> bool:
    if info.file_size > _LARGEST:
        found.bad.append(Bad(info.filename, "is too large"))
        return False
    return not info.is_dir()


def read_files(members: Mapping[str, bytes], found: Read) -> Read:
    """The documents of files by their names, as they stand in a zip or a folder."""
    told = _told(members.get(_NAMES, b"{}"))
    for name in sorted(n for n in members if n.endswith(".ann")):
        stem = name.removesuffix(".ann")
        try:
            text = members[f"{stem}.txt"].decode("utf-8", "surrogatepass")
            lines = members[name].decode("utf-8", "surrogatepass").split("\n")
        except KeyError:
            found.bad.append(Bad(name, f"there is no {stem}.txt beside it"))
            continue
        except UnicodeDecodeError as exc:
            found.bad.append(Bad(name, str(exc)))
            continue
        own = told.get(stem, {})
        here = Gathering(str(own.get("name", stem)), text, str(own.get("author", "")))
        _Reader(name, here, lines).take()
        finish(found, here)
    return found


def _told(data: bytes) -> dict[str, dict[str, Any]]:
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return {k: v for k, v in told.items() if isinstance(v, dict)} if isinstance(told, dict) else {}


_MARK = regex.compile(
    r"(?P<id>T\d+)\t(?P<label>\S+) (?P<bounds>\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*+)\t(?P<text>.*)"
)
_RELATION = regex.compile(r"(?P<id>R\d+)\t(?P<name>\S+) Arg1:(?P<source>T\d+) Arg2:(?P<target>T\d+)\s*")
_ATTRIBUTE = regex.compile(r"A\d+\tVerdict (?P<of>T\d+) (?P<value>\S+)\s*")
_NOTE = regex.compile(r"#\d+\t\S+ (?P<of>[TR]\d+)\t(?P<told>.*)")


class _Reader:
    """One `.ann` file: notes and verdicts first, since marks and relations are made with them."""

    def __init__(self, name: str, here: Gathering, lines: Sequence[str]) -> None:
        self._here = here
        self._lines = [(f"{name}, line {n}", line) for n, line in enumerate(lines, 1) if line.strip()]
        self._notes: dict[str, dict[str, Any]] = {}
        self._verdicts: dict[str, str] = {}
        self._marks: dict[str, tuple[str, str, int, int]] = {}

    def take(self) -> None:
        rest = []
        for where, line in self._lines:
            if m := _NOTE.fullmatch(line):
                self._noted(m["of"], m["told"])
            elif m := _ATTRIBUTE.fullmatch(line):
                self._verdicts[m["of"]] = m["value"]
            else:
                rest.append((where, line))
        others = []
        for where, line in rest:
            if m := _MARK.fullmatch(line):
                self._mark(where, m)
            else:
                others.append((where, line))
        for where, line in others:
            if m := _RELATION.fullmatch(line):
                self._relation(where, m)
            else:
                self._here.refuse(where, f"is no line that is understood: {line[:40]!r}")

    def _noted(self, of: str, told: str) -> None:
        try:
            found = json.loads(told)
        except (ValueError, RecursionError):
            found = {"reason": told}
        self._notes.setdefault(of, {}).update(found if isinstance(found, dict) else {"reason": told})

    def _mark(self, where: str, m: regex.Match[str]) -> None:
        parts = [tuple(map(int, one.split())) for one in m["bounds"].split(";")]
        note = self._notes.get(m["id"], {})
        start, end = note.get("start", parts[0][0]), note.get("end", parts[-1][1])
        if [(a, b) for a, b in parts] != list(_parts(self._here.text, start, end)):
            start, end = parts[0][0], parts[-1][1]  # moved in brat
        printed = _printed(self._here.text, [(a, b) for a, b in parts])
        if printed != m["text"]:
            self._here.refuse(where, f"the text there is {printed[:20]!r}, not {m['text'][:20]!r}")
            return
        key = str(note.get("key") or f"{m['label']}:{start}:{end}")
        self._marks[m["id"]] = (m["label"], key, start, end)
        body = {"start": start, "end": end}
        if m["label"] == FINDING:
            told = {k: v for k, v in note.items() if k not in {"start", "end", "key"}}
            self._here.add(where, Kind.FINDING, key, {**told, **body, "verdict": self._verdicts.get(m["id"], "")})
        elif m["label"] != CELL:
            self._here.add(where, Kind.SPAN, key, {**body, "label": m["label"]})
            if "aspects" in note:
                self._here.add(where, Kind.ASPECTS, key, {"values": note["aspects"]})

    def _relation(self, where: str, m: regex.Match[str]) -> None:
        source, target = self._marks.get(m["source"]), self._marks.get(m["target"])
        key = str(self._notes.get(m["id"], {}).get("key", ""))
        if source is None or target is None:
            self._here.refuse(where, "it names a mark that is not there")
        elif m["name"] == STATES and target[0] == CELL:
            body = {"span": source[1], "cell_start": target[2], "cell_end": target[3]}
            self._here.add(where, Kind.LINK, key or f"{source[1]}@{target[2]}", body)
        else:
            body = {"source": source[1], "target": target[1], "name": m["name"]}
            self._here.add(where, Kind.RELATION, key or f"{source[1]}>{target[1]}", body)
