"""One piece of work for each of many items, in processes of their own: what happens in one is no other's fault.

A process does one item after the other, so that what it loads and compiles is paid for once. It is replaced when it
dies, hangs or goes beyond its limits: the item that it worked on is lost, and no other.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import current_process, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from gouji.corpus.confined import Confined, Why
from gouji.corpus.settings import NO_LIMITS, Limits
from gouji.errors import unforeseen

T = TypeVar("T")
R = TypeVar("R")

_ON_PARENT_DEATH = 1  # Linux calls it PR_SET_PDEATHSIG
_AHEAD = 2  # results a process may be ahead of whoever takes them
_GRACE = 1.0  # seconds that a process has to end by itself
_ENDING = {getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)}
_SINGLE = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def safe() -> bool:
    """Whether this process may be forked: on Linux, while no other thread of Python may hold a lock.

    Notebooks have other threads. Processes that are not forked would run the caller's script anew, which few scripts
    are written for.
    """
    return sys.platform == "linux" and threading.active_count() == 1


class LostError(Exception):
    """A process ended before it gave the result of its item."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why


class Worker(Generic[T, R]):
    """A process that does one item after the other under limits, begun when it is first needed.

    Parameters
    ----------
    work
        What is done with an item. Where processes are not `safe` to fork it must be such as can be sent to another, and
        the script that runs must bear being imported: the command line does. In a process that may have none of its
        own (a worker of another pool) it is done there, without limits.
    """

    def __init__(self, work: Callable[[T], R], limits: Limits = NO_LIMITS) -> None:
        self._work, self._limits = work, limits
        self._process: BaseProcess | None = None
        self.pipe: Connection | None = None
        self.deadline = float("inf")
        self._here: tuple[BaseException | None, R | None] | None = None

    def begin(self, item: T) -> None:
        """Has the process work on an item; the result is to be taken before the next."""
        if current_process().daemon:
            self._here = _told(self._work, item)
            return
        if self.pipe is None:
            self._start()
        assert self.pipe is not None
        self.deadline = time.monotonic() + (self._limits.seconds or float("inf"))
        try:
            self.pipe.send(item)
        except (BrokenPipeError, ConnectionError):  # `take` tells that it is lost
            return

    def take(self) -> R:
        """The result of the item. Raises LostError, or what the work raised."""
        if self._here is not None:
            return _result(*self._here)
        assert self.pipe is not None
        left = max(0.0, self.deadline - time.monotonic())
        try:
            if not self.pipe.poll(None if left == float("inf") else left):
                self.close()
                raise LostError(Why.SECONDS)
            told: tuple[BaseException | None, R | None, bool] = self.pipe.recv()
        except (EOFError, ConnectionError):
            raise LostError(self._ended()) from None
        error, result, leaves = told
        if leaves:
            self._ended()
        return _result(error, result)

    def close(self) -> None:
        """Ends the process, whatever it does, with those that it began; first it may put away its temporary files."""
        if self._process is None:
            return
        self._process.terminate()
        self._process.join(_GRACE)
        if self._process.exitcode is None:
            _kill(self._process)
        self._ended()

    def _start(self) -> None:
        """Begins the process and waits until it is there: one that is not forked takes its time, which is no item's.

        A signal may interrupt this anywhere. A process that is not known yet then ends by itself, with its pipe.
        """
        context: ForkContext | SpawnContext = get_context("fork") if safe() else get_context("spawn")
        pipe, theirs = context.Pipe()
        try:
            process = context.Process(target=_serve, args=(self._work, self._limits, theirs, pipe), daemon=True)
            with _unsignalled():
                process.start()
        except BaseException:
            pipe.close()
            raise
        finally:
            theirs.close()
        self._process, self.pipe = process, pipe
        try:
            pipe.recv()
        except (EOFError, ConnectionError):  # `take` tells that it is lost
            return

    def _ended(self) -> Why:
        process, pipe = self._process, self.pipe
        self._process = self.pipe = None
        assert process is not None and pipe is not None
        process.join()
        pipe.close()
        return Why.of(process.exitcode)


