"""Files out and in: a layer of some documents in a format, and what a file of annotations changes."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Request, Response
from fastapi.concurrency import run_in_threadpool

from gouji.desk.exchange import FORMATS
from gouji.desk.server.desk import Annotator, TheDesk
from gouji.desk.transfer import exported, imported
from gouji.errors import GoujiError

router = APIRouter(prefix="/api")


@router.get("/export")
def export(
    desk: TheDesk, who: Annotator, format: str = "jsonl", layer: str = "final",
    document: Annotated[list[int] | None, Query()] = None,
) -> Response:  # fmt: skip
    """A file to download; of all documents where none is named."""
    _require(format)
    with desk.database.read() as connection:
        try:
            data = exported(connection, format, layer, document)
        except KeyError as exc:
            raise HTTPException(404, f"no such document: {exc}") from exc
    name = quote(f"annotations-{layer}{FORMATS[format].suffix}")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(data, media_type="application/octet-stream", headers=headers)


@router.post("/import")
async def import_(
    request: Request, desk: TheDesk, who: Annotator, format: str = "jsonl", replace: bool = False
) -> dict[str, Any]:
    """Takes the file in the body as the annotator's own; tells each record that is bad."""
    _require(format)
    data = await request.body()

    def work() -> dict[str, Any]:
        with desk.database.write() as connection:
            told = imported(connection, format, data, who, replace)
        return {
            "documents": told.documents,
            "changed": told.changed,
            "gone": told.gone,
            "bad": [{"where": b.where, "why": b.why} for b in told.bad],
        }

    try:
        return await run_in_threadpool(work)
    except GoujiError as exc:
        raise HTTPException(422, str(exc)) from exc


def _require(format: str) -> None:
    if format not in FORMATS:
        raise HTTPException(404, f"no such format: {format}")
