"""Changes against last year's cells, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("against_last_year")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
