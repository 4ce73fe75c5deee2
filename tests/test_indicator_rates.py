"""Rates of indicators in prose and form, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("indicator_rates")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
