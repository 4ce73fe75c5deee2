"""Prose against cells, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("linking")
def test_findings(case: Case) -> None:
    casefiles.expect_findings(case)


def test_a_cell_that_lost_its_end_is_confirmed_by_one_under_a_garbled_head() -> None:
    text = """白鹭湖管理处2023年度部门预算

一、收支总体情况
2023年部门支出预算总额80.37万元，其中：本年支出80.37万元，年终结转结余0.00万元。

2023年部门收支预算总表
表1
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、本年收入\t80.37\t一、本年支出\t80.3
二、上年结转结余\t\t二、年终结转结余\t
收入总计\t80.37\t支出总计\t80.3

2023年部门支出预算总表
表2
单位：万元
单位名称\t支出总计\t本牟攴支出\t\t年终结转结余
\t\t合计\t财政拨款支出\t
白鹭湖管理处\t80.37\t80.37\t80.37\t
合计\t80.37\t80.37\t80.37\t
"""
    result = casefiles.check(text)
    cells = {f.id: f for f in result.extraction.facts}
    spent = text.index("80.37万元，年终")
    linked = [cells[link.fact] for link in result.links if link.span.start == spent]
    assert ("合计",) in [c.row for c in linked] and "80.3" in [c.text for c in linked]
