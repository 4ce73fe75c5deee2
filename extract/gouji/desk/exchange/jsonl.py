"""Our own JSON Lines: a line for each document, then one for each thing that is said of it.

{"type": "document", "name": "a.pdf", "author": "甲", "sha256": "…", "text": "…"}
{"type": "span", "key": "AMOUNT:2:11", "label": "AMOUNT", "start": 2, "end": 11, "text": "1234.56万元"}
{"type": "relation", "key": "…", "source": "CAUSE:20:31", "target": "AMOUNT:2:11", "name": "explains"}
{"type": "link", "key": "…", "span": "AMOUNT:2:11", "cell_start": 120, "cell_end": 127}
{"type": "aspects", "key": "AMOUNT:2:11", "values": {"measure": "决算", "year": "2023"}}
{"type": "finding", "key": "…", "verdict": "wrong", "start": 2, "end": 11, "kind": "sum", "reason": "…"}
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from gouji.desk.annotations import Annotated, BadBody, Kind, body_of, digest, kind_of
from gouji.desk.exchange.formats import Bad, Read
from gouji.desk.exchange.gathering import Gathering, finish, json_lines, text_of


def write(documents: Sequence[Annotated]) -> bytes:
    lines = (json.dumps(r, ensure_ascii=False) for d in documents for r in _records(d))
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogatepass")


def _records(document: Annotated) -> Iterator[dict[str, Any]]:
    yield {
        "type": "document",
        "name": document.name,
        "author": document.author,
        "sha256": document.digest,
        "text": document.text,
    }
    for thing in document.things:
        body = body_of(thing)
        printed = {"text": document.text[body["start"] : body["end"]]} if "start" in body else {}
        yield {"type": kind_of(thing).value, "key": thing.key, **body, **printed}


def read(data: bytes) -> Read:
    found = Read()
    here: Gathering | None = None
    for where, record in json_lines(data, found):
        if record.get("type") == "document":
            finish(found, here)
            here = _document(where, record, found)
        elif here is None:
            found.bad.append(Bad(where, "no document stands before it"))
        else:
            _thing(where, record, here)
    finish(found, here)
    return found


def _document(where: str, record: dict[str, Any], found: Read) -> Gathering | None:
    try:
        text = text_of(record)
        if record.get("sha256", digest(text)) != digest(text):
            raise BadBody("the text is not the one whose sha256 is told")
    except BadBody as exc:
        found.bad.append(Bad(where, str(exc)))
        return None
    return Gathering(str(record.get("name", "")), text, str(record.get("author", "")))


def _thing(where: str, record: dict[str, Any], here: Gathering) -> None:
    try:
        kind = Kind(record.get("type", ""))
    except ValueError:
        here.refuse(where, f"no thing is called {record.get('type')!r}")
        return
    printed = record.get("text")
    here.add(where, kind, record.get("key", ""), record, printed if isinstance(printed, str) else None)
