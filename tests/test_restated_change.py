"""Cases of `reconcile/relations/rates/restated_change.py`, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("restated_change")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
