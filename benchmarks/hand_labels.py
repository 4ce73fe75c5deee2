"""Patterns, models and both on sentences labelled by hand, by city: `python benchmarks/hand_labels.py DOCUMENTS`.

DOCUMENTS is the folder that holds the documents named in `models/spans/labels.jsonl`. `--models DIR` asks other models
than the shipped ones. `--kinds` lists where the patterns fail (on the screen only: it prints words of the documents).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gouji import api, learned
from gouji.claims import Entity
from gouji.document import Document
from gouji.learn.measure.score import EntityScore
from gouji.learn.spans import hand
from gouji.learn.spans.ablation import interval
from gouji.learn.spans.gold import BOTH, MODELS, PATTERNS, outspoken
from gouji.narrative.learned_spans import LABELS, Models, load
from gouji.narrative.reading import read_prose
from gouji.narrative.voting import vote
from gouji.tables.project_cells import project_names

Key = tuple[str, str, str]  # city, label, reader


def readings(document: Document, models: Models) -> Iterator[tuple[str, tuple[Entity, ...]]]:
    """What each reader finds in the document."""
    prose = read_prose(document, project_names(document))
    bare = replace(prose, entities=tuple(e for e in prose.entities if e.label not in LABELS))
    yield PATTERNS, prose.entities
    yield MODELS, vote(document, bare, outspoken(models)).entities
    yield BOTH, vote(document, prose, models).entities


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--labels", type=Path, default=learned.directory() / "spans" / "labels.jsonl")
    parser.add_argument("--models", type=Path, default=learned.directory() / "spans")
    parser.add_argument("--kinds", action="store_true")
    told = parser.parse_args()
    models = load(told.models)
    sentences: defaultdict[str, list[hand.Sentence]] = defaultdict(list)
    for sentence in hand.read(told.labels):
        sentences[sentence.document].append(sentence)
    counts: defaultdict[Key, Counter[str]] = defaultdict(Counter)
    unfit = 0
    for name, here in sentences.items():
        document = api.read(told.documents / name)
        unfit += sum(not s.fits(document) for s in here)
        for who, entities in readings(document, models):
            for sentence, scores in hand.scores(document, here, entities):
                for label, score in scores.items():
                    for city in (sentence.city, "all"):
                        counts[city, label, who].update(tp=score.tp, fp=score.fp, fn=score.fn)
                    if told.kinds and who == PATTERNS and (score.fp or score.fn):
                        print(f"{label} false {score.fp} missed {score.fn}:", *_words(document, sentence, entities))
    print(f"{sum(map(len, sentences.values()))} sentences, of which {unfit} do not stand where they stood: left out")
    print("city | label | reader | precision | recall | F1 [95 %] | right/false/missed")
    for (city, label, who), n in sorted(counts.items()):
        s = EntityScore(label, n["tp"], n["fp"], n["fn"])
        low, high = interval(s)
        told_by = f"{s.precision:.3f} | {s.recall:.3f} | {s.f1:.3f} [{low:.2f} {high:.2f}] | {s.tp}/{s.fp}/{s.fn}"
        print(f"{city} | {label} | {who} | {told_by}")


def _words(document: Document, sentence: hand.Sentence, entities: tuple[Entity, ...]) -> Iterator[str]:
    yield document.text[sentence.start : sentence.end]
    for e in entities:
        if e.label in LABELS and sentence.start < e.span.end and e.span.start < sentence.end:
            yield f"<{e.label.value} {e.text}>"


if __name__ == "__main__":
    main()
