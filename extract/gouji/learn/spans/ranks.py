"""What the models' finds are worth, from documents that the models had not seen.

A find beside every pattern's is right or wrong as gold says where there is gold. Elsewhere a text as printed counts it
wrong, since no rule spoke, and a text without the cues of its reasons tells which finds are right. The latter is the
better witness, but the former keeps the model quiet where it should be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import numpy as np

from gouji.claims import Label
from gouji.learn.spans.data import without_cues
from gouji.learn.spans.votes import Mark, Piece, labels
from gouji.narrative.causes import causes
from gouji.narrative.learned_spans import Bounds, overlaps, spans_of
from gouji.narrative.span_confidence import BOTH, MODEL, PATTERN, Rank, signs

HALF = 0.5
RIDGE = 0.5  # keeps a weight small that few finds speak for
FALSE = 0.005  # of the labels of the texts as printed: so many finds beside them may be told
PRIOR = 0.9  # how often a pattern's span is taken to be right before gold has been seen
_GRID = tuple(n / 100 for n in range(50, 100))
NEVER = 2.0  # a confidence that no find has


@dataclass(frozen=True, slots=True)
class Trial:
    """A find of a model in a text that it had not seen, or of a pattern where gold tells what it is worth."""

    document: str
    label: Label
    source: str  # as in `gouji.narrative.span_confidence`
    right: bool
    signs: tuple[float, ...] = ()
    printed: bool = True  # the text is as printed, not without its cues
    judged: bool = False  # by gold


@dataclass(frozen=True, slots=True)
class Blind:
    """A text without the cues of its reasons: where these are, and what a model found that had not seen it."""

    document: str
    text: str
    spans: tuple[Bounds, ...]
    found: tuple[Bounds, ...]


@dataclass(frozen=True, slots=True)
class Hidden:
    """Reasons without their cues that no pattern finds, and how many of them a model does."""

    wanted: int = 0
    found: int = 0
    strict: int = 0

    def __add__(self, other: Hidden) -> Hidden:
        return Hidden(self.wanted + other.wanted, self.found + other.found, self.strict + other.strict)


def printed(held: Sequence[Piece], label: Label, pipeline: Any) -> list[Trial]:
    """The model's finds beside all labels, in texts as printed: taken for wrong."""
    mine = [p for p in held if p.label is label]
    made: list[Trial] = []
    for piece, found in zip(mine, spans_of(pipeline, [p.text for p in mine]), strict=True):
        known = _bounds(labels(piece))
        alone = [b for b in found if not overlaps(b, known)]
        made += [Trial(piece.document, label, MODEL, False, signs(label, piece.text, *b)) for b in alone]
    return made


def blinded(held: Sequence[Piece], pipeline: Any) -> list[Blind]:
    """What the model finds in the texts without the cues of their reasons, where no pattern finds any."""
    cut = [(p, without_cues(p.text, labels(p))) for p in held if p.label is Label.CAUSE]
    blind = [(p, s) for p, s in cut if s.spans and not causes(cast(Any, SimpleNamespace(text=s.text)))]
    read = spans_of(pipeline, [s.text for _, s in blind])
    return [Blind(p.document, s.text, s.spans, tuple(found)) for (p, s), found in zip(blind, read, strict=True)]


def bare(blind: Iterable[Blind]) -> list[Trial]:
    """The finds in such texts, of which it is known whether they are right."""
    made: list[Trial] = []
    for b in blind:
        for f in b.found:
            told = signs(Label.CAUSE, b.text, *f)
            made.append(Trial(b.document, Label.CAUSE, MODEL, _half_met(f, b.spans), told, printed=False))
    return made


def hidden(texts: Iterable[Blind], rank: Rank | None = None) -> Hidden:
    """How many of the reasons without cues are found; with a rank, of those finds that would be told."""
    total = Hidden()
    for b in texts:
        told = [f for f in b.found if rank is None or _is_told(f, b, rank)]
        near = sum(_half_met(t, told) for t in b.spans)
        total += Hidden(len(b.spans), near, sum(t in told for t in b.spans))
    return total


def _is_told(find: Bounds, blind: Blind, rank: Rank) -> bool:
    return rank.confidence(signs(Label.CAUSE, blind.text, *find)) >= rank.least


def _half_met(one: Bounds, others: Iterable[Bounds]) -> bool:
    """Whether one of the others has half in common with a span."""
    return any(share(one, other) >= HALF for other in others)


def rank(trials: Sequence[Trial], label: Label, wanted: int) -> Rank:
    """The rank of one label from trials on held-out documents.

    `wanted` is the number of labels of the texts as printed. The threshold is the least at which the finds that are
    beside these labels and not borne out by gold stay below `FALSE` of them, and no document with gold is read worse.
    """
    alone = [t for t in trials if t.label is label and t.source == MODEL]
    weights = _logistic(alone)
    free = Rank(_share(trials, label, PATTERN), _share(trials, label, BOTH), weights, 0.0)
    sure = [(free.confidence(t.signs), t) for t in alone if t.printed]
    least = _least(sure, wanted) if alone else NEVER
    return Rank(free.pattern, free.both, weights, least)


def _least(sure: Sequence[tuple[float, Trial]], wanted: int) -> float:
    """The first confidence from which on the finds are quiet."""
    for least in _GRID:
        told = [t for confidence, t in sure if confidence >= least]
        if _quiet(told, wanted):
            return least
    return NEVER


def share(one: Bounds, other: Bounds) -> float:
    """Intersection over union."""
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, common) / (max(one[1], other[1]) - min(one[0], other[0]))


def _quiet(told: Sequence[Trial], wanted: int) -> bool:
    """Whether so few finds are wrong, over all and in no document with gold more than are right."""
    wrong = Counter(t.document for t in told if not t.right)
    right = Counter(t.document for t in told if t.right)
    judged = {t.document for t in told if t.judged}
    worse = any(wrong[document] > right[document] for document in judged)
    return wrong.total() <= FALSE * wanted and not worse


def _share(trials: Iterable[Trial], label: Label, source: str) -> float:
    """How often a source is right, as if ten spans had been seen before."""
    here = [t.right for t in trials if t.label is label and t.source == source]
    return round((sum(here) + 10 * PRIOR) / (len(here) + 10), 3)


def _logistic(alone: Sequence[Trial]) -> tuple[float, ...]:
    """The weights of the signs: Newton's steps on the ridged likelihood."""
    if not alone:
        return ()
    x = np.array([t.signs for t in alone])
    y = np.array([float(t.right) for t in alone])
    w = np.zeros(x.shape[1])
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(len(w))
        w += np.linalg.solve(hessian, x.T @ (y - p) - RIDGE * w)
    return tuple(round(float(v), 4) for v in w)


def _bounds(marks: Iterable[Mark]) -> list[Bounds]:
    return [(m.start, m.end) for m in marks]
