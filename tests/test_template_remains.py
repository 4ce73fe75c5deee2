"""Remains of a template, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("template_remains")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)
