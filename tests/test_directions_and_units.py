"""Words against figures, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("directions_and_units")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
