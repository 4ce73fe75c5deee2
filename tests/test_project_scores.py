"""Scores of self-evaluation, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("project_scores")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
