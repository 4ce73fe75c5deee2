"""Reasons and project names that learned models find.

The models are spaCy pipelines (a small convolution over characters and a transition-based recogniser), one for
each label, under models/spans. spaCy is imported when a model is first asked, never before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from gouji import extras, learned
from gouji.claims import Label
from gouji.narrative.model_windows import pieces
from gouji.narrative.passages import Passage
from gouji.narrative.span_confidence import Ranks

LABELS = (Label.CAUSE, Label.PROJECT)
MODEL, RANKS = "spans", "calibration.json"
SHORTEST = 3  # characters

_BATCH = 128
_CLOSING = "，,。；;：:、 "

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """What a model finds at [start, end) of a passage's view."""

    label: Label
    start: int
    end: int


@dataclass(frozen=True)
class Models:
    """The models by label, and what their finds are worth."""

    pipelines: Mapping[Label, Any]
    ranks: Ranks

    def read(self, passages: Sequence[Passage]) -> list[list[Found]]:
        """What the models find in each passage, label by label in the order of the text."""
        found: list[list[Found]] = [[] for _ in passages]
        for label in self.pipelines:
            for number, one in self._found(label, passages):
                found[number].append(one)
        return found

    def _found(self, label: Label, passages: Sequence[Passage]) -> Iterator[tuple[int, Found]]:
        """What one model finds, with the number of the passage it stands in."""
        from threadpoolctl import threadpool_limits

        places = [(number, *bounds) for number, passage in enumerate(passages) for bounds in pieces(passage, label)]
        texts = [passages[number].text[start:end] for number, start, end in places]
        with threadpool_limits(1):  # the matrices are small: more threads wait for each other
            told = list(spans_of(self.pipelines[label], texts))
        for (number, begin, _), spans in zip(places, told, strict=True):
            for start, end in spans:
                yield number, Found(label, begin + start, begin + end)


def spans_of(pipeline: Any, texts: Sequence[str]) -> Iterator[list[Bounds]]:
    """The spans that one model finds in each text."""
    for text, doc in zip(texts, pipeline.pipe(texts, batch_size=_BATCH), strict=True):
        trimmed = (_trimmed(text, entity.start_char, entity.end_char) for entity in doc.ents)
        yield [bounds for bounds in trimmed if bounds]


def overlaps(bounds: Bounds, others: Iterable[Bounds]) -> bool:
    return any(bounds[0] < end and start < bounds[1] for start, end in others)


@cache
def models(root: Path | None = None) -> Models | None:
    """The models under `root` (else those of the package), None where there are none.

    Raises GoujiError E019 when a file is not the one that was sealed, E047 when spaCy is not installed.
    """
    if not learned.available(MODEL, root):
        return None
    return load(learned.folder(MODEL, root))


def load(folder: Path) -> Models:
    """The models in a folder, whoever vouches for it."""
    ranks = Ranks.of(json.loads((folder / RANKS).read_text(encoding="utf-8")))
    return Models({label: pipeline(folder / label.value.lower()) for label in LABELS}, ranks)


def require() -> None:
    """Raises GoujiError E047 where the libraries that such a model needs are not installed."""
    extras.require("a learned model of reasons and names", "models", "spacy", "thinc", "threadpoolctl")


def pipeline(folder: Path) -> Any:
    """One model. Raises GoujiError E047."""
    require()
    import spacy
    from thinc.api import NumpyOps

    from gouji.narrative import char_tokenizer  # noqa: F401  registers the tokenizer that the pipelines name

    loaded: Any = spacy.load(folder)
    ops = NumpyOps(use_blis=False)  # the same finds by numpy's products of matrices, in three fifths of the time
    for node in loaded.get_pipe("ner").model.walk():
        node.ops = ops
    return loaded


def _trimmed(text: str, start: int, end: int) -> Bounds | None:
    """The span without closing marks at its ends; None when too little is left."""
    while start < end and text[start] in _CLOSING:
        start += 1
    while end > start and text[end - 1] in _CLOSING:
        end -= 1
    return (start, end) if end - start >= SHORTEST else None
