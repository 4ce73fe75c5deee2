"""What was decided where annotators differ: a record of its own beside what each of them said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, func, insert, select

from gouji.desk.store.responses import Change, Said
from gouji.desk.store.tables import PUT, adjudications


def decide(
    connection: Connection, document: int, author: str, request: str, changes: Sequence[Change], chosen: str = ""
) -> list[Said]:
    """Writes decisions on several things at once; a request that is known writes nothing.

    `chosen` is the annotator whose response was taken, gouji for its suggestion, '' for neither.
    """
    c = adjudications.c
    mine = select(adjudications).where(c.author == author, c.request == request).order_by(c.id)
    if before := connection.execute(mine).all():
        return [_said(r) for r in before]
    last = {(s.kind, s.key): s.version for s in decided(connection, document)}
    rows = [
        {
            "document": document,
            "kind": change.kind,
            "key": change.key,
            "version": last.get((change.kind, change.key), 0) + 1,
            "state": change.state,
            "body": change.body if change.state == PUT else None,
            "chosen": chosen,
            "reason": change.reason,
            "request": request,
            "author": author,
        }
        for change in changes
    ]
    if rows:
        connection.execute(insert(adjudications), rows)
    return [_said(r) for r in connection.execute(mine)]


def decided(connection: Connection, document: int) -> list[Said]:
    """The last decision on each thing of a document."""
    c = adjudications.c
    last = select(c.kind, c.key, func.max(c.version).label("version")).where(c.document == document)
    newest = last.group_by(c.kind, c.key).subquery()
    same = and_(newest.c.kind == c.kind, newest.c.key == c.key, newest.c.version == c.version)
    found = select(adjudications).join(newest, same).where(c.document == document).order_by(c.id)
    return [_said(r) for r in connection.execute(found)]


def _said(row: Row[Any]) -> Said:
    return Said(row.kind, row.key, row.version, row.state, row.body, row.reason, row.author, row.made_at.isoformat())
