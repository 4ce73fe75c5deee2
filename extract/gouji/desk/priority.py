"""Which documents to look at first: those that gouji is unsure of, or those in which errors are worth most."""

from __future__ import annotations

from collections.abc import Iterable
from math import log1p

from gouji.desk.suggestions import Suggestion
from gouji.reconcile.model import Severity
from gouji.records.results import CheckResult

_WEIGHT = {Severity.MATERIAL: 1.0, Severity.MINOR: 0.3, Severity.ROUNDING: 0.05}


def uncertainty(found: Iterable[Suggestion]) -> float:
    """The expected number of wrong suggestions, each as its confidence tells: what a review can put right."""
    return round(sum(1 - min(max(s.confidence, 0.0), 1.0) for s in found), 4)


def worth(result: CheckResult) -> float:
    """What the findings weigh by severity, likelihood and the size of the disputed amount."""
    total = 0.0
    for f in result.findings:
        amounts = [abs(figure.interval.hi) for figure in f.basis.figures if figure.disputed] if f.basis else []
        size = log1p(float(max(amounts, default=0))) or 1.0
        total += _WEIGHT[f.severity] * f.confidence * size
    return round(total, 4)
