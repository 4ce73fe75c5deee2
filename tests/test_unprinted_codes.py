"""Which code an item has whose row prints none: by its label and by the rows around it."""

from __future__ import annotations

import casefiles
from gouji import api
from gouji.records import indicators
from gouji.records.indicators import Aspects

HEAD = "松溪市水利局2026年度部门预算\n\n"
ROW = "\n单位：万元\n"


def codes(table: str, column: int = 1) -> list[str]:
    """The indicator of each row of a table, by the cell of one of its columns."""
    read = api.extract(casefiles.read(HEAD + table))
    found = []
    for statement in read.statements:
        if statement.id.endswith(f"c{column}"):
            told = {name: aspect.value for name, aspect in statement.aspects.items()}
            what = told["what"]
            aspects = Aspects(what.name, str(told["side"]), str(told["part"]), code=what.code, year=2026)
            found.append(",".join(i.id for i in indicators.indicators(aspects)))
    return found


def test_among_objects_of_spending_an_item_of_two_classifications_is_an_object() -> None:
    table = f"一般公共预算基本支出表{ROW}项目\t合计\n工资福利支出\t60.00\n基本工资\t40.00\n住房公积金\t20.00\n"
    assert codes(table) == ["301", "30101", "30113"]


def test_among_what_money_is_for_it_is_that() -> None:
    table = f"一般公共预算支出表{ROW}项目\t合计\n住房保障支出\t20.00\n住房改革支出\t20.00\n住房公积金\t20.00\n"
    assert codes(table) == ["221", "22102", "2210201"]


def test_an_item_of_many_is_that_below_which_it_stands() -> None:
    table = (
        f"一般公共预算支出表{ROW}项目\t合计\n农林水支出\t80.00\n林业和草原\t30.00\n行政运行\t30.00\n水利\t50.00\n"
        "行政运行\t40.00\n水土保持\t10.00\n"
    )
    assert codes(table) == ["213", "21302", "2130201", "21303", "2130301", "2130310"]


def test_what_is_above_is_not_known_behind_a_row_that_is_no_item() -> None:
    table = (
        f"一般公共预算支出表{ROW}项目\t合计\n农林水支出\t80.00\n水利\t30.00\n行政运行\t30.00\n河湖诸事\t50.00\n"
        "行政运行\t50.00\n"
    )
    assert codes(table)[2:] == ["2130301", "", ""]


def test_among_the_objects_of_governments_it_is_one_of_theirs() -> None:
    table = (
        f"部门支出总表（政府预算经济分类）{ROW}项目\t合计\n机关工资福利支出\t60.00\n机关商品和服务支出\t20.00\n"
        "对个人和家庭的补助\t5.00\n债务还本支出\t0.00\n"
    )
    assert codes(table) == ["501", "502", "509", "512"]


def test_the_halves_of_a_table_are_apart() -> None:
    table = (
        f"收支总表{ROW}收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n一、财政拨款收入\t80.00\t农林水支出\t80.00\n"
        "二、事业收入\t0.00\t水利\t80.00\n三、其他收入\t0.00\t行政运行\t80.00\n"
    )
    assert codes(table, 3) == ["213", "21303", "2130301"]


def test_a_code_may_stand_before_the_name() -> None:
    table = (
        f"项目支出表（按经济分类）{ROW}项目\t预算\n[310]资本性支出\t9.00\n[31002]办公设备购置\t4.00\n"
        "[31006]大型修缮\t5.00\n"
    )
    assert codes(table) == ["310", "31002", "31006"]


def test_one_row_proves_nothing() -> None:
    table = f"部门支出情况表{ROW}项目\t预算\n基本工资\t9.00\n住房公积金\t4.00\n"
    assert codes(table) == ["30101", ""]
