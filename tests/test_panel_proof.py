"""What of a panel is told, told as unsure, or not told, by what the rows of its own table prove."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from datasets import of_panel, rows, with_panel
from gouji.corpus.panel.columns import Cell, come_to, divided
from gouji.corpus.panel.extents import with_extents
from gouji.corpus.panel.objects import doubted
from gouji.corpus.panel.values import Key, Stated, choose
from gouji.records.indicators import Indicator, part_of_all
from gouji.records.indicators import divided as divided_by

DOCUMENTS = {
    "crossed": """柳溪市商务局2026年度部门预算

一般公共预算支出明细表（按经济分类科目）
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t90.00\t60.00\t30.00
301\t工资福利支出\t60.00\t60.00\t0.00
30101\t基本工资\t25.00\t25.00\t0.00
30101\t基本工资\t15.00\t15.00\t0.00
30107\t绩效工资\t20.00\t20.00\t0.00
302\t商品和服务支出\t30.00\t0.00\t30.00
30201\t办公费\t30.00\t0.00\t30.00
""",
    "projects": """柳溪市交通局2026年度部门预算

一、收支情况
2026年收入预算90.00万元，支出预算90.00万元。

重点支出预算表
单位：万元
内容\t合计\t一般公共预算
合计\t90.00\t90.00
大桥维护\t60.00\t60.00
劳务费\t20.00\t20.00
码头清淤\t10.00\t10.00
""",
    "fees": """青石市质量监督局2026年度部门预算

一、收入预算情况说明
2026年收入预算860.50万元，其中：财政拨款收入860.50万元。
二、其他重要事项
（一）重点行政事业性收费情况说明
设备检验费由市检验所收取，收费标准为每台120元，收入预计75.00万元。
""",
    "uses": """湖城市卫生局2026年度部门预算

一、财政拨款收支情况
湖城市卫生局2026年财政拨款收支总预算646.75万元。收入包括：一般公共预算当年拨款收入370.75万元、政府性基金当年拨款收入256.00万元、\
上年结转20.00万元。
二、政府性基金支出情况
2026年政府性基金支出256.00万元，主要用于急救站迁建45.00万元、湖城市公共卫生中心20.00万元。
""",
    "head": """东岭市国资局2026年度部门预算

支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
合计\t\t90.00\t0.00\t90.00
223\t国有资本经营预算支出\t90.00\t0.00\t90.00
22301\t解决历史遗留问题及改革成本支出\t90.00\t0.00\t90.00
2230103\t国有企业办职教幼教补助支出\t90.00\t0.00\t90.00
""",
    "objects": """东岭市文化局2026年度部门预算

一、收支情况
2026年收入预算90.00万元，支出预算90.00万元。

一般公共预算“三公”经费及会议费、培训费支出预算表
单位：万元
单位编码\t单位名称\t合计\t“三公”经费小计\t公务接待费\t会议费\t培训费
合计\t\t9.00\t4.00\t4.00\t3.00\t2.00
201\t东岭市文化局\t6.00\t3.00\t3.00\t2.00\t1.00
201001\t东岭市图书馆服务中心\t3.00\t1.00\t1.00\t1.00\t1.00
""",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the documents, with its panel."""
    return with_panel(tmp_path_factory.mktemp("proof"), DOCUMENTS)


def test_two_rows_of_an_object_are_its_parts_where_they_do_not_divide_each_other(made: Path) -> None:
    assert of_panel(made, "crossed", "30101", "part", "yuan") == [("项目支出", Decimal(0))]
    assert of_panel(made, "crossed", "30107", "part", "yuan", "sure") == [
        ("基本支出", Decimal(200000), True),
        ("项目支出", Decimal(0), True),
        (None, Decimal(200000), True),
    ]
    assert of_panel(made, "crossed", "301", "part", "sure") == [("基本支出", True), ("项目支出", True), (None, True)]


def test_a_project_that_is_called_like_an_object_is_in_doubt(made: Path) -> None:
    assert {sure for (sure,) in of_panel(made, "projects", "30226", "sure")} == {False}


def test_fees_that_are_expected_are_no_income(made: Path) -> None:
    assert of_panel(made, "fees", "income", "fund", "yuan") == [
        ("财政拨款", Decimal(8605000)),
        (None, Decimal(8605000)),
    ]


def test_a_part_that_says_so_is_of_this_year_alone(made: Path) -> None:
    assert of_panel(made, "uses", "income", "fund", "yuan") == [
        ("一般公共预算", Decimal(3707500)),
        ("政府性基金", Decimal(2560000)),
    ]


def test_what_a_sum_is_used_for_is_not_all_the_money_of_a_unit(made: Path) -> None:
    assert rows(made, "SELECT DISTINCT department FROM panel WHERE doc LIKE '%uses.txt'") == [("湖城市卫生局",)]


def test_a_head_of_a_column_is_a_part_of_an_item_whose_name_is_a_fund(made: Path) -> None:
    assert of_panel(made, "head", "223", "part", "yuan") == [("基本支出", Decimal(0)), ("项目支出", Decimal(900000))]


