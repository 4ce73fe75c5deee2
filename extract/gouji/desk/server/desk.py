"""What the routes of one running desk share: the database, the sessions, the folders, and who asks."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Annotated, Any

from fastapi import Depends, HTTPException, Request
from sqlalchemy import Connection, Row

from gouji.desk.pages import Page, pages
from gouji.desk.server.sessions import Sessions
from gouji.desk.store import documents
from gouji.desk.store.database import Database
from gouji.records.results import CheckResult


@dataclass
class Desk:
    """One running desk.

    Attributes:
        roots: files and folders, resolved, that may be read while it runs.
        cookie: the name of the session's cookie; desks on several ports have one each.
    """

    database: Database
    sessions: Sessions
    roots: tuple[Path, ...] = ()
    cookie: str = "gouji_desk"
    drawing: Lock = field(default_factory=Lock)  # pdfium draws one page at a time
    _cut: dict[int, tuple[Page, ...]] = field(default_factory=dict)

    def source(self, row: Row[Any]) -> Path | None:
        """The file of a document, where it is one that this desk was told of; else None."""
        if len(row.path) != 1:
            return None
        path = Path(row.path[0]).resolve()
        allowed = any(path == root or path.is_relative_to(root) for root in self.roots)
        return path if allowed and path.is_file() else None

    def pages(self, analysis: int, result: CheckResult) -> tuple[Page, ...]:
        """The pages of an analysis; those of the last few are remembered."""
        if (kept := self._cut.get(analysis)) is not None:
            return kept
        if len(self._cut) >= _REMEMBERED:
            self._cut.clear()
        return self._cut.setdefault(analysis, pages(result.document))


_REMEMBERED = 4


def the_desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


TheDesk = Annotated[Desk, Depends(the_desk)]


def annotator(request: Request, desk: TheDesk) -> str:
    """Who asks. Raises HTTPException 401 for somebody who has no session."""
    found = desk.sessions.annotator(request.cookies.get(desk.cookie, ""))
    if found is None:
        raise HTTPException(401, "no session")
    return found


Annotator = Annotated[str, Depends(annotator)]


def found_row(connection: Connection, number: int) -> Row[Any]:
    """Raises HTTPException 404 where there is no such document."""
    row = documents.row(connection, number)
    if row is None:
        raise HTTPException(404, "no such document")
    return row


def shown(desk: Desk, connection: Connection, number: int) -> tuple[Row[Any], CheckResult, tuple[Page, ...]]:
    """A document with the result that it is shown from, and its pages."""
    row = found_row(connection, number)
    result = documents.result(connection, row.analysis)
    return row, result, desk.pages(row.analysis, result)
