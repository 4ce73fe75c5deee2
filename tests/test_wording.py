"""Words, titles, names and lists that the document itself contradicts, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("wording")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
