"""What annotators said: batches that are written whole, once, in order; undo and redo write further ones.

A batch is what one stroke does: a span that is deleted takes its relations with it. Its `request` is a name that the
page makes up. A request that comes again, since its answer was lost, is answered as before and writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select

from gouji.desk.annotations import Body
from gouji.desk.store.tables import GONE, OPEN, PUT, responses

CHANGE, UNDO, REDO, IMPORT = "change", "undo", "redo", "import"
Thing = tuple[str, str]  # kind and key


class Conflict(Exception):
    """The thing was changed meanwhile, by the same annotator elsewhere."""


@dataclass(frozen=True, slots=True)
class Change:
    """What is said of one thing.

    Attributes:
        state: put, gone, or open where nothing is said any more.
        base: the version of this author's response that it was made on, 0 for none; None where it does not matter.
    """

    kind: str
    key: str
    state: str
    body: Body | None = None
    reason: str = ""
    base: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """The last response of one author to one thing."""

    kind: str
    key: str
    version: int
    state: str
    body: Body | None
    reason: str
    author: str = ""
    made_at: str = ""


def said(connection: Connection, document: int, author: str | None = None) -> list[Said]:
    """The last responses to each thing of a document, of one author or of all; undone ones are `open`."""
    c = responses.c
    thing = (c.document, c.author, c.kind, c.key)
    last = select(*thing, func.max(c.version).label("version")).where(c.document == document)
    if author is not None:
        last = last.where(c.author == author)
    newest = last.group_by(*thing).subquery()
    same = and_(*(getattr(newest.c, column.name) == column for column in (*thing, c.version)))
    rows = connection.execute(select(responses).join(newest, same).order_by(c.id))
    return [_said(r) for r in rows]


def history(connection: Connection, document: int, kind: str, key: str) -> list[Said]:
    """Everything that anybody said of one thing, the oldest first."""
    c = responses.c
    found = select(responses).where(c.document == document, c.kind == kind, c.key == key)
    return [_said(r) for r in connection.execute(found.order_by(c.id))]


def submit(
    connection: Connection,
    document: int,
    author: str,
    request: str,
    changes: Sequence[Change],
    analysis: int | None = None,
    mode: str = CHANGE,
    of: str = "",
) -> list[Said]:
    """Writes one batch and returns what it wrote; of a request that is known, what that wrote.

    Raises
    ------
    Conflict
        Where a change was made on a version that is not the last one. Nothing is written then.
    """
    if before := written(connection, author, request):
        return before
    last = {(s.kind, s.key): s.version for s in said(connection, document, author)}
    rows = []
    for change in changes:
        version = last.get((change.kind, change.key), 0)
        if change.base is not None and change.base != version:
            raise Conflict(f"{change.kind} {change.key} has version {version}, not {change.base}")
        rows.append(_row(document, author, request, change, version + 1, analysis, mode, of))
    if rows:
        connection.execute(insert(responses), rows)
    return written(connection, author, request)


def written(connection: Connection, author: str, request: str) -> list[Said]:
    """What a request has written; nothing where it never came."""
    c = responses.c
    found = select(responses).where(c.author == author, c.request == request)
    return [_said(r) for r in connection.execute(found.order_by(c.id))]


def undo(connection: Connection, document: int, author: str, request: str) -> list[Said]:
    """Takes back the author's last batch that stands; nothing where there is none."""
    if before := written(connection, author, request):
        return before
    done, _ = _stacks(connection, document, author)
    return _restored(connection, document, author, request, done, UNDO)


def redo(connection: Connection, document: int, author: str, request: str) -> list[Said]:
    """Does again what was taken back last, unless something else was done since."""
    if before := written(connection, author, request):
        return before
    _, undone = _stacks(connection, document, author)
    return _restored(connection, document, author, request, undone, REDO)


def _restored(
    connection: Connection, document: int, author: str, request: str, stack: Sequence[str], mode: str
) -> list[Said]:
    """Writes what stood before the topmost batch (undo), or what it said (redo)."""
    if not stack:
        return []
    rows = written(connection, author, stack[-1])
    if mode == REDO:
        changes = [Change(r.kind, r.key, r.state, r.body, r.reason) for r in rows]
    else:
        changes = [_before(connection, document, author, r) for r in rows]
    return submit(connection, document, author, request, changes, mode=mode, of=stack[-1])


def _before(connection: Connection, document: int, author: str, row: Said) -> Change:
    c = responses.c
    one = (c.document == document, c.author == author, c.kind == row.kind, c.key == row.key)
    found = connection.execute(select(responses).where(*one, c.version == row.version - 1)).first()
    if found is None:
        return Change(row.kind, row.key, OPEN)
    return Change(row.kind, row.key, found.state, found.body, found.reason)


def _stacks(connection: Connection, document: int, author: str) -> tuple[list[str], list[str]]:
    """The requests that can be undone and those that can be done again, the topmost last."""
    c = responses.c
    mine = select(c.request, c.mode, c.of, func.min(c.id).label("first")).where(
        c.document == document, c.author == author
    )
    done: list[str] = []
    undone: list[str] = []
    for request, mode, of, _ in connection.execute(mine.group_by(c.request, c.mode, c.of).order_by("first")):
        if mode == UNDO:
            done.remove(of)
            undone.append(of)
        elif mode == REDO:
            undone.remove(of)
            done.append(of)
        else:
            done.append(request)
            undone.clear()
    return done, undone


def _row(
    document: int, author: str, request: str, change: Change, version: int, analysis: int | None, mode: str, of: str
) -> Mapping[str, Any]:
    return {
        "document": document,
        "kind": change.kind,
        "key": change.key,
        "version": version,
        "state": change.state,
        "body": change.body if change.state == PUT else None,
        "reason": change.reason,
        "suggestion": analysis,
        "request": request,
        "mode": mode,
        "of": of,
        "author": author,
    }


def _said(row: Row[Any]) -> Said:
    return Said(row.kind, row.key, row.version, row.state, row.body, row.reason, row.author, row.made_at.isoformat())


def authors(connection: Connection, document: int | None = None) -> list[str]:
    """Who has said anything, in order of names."""
    found = select(responses.c.author).distinct()
    if document is not None:
        found = found.where(responses.c.document == document)
    return sorted(connection.execute(found).scalars())


def stands(found: Iterable[Said]) -> dict[Thing, Said]:
    """The responses that say something, by what they are about."""
    return {(s.kind, s.key): s for s in found if s.state in (PUT, GONE)}