def each(
    work: Callable[[T], R],
    items: Iterable[T],
    workers: int | None = None,
    lost: Callable[[T, Why], R] | None = None,
    limits: Limits = NO_LIMITS,
) -> Iterator[R]:
    """What `work` makes of each item, in order; few results are held at a time.

    Parameters
    ----------
    work
        A function whose results can be sent to another process.
    items
        Taken as they are needed.
    workers
        How many processes, by default the number of processors. With one, or where processes are not `safe`, the work
        is done here, without limits.
    lost
        Gives the result for an item whose process ended (killed for its memory, a fault in a library, a limit). The
        other items go on.

    Raises
    ------
    LostError
        When a process ended and there is no `lost`.
    """
    workers = workers or os.cpu_count() or 1
    items = iter(items)
    first = list(islice(items, 2))
    items = chain(first, items)
    if workers == 1 or len(first) < 2 or not safe():
        yield from map(work, items)
        return
    crew = [Worker(work, limits) for _ in range(workers)]
    try:
        yield from _shared(crew, items, lost)
    finally:
        for worker in crew:
            worker.close()


def _shared(crew: list[Worker[T, R]], items: Iterator[T], lost: Callable[[T, Why], R] | None) -> Iterator[R]:
    """The results in order, whichever process is done first."""
    idle, busy = list(crew), dict[Worker[T, R], tuple[int, T]]()
    done: dict[int, R] = {}
    begun = told = 0
    while True:
        while idle and begun - told <= _AHEAD * len(crew):
            for item in islice(items, 1):
                worker = idle.pop()
                worker.begin(item)
                busy[worker] = begun, item
                begun += 1
                break
            else:
                break
        if not busy:
            return
        for worker in _ready(busy):
            number, item = busy.pop(worker)
            done[number] = _taken(worker, item, lost)
            idle.append(worker)
        while told in done:
            yield done.pop(told)
            told += 1


def _ready(busy: Iterable[Worker[T, R]]) -> list[Worker[T, R]]:
    """The workers that have a result, ended or are late; waits for one."""
    pipes = {worker.pipe: worker for worker in busy}
    soonest = min(worker.deadline for worker in pipes.values())
    left = None if soonest == float("inf") else max(0.0, soonest - time.monotonic())
    ready = [pipes[pipe] for pipe in wait(list(filter(None, pipes)), left)]  # type: ignore[index]
    return ready or [worker for worker in pipes.values() if worker.deadline == soonest]


def _taken(worker: Worker[T, R], item: T, lost: Callable[[T, Why], R] | None) -> R:
    try:
        return worker.take()
    except LostError as exc:
        if lost is None:
            raise
        return lost(item, exc.why)


def _serve(work: Callable[[T], R], limits: Limits, pipe: Connection, theirs: Connection) -> None:
    """What a process does until nobody asks any more."""
    theirs.close()  # so that the end of whoever asks is seen
    _apart()
    os.environ.update(dict.fromkeys(_SINGLE, "1"))
    confined = Confined(limits)
    try:
        pipe.send(None)
    except (BrokenPipeError, ConnectionError):
        return
    while True:
        try:
            item: T = pipe.recv()
        except (EOFError, ConnectionError):
            return
        confined.begin()
        told = _told(work, item)
        leaves = isinstance(told[0], MemoryError) or confined.worn
        try:
            _send(pipe, told, leaves)
        except (BrokenPipeError, ConnectionError):
            return
        if leaves:
            return


def _result(error: BaseException | None, result: R | None) -> R:
    if error is not None:
        raise error
    return result  # type: ignore[return-value]


def _told(work: Callable[[T], R], item: T) -> tuple[BaseException | None, R | None]:
    try:
        return None, work(item)
    except Exception as exc:
        return exc, None


def _send(pipe: Connection, told: tuple[BaseException | None, object], leaves: bool) -> None:
    """Sends what came of an item; an error in place of what cannot be sent."""
    try:
        pipe.send((*told, leaves))
    except (BrokenPipeError, ConnectionError):
        raise
    except MemoryError:
        pipe.send((MemoryError(), None, True))
    except Exception as exc:
        pipe.send((unforeseen(told[0] or exc), None, leaves))


@contextmanager
def _unsignalled() -> Iterator[None]:
    """Keeps signals from a process until it has begun: they would be answered in it as in whoever begins it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _apart() -> None:
    """Has this process end when whoever asks says so, or is no more; Ctrl-C on a terminal is theirs to answer.

    How it ended is told by whoever asks, in one sentence: no trace of an abort is printed.
    """
    faulthandler.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ENDING)
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_ON_PARENT_DEATH, signal.SIGKILL)


def _kill(process: BaseProcess) -> None:
    """Ends a process and those that it began."""
    try:
        if hasattr(os, "killpg") and process.pid:
            os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):  # it is no group of its own yet
        pass
    process.kill()
