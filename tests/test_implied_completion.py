"""Cases of `reconcile/relations/rates/implied_completion.py`, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("implied_completion")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
