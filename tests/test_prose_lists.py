"""Sums in prose, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("prose_lists")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
