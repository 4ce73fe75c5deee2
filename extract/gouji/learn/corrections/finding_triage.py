"""Retrains triage on verdicts: the model that is there is scaled to how often annotators call its findings right.

A few dozen verdicts tell how sure the model should be, and not what each of a hundred features is worth. So its log
odds are kept and fitted a line (J. Platt 1999): probability = 1 ÷ (1 + e^−(a · log odds + b)).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from gouji import api
from gouji.desk.suggestions import finding_keys
from gouji.learn import reliability
from gouji.learn.corrections.corrected import Corrected
from gouji.reconcile.findings.features import Company, Observed, features
from gouji.reconcile.findings.triage import WEIGHTS, Triage

_REAL = {"right": 1.0, "wrong": 0.0, "arguable": 0.5}
LEAST = 8  # verdicts


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with what it rests on, and how real it is: 1, 0, or 0.5 where readers would differ."""

    features: dict[str, float]
    real: float


def judged(found: Iterable[Corrected]) -> list[Judged]:
    """The findings that have a verdict. They are checked again, since triage must not learn from its own confidence."""
    told = []
    for one in found:
        if verdicts := one.verdicts:
            result = api.check(one.result.document, triage=False)
            company = Company.of(result.findings, result.checks)
            for key, finding in zip(finding_keys(result.findings), result.findings, strict=True):
                if key in verdicts:
                    told.append(Judged(features(Observed.of(finding), company), _REAL[verdicts[key].verdict]))
    return told


def trainable(found: Sequence[Judged]) -> str:
    """Why these are too few to learn from; '' where they are enough."""
    if len(found) < LEAST:
        return f"fewer than {LEAST} findings have a verdict"
    return "" if len({j.real for j in found}) > 1 else "all verdicts are the same"


def scaled(base: Triage, found: Sequence[Judged], seed: int) -> Triage:
    """The model with its log odds fitted to the verdicts. One that would turn the order around is left as it is."""
    from sklearn.linear_model import LogisticRegression

    rows, labels, weights = [], [], []
    for one in found:
        odds = base.bias + sum(base.weights.get(name, 0.0) * value for name, value in one.features.items())
        for label, share in ((1, one.real), (0, 1 - one.real)):
            if share:
                rows.append([odds])
                labels.append(label)
                weights.append(share)
    model = LogisticRegression(C=1.0, random_state=seed).fit(np.array(rows), labels, sample_weight=weights)
    slope, shift = float(model.coef_[0][0]), float(model.intercept_[0])
    if slope <= 0:
        return base
    told = {name: round(weight * slope, 6) for name, weight in base.weights.items()}
    return Triage(round(base.bias * slope + shift, 6), told, base.floor, base.ceiling, base.threshold)


def brier(model: Triage, held: Sequence[Judged]) -> float:
    """The Brier score of the probabilities that a model tells of judged findings."""
    return reliability.brier([model.probability(j.features) for j in held], [j.real for j in held])


def write(model: Triage, home: Path) -> None:
    """The weights; the caller writes the card and seals the folder."""
    home.mkdir(parents=True, exist_ok=True)
    told = {**asdict(model), "weights": dict(model.weights)}
    (home / WEIGHTS).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8", newline="")
