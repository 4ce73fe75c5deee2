"""Layers out to a format, and files in: what is imported becomes responses of the annotator who brings it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import Connection, select

from gouji.desk.annotations import Annotated, Kind, body_of, kind_of
from gouji.desk.exchange import FORMATS
from gouji.desk.exchange.formats import Bad, Format
from gouji.desk.store import layers, responses
from gouji.desk.store.responses import IMPORT, Change
from gouji.desk.store.tables import GONE, OPEN, PUT, documents
from gouji.errors import GoujiError


@dataclass
class Imported:
    """What a file has changed: documents that were known, things that are there or otherwise now, things that went."""

    documents: int = 0
    changed: int = 0
    gone: int = 0
    bad: list[Bad] = field(default_factory=list)


def exported(connection: Connection, format: str, layer: str, numbers: Sequence[int] | None = None) -> bytes:
    """A layer (`suggestions`, `final` or an annotator) of some documents, or of all, as the bytes of a file.

    Raises
    ------
    GoujiError
        E055 for an unknown format.
    KeyError
        For a number that no document has.
    """
    chosen = _format(format)
    every = numbers or list(connection.execute(select(documents.c.id).order_by(documents.c.id)).scalars())
    return chosen.write([layers.layer(connection, number, layer).annotated for number in every])


def imported(connection: Connection, format: str, data: bytes, author: str, replace: bool = False) -> Imported:
    """Takes a file as what `author` says of the documents in it.

    Documents are known by their text. Nothing that is in the database changes: what the file says otherwise than the
    author's layer becomes responses. With `replace`, what the file does not have is gone from that layer; without, it
    stays as it was. The same file again changes nothing.

    Raises
    ------
    GoujiError
        E055 for an unknown format.
    """
    read = _format(format).read(data)
    told = Imported(bad=list(read.bad))
    name = sha256(data).hexdigest()[:24]
    for place, one in enumerate(read.documents):
        numbers = _known(connection, one)
        if not numbers:
            told.bad.append(Bad(one.name or f"document {place + 1}", "no document in the database has this text"))
            continue
        for number in numbers:
            _take(connection, number, one, author, f"{name}-{place}-{number}", replace, told)
    return told


def _format(format: str) -> Format:
    if format not in FORMATS:
        raise GoujiError("E055", format=format, formats=", ".join(FORMATS))
    return FORMATS[format]


def _known(connection: Connection, one: Annotated) -> list[int]:
    """The documents with this text; of several that one which has the name too, else all."""
    c = documents.c
    rows = connection.execute(select(c.id, c.name).where(c.text_sha256 == one.digest)).all()
    named = [r.id for r in rows if r.name == one.name]
    return named or [r.id for r in rows]


def _take(
    connection: Connection, number: int, one: Annotated, author: str, name: str, replace: bool, told: Imported
) -> None:
    before = {(kind_of(t).value, t.key): t for t in layers.layer(connection, number, author).annotated.things}
    after = {(kind_of(t).value, t.key): t for t in one.things}
    put = [Change(k, key, PUT, body_of(t)) for (k, key), t in after.items() if before.get((k, key)) != t]
    gone = [_left_out(kind, key) for kind, key in before if (kind, key) not in after] if replace else []
    if put or gone:
        version = len(responses.said(connection, number, author))
        responses.submit(connection, number, author, f"{name}-{version}", [*put, *gone], mode=IMPORT)
    told.documents += 1
    told.changed += len(put)
    told.gone += len(gone)


def _left_out(kind: str, key: str) -> Change:
    """What becomes of a thing that the file does not have; of findings files hold those that are judged."""
    return Change(kind, key, OPEN if kind == Kind.FINDING else GONE)
