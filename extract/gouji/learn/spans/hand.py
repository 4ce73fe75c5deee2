"""Sentences labelled by hand, kept without their text: where each stands, its digest, the spans in it.

A document whose reading has changed has other offsets. The digest of the sentence tells, so that no label is moved in
silence.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from gouji.claims import Entity
from gouji.document import Document
from gouji.learn.gold import Record, is_neutral
from gouji.learn.measure.score import JUDGES, EntityScore, Judge, overlap
from gouji.learn.spans.votes import Mark, Piece, labels, voted
from gouji.narrative.learned_spans import LABELS

DIGITS = 16  # of the digest


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its labels; all offsets are code points of the document's text.

    Attributes:
        city: where the document is from; a city is left out as a whole.
        document: the name of the file.
        digest: the first digits of the SHA-256 of the sentence without white space.
        labels: records with `label`, `start`, `end`, `sure`.
    """

    city: str
    document: str
    start: int
    end: int
    digest: str
    labels: tuple[Record, ...]

    def fits(self, document: Document) -> bool:
        """Whether the document still has the sentence at its place."""
        return digest(document.text[self.start : self.end]) == self.digest


def digest(words: str) -> str:
    """What tells a sentence from others; white space does not count, since readers of one page differ in it."""
    return sha256("".join(words.split()).encode()).hexdigest()[:DIGITS]


def read(path: Path) -> list[Sentence]:
    """The sentences of a file of labels, in its order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line.strip()]
    return [Sentence(**{**record, "labels": tuple(record["labels"])}) for record in records]


def scores(
    document: Document, sentences: Sequence[Sentence], found: Iterable[Entity]
) -> Iterator[tuple[Sentence, Mapping[str, EntityScore]]]:
    """How the entities read each sentence that still fits: right, false, missed by label.

    What a label is unsure of is neither right nor wrong.
    """
    entities = [e for e in found if e.label in LABELS]
    for sentence in sentences:
        if sentence.fits(document):
            here = [e for e in entities if sentence.start < e.span.end and e.span.start < sentence.end]
            yield sentence, {label.value: _score(document, sentence, here, label.value) for label in LABELS}


def right(document: Document, sentence: Sentence, found: Entity) -> bool | None:
    """Whether a find in the sentence is what was labelled; None where the label is unsure."""
    score = _score(document, sentence, [found], found.label)
    return True if score.tp else False if score.fp else None


def learnable(document: Document, name: str, sentences: Iterable[Sentence]) -> list[Piece]:
    """The pieces that hold a sentence: in it what was labelled is marked, beside it what the rules say.

    A piece in which a label is unsure teaches nothing and is left out.
    """
    here = [s for s in sentences if s.fits(document)]
    whole = [(label.value, s.start, s.end) for s in here for label in LABELS]
    read = [voted(document, name, spans) for spans in (whole, _placed(here, unsure=False), _placed(here, unsure=True))]
    return [
        replace(piece, marks=_corrected(piece, mine.marks or (), held.marks))
        for piece, held, mine, doubtful in zip(voted(document, name), *read, strict=True)
        if held.marks and not doubtful.marks
    ]


def _placed(sentences: Iterable[Sentence], unsure: bool) -> list[tuple[str, int, int]]:
    """The labels that are unsure, or those that are not."""
    told = (label for s in sentences for label in s.labels)
    return [(g["label"], g["start"], g["end"]) for g in told if is_neutral(g) is unsure]


def _corrected(piece: Piece, mine: Iterable[Mark], held: Iterable[Mark]) -> tuple[Mark, ...]:
    """What was labelled, and of the rules' marks those outside the sentences that were read by hand."""
    others = (m for m in labels(piece) if not any(h.start <= m.start < h.end for h in held))
    return tuple(sorted((*mine, *others)))


def _score(document: Document, sentence: Sentence, found: Iterable[Entity], label: str) -> EntityScore:
    mine = [_told(label, e.text, e.span.start, e.span.end) for e in found if e.label == label]
    told = [{**g, **_labelled(document, g)} for g in sentence.labels if g["label"] == label]
    sure = [g for g in told if not is_neutral(g)]
    unsure = [g for g in told if is_neutral(g)]
    judge = JUDGES[label]
    right = sum(any(judge(g, f) for f in mine) for g in sure)
    false = sum(_is_false(f, sure, unsure, judge) for f in mine)
    return EntityScore(label, right, false, len(sure) - right)


def _is_false(found: Record, sure: Iterable[Record], unsure: Iterable[Record], judge: Judge) -> bool:
    """Whether a find is no sure label and stands beside all that are unsure."""
    return not any(judge(g, found) for g in sure) and not any(overlap(g, found) for g in unsure)


def _labelled(document: Document, label: Record) -> Record:
    start, end = label["start"], label["end"]
    return _told(label["label"], document.text[start:end], start, end)


def _told(label: str, words: str, start: int, end: int) -> Record:
    return {"label": label, "text": words, "start": start, "end": end}
