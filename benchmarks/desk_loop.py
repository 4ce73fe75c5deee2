"""What 200 corrections teach: a script answers as an annotator would who knows the gold, and the models are retrained.

    python benchmarks/desk_loop.py --gold GOLD/003 --gold GOLD/004 … --held GOLD/pdf_wuxi --out models-of-corrections

The gold is read through `gouji.learn.gold`, its documents are those of the corpus (GOUJI_CORPUS, or `--document
GOLD=FILE`). Each suggestion of a reason or a project name is accepted, moved or deleted, and what it leaves out is
added, until the number is reached; a document that is answered whole is marked as done. Gold that is not sure is left
as it was suggested. The held-out document is answered too, since it is measured on; nothing is learned from it.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from gouji import api
from gouji.desk.annotations import Kind, SpanMark, body_of
from gouji.desk.store import documents, layers, responses
from gouji.desk.store.database import Database
from gouji.desk.store.responses import Change
from gouji.desk.store.tables import DONE, GONE, PUT, WHOLE
from gouji.errors import GoujiError
from gouji.learn.corrections.corrected import corrected
from gouji.learn.corrections.loop import Lesson, retrain
from gouji.learn.gold import Gold, is_neutral, read_gold
from gouji.learn.gold_annotations import of_gold
from gouji.learn.measure.evaluate import Plan, source_of

LABELS = ("CAUSE", "PROJECT")
AUTHOR = "script"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", action="append", type=Path, required=True)
    parser.add_argument("--held", action="append", type=Path, required=True)
    parser.add_argument("--document", action="append", default=[], metavar="GOLD=FILE")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--corrections", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    corpus = Path(os.environ.get("GOUJI_CORPUS", "corpus"))
    named = dict(one.split("=", 1) for one in given.document)
    plan = Plan(corpus, {name: Path(file) for name, file in named.items()})
    with TemporaryDirectory() as home:
        store = Database(f"{home}/annotations.db")
        left = given.corrections
        for folder in given.gold:
            made = answered(store, folder, source_of(folder, plan), left)
            left -= made
            print(f"{folder.name}: {made} corrections")
        held = []
        for folder in given.held:
            source = source_of(folder, plan)
            print(f"{folder.name} (held out): {answered(store, folder, source, 10**6)} answers")
            held.append(source.name)
        lesson = Lesson(given.out, tuple(held), seed=given.seed, accept_worse=True)
        for told in retrain(corrected(store), lesson):
            print(str(told) if isinstance(told, GoujiError) else told.text)
        store.close()


def answered(store: Database, folder: Path, source: Path, most: int) -> int:
    """Answers to the suggestions of one document as its gold says, `most` of them at most."""
    if most <= 0:
        return 0
    result = api.check(source)
    gold = read_gold(folder)
    with store.write() as connection:
        number = documents.add(connection, result, [source], "benchmark")
        before = layers.layer(connection, number, layers.SUGGESTED).annotated.of(Kind.SPAN)
        sure, unsure = wanted(gold, result)
        every = list(changes([s for s in before if s.label in LABELS], sure, unsure))
        told = every[:most]
        if len(told) == len(every):
            told.append(Change(WHOLE, DONE, PUT, {"done": True}))
        responses.submit(connection, number, AUTHOR, f"answers-{number}", told)
    return min(len(every), most)


def wanted(gold: Gold, result: object) -> tuple[list[SpanMark], list[SpanMark]]:
    """The spans that the gold is sure of, and those that it is not."""
    found = []
    for neutral in (False, True):
        entities = tuple(e for e in gold.entities or () if is_neutral(e) is neutral and e["label"] in LABELS)
        part = Gold(gold.name, entities, (), (), None)
        found.append(list(of_gold(part, result.document).annotated.of(Kind.SPAN)))  # type: ignore[attr-defined]
    return found[0], found[1]


def changes(before: list[SpanMark], sure: list[SpanMark], unsure: list[SpanMark]) -> Iterator[Change]:
    """What an annotator says who knows the gold, in the order of the text."""
    told: list[tuple[int, Change]] = []
    left = list(sure)
    for mark in before:
        same = next((g for g in left if g.label == mark.label and meet(g, mark)), None)
        if same is not None:
            left.remove(same)
            told.append(
                (mark.start, Change("span", mark.key, PUT, {**body_of(mark), "start": same.start, "end": same.end}))
            )
        elif not any(g.label == mark.label and meet(g, mark) for g in unsure):
            told.append((mark.start, Change("span", mark.key, GONE)))
    told += [(g.start, Change("span", f"h:{g.label}:{g.start}", PUT, body_of(g))) for g in left]
    yield from (change for _, change in sorted(told, key=lambda one: one[0]))


def meet(one: SpanMark, other: SpanMark) -> bool:
    return one.start < other.end and other.start < one.end


if __name__ == "__main__":
    main()
