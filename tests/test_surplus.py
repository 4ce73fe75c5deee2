"""Cases of `reconcile/relations/sums/surplus.py`, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("surplus")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
