"""Shares and completion rates, checked in whole documents."""

from __future__ import annotations

import pytest

import casefiles
from casefiles import Case
from gouji import api


@casefiles.each("share_and_completion")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)


@pytest.mark.parametrize("unit", ["万元", "元", "亿元"])
@pytest.mark.parametrize("other", ["群众满意率98%", "满意率达到98%", "，其中满意度98%", "完成率98%", "比重为98%"])
def test_a_rate_without_an_amount_of_its_own_is_no_part(unit: str, other: str) -> None:
    result = api.check(api.read_text(f"某项目支出10.00{unit}，占20%，{other}。"))
    assert [e.text for e in result.extraction.entities][:2] == [f"10.00{unit}", "20%"]
