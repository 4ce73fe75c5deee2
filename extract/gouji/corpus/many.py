"""Many documents checked one by one: `check_many`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gouji import api, learned
from gouji.corpus import pool
from gouji.corpus.confined import Why, attempted
from gouji.corpus.inputs import Folder, not_read
from gouji.corpus.settings import Limits
from gouji.errors import GoujiError
from gouji.filenames import is_folder, shown
from gouji.records.results import CheckResult, Record

_LIMITS = Limits()

Sources = api.Source | Iterable[api.Source]


@dataclass(frozen=True)
class Outcome:
    """What came of one document of many: a result, or the error that kept it from one.

    Attributes
    ----------
    name : str
        The path of the file as it is called in records; of a folder that cannot be read, its own.
    result : CheckResult or None
        None where there is an error.
    error : GoujiError or None
        None where there is a result.
    """

    name: str
    result: CheckResult | None = None
    error: GoujiError | None = None

    @property
    def ok(self) -> bool:
        """Whether there is a result. Its `incomplete` tells whether a part of the file was not read."""
        return self.result is not None

    def to_records(self) -> list[Record]:
        """The records of the result; of a document without one, a document record with `error` and why.

        Returns
        -------
        list of dict
            As `CheckResult.to_records`, so that a failed document has a row in every table.
        """
        if self.result is not None:
            return self.result.to_records()
        assert self.error is not None
        return api.check(not_read(self.name, self.error)).to_records()


def check_many(sources: Sources, models: api.Models = False, triage: bool = True, jobs: int = 1) -> Iterator[Outcome]:
    """Check many documents, one after the other; a bad one costs no other its result.

    Parameters
    ----------
    sources : str, os.PathLike or iterable of them
        A folder (every document in it and below, in order of names; reports that gouji wrote there are no documents),
        or paths of files and folders. Each file is a document of its own.
    models, triage
        As in `gouji.check`.
    jobs : int, optional
        How many processes share the work, each document under the limits of `gouji check`, where this process can be
        forked safely: on Linux, while no other thread runs. Elsewhere (notebooks) the work is done here.

    Yields
    ------
    Outcome
        In the order of the sources, as soon as it is there. Nothing is kept: memory does not grow with the number of
        documents.

    Raises
    ------
    GoujiError
        E036, E019 for the models, before anything is read. What is wrong with a document is in its outcome: E025 for a
        fault of gouji's own, E037 where its process ended, E041, E042 and E059 where it went beyond a limit.

    Examples
    --------
    >>> import gouji
    >>> for outcome in gouji.check_many(["gouji-demo/disclosure.txt", "no-such-file.pdf"]):
    ...     if outcome.error:
    ...         print(outcome.name, outcome.error.code)
    ...     else:
    ...         print(outcome.name, len(outcome.result.findings) > 0)
    gouji-demo/disclosure.txt True
    no-such-file.pdf E001
    """
    learned.chosen(models)
    if isinstance(sources, str | os.PathLike):
        sources = [sources]
    limits = _LIMITS if jobs > 1 and pool.safe() else None
    work = partial(_outcome, models=models, triage=triage, limits=limits)
    return pool.each(work, _named(sources), jobs, _lost, _LIMITS)


_Named = Path | Outcome  # a file to check, or what is wrong with a folder


def _named(sources: Iterable[api.Source]) -> Iterator[_Named]:
    for path in map(Path, sources):
        if not is_folder(path):
            yield path
            continue
        folder = Folder(path)
        yield from (Outcome(shown(path), error=error) for error in folder.errors)
        yield from folder.files


def _outcome(named: _Named, models: api.Models, triage: bool, limits: Limits | None) -> Outcome:
    if isinstance(named, Outcome):
        return named
    name = shown(named)
    found = attempted(lambda: api.check(named, models, triage), name, limits)
    return Outcome(name, error=found) if isinstance(found, GoujiError) else Outcome(name, found)


def _lost(named: _Named, why: Why) -> Outcome:
    """The outcome of a document whose process ended."""
    if isinstance(named, Outcome):
        return named
    return Outcome(shown(named), error=why.error(named, _LIMITS))
