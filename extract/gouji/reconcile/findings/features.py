"""What speaks for and against a finding, as numbers: what it says, how it was read, what else is told beside it.

All of it stands in the records of a check too, so that findings judged long ago, whatever version told them, are
examples like those of today.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import log, log10

from gouji.figures import Figure
from gouji.reconcile.diagnosis import TELLING
from gouji.reconcile.model import Check, Finding, Severity, Status
from gouji.reconcile.statements.readings.printed_figures import figure_in

_FARTHEST = 4.0  # powers of ten


@dataclass(frozen=True, slots=True)
class Observed:
    """A finding as it is told.

    Attributes:
        kind, relation, severity, diagnosis: their names.
        certainty: how surely its relations were read, 0 to 1.
        stated, expected: the disputed figure and what it should be, as printed; '' where that is not known.
        evidence: how many other figures and wordings it rests on.
        rules: how many relations speak against it.
        page: where it stands; None where the format has no pages.
    """

    kind: str
    relation: str
    severity: str
    diagnosis: str
    certainty: float
    stated: str
    expected: str
    evidence: int
    rules: int
    page: int | None

    @classmethod
    def of(cls, finding: Finding) -> Observed:
        return cls(
            finding.kind.value,
            finding.relation,
            finding.severity.value,
            finding.diagnosis,
            finding.confidence,
            finding.stated,
            finding.expected,
            len(finding.evidence),
            len(finding.rules),
            finding.place.page,
        )

    @property
    def alike(self) -> tuple[str, str]:
        """What makes findings of one sort: the relation and the kind."""
        return self.relation, self.kind

    @property
    def rounding(self) -> bool:
        return self.severity == Severity.ROUNDING


class Company:
    """The findings of a document beside which one stands, and how often each relation held there.

    Parameters
    ----------
    findings : all of the document; those that rounding explains do not count.
    ledger : (relation, status) of each line.
    """

    def __init__(self, findings: Iterable[Observed], ledger: Iterable[tuple[str, str]]) -> None:
        errors = [f for f in findings if not f.rounding]
        self.count = len(errors)
        self._alike = Counter(f.alike for f in errors)
        self._on_page = Counter((f.page, *f.alike) for f in errors)
        self._ended = Counter(ledger)

    @classmethod
    def of(cls, findings: Iterable[Finding], checks: Iterable[Check]) -> Company:
        return cls(map(Observed.of, findings), ((c.relation, c.status.value) for c in checks))

    def about(self, one: Observed) -> dict[str, float]:
        """Many of one sort are seldom all right: their table or their form of sentence was misread."""
        held, violated = (self._ended[one.relation, s] for s in (Status.HOLDS.value, Status.VIOLATED.value))
        return {
            "alike": log(max(1, self._alike[one.alike])),
            "alike_on_page": log(max(1, self._on_page[(one.page, *one.alike)])),
            "others": log(max(1, self.count)),
            "held": log(1 + held),
            "violated_share": violated / (held + violated) if held + violated else 0.0,
        }


def features(one: Observed, company: Company) -> dict[str, float]:
    """What speaks for and against a finding, by name; a feature that is not told is 0."""
    told = {
        f"kind.{one.kind}": 1.0,
        f"relation.{one.relation or 'joint'}": 1.0,
        f"severity.{one.severity}": 1.0,
        f"diagnosis.{_diagnosis(one)}": 1.0,
        "certainty": one.certainty,
        "rules": float(one.rules),
        "evidence": log(1 + one.evidence),
    }
    return {**told, **_of_figure(one), **company.about(one)}


def _diagnosis(one: Observed) -> str:
    return "telling" if one.diagnosis in TELLING else "named" if one.diagnosis else "none"


def _of_figure(one: Observed) -> Mapping[str, float]:
    """The digits of the disputed figure and how far it is from what it should be."""
    stated = figure_in(one.stated)
    if stated is None:
        return {"words": 1.0}
    expected = figure_in(one.expected)
    return {
        "digits": float(len(f"{abs(stated.value):f}".replace(".", "").strip("0"))),
        "zero": float(stated.value == 0),
        **(_miss(stated, expected) if expected else {"open": 1.0}),
    }


def _miss(stated: Figure, expected: Figure) -> dict[str, float]:
    """How far what is printed is from what it should be: in last places, and as a ratio, both as powers of ten."""
    apart = max(abs(stated.base - expected.base) / stated.place(), Decimal("0.5"))
    ratio = expected.base / stated.base if stated.base and expected.base else None
    return {
        "places": min(_FARTHEST, log10(apart)),
        "ratio": min(_FARTHEST, abs(log10(abs(ratio)))) if ratio else _FARTHEST,
    }
