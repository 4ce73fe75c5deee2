"""One piece of work for each of many items, in several processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def each(work: Callable[[T], R], items: Sequence[T], workers: int | None = None) -> Iterator[R]:
    """What `work` makes of each item, in order. `workers` defaults to the number of processors; one stays here."""
    workers = workers or os.cpu_count() or 1
    if workers == 1 or len(items) <= 1:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(min(workers, len(items))) as pool:
        yield from pool.map(work, items)
