"""Cases of `reconcile/projects/projecttotals.py`, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("projecttotals")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
