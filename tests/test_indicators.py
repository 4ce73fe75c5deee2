"""Rates of indicators in prose and form, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("indicators")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
