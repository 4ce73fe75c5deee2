"""Changes told twice and lists of changes, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("repeated_changes")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
