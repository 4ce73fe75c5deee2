"""The words before a figure: subject, measure, year, base and list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import casefiles
from casefiles import Case
from gouji.narrative.figure_leads import budget_measures, read_lead, split, take_measure


@casefiles.each("figure_leads")
def test_case(case: Case) -> None:
    lead = read_lead(case["text"])
    found = {
        "core": lead.named.core,
        "fund": lead.named.fund,
        "measure": lead.measure,
        "year": lead.year,
        "opens": lead.opens,
        "whole": lead.whole,
        "base": lead.base,
    }
    expected = {name: case[name] for name in found if name in case}
    assert expected, "a case expects something"
    assert {name: found[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("甲,乙;丙", ["甲", "乙", "丙"]),
        ("甲(乙,丙),丁", ["甲(乙,丙)", "丁"]),
        ("收、支总计", ["收、支总计"]),
        ("办公费、印刷费", ["办公费", "印刷费"]),
        ("", [""]),
    ],
)
def test_clauses(text: str, clauses: list[str]) -> None:
    assert split(text) == clauses


def test_plans_and_outcomes() -> None:
    assert {"年初预算", "全年预算", "预算"} <= budget_measures()
    assert "决算" not in budget_measures()
    assert take_measure("公务接待费支出决算")[0] == "决算"
    assert take_measure("公务接待费") == ("", "公务接待费")


@given(st.text(alphabet="其中：:，,。（）()比上年2023增加预算决算支出年初中“”《》、收支总计 "))
def test_a_lead_never_raises(text: str) -> None:
    lead = read_lead(text)
    assert lead.base in text or not lead.base
