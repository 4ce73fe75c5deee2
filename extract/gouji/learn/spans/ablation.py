"""Patterns, models and both on gold that the models have not seen, with intervals; reasons without their cues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from gouji.claims import Label
from gouji.learn.measure.score import EntityScore
from gouji.learn.spans.build import Trained
from gouji.learn.spans.gold import BOTH, MODELS, NAMES, PATTERNS, Subject
from gouji.learn.spans.ranks import Hidden

READERS = (PATTERNS, MODELS, BOTH)
_DRAWS = 2000
_SURE = (2.5, 97.5)

Scores = Mapping[str, Mapping[str, EntityScore]]  # by reader, by label


def lines(made: Trained, subjects: Sequence[Subject]) -> Iterator[str]:
    """A table for each document, one for all, and how many reasons without cues are found."""
    every = {s.gold.name: s.scores(made.models(s.name)) for s in subjects}
    for name, scores in every.items():
        yield from _table(name, scores)
    if every:
        yield from _table(f"all {len(every)} documents", _pooled(list(every.values())))
    yield "== reasons whose cues were taken out, in documents that the model had not seen; patterns find none"
    yield _told("found by the model", made.hidden())
    yield _told("told (above the threshold)", made.hidden(made.ranks()[Label.CAUSE]))


def interval(score: EntityScore, seed: int = 1) -> tuple[float, float]:
    """The middle 95 % of F1 when the document's right, false and missed entities are drawn again and again."""
    counts = np.array([score.tp, score.fp, score.fn])
    total = int(counts.sum())
    if not total:
        return 1.0, 1.0
    drawn = np.random.default_rng(seed).multinomial(total, counts / total, _DRAWS)
    low, high = np.percentile(2 * drawn[:, 0] / (drawn[:, 0] + total), _SURE)
    return float(low), float(high)


def _table(name: str, scores: Scores) -> Iterator[str]:
    yield f"== {name}"
    yield f"{'':13s} " + "  ".join(f"{who:^31s}" for who in READERS)
    for label in NAMES:
        if label in scores[PATTERNS]:
            yield f"{label:13s} " + "  ".join(_cell(scores[who][label]) for who in READERS)


def _cell(s: EntityScore) -> str:
    low, high = interval(s)
    return f"{s.f1:.3f} [{low:.2f} {high:.2f}] {s.tp:3d}/{s.fp:2d}/{s.fn:2d}".ljust(31)


def _pooled(every: Sequence[Scores]) -> Scores:
    """The counts of all documents together."""
    return {
        who: {label: _sum([s[who][label] for s in every if label in s[who]], label) for label in NAMES}
        for who in READERS
    }


def _sum(scores: Sequence[EntityScore], label: str) -> EntityScore:
    return EntityScore(label, sum(s.tp for s in scores), sum(s.fp for s in scores), sum(s.fn for s in scores))


def _told(what: str, h: Hidden) -> str:
    wanted = max(1, h.wanted)
    return f"{what:28s} {h.found}/{h.wanted} = {h.found / wanted:.3f}, with exact bounds {h.strict / wanted:.3f}"
