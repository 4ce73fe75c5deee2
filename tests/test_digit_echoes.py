"""Repeated digits, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("digit_echoes")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
