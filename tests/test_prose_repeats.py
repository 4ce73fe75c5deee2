"""One quantity stated twice, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("prose_repeats")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
