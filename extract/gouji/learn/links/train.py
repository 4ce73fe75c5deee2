"""`gouji train links`: fits the linker, measures it on documents held out, and writes it with its settings."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import numpy.typing as npt

from gouji.learn.links.data import Example, stacked
from gouji.reconcile.statements.links.boosted_trees import Node, Trees
from gouji.reconcile.statements.links.link_features import NAMES
from gouji.reconcile.statements.links.link_model import MODEL, SETTINGS

FOLDS = 5
NEAR = 0.25
_PRECISION = 0.9  # of links without agreement that are made from `sure` on
_HOPELESS = 0.1  # share of right cells among those the model thinks less of than `least`


@dataclass(frozen=True, slots=True)
class Held:
    """What became of one claim of a document that the model had not seen: the likeliest candidate against the rules'.

    `ruled` is whether one of the cells that the rules hold for the best states the value; values are hidden from both.
    """

    chance: float
    right: bool
    ruled: bool
    linked: bool
    answerable: bool


def fit(found: Sequence[Example], seed: int) -> Trees:
    """Trained trees. Examples keep their order, so equal input gives equal trees."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    classifier = HistGradientBoostingClassifier(
        max_depth=4, max_iter=120, learning_rate=0.08, l2_regularization=1.0, random_state=seed
    )
    return trees_of(classifier.fit(*stacked(found)))


def trees_of(classifier: Any) -> Trees:
    """The trees of a trained HistGradientBoostingClassifier with two classes and features that are numbers."""
    trees = (tuple(_node(n, node) for n, node in enumerate(one.nodes)) for (one,) in classifier._predictors)
    return Trees(float(classifier._baseline_prediction.item()), tuple(trees))


def _node(number: int, node: Any) -> Node:
    if node["is_leaf"]:
        return Node(0, 0.0, number, number, float(node["value"]))
    return Node(int(node["feature_idx"]), float(node["num_threshold"]), int(node["left"]), int(node["right"]), 0.0)


def held_out(found: Sequence[Example], seed: int) -> list[Held]:
    """Every example as a model sees it that was trained without its document."""
    documents = sorted({e.document for e in found})
    Random(seed).shuffle(documents)
    told: list[Held] = []
    for k in range(min(FOLDS, len(documents))):
        fold = set(documents[k::FOLDS])
        model = fit([e for e in found if e.document not in fold], seed)
        told += _judged(model, [e for e in found if e.document in fold])
    return told


def _judged(model: Trees, examples: Sequence[Example]) -> Iterator[Held]:
    """The examples as the model sees them; their candidates stand below each other in one matrix."""
    chances = model.probabilities(stacked(examples)[0])
    at = 0
    for example in examples:
        count = len(example.right)
        yield _held(example, chances[at : at + count])
        at += count


def _held(example: Example, chances: npt.NDArray[np.float64]) -> Held:
    best = int(chances.argmax())
    ruled = bool((example.right & example.ruled).any())
    return Held(float(chances[best]), bool(example.right[best]), ruled, example.linked, example.answerable)


def thresholds(held: Sequence[Held]) -> dict[str, float]:
    """`least`: below it hardly any cell is right.

    `sure`: of claims that the rules leave without a cell, from it on the likeliest is right to `_PRECISION`.
    """
    steps = [n / 100 for n in range(5, 100, 5)]
    new = [h for h in held if not h.linked]
    reliable = [s for s in steps if _precision(_likelier(new, s)) >= _PRECISION]
    sure = min(reliable, default=0.99)
    hopeless = [s for s in steps if _precision(_unlikelier(held, s)) <= _HOPELESS]
    least = max((s for s in hopeless if s < sure), default=steps[0])
    return {"sure": sure, "least": least, "near": NEAR}


def write(model: Trees, held: Sequence[Held], folder: Path) -> None:
    """`trees.json` and `settings.json` in the folder; the card and the manifest are written by the caller."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {"features": list(NAMES), **thresholds(held)}
    for name, text in ((MODEL, model.to_json()), (SETTINGS, json.dumps(settings, indent=1) + "\n")):
        (folder / name).write_text(text, encoding="utf-8", newline="")


def _likelier(held: Sequence[Held], least: float) -> list[Held]:
    return [h for h in held if h.chance >= least]


def _unlikelier(held: Sequence[Held], least: float) -> list[Held]:
    return [h for h in held if h.chance < least]


def _precision(held: Sequence[Held]) -> float:
    return sum(h.right for h in held) / len(held) if held else 0.0
