"""The money of a project against the cost indicator of its form, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("cost_limits")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
