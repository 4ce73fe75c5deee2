"""How likely a finding is real: a logistic model over what it rests on, its weights stored as readable text.

Whether something is a finding is decided by the relations; the model tells the `confidence`, and which findings are
told apart from the others as doubtful.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import exp
from pathlib import Path

from gouji import learned
from gouji.reconcile.findings.features import Company, Observed, features
from gouji.reconcile.model import RANK, Check, Finding, Severity, say

NAME = "triage"
WEIGHTS = "weights.json"
# The phrases (`doubt.…`) that tell which feature speaks against a finding.
_REASONS = {
    "alike": "alike",
    "alike_on_page": "alike",
    "others": "alike",
    "violated_share": "violated",
    "places": "far",
    "ratio": "far",
    "open": "open",
    "rules": "joint",
    "evidence": "joint",
}


@dataclass(frozen=True)
class Triage:
    """A logistic model: probability = 1 ÷ (1 + e^−(bias + Σ weight × feature)).

    Features without a weight count nothing.

    Attributes:
        bias: log odds of a finding all of whose features are 0.
        weights: log odds for each unit of a feature, by its name.
        floor, ceiling: no probability is told beyond what the data could show.
        threshold: a finding that is less likely real is doubtful.
    """

    bias: float
    weights: Mapping[str, float]
    floor: float
    ceiling: float
    threshold: float

    def probability(self, features: Mapping[str, float]) -> float:
        odds = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return min(self.ceiling, max(self.floor, 1 / (1 + exp(-odds))))

    def against(self, features: Mapping[str, float]) -> str:
        """What speaks most against a finding: one of `_REASONS`, or `kind` where none of these does."""
        weighed = {name: self.weights.get(name, 0.0) * features.get(name, 0.0) for name in _REASONS}
        name = min(weighed, key=weighed.__getitem__)
        return _REASONS[name] if weighed[name] < 0 else "kind"


def load(root: Path | None = None) -> Triage:
    """The model under `root` (else the one that is shipped). Raises GoujiError E018, E019 as `learned.folder`."""
    return _load(learned.folder(NAME, root))


@cache
def _load(path: Path) -> Triage:
    told = json.loads((path / WEIGHTS).read_text(encoding="utf-8"))
    return Triage(told["bias"], told["weights"], told["floor"], told["ceiling"], told.get("threshold", 0.0))


def triaged(findings: Iterable[Finding], checks: Iterable[Check], model: Triage) -> tuple[Finding, ...]:
    """The findings with the model's probability for their confidence, in order of severity, then of probability.

    Those that rounding explains are no errors: they keep the confidence of their relations.
    """
    every = tuple(findings)
    company = Company.of(every, checks)
    found = [_told(f, company, model) for f in every]
    found.sort(key=lambda f: (RANK[f.severity], -f.confidence, f.span, f.kind))
    return tuple(replace(f, id=f"f{n}") for n, f in enumerate(found, 1))


def _told(finding: Finding, company: Company, model: Triage) -> Finding:
    if finding.severity is Severity.ROUNDING:
        return finding
    told = features(Observed.of(finding), company)
    likely = model.probability(told)
    doubt = say(f"doubt.{model.against(told)}") if likely < model.threshold else None
    return replace(finding, confidence=round(likely, 2), doubt=doubt)
