"""One piece of work for each of many items, in several processes where that is safe."""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2  # results a process may be ahead of whoever takes them


def safe() -> bool:
    """Whether this process may be forked: on Linux, while no other thread of Python may hold a lock.

    Notebooks have other threads. Processes that are not forked would run the caller's script anew, which few scripts
    are written for.
    """
    return sys.platform == "linux" and threading.active_count() == 1


def each(
    work: Callable[[T], R],
    items: Iterable[T],
    workers: int | None = None,
    lost: Callable[[T], R] | None = None,
) -> Iterator[R]:
    """What `work` makes of each item, in order; few results are held at a time.

    Parameters
    ----------
    work
        A function that can be sent to another process, with what it gives.
    items
        Taken as they are needed.
    workers
        How many processes, by default the number of processors. With one, or where processes are not `safe`, the work
        is done here.
    lost
        Gives the result for an item whose process ended (killed for its memory, a fault in a library). The other items
        go on.

    Raises
    ------
    BrokenProcessPool
        When a process ended and there is no `lost`.
    """
    workers = workers or os.cpu_count() or 1
    items = iter(items)
    first = list(islice(items, 2))
    items = chain(first, items)
    if workers == 1 or len(first) < 2 or not safe():
        yield from map(work, items)
        return
    while under_way := (yield from _until_one_ends(work, items, workers)):
        # Which of them ended its process is not told, so each is done again in a process of its own.
        for item in under_way:
            yield _alone(work, item, lost)


def _until_one_ends(work: Callable[[T], R], items: Iterator[T], workers: int) -> Generator[R, None, list[T]]:
    """The results in order until a process ends; what was under way then, nothing when all items are done."""
    pool = ProcessPoolExecutor(workers, mp_context=get_context("fork"))
    ahead: deque[tuple[T, Future[R]]] = deque()
    try:
        for item in items:
            try:
                ahead.append((item, pool.submit(work, item)))
            except BrokenProcessPool:
                return [*(one for one, _ in ahead), item]
            if len(ahead) > _AHEAD * workers:
                yield _first(ahead)
        while ahead:
            yield _first(ahead)
    except BrokenProcessPool:
        return [one for one, _ in ahead]
    finally:
        pool.shutdown(cancel_futures=True)
    return []


def _first(ahead: deque[tuple[T, Future[R]]]) -> R:
    """The result of the first item, which is then done; the item stays when its process ended."""
    result = ahead[0][1].result()
    ahead.popleft()
    return result


def _alone(work: Callable[[T], R], item: T, lost: Callable[[T], R] | None) -> R:
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            if lost is None:
                raise
            return lost(item)
