"""Cases of `reconcile/relations/sums/project_totals.py`, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("project_totals")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
