"""Between tables and the halves of one, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("between_tables")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
