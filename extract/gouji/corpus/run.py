"""A run over a corpus: what is to be read is read by many processes, and written part by part.

Start with `run`. The run can end at any moment and be resumed: `plan` tells what is left.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from gouji import learned
from gouji.corpus import engine, near, plan, work
from gouji.corpus.executors import Executor, each, pool, processors
from gouji.corpus.plan import Plan, Planned
from gouji.corpus.settings import Settings
from gouji.corpus.sources import Sources, given_schema
from gouji.corpus.store import dataset, rows
from gouji.corpus.store.dataset import Dataset
from gouji.corpus.store.place import URL, at
from gouji.corpus.store.tables import schema
from gouji.corpus.work import Done, Task
from gouji.errors import GoujiError

_DOCUMENTS, _BYTES = 500, 24 << 20  # a part is written when it has so many


class Watch(Protocol):
    """What is told of a run while it goes on."""

    def hashing(self, done: int, total: int) -> None:
        """So many of the sources are looked at."""

    def planned(self, plan: Plan) -> None:
        """What there is to do is known."""

    def document(self, name: str, error: GoujiError | None) -> None:
        """A document is done."""

    def uninterrupted(self) -> AbstractContextManager[object]:
        """A block in which no signal raises anything: a part is being written."""


@dataclass
class Summary:
    """What came of a run.

    Attributes
    ----------
    done, failed, incomplete
        Documents read now; of them those that gave an error, and those of which a part was not read.
    findings
        Material findings in them.
    errors
        What named no document, before the run.
    identical, near
        Sources with the content of another; pairs of documents that are nearly the same.
    """

    plan: Plan = field(default_factory=Plan)
    done: int = 0
    failed: int = 0
    incomplete: int = 0
    findings: int = 0
    errors: list[GoujiError] = field(default_factory=list)
    identical: int = 0
    near: int = 0
    dropped: int = 0
    started: bool = False


def run(named: Sequence[str | Path], out: str | Path, settings: Settings, watch: Watch, summary: Summary) -> None:
    """Reads and checks a corpus into a dataset.

    Parameters
    ----------
    named
        Folders, files, globs, URLs, lists and tables of paths (`gouji.corpus.sources`).
    out
        The folder or URL of the dataset.
    summary
        Filled while the run goes on, so that it tells of an interrupted run too.

    Raises
    ------
    GoujiError
        E008, E043, E044, E045, E046, E047, E051. What is wrong with a document is a row of the table `errors`.
    """
    sources = Sources.of(named)
    summary.errors = sources.errors
    models = learned.chosen(settings.models)
    version = engine.digest(models)
    with dataset.writing(at(out), given_schema(sources), settings.resume) as store:
        chosen = plan.sample(sources.found, settings.sample)
        looked_at = _watched(plan.hashed(chosen, version), len(chosen), watch)
        summary.plan = plan.plan(looked_at, store.known, settings.retry, lambda: {s.name for s in sources.found})
        summary.started = True
        watch.planned(summary.plan)
        if settings.drop_missing and summary.plan.missing:
            store.forget(summary.plan.missing)
            summary.dropped = len(summary.plan.missing)
        writer = _Writer(store, watch, settings.save_every)
        try:
            _work(summary, settings, models, writer, watch)
        finally:
            writer.flush()
        summary.identical, summary.near = near.find(store)


def _work(summary: Summary, settings: Settings, models: Path | None, writer: _Writer, watch: Watch) -> None:
    """Reads what is to be read; what needs no reading is entered first."""
    to_read: dict[str, Planned] = {}
    for one in summary.plan.to_do:
        if one.error or one.same_as:
            error = one.error
            done = work.failed(_task(one, models), error) if error else Done({})
            _enter(one, done, summary, writer, watch)
        else:
            to_read[one.source.name] = one
    if not to_read:
        return
    tasks = (_task(one, models) for one in to_read.values())
    with _executor(settings, models, len(to_read)) as executor:
        for task, done in each(executor, tasks, settings.limits):
            _enter(to_read[task.name], done, summary, writer, watch)


def _enter(one: Planned, done: Done, summary: Summary, writer: _Writer, watch: Watch) -> None:
    summary.done += 1
    summary.failed += done.error is not None
    summary.incomplete += bool(done.unread)
    summary.findings += done.findings
    writer.add(one, done)
    watch.document(one.source.name, done.error)


def _task(one: Planned, models: Path | None) -> Task:
    """The task for a source; workers elsewhere have another working folder, so that its path is made absolute."""
    path = one.source.path if URL in one.source.path else str(Path(one.source.path).absolute())
    return Task(one.source.name, path, one.document_id, one.sha256, str(models or ""))


def _executor(settings: Settings, models: Path | None, documents: int) -> AbstractContextManager[Executor]:
    if settings.scheduler:
        from gouji.corpus import cluster

        return cluster.workers(settings.scheduler, settings.limits, models)
    return pool(min(settings.jobs or processors(), documents), settings.limits)


def _watched(planned: Iterator[Planned], total: int, watch: Watch) -> Iterator[Planned]:
    for number, one in enumerate(planned, 1):
        yield one
        watch.hashing(number, total)


class _Writer:
    """Gathers what is done, and writes it part by part."""

    def __init__(self, store: Dataset, watch: Watch, seconds: float) -> None:
        self._store = store
        self._seconds = seconds
        self._watch = watch
        self._gathered: list[tuple[Planned, Done]] = []
        self._bytes = 0
        self._since = time.monotonic()

    def add(self, one: Planned, done: Done) -> None:
        self._gathered.append((one, done))
        self._bytes += sum(map(len, done.tables.values()))
        waited = time.monotonic() - self._since
        if len(self._gathered) >= _DOCUMENTS or self._bytes >= _BYTES or waited >= self._seconds:
            self.flush()

    def flush(self) -> None:
        """Writes what is gathered. An exception that ends the run comes through here too: what is done is kept."""
        with self._watch.uninterrupted():
            self._write()

    def _write(self) -> None:
        gathered, self._gathered, self._bytes = self._gathered, [], 0
        if gathered:
            made = [self._rows(one, done) for one, done in gathered]
            self._store.commit(made, [one.source.name for one, _ in gathered])
        self._since = time.monotonic()

    def _rows(self, one: Planned, done: Done) -> rows.Rows:
        made = dict(done.rows())
        told = {"doc": one.source.name, "sha256": one.sha256 or None, "bytes": one.size, "same_as": one.same_as or None}
        error = done.error.code if done.error else None
        source = rows.row("sources", document_id=one.document_id, error=error, **told)
        made["sources"] = self._with_given(source, "sources", one)
        if "documents" in made:
            made["documents"] = self._with_given(made["documents"], "documents", one)
        return made

    def _with_given(self, table: pa.Table, name: str, one: Planned) -> pa.Table:
        wanted = schema(name, self._store.given)
        for column, type_ in self._store.given.items():
            table = table.append_column(pa.field(column, type_), pa.array([one.source.given.get(column)], type_))
        return table.cast(wanted)
