"""How likely a finding is real: a logistic model over what it rests on, its weights stored as readable text.

Only `confidence` comes from it: whether something is a finding is decided by the relations.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from math import exp, log, log10
from pathlib import Path

from gouji import learned
from gouji.figures import Interval
from gouji.reconcile.diagnosis import TELLING
from gouji.reconcile.model import RANK, BasisFigure, Finding, Severity

NAME = "triage"
WEIGHTS = "weights.json"
_FARTHEST = 4.0  # powers of ten


@dataclass(frozen=True)
class Triage:
    """A logistic model: probability = 1 ÷ (1 + e^−(bias + Σ weight × feature)).

    Features without a weight count nothing.

    Attributes:
        bias: log odds of a finding all of whose features are 0.
        weights: log odds for each unit of a feature, by its name.
        floor, ceiling: no probability is told beyond what the data could show.
    """

    bias: float
    weights: Mapping[str, float]
    floor: float
    ceiling: float

    def probability(self, features: Mapping[str, float]) -> float:
        odds = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return min(self.ceiling, max(self.floor, 1 / (1 + exp(-odds))))


def load(root: Path | None = None) -> Triage:
    """The model under `root` (else the one that is shipped). Raises GoujiError E018, E019 as `learned.folder`."""
    return _load(learned.folder(NAME, root))


@cache
def _load(path: Path) -> Triage:
    told = json.loads((path / WEIGHTS).read_text(encoding="utf-8"))
    return Triage(told["bias"], told["weights"], told["floor"], told["ceiling"])


def triaged(findings: Iterable[Finding], model: Triage) -> tuple[Finding, ...]:
    """The findings with the model's probability for their confidence, in order of severity, then of probability.

    Those that rounding explains are no errors: they keep the confidence of their relations.
    """
    found = [
        f if f.severity is Severity.ROUNDING else replace(f, confidence=round(model.probability(features(f)), 2))
        for f in findings
    ]
    found.sort(key=lambda f: (RANK[f.severity], -f.confidence, f.span, f.kind))
    return tuple(replace(f, id=f"f{n}") for n, f in enumerate(found, 1))


def features(finding: Finding) -> dict[str, float]:
    """What speaks for and against a finding, by name; a feature that is not told is 0.

    Nothing of the document as a whole: planted slips stand alone in theirs, real ones do not.
    """
    told = {
        f"kind.{finding.kind.value}": 1.0,
        f"rule.{finding.relation or 'joint'}": 1.0,
        f"severity.{finding.severity.value}": 1.0,
        f"diagnosis.{_diagnosis(finding)}": 1.0,
        "certainty": finding.confidence,
        "rules": float(len(finding.rules)),
        "evidence": log(1 + len(finding.evidence)),
    }
    return {**told, **_of_basis(finding)} if finding.basis else {**told, "words": 1.0}


def _of_basis(finding: Finding) -> dict[str, float]:
    basis = finding.basis
    assert basis is not None
    disputed = basis.disputed
    missing = [r for r in basis.relations if not r.holds]
    return {
        "missing": log(1 + len(missing)),
        "jointly": float(not missing),
        "figures": log(1 + len(basis.figures)),
        "tied": float(sum(f.tied for f in basis.figures)),
        "support": float(disputed.support),
        "digits": float(len(f"{disputed.figure.value}".replace(".", "").strip("0"))),
        "zero": float(disputed.figure.value == 0),
        "percent": float(bool(disputed.figure.unit and disputed.figure.unit.symbol == "%")),
        **(_miss(disputed, basis.repair) if basis.repair else {"open": 1.0}),
    }


def _miss(disputed: BasisFigure, repair: Interval) -> dict[str, float]:
    """How far what is printed is from what it should be: in last places, and as a ratio, both as powers of ten."""
    place = disputed.figure.place()
    apart = max(abs(disputed.figure.base - repair.mid) / place, Decimal("0.5")) if place else Decimal(1)
    loose = max(repair.width / place, Decimal(1)) if place else Decimal(1)
    ratio = abs(repair.mid) / abs(disputed.figure.base) if disputed.figure.base and repair.mid else None
    return {
        "places": min(_FARTHEST, log10(apart)),
        "loose": min(_FARTHEST, log10(loose)),
        "slack": min(_FARTHEST, log10(1 + apart / loose)),
        "ratio": min(_FARTHEST, abs(log10(ratio))) if ratio else _FARTHEST,
    }


def _diagnosis(finding: Finding) -> str:
    return "telling" if finding.diagnosis in TELLING else "named" if finding.diagnosis else "none"
