"""How a run over a corpus is done. Nothing here needs a package that does not come with gouji."""

from __future__ import annotations

import os
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take.

    Attributes
    ----------
    seconds
        From the beginning of its reading; 0 for no limit.
    megabytes
        Of address space, beyond what a process takes for no document; 0 for no limit. Linux alone holds it.
    processor
        Seconds of processor time, which other programs of a busy machine do not shorten; 0 for no limit. Windows does
        not hold it.
    """

    seconds: float = 300.0
    megabytes: int = 900
    processor: float = 180.0


NO_LIMITS = Limits(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run is done.

    Attributes
    ----------
    jobs
        Processes; as many as there are processors where it is None.
    sample
        So many documents only, always the same.
    resume
        Go on with a dataset that is there.
    retry
        Read documents anew that failed, though they did not change.
    drop_missing
        Take documents out of the dataset that are not among the sources any more.
    models
        As in `gouji.check`.
    scheduler
        The address of a Dask scheduler, whose workers do the work; empty for processes of this machine.
    save_every
        Seconds after which what is done is written: so much work is lost at most when the run is killed.
    """

    jobs: int | None = None
    sample: int | None = None
    resume: bool = False
    retry: bool = False
    drop_missing: bool = False
    models: bool | str | os.PathLike[str] = False
    limits: Limits = field(default_factory=Limits)
    scheduler: str = ""
    save_every: float = 30.0
