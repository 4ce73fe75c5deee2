"""Models that learn from sentences labelled by hand, each city read by models that have seen none of its documents.

`python benchmarks/left_out_cities.py DOCUMENTS --home DIR` trains, for each city, on the pieces of the other cities'
documents that hold a labelled sentence, and on made-up documents. `--weak` adds what the rules say of the other pieces
of these documents (it takes far longer). Models go to DIR; those that are there are asked and not trained again, so
other labels want another DIR. What a find of a model alone is worth, and from where it is told, comes from the cities
that are not left out. Prints patterns, models and both, right/false/missed with the 95 % interval of F1.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from gouji import api, learned
from gouji.claims import Entity, Label
from gouji.document import Document
from gouji.learn.measure.score import EntityScore
from gouji.learn.spans import hand, ranks
from gouji.learn.spans.ablation import interval
from gouji.learn.spans.data import made_up
from gouji.learn.spans.gold import BOTH, MODELS, PATTERNS, outspoken
from gouji.learn.spans.ranks import Trial
from gouji.learn.spans.train import fit, save, settings
from gouji.learn.spans.votes import LABELS, Piece, labels, voted
from gouji.narrative.learned_spans import Models, pipeline
from gouji.narrative.reading import Prose, read_prose
from gouji.narrative.span_confidence import Rank, Ranks, signs
from gouji.narrative.voting import by_passage, vote
from gouji.tables.project_cells import project_names

ALL = "all"
FREE = Ranks({label: Rank(1.0, 1.0, (), 0.0) for label in LABELS})  # all that a model finds is told

Counts = defaultdict[tuple[str, str, str], Counter[str]]  # city, label, reader


@dataclass(frozen=True)
class Read:
    """A document with its labelled sentences, what patterns find in it, and the pieces it teaches."""

    city: str
    document: Document
    sentences: Sequence[hand.Sentence]
    prose: Prose
    pieces: Sequence[Piece]


def read(folder: Path, path: Path, weak: bool) -> list[Read]:
    """All documents that hold a labelled sentence."""
    by_name: defaultdict[str, list[hand.Sentence]] = defaultdict(list)
    for sentence in hand.read(path):
        by_name[sentence.document].append(sentence)
    made = []
    for name, here in by_name.items():
        document = api.read(folder / name)
        pieces = hand.learnable(document, name, here)
        if weak:
            known = {(p.id, p.label) for p in pieces}
            pieces += [p for p in voted(document, name) if (p.id, p.label) not in known]
        prose = read_prose(document, project_names(document))
        made.append(Read(here[0].city, document, here, prose, pieces))
    return made


def pipelines(made: Sequence[Read], city: str, invented: Sequence[Piece], seed: int, home: Path) -> dict[Label, Any]:
    """Models that have seen no document of the city, kept in `home`: what is there is not trained again."""
    given = [*(p for r in made if r.city != city for p in r.pieces), *invented]
    for label in LABELS:
        folder = home / city / label.value.lower()
        if not (folder / "meta.json").is_file():
            save(fit([p for p in given if p.label is label], label, settings(), seed), folder)
    return {label: pipeline(home / city / label.value.lower()) for label in LABELS}


def trials(one: Read, models: Models) -> Iterator[Trial]:
    """Every find in a labelled sentence that the labels call right or wrong."""
    told = vote(one.document, one.prose, outspoken(models))
    for passage, here in zip(told.passages, by_passage(told), strict=True):
        for entity, start, end in here:
            right = judged(one, entity)
            if right is not None:
                name, told_by = one.sentences[0].document, signs(entity.label, passage.text, start, end)
                yield Trial(name, entity.label, entity.source, right, told_by, judged=True)


def judged(one: Read, found: Entity) -> bool | None:
    """What the labels say of a find; None outside the labelled sentences, and where they are unsure."""
    here = (s for s in one.sentences if s.fits(one.document) and s.start <= found.span.start < s.end)
    sentence = next(here, None)
    return None if sentence is None else hand.right(one.document, sentence, found)


def ranked(made: Sequence[Read], tried: Mapping[str, Sequence[Trial]], city: str) -> Ranks:
    """What finds are worth, by the cities that are not left out."""
    seen = [t for other, here in tried.items() if other != city for t in here]
    wanted = Counter(g["label"] for r in made if r.city != city for s in r.sentences for g in s.labels if g["sure"])
    return Ranks({label: ranks.rank(seen, label, wanted[label]) for label in LABELS})


def readings(one: Read, models: Models) -> Iterator[tuple[str, tuple[Entity, ...]]]:
    """What each reader finds."""
    bare = replace(one.prose, entities=tuple(e for e in one.prose.entities if e.label not in LABELS))
    yield PATTERNS, one.prose.entities
    yield MODELS, vote(one.document, bare, outspoken(models)).entities
    yield BOTH, vote(one.document, one.prose, models).entities


def count(counts: Counts, one: Read, models: Models) -> None:
    for who, entities in readings(one, models):
        for _, scores in hand.scores(one.document, one.sentences, entities):
            for label, score in scores.items():
                for city in (one.city, ALL):
                    counts[city, label, who].update(tp=score.tp, fp=score.fp, fn=score.fn)


def counted(
    made: Sequence[Read], taught: Mapping[str, Mapping[Label, Any]], tried: Mapping[str, Sequence[Trial]]
) -> Counts:
    counts: Counts = defaultdict(Counter)
    for city, models in taught.items():
        worth = ranked(made, tried, city)
        print(f"{city}: told from", *(f"{label} {worth[label].least}" for label in LABELS))
        for one in made:
            if one.city == city:
                count(counts, one, Models(models, worth))
    return counts


def show(counts: Counts) -> None:
    print("city | label | reader | F1 [95 %] | right/false/missed")
    for (city, label, who), n in sorted(counts.items()):
        s = EntityScore(label, n["tp"], n["fp"], n["fn"])
        low, high = interval(s)
        print(f"{city} | {label} | {who} | {s.f1:.3f} [{low:.2f} {high:.2f}] | {s.tp}/{s.fp}/{s.fn}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=Path)
    parser.add_argument("--labels", type=Path, default=learned.directory() / "spans" / "labels.jsonl")
    parser.add_argument("--home", type=Path, required=True, help="where the models go; those that are there are asked")
    parser.add_argument("--weak", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    made = read(told.documents, told.labels, told.weak)
    for label in LABELS:
        here = [p for r in made for p in r.pieces if p.label is label]
        print(f"{label}: {len(here)} pieces, {sum(len(labels(p)) for p in here)} labels")
    invented = made_up(told.seed, settings()["learn"]["made_up"])
    taught: dict[str, dict[Label, Any]] = {}
    tried: dict[str, list[Trial]] = {}
    for city in sorted({r.city for r in made}):
        began = time.process_time()
        taught[city] = pipelines(made, city, invented, told.seed, told.home)
        left = [r for r in made if r.city == city]
        tried[city] = [t for r in left for t in trials(r, Models(taught[city], FREE))]
        print(f"{city}: trained without it in {time.process_time() - began:.0f} s of processor time", flush=True)
    show(counted(made, taught, tried))


if __name__ == "__main__":
    main()
