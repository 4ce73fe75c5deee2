"""Documents with their analyses: each analysis is kept, the newest is the one that is shown."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, insert, or_, select, update

from gouji.desk.annotations import Kind, digest
from gouji.desk.priority import uncertainty, worth
from gouji.desk.store.tables import OPEN, PUT, WHOLE, analyses, documents, responses, suggestions
from gouji.desk.suggestions import Suggestion
from gouji.desk.suggestions import suggestions as suggested
from gouji.records.reading import read_records
from gouji.records.results import CheckResult

GOUJI = "gouji"  # the author of analyses
_ROWS = 500  # written at once


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as the list shows it.

    Attributes:
        reviewed: how many of its things each annotator has looked at, by name.
        done: who has said that the document is done.
    """

    id: int
    name: str
    facts: dict[str, Any]
    findings: int
    suggested: int
    uncertainty: float
    worth: float
    reviewed: dict[str, int]
    done: frozenset[str]


def packed(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"))


def unpacked(data: bytes) -> str:
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def known(connection: Connection, name: str, sha256: str, version: str) -> bool:
    """Whether a file with this content has an analysis of this version already."""
    found = select(documents.c.id).join(analyses, analyses.c.id == documents.c.analysis)
    same = (documents.c.name == name, documents.c.sha256 == sha256, analyses.c.version == version)
    return connection.execute(found.where(*same)).first() is not None


def add(connection: Connection, result: CheckResult, paths: Sequence[Path], version: str) -> int:
    """Keeps a result as the current analysis of its document and returns the document's number.

    A document that is read as another text than before is another document: what was said of the first stays with it.
    """
    found = suggested(result)
    document = result.document
    where = (documents.c.name == document.name, documents.c.text_sha256 == digest(document.text))
    number = connection.execute(select(documents.c.id).where(*where)).scalar()
    if number is None:
        number = _new(connection, result, paths)
    kept = insert(analyses).values(document=number, records=_stored(result), version=version, author=GOUJI)
    analysis = connection.execute(kept.returning(analyses.c.id)).scalar_one()
    _write(connection, number, analysis, version, found)
    connection.execute(
        update(documents)
        .where(documents.c.id == number)
        .values(
            analysis=analysis,
            sha256=document.sha256,
            path=[str(p) for p in paths],
            findings=sum(s.kind is Kind.FINDING for s in found),
            suggested=len(found),
            uncertainty=uncertainty(found),
            worth=worth(result),
        )
    )
    return int(number)


def _new(connection: Connection, result: CheckResult, paths: Sequence[Path]) -> int:
    d = result.document
    facts = {"kind": d.kind, "year": d.year, "department": d.department, "pages": d.pages, "unread": len(d.unread)}
    values = {
        "name": d.name,
        "path": [str(p) for p in paths],
        "sha256": d.sha256,
        "text_sha256": digest(d.text),
        "text": packed(d.text),
        "facts": facts,
    }
    return int(connection.execute(insert(documents).values(values).returning(documents.c.id)).scalar_one())


def _stored(result: CheckResult) -> bytes:
    return zlib.compress("\n".join(json.dumps(r) for r in result.to_records()).encode())


def _write(connection: Connection, document: int, analysis: int, version: str, found: Iterable[Suggestion]) -> None:
    rows = [
        {
            "document": document,
            "analysis": analysis,
            "kind": s.kind.value,
            "key": s.key,
            "body": s.body,
            "begins": s.start,
            "ends": s.end,
            "confidence": s.confidence,
            "rule": s.rule,
            "version": version,
            "author": GOUJI,
        }
        for s in found
    ]
    for at in range(0, len(rows), _ROWS):
        connection.execute(insert(suggestions), rows[at : at + _ROWS])


def row(connection: Connection, number: int) -> Row[Any] | None:
    """The document without its text; None where there is none of this number."""
    columns = [c for c in documents.c if c.name != "text"]
    return connection.execute(select(*columns).where(documents.c.id == number)).first()


def text(connection: Connection, number: int) -> str:
    """The text that offsets of the document's annotations count in."""
    return unpacked(connection.execute(select(documents.c.text).where(documents.c.id == number)).scalar_one())


def result(connection: Connection, analysis: int) -> CheckResult:
    """The result that an analysis has kept. The last ones that were asked for are remembered."""
    data = connection.execute(select(analyses.c.records).where(analyses.c.id == analysis)).scalar_one()
    return _read(bytes(data))


@lru_cache(maxsize=4)  # a result of a long document takes a hundred megabytes
def _read(data: bytes) -> CheckResult:
    (found,) = read_records(zlib.decompress(data).splitlines())
    assert isinstance(found, CheckResult)
    return found


def listed(connection: Connection) -> list[Listed]:
    """Every document with how far its annotators have come, in the order in which they were added."""
    reviewed: dict[int, dict[str, int]] = {}
    done: dict[int, set[str]] = {}
    for document, author, kind, count in connection.execute(_progress()):
        if kind == WHOLE:
            done.setdefault(document, set()).add(author)
        else:
            people = reviewed.setdefault(document, {})
            people[author] = people.get(author, 0) + count
    columns = [c for c in documents.c if c.name not in {"text", "path"}]
    return [
        Listed(
            r.id,
            r.name,
            r.facts,
            r.findings,
            r.suggested,
            r.uncertainty,
            r.worth,
            reviewed.get(r.id, {}),
            frozenset(done.get(r.id, ())),
        )
        for r in connection.execute(select(*columns).order_by(documents.c.id))
    ]


def _progress() -> Select[Any]:
    """For each document, author and kind how many things have a response that stands."""
    c = responses.c
    thing = (c.document, c.author, c.kind, c.key)
    last = select(*thing, func.max(c.version).label("version")).group_by(*thing).subquery()
    same = [getattr(last.c, column.name) == column for column in (*thing, c.version)]
    stands = (c.state != OPEN, or_(c.kind != WHOLE, c.state == PUT))
    return select(*thing[:3], func.count()).join(last, and_(*same)).where(*stands).group_by(*thing[:3])
