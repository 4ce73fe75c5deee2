"""Retrains the linker on documents whose links were corrected: what people have linked decides, not equal values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from gouji.corpus.inputs import files
from gouji.learn.corrections.corrected import Corrected
from gouji.learn.links import data
from gouji.learn.links.data import Example
from gouji.learn.links.train import fit, held_out, write
from gouji.reconcile.statements.links.boosted_trees import Trees


def examples(found: Iterable[Corrected]) -> list[Example]:
    """The claims of corrected documents with their candidate cells; one line of candidates a claim."""
    return [e for one in found for e in data.of_document(one.result.extraction, one.name, one.links)]


def judged(found: Iterable[Corrected]) -> list[Example]:
    """Of these, the claims whose amount somebody has looked at."""
    told = []
    for one in found:
        by_claim = {e.claim: e for e in data.of_document(one.result.extraction, one.name, one.links)}
        entities = {e.id: e for e in one.result.extraction.entities}
        for claim in one.result.extraction.claims:
            value = entities.get(claim.figures.get("value", ""))
            if claim.id in by_claim and value is not None and value.span in one.links:
                told.append(by_claim[claim.id])
    return told


def weakly(corpus: Sequence[Path], jobs: int) -> list[Example]:
    """The examples of documents that nobody has looked at, labelled by equal values."""
    return list(data.examples(files(corpus), jobs)) if corpus else []


def accuracy(model: Trees, held: Sequence[Example]) -> float:
    """How often the likeliest cell is one that people have linked, of claims that have such a cell."""
    able = [e for e in held if e.answerable]
    right = sum(bool(e.right[int(model.probabilities(e.matrix).argmax())]) for e in able)
    return right / len(able) if able else 1.0


def trainable(found: Sequence[Example]) -> str:
    """Why these are too few to learn from; '' where they are enough."""
    if sum(e.answerable for e in found) < LEAST:
        return f"fewer than {LEAST} amounts have a cell among their candidates"
    return "" if len({e.document for e in found}) > 1 else "all are of one document"


LEAST = 20


def put(found: Sequence[Example], seed: int, home: Path) -> None:
    """Trains on all examples and writes the model; the caller writes the card and seals it."""
    write(fit(found, seed), held_out(found, seed), home)
