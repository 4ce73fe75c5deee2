"""A document without a slip has no finding beyond rounding, and is checked all the same."""

from __future__ import annotations

import pytest

import casefiles
import corpus
from gouji.reconcile.model import Severity, Status


@pytest.mark.parametrize("form", ["word", "tab"])
@pytest.mark.parametrize("seed", range(30))
def test_no_false_alarm(seed: int, form: str) -> None:
    result = casefiles.check(corpus.made(seed, form))
    grave = [f for f in result.findings if f.severity is not Severity.ROUNDING]
    assert [(f.stated, f.expected, f.rules, f.message) for f in grave] == []
    held = [c for c in result.checks if c.status is Status.HOLDS]
    assert len(held) > 100 and {"change", "share", "completion", "sum", "equal"} <= {c.relation for c in held}
