"""Processes that read documents, each under limits of time and memory.

A process that dies, hangs or takes too much costs its document and no other (pebble keeps one task in a process and
replaces the process). The same processes do the work below a worker of Dask (`cluster`).
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.context import BaseContext
from typing import Protocol

from pebble import ProcessExpired, ProcessPool

from gouji.corpus.confined import Confined, Why
from gouji.corpus.settings import Limits
from gouji.corpus.work import Done, Task, failed, process
from gouji.errors import unforeseen

_TASKS = 500  # documents after which a process is replaced: what libraries leak goes with it
_AHEAD = 3  # documents that wait for each process
_RESERVE = 512  # megabytes of address space that a process may take for no document
_PRELOADED = ("gouji.corpus.work", "datasketch", "pandas", "highspy._core")


class Executor(Protocol):
    """What takes tasks and gives what came of them."""

    @property
    def workers(self) -> int:
        """How many tasks it does at a time."""

    def submit(self, task: Task) -> Future[Done]:
        """Begins a task, or has it wait."""


def each(executor: Executor, tasks: Iterable[Task], limits: Limits) -> Iterator[tuple[Task, Done]]:
    """What came of each task, in the order in which they end; few are held at a time."""
    pending: dict[Future[Done], Task] = {}
    for task in tasks:
        pending[executor.submit(task)] = task
        while len(pending) >= _AHEAD * executor.workers:
            yield from _ended(pending, limits)
    while pending:
        yield from _ended(pending, limits)


def _ended(pending: dict[Future[Done], Task], limits: Limits) -> Iterator[tuple[Task, Done]]:
    for future in wait(pending, return_when=FIRST_COMPLETED).done:
        task = pending.pop(future)
        yield task, outcome(future, task, limits)


def outcome(future: Future[Done], task: Task, limits: Limits) -> Done:
    """What came of a task that ended, whether or not its process outlived it."""
    try:
        return future.result()
    except TimeoutError:
        return failed(task, Why.SECONDS.error(task.name, limits))
    except ProcessExpired as exc:
        return failed(task, Why.of(exc.exitcode).error(task.name, limits))
    except BrokenProcessPool:
        raise  # no process can be begun: that is no fault of the document
    except Exception as exc:
        return failed(task, unforeseen(exc, task.name))


class Pool:
    """Processes of this machine."""

    def __init__(self, workers: int, limits: Limits) -> None:
        self.workers = workers
        self._limits = limits
        self._pool = ProcessPool(
            max_workers=workers,
            max_tasks=_TASKS,
            initializer=_prepare,
            context=_context(),
            initargs=(limits, dict(os.environ)),
        )

    def submit(self, task: Task) -> Future[Done]:
        future: Future[Done] = self._pool.schedule(
            _process, args=(task, self._limits), timeout=self._limits.seconds or None
        )
        return future

    def close(self, now: bool) -> None:
        """Ends the processes; `now`, whatever they do."""
        end: Callable[[], None] = self._pool.stop if now else self._pool.close
        end()
        self._pool.join()


@contextmanager
def pool(workers: int, limits: Limits) -> Iterator[Pool]:
    """Processes of this machine, which end with the block: at once where it ends by an exception."""
    made = Pool(workers, limits)
    try:
        yield made
    except BaseException:
        made.close(now=True)
        raise
    made.close(now=False)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _context() -> BaseContext:
    """Processes that come of a server, which has read the libraries and has no threads."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    # Arrow's own pool takes a gigabyte of address space at once, which the limits of the processes count.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_PRELOADED))
    return context


def _prepare(limits: Limits, environment: dict[str, str]) -> None:
    """Begins a process: one thread for arithmetic, and no more memory than its documents may take.

    Its environment is that of the run, not that which the server of processes was started with.
    """
    import threadpoolctl

    os.environ.update(environment)
    threadpoolctl.threadpool_limits(1)
    _confined.append(Confined(limits, _RESERVE))


_confined: list[Confined] = []  # the limits of this process, once it is prepared


def _process(task: Task, limits: Limits) -> Done:
    _confined[-1].begin()
    return process(task, limits)
