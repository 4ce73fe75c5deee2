"""The workers of a Dask scheduler, on this machine or on many, do the work of a run.

Each worker keeps processes of its own below it, as many as it has threads, which hold the limits of time and memory: a
document that hangs or takes too much costs its process and not the worker. The documents of a worker that is lost are
given to others; a document that costs four workers their lives is named.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import cast

import distributed

from gouji.corpus import engine
from gouji.corpus.executors import Pool, outcome
from gouji.corpus.settings import Limits
from gouji.corpus.work import Done, Task
from gouji.errors import GoujiError

_WAIT = 30  # seconds for a scheduler, and for a first worker
_lock = Lock()


class Cluster:
    """Gives tasks to a scheduler."""

    def __init__(self, client: distributed.Client, limits: Limits) -> None:
        self._client = client
        self._limits = limits
        self._executor = client.get_executor(pure=False)

    @property
    def workers(self) -> int:
        """How many documents the workers read at a time; they may come and go."""
        threads: dict[str, int] = self._client.nthreads()
        return max(sum(threads.values()), 1)

    def submit(self, task: Task) -> Future[Done]:
        return cast("Future[Done]", self._executor.submit(process, task, self._limits))


@contextmanager
def workers(address: str, limits: Limits, models: Path | None = None) -> Iterator[Cluster]:
    """The workers of the scheduler at an address, for the time of the block.

    Raises
    ------
    GoujiError
        E051 where there is no scheduler, no worker, a worker that may have no processes of its own, or one with other
        rules or another version of gouji.
    """
    try:
        client = distributed.Client(address, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError) as exc:
        raise GoujiError("E051", path=address, reason=str(exc) or type(exc).__name__) from exc
    with client:
        try:
            client.wait_for_workers(1, timeout=_WAIT)
        except TimeoutError:
            raise GoujiError("E051", path=address, reason="it has no workers") from None
        _require_fit(client, address, models)
        yield Cluster(client, limits)


def process(task: Task, limits: Limits) -> Done:
    """Runs on a worker: what came of a document, in a process below the worker."""
    threads = distributed.get_worker().state.nthreads
    with _lock:
        pool = _pool(threads, limits)
    return outcome(pool.submit(task), task, limits)


@cache
def _pool(threads: int, limits: Limits) -> Pool:
    """The processes of this worker: they stay until it ends."""
    return Pool(threads, limits)


def _require_fit(client: distributed.Client, address: str, models: Path | None) -> None:
    for worker, (daemonic, digest) in client.run(_told_of_worker, models).items():
        if daemonic:
            raise GoujiError("E051", path=address, reason=f"start worker {worker} with --no-nanny")
        if digest != engine.digest(models):
            raise GoujiError("E051", path=address, reason=f"worker {worker} has another version, other rules or models")


def _told_of_worker(models: Path | None) -> tuple[bool, str]:
    """Whether a worker may have no processes of its own, and what its results depend on."""
    return multiprocessing.current_process().daemon, engine.digest(models)
