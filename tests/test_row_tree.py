"""Row paths: by code, by numbering, by indent, by 其中."""

from __future__ import annotations

import pytest

from gouji.tables.row_tree import RowTree
from grids import by_code, stated, tabbed, word


def paths(*labels: str) -> list[str]:
    tree = RowTree()
    return ["/".join(tree.path(label.strip(), "", len(label) - len(label.lstrip()))) for label in labels]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (
            ["一、甲", "（一）乙", "1、丙", "（二）丁", "二、戊"],
            ["一、甲", "一、甲/（一）乙", "一、甲/（一）乙/1、丙", "一、甲/（二）丁", "二、戊"],
        ),
        (
            ["一、甲", "一. 乙", "二. 丙", "三、丁", "二、戊"],
            ["一、甲", "一、甲/一. 乙", "一、甲/二. 丙", "一、甲/三、丁", "二、戊"],
        ),
        (["一、甲", "本年支出合计", "七、乙", "支出总计"], ["一、甲", "本年支出合计", "七、乙", "支出总计"]),
        (["三、甲", "1、乙", "2、丙", "合计"], ["三、甲", "三、甲/1、乙", "三、甲/2、丙", "合计"]),
        (["年初结转", "  拨款", "  基金", "总计"], ["年初结转", "年初结转/拨款", "年初结转/基金", "总计"]),
        (
            ["甲", "   1、乙", "       其中：丙", "             丁", "   2、戊", "己"],
            ["甲", "甲/1、乙", "甲/1、乙/其中：丙", "甲/1、乙/丁", "甲/2、戊", "己"],
        ),
        (["一、甲", "乙", "二、丙", "丁"], ["一、甲", "乙", "二、丙", "丁"]),
        (["十、甲", "十一、乙", "二十、丙"], ["十、甲", "十一、乙", "二十、丙"]),
    ],
)
def test_paths(labels: list[str], expected: list[str]) -> None:
    assert paths(*labels) == expected


def test_codes_give_the_path_and_stay_apart() -> None:
    facts = by_code(
        word("""
            科目编码 | 科目名称 | 金额（元）
            207 | 文化支出 | 5.00
            20701 | 文化和旅游 | 5.00
            2070104 | 图书馆 | 5.00
            2080505 | 养老保险缴费 | 1.00
        """)
    )
    assert facts["2070104"].row == ("文化支出", "文化和旅游", "图书馆")
    assert facts["2080505"].row == ("养老保险缴费",)


@pytest.mark.parametrize("code", ["{} | {}", " | {}{}"])
def test_codes_in_two_columns(code: str) -> None:
    facts = by_code(
        tabbed(f"""
            类 | 款 | 科目名称 | 合计（元） | 人员经费（元）
            301 | | 工资福利支出 | 9.00 | 9.00
            {code.format("301", "01")} | 基本工资 | 4.00 | 4.00
            {code.format("301", "02")} | 津贴补贴 | 5.00 | 5.00
             | | 合计 | 9.00 | 9.00
        """)
    )
    assert set(facts) == {"301", "30101", "30102", ""}
    assert facts["30102"].row == ("工资福利支出", "津贴补贴")
    assert facts[""].row == ("合计",)


def test_codes_in_three_columns() -> None:
    facts = by_code(
        tabbed("""
            类 | 款 | 项 | 科目名称 | 金额（元）
            207 | | | 文化支出 | 5.00
            207 | 01 | | 文化和旅游 | 5.00
            207 | 01 | 04 | 图书馆 | 5.00
        """)
    )
    assert facts["2070104"].row == ("文化支出", "文化和旅游", "图书馆")


def test_codes_whose_upper_levels_are_printed_once() -> None:
    facts = by_code(
        "支出表\n单位：元\n"
        + tabbed("""
            科目编码 | | | 功能科目 | 总计
            类 | 款 | 项 | |
             | | | 合计 | 9.00
            207 | | | 文化支出 | 5.00
             | 01 | | 文化和旅游 | 5.00
             | | 04 | 图书馆 | 2.00
            207 | 01 | 09 | 群众文化 | 3.00
            208 | | | 社会保障支出 | 4.00
             | 05 | | 养老支出 | 4.00
        """)
    )
    assert list(facts) == ["", "207", "20701", "2070104", "2070109", "208", "20805"]
    assert facts["2070104"].row == ("文化支出", "文化和旅游", "图书馆")


def test_within_before_a_number_begins_the_list() -> None:
    assert paths("“三公”经费", "其中：（一）出国费", "（二）车辆费", "1.购置费", "（三）接待费") == [
        "“三公”经费",
        "“三公”经费/其中：（一）出国费",
        "“三公”经费/（二）车辆费",
        "“三公”经费/（二）车辆费/1.购置费",
        "“三公”经费/（三）接待费",
    ]


def test_a_sum_of_expenditure_without_its_label() -> None:
    found = stated(
        tabbed("""
            收入 | | 支出 |
            项目 | 预算数(元) | 项目 | 预算数(元)
            一、财政拨款 | 9.00 | 一、教育支出 | 9.00
             | | | 7.00
            收 入 总 计 | 9.00 | | 9.00
        """)
    )
    assert found[("支出总计", "支出/预算数(元)")] == "9"
    assert not any(norm == "7" for norm in found.values())


def test_a_label_cut_across_two_cells() -> None:
    found = stated(
        tabbed("""
             | 项目 | 预算数(元) | 变化原因 | 比重(%)
            一、公 | 务接待费 | 3.00 | 活动增加，费用随之增加 | 0.40%
            合 | 计 | 3.00 | | 0.40%
        """)
    )
    assert found[("一、公务接待费", "预算数(元)")] == "3"
    assert found[("一、公务接待费", "比重(%)")] == "0.40"
    assert found[("合计", "预算数(元)")] == "3"
