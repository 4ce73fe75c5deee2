"""Retrains the models of reasons and project names: the model that is there goes on learning from corrections.

It goes on from where it was, since a few hundred corrections are not enough to learn a language from. Made-up documents
are among the samples, so that it does not forget. What its finds are worth (`calibration.json`) stays as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from gouji.claims import Label
from gouji.document import Span
from gouji.learn.corrections.corrected import Corrected, Split
from gouji.learn.spans.data import Copies, Sample, made_up, samples
from gouji.learn.spans.train import example, save, settings
from gouji.learn.spans.votes import LABELS, Piece, labels, voted
from gouji.narrative.learned_spans import RANKS, spans_of

PASSES = 6
RATE = 0.0005  # a quarter of that of the first training
MADE_UP = 8  # documents


@dataclass(frozen=True, slots=True)
class SpanScore:
    """Spans with the same bounds as the annotators', those that are not, those that are missed."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        total = 2 * self.right + self.false + self.missed
        return 2 * self.right / total if total else 1.0

    def __add__(self, other: SpanScore) -> SpanScore:
        return SpanScore(self.right + other.right, self.false + other.false, self.missed + other.missed)


def pieces(found: Iterable[Corrected]) -> Iterator[Piece]:
    """The pieces that somebody has looked at, with what is said of them in the end as their marks."""
    for one in found:
        document = one.result.document
        told = [(s.label, s.start, s.end) for s in one.spans.values()]
        for piece in voted(document, one.name, told):
            start = int(piece.id.rpartition(":")[2])
            block = document.block_at(start)
            stretch = block.span if block else Span(start, start + len(piece.text))
            if one.looked_at(piece.label.value, stretch):
                yield piece


def retrained(base: Path, learned: Sequence[Piece], seed: int) -> dict[Label, Any]:
    """The models of the folder `base`, gone on learning from the pieces. One without any stays as it is."""
    invented = made_up(seed, MADE_UP)
    return {label: _retrained(base / label.value.lower(), label, learned, invented, seed) for label in LABELS}


def _retrained(folder: Path, label: Label, learned: Sequence[Piece], invented: Sequence[Piece], seed: int) -> Any:
    import spacy
    from spacy.training import Example
    from spacy.util import minibatch
    from thinc.api import Adam, fix_random_seed
    from threadpoolctl import threadpool_limits

    from gouji.narrative import char_tokenizer  # noqa: F401  registers the tokenizer

    fix_random_seed(seed)
    pipeline: Any = spacy.load(folder)
    mine = [p for p in learned if p.label is label]
    if not mine:
        return pipeline
    plan = dict(settings()["learn"][label.value.lower()])
    plan.pop("passes")
    plan["unmarked"] = 1.0  # where annotators have looked and marked nothing, there is nothing
    given = [*samples(mine, label, Copies(**plan), seed), *_some(invented, label, len(mine), seed)]
    examples = [example(pipeline, sample, label, Example) for sample in given]
    optimizer = pipeline.resume_training(sgd=Adam(RATE, L2=0.01, grad_clip=1.0))
    learn = settings()["learn"]
    chance = Random(seed)
    with threadpool_limits(1):
        for _ in range(PASSES):
            chance.shuffle(examples)
            for batch in minibatch(examples, learn["batch"]):  # type: ignore[no-untyped-call]
                pipeline.update(batch, sgd=optimizer, drop=learn["drop"])
    return pipeline


def _some(invented: Sequence[Piece], label: Label, number: int, seed: int) -> list[Sample]:
    every = samples(invented, label, Copies(bare=0, cued=0), seed)
    return Random(seed).sample(every, min(number, len(every)))


def score(pipelines: Mapping[Label, Any], held: Sequence[Piece]) -> dict[Label, SpanScore]:
    """What the models find in pieces that they have not seen, alone and with all that they find."""
    return {label: _score(pipelines[label], [p for p in held if p.label is label]) for label in LABELS}


def _score(pipeline: Any, held: Sequence[Piece]) -> SpanScore:
    total = SpanScore()
    for piece, bounds in zip(held, spans_of(pipeline, [p.text for p in held]), strict=True):
        wanted, found = {(m.start, m.end) for m in labels(piece)}, set(bounds)
        total += SpanScore(len(wanted & found), len(found - wanted), len(wanted - found))
    return total


def write(pipelines: Mapping[Label, Any], base: Path, home: Path, card: str) -> None:
    """Puts the models into `home`, with the calibration of `base` and a card; the caller seals it."""
    ranks = (base / RANKS).read_bytes()  # `base` may be `home`
    home.mkdir(parents=True, exist_ok=True)
    for label, pipeline in pipelines.items():
        shutil.rmtree(home / label.value.lower(), ignore_errors=True)
        save(pipeline, home / label.value.lower())
    (home / RANKS).write_bytes(ranks)
    (home / "card.md").write_text(card, encoding="utf-8", newline="")


def counted(divided: Split) -> tuple[list[Piece], list[Piece]]:
    """The pieces to learn from and those to measure on."""
    return list(pieces(divided.learned)), list(pieces(divided.held))
