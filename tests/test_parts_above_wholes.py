"""What is told of a part is never more than all that it is a part of."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("parts_above_wholes")
def test_parts(case: Case) -> None:
    casefiles.expect_findings(case)
