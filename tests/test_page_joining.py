"""Tables that go on over the page."""

from __future__ import annotations

import pytest

from gouji.language.page_furniture import is_page_break, is_page_number, running_heads
from grids import resolved, stated, tabbed, word

CAPTION = "表1\n收入决算表\n部门：清溪县档案馆 单位：万元\n"
HEADER = """
    科目编码 | 科目名称 | 本年收入合计 | 财政拨款收入
    栏次 | | 1 | 2
"""
FIRST = HEADER + " | 合计 | 9.00 | 9.00\n 201 | 一般公共服务支出 | 5.00 | 5.00"
SECOND = " 205 | 教育支出 | 4.00 | 4.00"


def tables(text: str) -> list[tuple[str, int]]:
    return [(t.title, len(t.rows)) for t in resolved(text).tables]


def test_caption_and_header_repeated_on_the_next_page() -> None:
    text = CAPTION + tabbed(FIRST) + "\n5\n\n" + CAPTION + tabbed(HEADER + SECOND)
    assert tables(text) == [("收入决算表", 4)]
    assert stated(text)[("教育支出", "本年收入合计")] == "40000"


def test_a_total_printed_again_on_the_next_page_is_dropped() -> None:
    text = CAPTION + tabbed(FIRST) + "\n- 5 -\n\n" + CAPTION + tabbed(HEADER + " | 合计 | 9.00 | 9.00\n" + SECOND)
    assert tables(text) == [("收入决算表", 4)]


@pytest.mark.parametrize(
    ("between", "caption"),
    [
        ("\n注：本表反映收入。\n\n", CAPTION),
        ("\n5\n\n", CAPTION.replace("表1", "表2")),
        ("\n5\n\n", CAPTION.replace("档案馆", "图书馆")),
        ("\n5\n\n", CAPTION.replace("万元", "元")),
    ],
)
def test_another_table_with_the_same_header_stays_apart(between: str, caption: str) -> None:
    assert len(tables(CAPTION + tabbed(FIRST) + between + caption + tabbed(HEADER + SECOND))) == 2


def test_a_page_without_header_takes_the_columns_of_the_page_before() -> None:
    head = "清溪县档案馆2030年度决算公开\n"
    pages = [f"\n- {n} -\n\n{head}正文。\n" for n in (1, 2, 3)]
    text = (
        "".join(pages) + CAPTION + tabbed(FIRST) + f"\n- 4 -\n\n{head}" + tabbed(SECOND + "\n 206 | 科学技术支出 | | ")
    )
    assert tables(text) == [("收入决算表", 5)]
    assert stated(text)[("教育支出", "财政拨款收入")] == "40000"


@pytest.mark.parametrize("between", ["\n- 4 -\n", "- 4 -\n", "\n- 4 -\n\n"])
def test_a_page_number_in_a_word_table_is_no_part_of_a_cell(between: str) -> None:
    head = word("项目 | 预算数(元) | 备注\n纸张 | 2.00 | 办公\n墨水 | 3.00 | 办公").rstrip("\n") + "\n"
    text = "支出预算表\n\n" + head + between + word("书架 | 4.00 | 库房")
    assert tables(text) == [("支出预算表", 4)]
    assert not any("- 4 -" in c.text for t in resolved(text).tables for row in t.rows for c in row)


def test_merged_stub_columns_make_the_next_page_narrower() -> None:
    head = """
        科目编码 | | | 科目名称 | 合计 | 基本支出
        类 | 款 | 项 | | |
        | | | 合计 | 9.00 | 9.00
        201 | | | 一般公共服务支出 | 5.00 | 5.00
        20101 | | | 人大事务 | 5.00 | 5.00
    """
    rest = " 205 | 教育支出 | 4.00 | 4.00\n 20502 | 普通教育 | 4.00 |"
    found = stated("支出决算表\n单位：万元\n" + tabbed(head) + "\n12\n\n" + tabbed(rest))
    assert found[("教育支出", "基本支出")] == "40000"
    assert found[("教育支出/普通教育", "合计")] == "40000"


def test_a_page_that_does_not_fit_states_nothing() -> None:
    rest = " 205 | 教育支出 | 4.00 | 4.00 | 1.00\n 20502 | 普通教育 | 4.00 | 3.00 | 2.00"
    text = CAPTION + tabbed(FIRST) + "\n12\n\n" + tabbed(rest)
    assert len(tables(text)) == 2
    assert not any("教育" in row for row, _ in stated(text))


@pytest.mark.parametrize("line", ["20", "- 15 -", "—3—", "第 4 页", "第4页 共12页", "\f 7"])
def test_page_numbers(line: str) -> None:
    assert is_page_number(line)


@pytest.mark.parametrize("line", ["2030", "表 3", "1.5", "一、", "\t208", ""])
def test_no_page_numbers(line: str) -> None:
    assert not is_page_number(line)


