"""Names of quantities: taken apart, compared, and never a reason to raise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import casefiles
from casefiles import Case
from gouji.language import subjects
from gouji.language.subjects import Subject, parse


@casefiles.each("subjects")
def test_parse(case: Case) -> None:
    said = case["is"]
    assert parse(case["text"]) == Subject(**{**said, "path": tuple(said.get("path", ()))})


@pytest.mark.parametrize(
    ("a", "b", "fit"),
    [
        ("本年支出合计", "支出", True),
        ("收支总计", "收入总计", True),
        ("收入总计", "支出总计", False),
        ("一般公共预算支出", "政府性基金支出", False),
        ("基本支出", "项目支出", False),
        ("基本支出", "一般公共预算基本支出", True),
        ("机构运行经费", "机关运行经费", True),
        ("基本支出", "本年支出合计", False),
    ],
)
def test_names_that_can_be_of_one_quantity(a: str, b: str, fit: bool) -> None:
    assert subjects.fits(parse(a), parse(b)) is fit
    assert subjects.fits(parse(b), parse(a)) is fit


def test_a_total_is_a_side_without_an_item() -> None:
    assert parse("财政拨款支出").total
    assert not parse("基本支出").total
    assert parse("一般公共预算").nameless
    assert not parse("一般公共预算").empty


@pytest.mark.parametrize(
    ("a", "b", "alike"),
    [
        ("湿地监测", "湿地监测", 1.0),
        ("湿地监测", "芦苇湿地监测", 0.9),
        ("湿地监测", "湿地监理", 2 / 3),
        ("湿地", "候鸟", 0.0),
        ("", "候鸟", 0.0),
    ],
)
def test_similarity(a: str, b: str, alike: float) -> None:
    assert subjects.similarity(a, b) == pytest.approx(alike)
    assert subjects.similarity(b, a) == pytest.approx(alike)


def test_parts_that_a_name_prints() -> None:
    assert subjects.codes("高中教育（2050204）") == "2050204"
    assert subjects.codes("高中教育（2019年）") == ""
    assert subjects.year("比2021年增加，2023年为") == 2023
    assert subjects.year("比上年增加") is None
    assert subjects.fund_in("八、政府性基金预算财政拨款支出决算情况") == "政府性基金"
    assert subjects.side_in("2023年度收入支出决算总表") == "收支"
    assert "预算" not in subjects.without_funds("一般公共预算财政拨款支出决算数")


@given(
    st.text(alphabet="一般公共预算财政拨款政府性基金收入支出本年合计总计（类款项）()2023年度“三公”经费、：，决算数 ")
)
def test_parse_never_raises_and_does_not_mind_marks(text: str) -> None:
    found = parse(text)
    assert parse(f"“{text}”") == found
    assert found.known <= bool(found.core)
