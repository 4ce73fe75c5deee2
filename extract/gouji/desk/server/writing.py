"""What annotators do: batches of changes, undo and redo, decisions. An answer is given when it is on the disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from gouji.desk.agreement import Difference, differences
from gouji.desk.annotations import BadBody, Kind, Thing, body_of, kind_of, thing_of
from gouji.desk.server.desk import Annotator, TheDesk, found_row
from gouji.desk.store import adjudications, documents, layers, responses
from gouji.desk.store.responses import Change, Conflict, Said
from gouji.desk.store.tables import DONE, GONE, PUT, WHOLE

router = APIRouter(prefix="/api/documents/{number}")

_TRIES = 3  # where two writers of one annotator meet
Request = Annotated[str, Field(min_length=8, max_length=64, pattern=r"^[\w.:-]+$")]
Reason = Annotated[str, Field(max_length=2000)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ChangeIn(_Strict):
    """What is said of one thing."""

    kind: Literal["span", "relation", "link", "aspects", "finding", "document"]
    key: Annotated[str, Field(min_length=1, max_length=80)]
    state: Literal["put", "gone", "open"]
    body: dict[str, Any] | None = None
    reason: Reason = ""
    base: Annotated[int, Field(ge=0)] | None = None


class Batch(_Strict):
    """What one stroke does; `request` is a name that comes once."""

    request: Request
    changes: Annotated[list[ChangeIn], Field(min_length=1, max_length=500)]
    analysis: int | None = None


class Named(_Strict):
    """A request that has nothing but its name."""

    request: Request


class Decision(_Strict):
    """A difference between two annotators, and which side is taken; `own` are things that neither said."""

    request: Request
    first: str
    second: str
    difference: str
    take: Literal["first", "second", "suggestion", "neither"]
    reason: Reason = ""


@router.post("/changes")
def change(number: int, batch: Batch, desk: TheDesk, who: Annotator) -> dict[str, Any]:
    """Writes a batch whole, once. 409 where a thing has another version than the one that was changed."""

    def work(connection: Connection) -> list[Said]:
        found_row(connection, number)
        text = documents.text(connection, number)
        changes = [_checked(one, text) for one in batch.changes]
        return responses.submit(connection, number, who, batch.request, changes, batch.analysis)

    return _told(_written(desk, work))


@router.post("/undo")
def undo(number: int, named: Named, desk: TheDesk, who: Annotator) -> dict[str, Any]:
    """Takes back the annotator's last batch."""
    return _told(_written(desk, lambda c: responses.undo(c, number, who, named.request)))


@router.post("/redo")
def redo(number: int, named: Named, desk: TheDesk, who: Annotator) -> dict[str, Any]:
    """Does again what was taken back."""
    return _told(_written(desk, lambda c: responses.redo(c, number, who, named.request)))


@router.get("/history/{kind}/{key:path}")
def history(number: int, kind: str, key: str, desk: TheDesk, who: Annotator) -> list[dict[str, Any]]:
    """Everything that was said of one thing, by whom and when."""
    with desk.database.read() as connection:
        return [asdict(one) for one in responses.history(connection, number, kind, key)]


@router.post("/adjudications")
def adjudicate(number: int, decision: Decision, desk: TheDesk, who: Annotator) -> dict[str, Any]:
    """Decides one difference between two annotators. 409 where they do not differ so any more."""

    def work(connection: Connection) -> list[Said]:
        found_row(connection, number)
        found = [layers.layer(connection, number, name) for name in (decision.first, decision.second)]
        one = next((d for d in differences(*found) if d.id == decision.difference), None)
        if one is None:
            raise Conflict("the annotators do not differ there any more")
        changes, chosen = _decided(connection, number, one, decision)
        return adjudications.decide(connection, number, who, decision.request, changes, chosen)

    return _told(_written(desk, work))


def _decided(connection: Connection, number: int, one: Difference, decision: Decision) -> tuple[list[Change], str]:
    """What is kept and what goes, by the side that is taken."""
    every = {(kind_of(t).value, t.key): t for t in (*one.first, *one.second)}
    if decision.take == "suggestion":
        row = found_row(connection, number)
        told = layers.suggested(connection, number, row.analysis)
        return [
            Change(kind, key, PUT if (kind, key) in told else GONE, told.get((kind, key)), decision.reason)
            for kind, key in every
        ], documents.GOUJI
    kept: tuple[Thing, ...] = {"first": one.first, "second": one.second, "neither": ()}[decision.take]
    keys = {(kind_of(t).value, t.key) for t in kept}
    put = [Change(kind_of(t).value, t.key, PUT, body_of(t), decision.reason) for t in kept]
    gone = [Change(kind, key, GONE, None, decision.reason) for kind, key in every if (kind, key) not in keys]
    chosen = {"first": decision.first, "second": decision.second, "neither": ""}[decision.take]
    return [*put, *gone], chosen


def _checked(one: ChangeIn, text: str) -> Change:
    """Raises HTTPException 422 for what cannot be true of the document."""
    if one.state != PUT:
        return Change(one.kind, one.key, one.state, None, one.reason, one.base)
    if one.kind == WHOLE:
        if one.key != DONE:
            raise HTTPException(422, "of a document only `done` is said")
        return Change(one.kind, one.key, PUT, {"done": True}, one.reason, one.base)
    try:
        thing = thing_of(Kind(one.kind), one.key, one.body or {}, text)
    except BadBody as exc:
        raise HTTPException(422, str(exc)) from exc
    return Change(one.kind, one.key, PUT, body_of(thing), one.reason, one.base)


def _written(desk: TheDesk, work: Callable[[Connection], list[Said]]) -> list[Said]:
    """Runs the work in a transaction. Two writers that meet are put one behind the other."""
    for left in reversed(range(_TRIES)):
        try:
            with desk.database.write() as connection:
                return work(connection)
        except Conflict as exc:
            raise HTTPException(409, str(exc)) from exc
        except IntegrityError as exc:
            if not left:
                raise HTTPException(409, "somebody else writes the same") from exc
    raise AssertionError("unreachable")


def _told(written: list[Said]) -> dict[str, Any]:
    return {"said": [asdict(one) for one in written]}
