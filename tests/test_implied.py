"""Cases of `reconcile/prose/implied.py`, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("implied")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
