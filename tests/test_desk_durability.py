"""No acknowledged correction is lost and none is written twice, whatever happens to the server."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import httpx
import pytest

from databases import cluster, database
from deskserver import changes, serving, span
from gouji.desk.store import responses
from gouji.desk.store.database import Database

TEXT = (
    "甲市乙局2023年度部门决算\n\n一、收入决算情况说明\n2023年度支出100.00万元，比上年增加20.00万元，增长25.00%。\n" * 20
)
CLIENTS = ("甲", "乙", "丙", "丁")
CORRECTIONS = 200
KILLED_AFTER = 70  # acknowledged corrections


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with cluster() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path / "annotations.db")
    else:
        with database(request.getfixturevalue("postgres")) as url:
            yield url


class Annotator(threading.Thread):
    """Sends its corrections one after the other; keeps sending one until it is acknowledged, as the page does.

    `server` is where to: it may be another one after a restart.
    """

    def __init__(self, who: str, told: dict[str, object], acknowledged: list[str]) -> None:
        super().__init__()
        self.who, self.told, self.acknowledged = who, told, acknowledged
        self.stop = threading.Event()
        self.left = [f"request-{who}-{n:03d}" for n in range(CORRECTIONS // len(CLIENTS))]

    def run(self) -> None:
        chance = Random(self.who)
        client: httpx.Client | None = None
        known: object = None
        while self.left and not self.stop.is_set():
            server = self.told["server"]
            if client is None or known is not server:
                known, client = server, server.client(self.who)  # type: ignore[attr-defined]
            start = chance.randrange(len(TEXT) - 10)
            request = self.left[0]
            number = int(request[-3:]) % 12  # so that things get several versions
            try:
                answer = changes(client, 1, request, span(f"h:{self.who}{number}", "AMOUNT", start, start + 5))
            except httpx.TransportError:
                self.stop.wait(0.05)
                continue
            if answer.status_code == 200:
                assert len(answer.json()["said"]) == 1
                self.acknowledged.append(request)
                self.left.pop(0)


def test_a_killed_server_has_every_acknowledged_correction_once(where: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    acknowledged: list[str] = []
    told: dict[str, object] = {}
    with serving(where, path, annotators=CLIENTS) as first:
        told["server"] = first
        people = [Annotator(who, told, acknowledged) for who in CLIENTS]
        for one in people:
            one.start()
        while len(acknowledged) < KILLED_AFTER:
            assert any(one.is_alive() for one in people)
            threading.Event().wait(0.005)
        first.kill()
        for one in people:
            one.stop.set()
            one.join()
        assert KILLED_AFTER <= len(acknowledged) < CORRECTIONS
        written = _requests(where)
        assert set(acknowledged) <= set(written)
        assert set(written.values()) == {1}
    # What was sent and never answered is sent again, as by a page whose answer was lost; then the rest.
    with serving(where, path, annotators=CLIENTS) as second:
        told["server"] = second
        again = [Annotator(one.who, told, acknowledged) for one in people]
        for before, one in zip(people, again, strict=True):
            one.left = before.left
            one.start()
        for one in again:
            one.join()
    written = _requests(where)
    assert len(acknowledged) == CORRECTIONS and set(written) == set(acknowledged)
    assert set(written.values()) == {1}
    _no_gap_between_versions(where)


def _requests(where: str) -> Counter[str]:
    """How often each request stands in the database."""
    store = Database(where)
    try:
        with store.read() as connection:
            rows = connection.execute(responses.responses.select()).all()
    finally:
        store.close()
    return Counter(row.request for row in rows)


def _no_gap_between_versions(where: str) -> None:
    store = Database(where)
    try:
        with store.read() as connection:
            rows = connection.execute(responses.responses.select().order_by(responses.responses.c.id)).all()
    finally:
        store.close()
    versions: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        versions.setdefault((row.author, row.key), []).append(row.version)
    assert all(told == list(range(1, len(told) + 1)) for told in versions.values())


def test_the_same_store_on_both(where: str, tmp_path: Path) -> None:
    """Undo, redo and a conflict, on the real database."""
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    with serving(where, path) as server:
        client = server.client("甲")
        assert changes(client, 1, "request-1", span("h:1", "AMOUNT", 3, 5, base=0)).status_code == 200
        assert changes(client, 1, "request-2", span("h:1", "AMOUNT", 3, 6, base=1)).status_code == 200
        stale = changes(client, 1, "request-3", span("h:1", "AMOUNT", 3, 9, base=1))
        assert stale.status_code == 409 and "version 2" in stale.json()["error"]
        ends = []
        for word in ("undo", "undo", "undo", "redo", "redo", "redo"):
            said = client.post(f"/api/documents/1/{word}", json={"request": f"{word}-{len(ends)}-x"}).json()["said"]
            ends.append([(s["state"], (s["body"] or {}).get("end")) for s in said])
        assert ends == [[("put", 5)], [("open", None)], [], [("put", 5)], [("put", 6)], []]
