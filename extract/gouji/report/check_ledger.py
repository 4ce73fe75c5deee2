"""The ledger of checks for the report, so that silence is never mistaken for agreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
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
    unreadable = [(i, c) for i, c in enumerate(result.checks) if c.status is Status.UNREADABLE]
    inapplicable = (c for c in result.checks if c.status is Status.NOT_APPLICABLE)
    reasons = Counter(c.why for c in inapplicable if c.why)
    return Ledger(
        statuses=tuple(_statuses(result.checks)),
        relations=tuple(_relations(result.checks)),
        unreadable=tuple(unreadable),
        reasons=tuple(reasons.most_common(8)),
    )


def _statuses(checks: Sequence[Check]) -> Iterator[tuple[str, Pair, int]]:
    counts = Counter(c.status for c in checks)
    for status in Status:
        yield status.value, wording.pair("statuses", status.value), counts[status]


def _relations(checks: Sequence[Check]) -> Iterator[tuple[Pair, tuple[int, ...]]]:
    """Each relation that was tried, by name, with its checks of each status."""
    counts = Counter((c.relation, c.status) for c in checks)
    for relation in sorted({r for r, _ in counts}):
        yield wording.pair("relations", relation), tuple(counts[relation, s] for s in Status)
