"""The ledger of checks for the report, so that silence is never mistaken for agreement."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gouji.reconcile.model import Check, Status
from gouji.records.results import CheckResult
from gouji.report import wording

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Counts in the order of `Status`; `unreadable` keeps each check's index, which is its anchor."""

    statuses: tuple[tuple[str, Pair, int], ...]
    relations: tuple[tuple[Pair, tuple[int, ...]], ...]
    unreadable: tuple[tuple[int, Check], ...]
    reasons: tuple[tuple[str, int], ...]  # why relations did not apply

    @property
    def tried(self) -> int:
        return sum(n for _, _, n in self.statuses)


def ledger(result: CheckResult) -> Ledger:
    counts = Counter((c.relation, c.status) for c in result.checks)
    relations = sorted({r for r, _ in counts})
    by_status = Counter(c.status for c in result.checks)
    reasons = Counter(c.why for c in result.checks if c.status is Status.NOT_APPLICABLE and c.why)
    return Ledger(
        statuses=tuple((s.value, wording.pair("statuses", s.value), by_status[s]) for s in Status),
        relations=tuple((wording.pair("relations", r), tuple(counts[r, s] for s in Status)) for r in relations),
        unreadable=tuple((i, c) for i, c in enumerate(result.checks) if c.status is Status.UNREADABLE),
        reasons=tuple(reasons.most_common(8)),
    )
