"""Money of projects with performance goals, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("goal_funds")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
