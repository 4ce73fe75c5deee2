"""`gouji train triage`: fits the weights, measures them on documents held out, and writes them as text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from math import floor
from pathlib import Path

import numpy as np

from gouji.learn.triage.data import Example
from gouji.reconcile.findings.triage import WEIGHTS, Triage

JUDGED = ("verdict", "stored")  # sources that people judged
_RARE = 5  # examples that a feature must occur in
_STRENGTH = 0.1  # of the data against weights of zero: few findings are not real, and they must not decide alone
_RISING = ("certainty",)
_LOST = 0.03  # share of the real findings that may be told apart as doubtful
_BOUND = 0.01  # no probability nearer to 0 or 1 than this is told


def fit(found: Sequence[Example], seed: int) -> Triage:
    """The model of the examples. One that readers would judge differently counts half as real, half as not.

    Features that can only speak for a finding are left out where the examples would have them speak against it.
    """
    names = _names(found)
    model = _fit(found, names, seed)
    wrong = [n for n in _RISING if model.weights.get(n, 0.0) < 0]
    return _fit(found, [n for n in names if n not in wrong], seed) if wrong else model


def _fit(found: Sequence[Example], names: Sequence[str], seed: int) -> Triage:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    table = np.array([[e.features.get(n, 0.0) for n in names] for e in found])
    scale = StandardScaler().fit(table)
    rows, labels, weights = [], [], []
    alike = Counter(map(_place, found))
    for row, e in zip(scale.transform(table), found, strict=True):
        for label, share in ((1, e.real), (0, 1 - e.real)):
            if share:
                rows.append(row)
                labels.append(label)
                weights.append(share / alike[_place(e)])
    model = LogisticRegression(C=_STRENGTH, max_iter=2000, random_state=seed)
    model.fit(np.array(rows), labels, sample_weight=weights)
    slopes = model.coef_[0] / scale.scale_
    bias = float(model.intercept_[0] - (slopes * scale.mean_).sum())
    told = {n: round(float(w), 6) for n, w in zip(names, slopes, strict=True) if w}
    return Triage(round(bias, 6), told, _BOUND, 1 - _BOUND, 0.0)


def _place(example: Example) -> tuple[str, str, str, str]:
    """What one finding is in all trials of a document: however often it comes, it counts once."""
    return example.document, example.source, example.text, example.expected


def _names(found: Sequence[Example]) -> list[str]:
    often: dict[str, int] = {}
    for e in found:
        for name, value in e.features.items():
            often[name] = often.get(name, 0) + bool(value)
    return sorted(n for n, count in often.items() if count >= _RARE)


def held_out(found: Sequence[Example], seed: int) -> list[float]:
    """For each example the probability told by a model that was trained without the documents of its city.

    A city's disclosures are of one form: a model that knows one of them knows the others.
    """
    cities = sorted({city(e) for e in found})
    models = {c: fit([e for e in found if city(e) != c], seed) for c in cities}
    return [models[city(e)].probability(e.features) for e in found]


def city(example: Example) -> str:
    """The city that a document is of, as its file name begins; a document that names none stands alone."""
    return example.document.partition("_")[0]


def threshold(found: Sequence[Example], likely: Sequence[float]) -> float:
    """The greatest probability below which no more of the real findings lie than may be told apart as doubtful.

    What people judged counts: planted slips are told from wrong findings more easily.
    """
    real = sorted(p for e, p in zip(found, likely, strict=True) if e.source in JUDGED and e.real == 1)
    if not real:
        return 0.0
    return floor(real[int(_LOST * len(real))] * 100) / 100


def write(model: Triage, folder: Path) -> None:
    """`weights.json` in the folder; card and manifest are written by the caller."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS).write_text(json.dumps(asdict(model), indent=1) + "\n", encoding="utf-8", newline="")
