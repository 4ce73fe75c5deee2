"""Values of indicators in forms of goals, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("goal_values")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
