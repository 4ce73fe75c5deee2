"""Captions: a title or a number, then lines that are no prose, then the header."""

from __future__ import annotations

import pytest

from gouji.tables.lines_above import title_of
from grids import resolved, tabbed

GRID = tabbed("""
    科目编码 | 科目名称 | 合计 | 基本支出
    201 | 一般公共服务支出 | 5.00 | 5.00
    221 | 住房保障支出 | 3.00 | 3.00
""")


def caption(lines: str) -> tuple[str, str, str, str]:
    (table,) = resolved(f"白鹭湖管理处预算说明如下。\n{lines}\n{GRID}").tables
    return table.number, table.title, table.unit.symbol if table.unit else "", table.department


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("支 出 预 算 表\n单 位：万 元", ("", "支出预算表", "万元", "")),
        ("表5\n支出明细表\n预算单位：白鹭湖管理处 金额单位：万元", ("表5", "支出明细表", "万元", "白鹭湖管理处")),
        ("公开表2\n支出总体情况表\n部门：白鹭湖管理处 单位：元", ("公开表2", "支出总体情况表", "元", "白鹭湖管理处")),
        (
            "表6\n支出明细表\n（按功能科目分，不含结转）\n单位：元",
            ("表6", "支出明细表（按功能科目分，不含结转）", "元", ""),
        ),
        (
            "表12\n部门综合预算政府采购（资产配置）\n预算表（不含结转）\n单位：元",
            ("表12", "部门综合预算政府采购（资产配置）预算表（不含结转）", "元", ""),
        ),
        ("支出总表\n资金主管部门：白鹭湖管理处 单位：万元", ("", "支出总表", "万元", "白鹭湖管理处")),
        ("二、支出总表\n单位：万元", ("", "支出总表", "万元", "")),
        ("政府性基金预算\n支出决算表\n单位：万元", ("", "政府性基金预算支出决算表", "万元", "")),
        ("2030年度一般公共预算财政\n拨款支出决算表", ("", "2030年度一般公共预算财政拨款支出决算表", "", "")),
        ("白鹭湖管理处\n支出决算表\n单位：元", ("", "支出决算表", "元", "")),
        ("政府性基金预算收支情况\n支出决算表\n单位：元", ("", "支出决算表", "元", "")),
        ("支出决算表\n表4\n（按功能分类，四舍五入）\n单位：元", ("表4", "支出决算表", "元", "")),
        ("支出决算表\n预算单位：白鹭湖管理处 （计量单位：万元）", ("", "支出决算表", "万元", "白鹭湖管理处")),
        ("表3\n各单位支出一览\n单位：万元", ("表3", "各单位支出一览", "万元", "")),
    ],
)
def test_caption(lines: str, expected: tuple[str, str, str, str]) -> None:
    assert caption(lines) == expected


@pytest.mark.parametrize(
    "lines",
    [
        "支出总表\n以上各表已经审核。",
        "支出总表\n第二部分 说明",
        "支出总表\n本处支出情况如下：",
        "支出总表\n注：数字取自系统。",
        "支出总表\n- 7 -",
    ],
)
def test_what_parts_a_title_from_a_table(lines: str) -> None:
    assert caption(lines)[1] == ""


def test_the_lines_of_a_caption_are_no_prose() -> None:
    document = resolved(f"说明。\n支出总表\n资金主管部门：白鹭湖管理处 单位：万元\n{GRID}")
    assert [document.slice(b.span).strip() for b in document.blocks][:-1] == ["说明。"]
    assert document.slice(document.tables[0].span).startswith("支出总表")


def test_of_two_titles_the_lower_one_counts() -> None:
    assert title_of(["部门预算公开表", "支出总表"]) == "支出总表"
    assert title_of(["单位：万元"]) == ""


IN_ROWS = """
    {lines}
    科目编码 | 科目名称 | 合计 | 基本支出
    201 | 一般公共服务支出 | 5.00 | 5.00
    221 | 住房保障支出 | 3.00 | 3.00
"""


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("政府性基金预算 | | |\n支出决算表 | | |\n单位：万元 | | |", "政府性基金预算支出决算表"),
        ("支出决算表 | | |\n各数四舍五入，尾数不作调整 | | |\n部门：白鹭湖管理处 | | |", "支出决算表"),
        ("支出决算表 | | |\n（各数四舍五入，尾数不作调整） | | |", "支出决算表"),
    ],
)
def test_the_first_rows_of_a_grid_are_its_caption_down_to_its_last_note(lines: str, title: str) -> None:
    grid = tabbed(IN_ROWS.format(lines=lines.replace("\n", "\n    ")))
    (table,) = resolved(grid).tables
    assert table.title.removesuffix("（各数四舍五入，尾数不作调整）") == title
    assert [[c.text for c in row] for row in table.rows[:1]] == [["科目编码", "科目名称", "合计", "基本支出"]]


def test_a_lone_word_above_the_header_of_a_grid_without_a_note_is_no_caption() -> None:
    (table,) = resolved(tabbed(IN_ROWS.format(lines="安排情况 | | |"))).tables
    assert [c.text for c in table.rows[0] if c.text] == ["安排情况"]
