"""Totals behind their parts, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("totals_behind")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
