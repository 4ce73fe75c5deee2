"""Totals of income and spending that words call equal, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("balanced_sides")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
