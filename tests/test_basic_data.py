"""Tables of basic data against the accounts, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("basic_data")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
