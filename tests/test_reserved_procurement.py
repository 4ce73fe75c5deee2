"""Procurement from small firms, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("reserved_procurement")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
