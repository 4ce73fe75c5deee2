"""Prose against cells, checked in whole documents."""

from __future__ import annotations

import casefiles
from casefiles import Case


@casefiles.each("linker")
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


def test_an_item_links_to_the_row_of_its_code_and_not_to_a_namesake() -> None:
    text = """白鹭湖区教育局2026年部门预算

二、一般公共预算支出情况
教育支出（类）教育管理事务（款）行政运行（项）预算为10.00万元。

一般公共预算支出表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t20.00\t20.00\t
205\t教育支出\t10.00\t10.00\t
20501\t教育管理事务\t10.00\t10.00\t
2050101\t行政运行\t10.00\t10.00\t
206\t科学技术支出\t10.00\t10.00\t
20601\t科学技术管理事务\t10.00\t10.00\t
2060101\t行政运行\t10.00\t10.00\t
"""
    result = casefiles.check(text)
    codes = {f.id: f.code for f in result.extraction.facts}
    assert {codes[link.fact] for link in result.links} == {"2050101"}


def linked(text: str, amount: str) -> list[str]:
    """The cells that an amount of the prose is linked to."""
    result = casefiles.check(text)
    cells = {f.id: f for f in result.extraction.facts}
    return [cells[link.fact].text for link in result.links if link.span.start == text.index(amount)]


PROJECTS = """白鹭湖管理处2023年度项目绩效评价报告

一、资金使用情况
栈桥修缮补助资金预算700万元，实际支出447.27万元，预算执行率63.9%。

项目支出情况表
单位：万元
序号\t项目名称\t预算批复\t预算到位\t实际执行\t执行率
\t合计\t1000.00\t1000.00\t740.27\t74.03%
1\t栈桥修缮补助资金\t700.00\t700.00\t447.27\t63.90%
2\t科普展厅布展\t300.00\t300.00\t293.00\t97.67%
"""


def test_stages_of_a_projects_money_are_columns_of_its_row() -> None:
    assert linked(PROJECTS, "447.27万元") == ["447.27"]
    assert linked(PROJECTS.replace("447.27万元", "487.27万元"), "487.27万元") == ["447.27"]
    assert "700.00" in linked(PROJECTS, "700万元")


def test_what_no_named_fund_pays_is_not_the_money_of_a_project() -> None:
    text = """白鹭湖管理处2023年度部门决算

一、绩效目标完成情况
栈桥修缮项目绩效目标完成情况综述。项目全年预算数5万元，执行数为0万元，完成预算的0%。

项目绩效目标完成情况表
项目名称\t栈桥修缮
预算执行情况(万元)\t预算数:\t5\t执行数:\t5
\t其中-财政拨款:\t5\t其中-财政拨款:\t5
\t其它资金:\t0\t其它资金:\t0
"""
    assert linked(text, "0万元，完成") == ["5"]


def of_item(spending: str, other: str) -> list[str]:
    """The row labels that the amount of an item without an official name is linked to."""
    text = f"""白鹭湖区教育局2026年部门预算

二、一般公共预算支出情况
教育支出（类）教育管理事务（款）场馆看护事务（项）预算为{spending}万元。

一般公共预算支出表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t21.10\t20.00\t1.10
205\t教育支出\t21.10\t20.00\t1.10
20501\t教育管理事务\t21.10\t20.00\t1.10
2050101\t行政运行\t20.00\t20.00\t
2050199\t其他教育管理事务支出\t{other}\t\t{other}
"""
    result = casefiles.check(text)
    cells = {f.id: f for f in result.extraction.facts}
    start = text.index(f"{spending}万元。")
    return [cells[link.fact].row[-1] for link in result.links if link.span.start == start]


def test_an_item_that_nobody_names_so_links_to_the_one_below_its_path_with_its_amount() -> None:
    assert set(of_item("1.10", "1.10")) == {"其他教育管理事务支出"}


def test_an_item_that_nobody_names_so_links_to_nothing_of_another_amount() -> None:
    assert of_item("1.70", "1.10") == []