def test_the_total_of_some_objects_is_not_all_spending_and_a_unit_is_no_item(made: Path) -> None:
    assert of_panel(made, "objects", "expenditure", "fund", "yuan") == [(None, Decimal(900000))]
    assert of_panel(made, "objects", "201", "yuan") == []
    assert of_panel(made, "objects", "meetings", "department", "yuan") == [
        ("东岭市图书馆服务中心", Decimal(10000)),
        ("东岭市文化局", Decimal(30000)),
    ]


def cell(row: int, value: str, code: str = "") -> Cell:
    return Cell(row, row, Decimal(value), Decimal("0.01"), code)


def test_amounts_come_to_another_as_printed() -> None:
    assert come_to([cell(1, "1.00"), cell(2, "2.01")], cell(0, "3.00"))
    assert not come_to([cell(1, "1.00"), cell(2, "2.03")], cell(0, "3.00"))
    assert not come_to([], cell(0, "0.00"))


def test_rows_below_one_divide_it_up_to_the_next_item() -> None:
    column = [cell(0, "9", "30301"), cell(1, "4", "30301"), cell(2, "5"), cell(3, "7", "30302")]
    assert divided(0, column)
    assert not divided(1, column)


def test_objects_prove_each_other() -> None:
    named = {1: "301", 2: "30101", 3: "30102", 4: "302"}
    foots = [cell(0, "12"), cell(1, "9"), cell(2, "4"), cell(3, "5"), cell(4, "3")]
    assert list(doubted(named, foots)) == []
    short = [cell(0, "12"), cell(1, "9"), cell(2, "4"), cell(3, "4"), cell(4, "3")]
    assert [one.row for one in doubted(named, short)] == [1, 2, 3]
    strange = {1: "301", 2: "30101", 3: "30201"}
    assert [one.row for one in doubted(strange, [cell(1, "9"), cell(2, "9"), cell(3, "5")])] == [3]
    alone = {1: "30216"}
    assert [one.row for one in doubted(alone, [cell(0, "9"), cell(1, "4"), cell(2, "5")])] == [1]
    assert list(doubted(alone, [cell(0, "9"), cell(1, "4", "30216"), cell(2, "5")])) == []


def test_the_objects_of_each_unit_come_to_its_row() -> None:
    named = {1: "301", 2: "302", 4: "301", 5: "302"}
    column = [cell(0, "9"), cell(1, "4"), cell(2, "5"), cell(3, "7"), cell(4, "6"), cell(5, "1")]
    assert list(doubted(named, column)) == []


def test_a_value_is_sure_where_one_place_is_in_no_doubt() -> None:
    one = Stated(Decimal(4), Decimal("0.01"), True, True, 0, doubted=True)
    other = Stated(Decimal(4), Decimal("0.01"), True, False, 1)
    alone, both = choose([one]), choose([one, other])
    assert alone is not None and not alone.sure
    assert both is not None and both.sure


def test_columns_that_tell_which_money_pays_leave_the_part_of_their_table() -> None:
    found = Indicator("30101", "其他收入")
    assert divided_by(found, "基本支出") == Indicator("30101", "基本支出", "其他收入", "支出")
    assert divided_by(found) == Indicator("30101", "", "其他收入", "支出")
    assert divided_by(Indicator("30101", "上年结余、结转"), "基本支出") is None  # of two parts at once
    assert divided_by(Indicator("30101"), "机关运行经费") == Indicator("30101", "机关运行经费", side="支出")
    assert divided_by(Indicator("agency_operation"), "机关运行经费") == Indicator("agency_operation")


def test_the_part_that_all_of_a_table_is_of() -> None:
    assert part_of_all(frozenset(("基本支出", "其他收入", "上年结余、结转"))) == "基本支出"
    assert part_of_all(frozenset(("基本支出", "项目支出"))) == ""
    assert part_of_all(frozenset(("基本支出", ""))) == ""
    assert part_of_all(frozenset(("机关运行经费", "办公费")), frozenset(("机关运行经费",))) == "机关运行经费"
    assert part_of_all(frozenset(("机关运行经费", "三公经费")), frozenset(("机关运行经费", "三公经费"))) == ""


def test_a_total_is_with_what_is_carried_over_where_the_same_is_told_so_and_some_is_of_another_fund() -> None:
    income = Key("甲局", 2026, "budget", Indicator("income"))
    whole = Key("甲局", 2026, "budget", Indicator("income.total"))
    carried = Key("甲局", 2026, "budget", Indicator("carried_in", fund="财政拨款"))
    one, same = (Stated(Decimal(60000), Decimal(100), True, True, row) for row in (0, 1))
    left = Stated(Decimal(12000), Decimal(100), True, True, 2)
    assert with_extents({income: [one], whole: [same], carried: [left]}) == {whole: [one, same], carried: [left]}
    assert with_extents({income: [one], whole: [same]}) == {income: [one], whole: [same]}
