"""Documents that agree with themselves, in varied wording and print: nothing is found beyond rounding."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

import casefiles
from gouji.learn.consistent.document import document
from gouji.reconcile.model import Severity, Status

DOCUMENTS = 120  # benchmarks/consistent.py checks ten thousand


@settings(max_examples=DOCUMENTS, deadline=None, derandomize=True, database=None)
@given(st.integers(0, 10**6))
def test_no_false_alarm(seed: int) -> None:
    result = casefiles.check.__wrapped__(document(seed))
    grave = [f for f in result.findings if f.severity is not Severity.ROUNDING]
    assert [(f.stated, f.expected, f.rules, f.message) for f in grave] == []


def test_the_same_seed_tells_the_same_document() -> None:
    assert document(7) == document(7) != document(8)


def test_relations_of_every_sort_are_tried() -> None:
    """No finding is worth something only where much was checked."""
    held = Counter[str]()
    for seed in range(12):
        result = casefiles.check.__wrapped__(document(seed))
        held.update(c.relation for c in result.checks if c.status is Status.HOLDS)
    told = {"change", "share", "completion", "sum", "share_sum", "equal", "item_sum", "balance", "table_total"}
    assert told <= {relation for relation, n in held.items() if n >= 5}
