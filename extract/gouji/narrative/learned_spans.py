"""Reasons and project names that learned models find, each with a score.

The models are spaCy pipelines (a small convolution over characters and a transition-based recogniser), one for
each label, under models/spans. spaCy is imported when a model is first asked, never before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gouji import learned
from gouji.narrative.model import Label
from gouji.narrative.passages import Passage
from gouji.narrative.pieces import pieces
from gouji.narrative.ranks import Ranks

LABELS = (Label.CAUSE, Label.PROJECT)
MODEL, RANKS = "spans", "calibration.json"
BEAM, DENSITY = 8, 1e-3  # readings of a piece that are weighed against each other
SHORTEST = 3  # characters
_BATCH = 128
_CLOSING = "，,。；;：:、 "


@dataclass(frozen=True, slots=True)
class Found:
    """What a model finds at [start, end) of a passage's view.

    `score` is the share of the readings of the piece, weighed by their probability, that have the very same span.
    """

    label: Label
    start: int
    end: int
    score: float = 0.0


@dataclass(frozen=True)
class Models:
    """The models by label, and what their scores are worth."""

    pipelines: dict[Label, Any]
    ranks: Ranks

    def read(self, passages: Sequence[Passage], known: Sequence[Sequence[Found]]) -> list[list[Found]]:
        """What the models find in each passage.

        `known` are the spans that patterns have found there: what overlaps one of the same label is not scored,
        since scoring is slow and the pattern's word stands anyway.
        """
        found: list[list[Found]] = [[] for _ in passages]
        for label, pipeline in self.pipelines.items():
            places = [(n, *bounds) for n, p in enumerate(passages) for bounds in pieces(p, label)]
            texts = [passages[n].text[start:end] for n, start, end in places]
            taken = [[(k.start - s, k.end - s) for k in known[n] if k.label is label] for n, s, _ in places]
            for (n, start, _), spans in zip(places, read(pipeline, texts, taken), strict=True):
                found[n] += [Found(label, start + s, start + e, score) for s, e, score in spans]
        return found


def read(
    pipeline: Any, texts: Sequence[str], taken: Sequence[Sequence[tuple[int, int]]]
) -> Iterator[list[tuple[int, int, float]]]:
    """The spans (start, end, score) that one model finds in each text; 0 is the score of what overlaps `taken`."""
    docs = list(pipeline.pipe(texts, batch_size=_BATCH))
    found = [[b for e in doc.ents if (b := _trimmed(doc.text, e.start_char, e.end_char))] for doc in docs]
    alone = [[b for b in here if not overlaps(b, there)] for here, there in zip(found, taken, strict=True)]
    asked = [n for n, bounds in enumerate(alone) if bounds]
    scores = dict(zip(asked, _scores(pipeline, [docs[n] for n in asked]), strict=True))
    for n, here in enumerate(found):
        yield [(*b, scores[n].get(b, 0.0) if b in alone[n] else 0.0) for b in here]


def overlaps(bounds: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(bounds[0] < end and start < bounds[1] for start, end in others)


@cache
def models(root: Path | None = None) -> Models | None:
    """The models under `root` (else those of the package), None where there are none.

    Raises GoujiError E019 when a file is not the one that was sealed.
    """
    if not learned.available(MODEL, root):
        return None
    return load(learned.folder(MODEL, root))


def load(folder: Path) -> Models:
    """The models in a folder, whoever vouches for it."""
    import spacy

    from gouji.narrative import characters  # noqa: F401  registers the tokenizer that the pipelines name

    ranks = Ranks.of(json.loads((folder / RANKS).read_text(encoding="utf-8")))
    return Models({label: spacy.load(folder / label.value.lower()) for label in LABELS}, ranks)


def _scores(pipeline: Any, docs: Sequence[Any]) -> Iterator[dict[tuple[int, int], float]]:
    """For each document the score of every span that one of its likely readings has."""
    if not docs:
        return
    recogniser = pipeline.get_pipe("ner")
    bare = [pipeline.make_doc(doc.text) for doc in docs]
    for doc, beam in zip(bare, recogniser.beam_parse(bare, beam_width=BEAM, beam_density=DENSITY), strict=True):
        scored: dict[tuple[int, int], float] = {}
        for (start, end, _), score in recogniser.scored_ents([beam])[0].items():
            first, last = doc[start], doc[end - 1]
            bounds = _trimmed(doc.text, first.idx, last.idx + len(last))
            if bounds:
                scored[bounds] = scored.get(bounds, 0.0) + float(score)
        yield scored


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without closing marks at its ends; None when too little is left."""
    while start < end and text[start] in _CLOSING:
        start += 1
    while end > start and text[end - 1] in _CLOSING:
        end -= 1
    return (start, end) if end - start >= SHORTEST else None
