"""The limits of a process that reads documents, and what to call the failure of one.

Limits of address space and of processor time are the system's: they reach native code, which no check in Python does.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from gouji.corpus.settings import Limits
from gouji.errors import GoujiError, unforeseen

R = TypeVar("R")


class Why(StrEnum):
    """Why a process gave no result."""

    ENDED = "E037"
    SECONDS = "E041"
    PROCESSOR = "E059"

    @classmethod
    def of(cls, exit_code: int | None) -> Why:
        """What the exit status of a process tells: minus the number of the signal that ended it."""
        ended_for_its_time = exit_code == -getattr(signal, "SIGXCPU", 0) and exit_code
        return cls.PROCESSOR if ended_for_its_time else cls.ENDED

    def error(self, name: object, limits: Limits) -> GoujiError:
        """The error of the document that the process worked on."""
        return GoujiError(self.value, path=name, seconds=limits.processor if self is Why.PROCESSOR else limits.seconds)


def attempted(step: Callable[[], R], name: object, limits: Limits | None = None) -> R | GoujiError:
    """What a step on one document gives, or the error that stands for whatever it raised.

    Parameters
    ----------
    name
        What the document is called.
    limits
        Those of this process; None where it has none, and being out of memory is the machine's.
    """
    try:
        return step()
    except MemoryError as exc:
        return GoujiError("E042", path=name, megabytes=limits.megabytes) if limits else unforeseen(exc, name)
    except GoujiError as exc:
        return exc
    except Exception as exc:
        return unforeseen(exc, name)


class Confined:
    """The limits of this process, from now on.

    Parameters
    ----------
    reserve
        Megabytes of address space that the process may take beyond its limit, for libraries that it is yet to load.
    """

    def __init__(self, limits: Limits, reserve: int = 0) -> None:
        self._limits = limits
        self._grown = 0
        if sys.platform == "linux" and limits.megabytes:
            most = _address_space() + (reserve + limits.megabytes << 20)
            self._grown = most - (limits.megabytes << 19)
            _limit("RLIMIT_AS", most)

    def begin(self) -> None:
        """Limits the processor time from here on; what was used before does not count."""
        if self._limits.processor and hasattr(signal, "SIGXCPU"):
            import resource

            used = resource.getrusage(resource.RUSAGE_SELF)
            _limit("RLIMIT_CPU", int(used.ru_utime + used.ru_stime + self._limits.processor) + 1)

    @property
    def worn(self) -> bool:
        """Whether what earlier documents left leaves less than half of the memory to the next one."""
        return bool(self._grown) and _address_space() > self._grown


def _limit(name: str, most: int) -> None:
    import resource

    number = getattr(resource, name)
    hard = resource.getrlimit(number)[1]
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(number, (allowed, hard))


def _address_space() -> int:
    """The bytes of address space that this process has, as Linux tells it."""
    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