def test_a_converter_may_leave_the_running_heads_alone() -> None:
    text = "".join(f"清溪县档案馆决算公开\n\n正文{n}。\n单位：万元\n" for n in range(6))
    assert running_heads(text.splitlines()) == {"清溪县档案馆决算公开"}


def test_running_heads_stand_beside_page_numbers_and_caption_nothing() -> None:
    text = "".join(f"档案馆 决算公开\n- {n} -\n单位：万元\n只有一次{n}。\n" for n in range(4))
    assert running_heads(text.splitlines()) == {"档案馆决算公开"}
    assert is_page_break("\n- 2 -\n\n档案馆决算公开\n", running_heads(text.splitlines()))
    assert not is_page_break("\n- 2 -\n说明\n", running_heads(text.splitlines()))


@pytest.mark.parametrize(
    "caption",
    [
        "表 2：收入决算表\n单位名称： 单位：万元\n",
        "表2\n收入决算表\n511-清溪县档案馆 单位：万元\n",
    ],
)
def test_captions_with_the_number_before_the_title_and_the_owner_before_the_unit(caption: str) -> None:
    doc = resolved("共三张表。\n\n" + caption + tabbed(FIRST))
    table = doc.tables[0]
    assert (table.number, table.title) == ("表2", "收入决算表")
    assert table.unit is not None and table.unit.symbol == "万元"
    assert doc.slice(table.span).startswith(caption[:3])


def test_the_owner_in_a_cell_before_the_unit_note() -> None:
    table = resolved("表2\n收入决算表\n511-清溪县档案馆\t单位：万元\n" + tabbed(FIRST)).tables[0]
    assert (table.number, table.title, table.header_rows, table.width) == ("表2", "收入决算表", 1, 4)


SERIAL = "序号 | 项目名称 | 预算数 | 执行数\n"


def test_serial_numbers_that_go_on_join_whatever_stands_between() -> None:
    first = SERIAL + "1 | 栈桥修缮 | 5.00 | 4.00\n 2 | 湿地监测 | 3.00 | 3.00"
    second = SERIAL + "3 | 科普展厅 | 2.00 | 1.00"
    text = "项目支出表\n" + tabbed(first) + "\n5\n\n各处项目（其余见下页）\n" + tabbed(second)
    assert tables(text) == [("项目支出表", 4)]
    anew = second.replace("3 |", "1 |")
    assert len(tables("项目支出表\n" + tabbed(first) + "\n5\n\n各处项目（其余见下页）\n" + tabbed(anew))) == 2


def test_a_title_that_is_printed_again_is_the_same() -> None:
    again = CAPTION.replace("收入决算表", "收入决算表（续）").replace("表1", "续表1")
    text = CAPTION + tabbed(FIRST) + "\n5\n\n" + again + tabbed(HEADER + SECOND)
    assert tables(text) == [("收入决算表", 4)]


def test_a_part_that_begins_in_the_middle_is_cut_with_the_part_before_it() -> None:
    rest = HEADER + " 20502 | 普通教育 | 4.00 | 4.00"
    text = CAPTION + tabbed(FIRST) + "\n以下为明细，另行说明。\n\n" + tabbed(rest)
    assert [t.cut for t in resolved(text).tables] == [True, True]
    whole = CAPTION + tabbed(FIRST) + "\n以下为明细，另行说明。\n\n" + tabbed(HEADER + SECOND)
    assert [t.cut for t in resolved(whole).tables] == [False, False]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            " | 合计 | 9.00 | 9.00\n 201 | 一般公共服务支出 | 9.00 | 9.00",
            " | 合计 | 7.00 | 7.00\n 205 | 教育支出 | 7.00 | 7.00",
        ),
        (" 201 | 一般公共服务支出 | 9.00 | 9.00\n | 合计 | 9.00 | 9.00", " 201 | 一般公共服务支出 | 7.00 | 7.00"),
    ],
)
def test_another_total_begins_a_table_of_its_own(first: str, second: str) -> None:
    text = CAPTION + tabbed(HEADER + first) + "\n5\n\n" + CAPTION + tabbed(HEADER + second)
    assert len(tables(text)) == 2


def test_a_part_without_header_under_the_same_title_goes_on() -> None:
    text = CAPTION + tabbed(FIRST) + "\n5\n\n" + CAPTION + tabbed(SECOND)
    assert tables(text) == [("收入决算表", 4)]


def test_codes_that_ascend_join_over_lines_of_no_meaning() -> None:
    text = CAPTION + tabbed(FIRST) + "\n5\n\n清溪县档案馆\n（接上页）\n" + tabbed(HEADER + SECOND)
    assert tables(text) == [("收入决算表", 4)]
