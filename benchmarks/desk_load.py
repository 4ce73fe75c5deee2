"""The desk under load: so many annotators correct at once, and every correction that was acknowledged is there once.

    python benchmarks/desk_load.py                              # 20 clients, 5 minutes, SQLite
    python benchmarks/desk_load.py --db postgresql+psycopg://…  # the same on PostgreSQL
    python benchmarks/desk_load.py --documents A.pdf B.pdf      # on documents of one's own

A client opens a document, corrects a span, waits as long as `--pause` says, looks at the page now and then, and undoes
one correction in ten. The server is the real one, in a process of its own; the clients share the machine with it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import httpx

from gouji.desk.store import responses
from gouji.desk.store.database import Database
from gouji.learn import synth

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from deskserver import Running, changes, serving, span

LOOKS, UNDOES = 8, 10  # one in so many corrections


class Annotator(threading.Thread):
    """One client.

    Attributes:
        acknowledged: the requests that the server said it has written.
        corrected, looked: the seconds that each correction, and each look at the page, took.
        refused: the answers that were no success.
    """

    def __init__(self, who: str, server: Running, documents: int, until: float, pause: float) -> None:
        super().__init__()
        self.who, self.server, self.documents, self.until, self.pause = who, server, documents, until, pause
        self.acknowledged: list[str] = []
        self.corrected: list[float] = []
        self.looked: list[float] = []
        self.refused: Counter[int] = Counter()

    def run(self) -> None:
        chance = Random(self.who)
        client = self.server.client(self.who)
        number = 0
        while time.monotonic() < self.until:
            document = chance.randrange(self.documents) + 1
            if number % LOOKS == 0:
                timed(self.looked, partial(client.get, f"/api/documents/{document}/findings"))
            self._correct(client, chance, document, f"request-{self.who}-{number:06d}", number)
            number += 1
            time.sleep(chance.uniform(0, 2 * self.pause))
        client.close()

    def _correct(self, client: httpx.Client, chance: Random, document: int, request: str, number: int) -> None:
        start = chance.randrange(400)
        told = span(f"h:{self.who}{chance.randrange(40)}", "AMOUNT", start, start + 5)
        if number % UNDOES:
            answer = timed(self.corrected, partial(changes, client, document, request, told))
        else:
            undo = f"/api/documents/{document}/undo"
            answer = timed(self.corrected, partial(client.post, undo, json={"request": request}))
        if answer.status_code != httpx.codes.OK:
            self.refused[answer.status_code] += 1
        elif answer.json()["said"]:
            self.acknowledged.append(request)


def timed(seconds: list[float], ask: Callable[[], httpx.Response]) -> httpx.Response:
    """An answer; how long it took is added to `seconds`."""
    began = time.perf_counter()
    answer = ask()
    seconds.append(time.perf_counter() - began)
    return answer


def written(database: str) -> Counter[str]:
    """How often each request stands in the database."""
    store = Database(database)
    try:
        with store.read() as connection:
            rows = connection.execute(responses.responses.select()).all()
    finally:
        store.close()
    return Counter(row.request for row in rows)


def told(what: str, seconds: list[float]) -> None:
    """The median, the 95th and the 99th hundredth, and the longest, in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100)
    marks = f"median {1000 * cuts[49]:.0f} ms, p95 {1000 * cuts[94]:.0f}, p99 {1000 * cuts[98]:.0f}"
    print(f"{what:12} {len(seconds):7} {marks}, longest {1000 * max(seconds):.0f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=20)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--pause", type=float, default=0.5, help="seconds between two corrections of one client")
    parser.add_argument("--db", help="a database; a file of SQLite that is thrown away where none is named")
    parser.add_argument("--documents", type=Path, nargs="+")
    given = parser.parse_args()
    names = tuple(f"标注员{n:02d}" for n in range(given.clients))
    with TemporaryDirectory() as home:
        database = given.db or f"{home}/annotations.db"
        paths = given.documents or [_made(Path(home), n) for n in range(4)]
        with serving(database, *paths, annotators=names) as server:
            until = time.monotonic() + 60 * given.minutes
            people = [Annotator(name, server, len(paths), until, given.pause) for name in names]
            for one in people:
                one.start()
            for one in people:
                one.join()
        there = written(database)
    told("corrections", [s for one in people for s in one.corrected])
    told("looks", [s for one in people for s in one.looked])
    acknowledged = [request for one in people for request in one.acknowledged]
    lost = [request for request in acknowledged if request not in there]
    twice = [request for request, times in there.items() if times > 1]
    refused = sum((one.refused for one in people), Counter())
    print(f"{len(acknowledged)} acknowledged, {len(lost)} lost, {len(twice)} written twice, {dict(refused)} refused")
    return 1 if lost or twice or refused else 0


def _made(home: Path, number: int) -> Path:
    path = home / f"{number}.txt"
    (document,) = synth.corpus(seed=number + 1, n=1)
    path.write_text(document.text, encoding="utf-8", newline="")
    return path


if __name__ == "__main__":
    sys.exit(main())
