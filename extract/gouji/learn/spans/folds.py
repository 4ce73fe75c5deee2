"""Models that have not seen a document: documents are dealt into folds, each fold's models learn from the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from gouji.claims import Label
from gouji.learn.spans.data import MADE_UP
from gouji.learn.spans.train import Progress, fit, save, settings
from gouji.learn.spans.votes import LABELS, Piece
from gouji.narrative.learned_spans import pipeline


@dataclass(frozen=True)
class Fold:
    """Documents, and models that have learned from all others."""

    documents: frozenset[str]
    pipelines: Mapping[Label, Any]


@dataclass(frozen=True, slots=True)
class Task:
    """One model to train: of what, without which documents, and where it goes."""

    label: Label
    without: frozenset[str]
    folder: Path


def deal(made: Sequence[Piece], number: int) -> list[frozenset[str]]:
    """The documents of the pieces in so many folds; made-up ones are in none."""
    names = sorted({p.document for p in made} - {MADE_UP})
    return [frozenset(names[n::number]) for n in range(number)]


def folds(
    made: Sequence[Piece], number: int, home: Path, config: Path | None, seed: int, workers: int, progress: Progress
) -> list[Fold]:
    """Trains the models of each fold under `home`, and those of all documents in `home`/all."""
    dealt = deal(made, number)
    tasks = [Task(label, frozenset(), home / "all" / label.value.lower()) for label in LABELS]
    tasks += [Task(label, f, home / str(n) / label.value.lower()) for n, f in enumerate(dealt) for label in LABELS]
    for done, task in enumerate(_run(tasks, partial(learn, made=made, config=config, seed=seed), workers), 1):
        progress(f"trained {task.label} ({done} of {len(tasks)})")
    return [
        Fold(names, {label: pipeline(home / str(n) / label.value.lower()) for label in LABELS})
        for n, names in enumerate(dealt)
    ]


def learn(task: Task, made: Sequence[Piece], config: Path | None, seed: int) -> Task:
    """Trains one model and writes it."""
    here = [p for p in made if p.label is task.label and p.document not in task.without]
    save(fit(here, task.label, settings(config), seed), task.folder)
    return task


def _run(tasks: Sequence[Task], work: Any, workers: int) -> Iterator[Task]:
    if workers == 1:
        yield from map(work, tasks)
        return
    with ProcessPoolExecutor(min(workers, len(tasks))) as pool:
        yield from pool.map(work, tasks)
