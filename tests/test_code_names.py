"""Names of classification codes, checked in whole documents."""

from __future__ import annotations

import pytest

import casefiles
from casefiles import Case
from gouji import api
from gouji.language.subjects import abbreviates
from gouji.reconcile.statements.codebook import Codebook, alike, slips

TABLE = """白鹭湖区教育局2026年部门预算

一般公共预算支出表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t30.00\t20.00\t10.00
205\t教育支出\t20.00\t10.00\t10.00
20501\t教育管理事务\t10.00\t10.00\t
2050101\t行政运行\t10.00\t10.00\t
20599\t其他教育支出\t10.00\t\t10.00
2059999\t其他教育支出\t10.00\t\t10.00
206\t科学技术支出\t10.00\t10.00\t
20601\t科学技术管理事务\t10.00\t10.00\t
2060101\t行政运行\t10.00\t10.00\t
"""


@casefiles.each("code_names")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (("教育支出", "教育管理事务", "行政运行"), "2050101"),
        (("科学技术管理事务", "行政运行"), "2060101"),
        (("科学技术管理事物", "行政运行"), "2060101"),
        (("教育", "其他教育", "其他教育"), "2059999"),
        (("行政运行",), ""),
        (("其他教育支出",), ""),
        (("卫生健康支出", "行政事业单位医疗", "行政单位医疗"), "2101101"),
        (("住房保障支出", "教育管理事务", "行政运行"), ""),
    ],
)
def test_the_code_of_an_item(path: tuple[str, ...], code: str) -> None:
    extraction = api.extract(casefiles.read(TABLE))
    assert Codebook(extraction.document, extraction.facts).code_of(path) == code


def test_each_row_with_a_code_is_printed_once_with_its_label() -> None:
    extraction = api.extract(casefiles.read(TABLE))
    book = Codebook(extraction.document, extraction.facts)
    assert [(p.code, p.name) for p in book.by_code["2059999"]] == [("2059999", "其他教育支出")]
    assert all(extraction.document.slice(p.span) == p.name for p in book.printed)
    assert book.children("205") == ("20501", "20599")


def test_names_are_alike_when_cut_short_or_with_a_slip() -> None:
    assert abbreviates("基本养老保险缴费", "机关事业单位基本养老保险缴费")
    assert not abbreviates("事业单位医疗", "行政单位医疗")
    assert slips("其他抚恤", "其他优抚") == 2 and slips("水费", "电费") == 0 and slips("会议费", "会议费用") == 0
    assert alike("科学技术管理事物", "科学技术管理事务") and not alike("教育管理事务", "行政事业单位医疗")
