"""What the layout of a table states, as typed answers: sums, totals, columns that follow from others, codes, lists."""

from __future__ import annotations

import casefiles
import grids
from gouji.declared import declared
from gouji.document import Fact
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.layouts.economic_correspondence import corresponding
from gouji.reconcile.statements.layouts.following_columns import chosen_columns, heads_of
from gouji.reconcile.statements.layouts.footing import Sum
from gouji.reconcile.statements.layouts.form_funds import form_sums
from gouji.reconcile.statements.layouts.identity_lines import by_table
from gouji.reconcile.statements.layouts.managed_projects import involved, project_lists
from gouji.reconcile.statements.layouts.partitions import is_partition
from gouji.reconcile.statements.layouts.roles import is_one_of
from gouji.reconcile.statements.layouts.stated_totals import StatedTotals, carried_over
from gouji.reconcile.statements.layouts.table_rows import code_sums, rows_of, total_row_of
from gouji.reconcile.statements.layouts.total_cells import in_total_row
from gouji.reconcile.statements.layouts.total_columns import column_groups
from gouji.tables import facts

SPENDING = """
科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
205 | 教育支出 | 62.00 | 32.00 | 30.00
20502 | 普通教育 | 62.00 | 32.00 | 30.00
221 | 住房保障支出 | 18.00 | 18.00 |
 | 合计 | 80.00 | 50.00 | 30.00
"""


def cells(rows: str, title: str = "支出总表") -> list[Fact]:
    """The cells of one made-up table."""
    return list(facts(grids.resolved(f"{title}\n单位：万元\n" + grids.tabbed(rows))))


def context_of(text: str) -> Context:
    found = casefiles.check(text).extraction
    return Context(found.document, found.entities, found.claims, found.facts, found.counts)


def told(total: Sum) -> tuple[str, tuple[str, ...]]:
    return total.whole.text, tuple(p.text for p in total.parts)


def test_a_code_is_the_sum_of_the_codes_below_it() -> None:
    found = [(row.code, told(total)) for row, total in code_sums(rows_of(cells(SPENDING))) if total.parts]
    assert found == [("205", (text, (text,))) for text in ("62.00", "32.00", "30.00")]


def test_the_row_of_totals_is_the_sum_of_the_outermost_codes() -> None:
    row = total_row_of(rows_of(cells(SPENDING)))
    assert row and not row.recurring
    assert [told(t) for t in row.sums] == [
        ("80.00", ("62.00", "18.00")),
        ("50.00", ("32.00", "18.00")),
        ("30.00", ("30.00",)),
    ]


def test_a_row_of_totals_over_codes_that_recur_is_told_apart() -> None:
    row = total_row_of(rows_of(cells(SPENDING.replace("221 | 住房保障支出", "205 | 教育支出"))))
    assert row and row.recurring
    assert told(row.sums[0]) == ("80.00", ("62.00", "18.00"))


def test_columns_under_the_head_of_a_total_are_its_parts() -> None:
    assert list(column_groups({2: ("合计",), 3: ("基本支出",), 4: ("项目支出",)})) == [(2, [3, 4])]
    assert list(column_groups({2: ("合计",), 3: ("其中：基本支出",), 4: ("项目支出",)})) == []


def test_the_money_of_a_form_is_the_sum_of_its_funds() -> None:
    form = (
        "项目支出绩效自评表\n项目名称\t湿地步道修缮\n项目资金（万元）\t年初预算数\t全年执行数\n"
        "年度资金总额\t30.00\t28.00\n其中：财政拨款\t25.00\t24.00\n其他资金\t5.00\t4.00\n"
    )
    found = form_sums(facts(grids.resolved("2010301\t行政运行\t1.00\n\n" + form)))
    assert [told(t) for t in found] == [("30.00", ("25.00", "5.00")), ("28.00", ("24.00", "4.00"))]


def test_every_choice_of_columns_that_a_result_may_follow_from() -> None:
    rows = """
    序号 | 项目名称 | 预算批复 | 调整预算 | 实际执行 | 指标结余
    1 | 码头栈桥修缮 | 60.00 | 58.00 | 55.00 | 5.00
    2 | 湿地监测设备 | 40.00 | 41.00 | 38.50 | 1.50
    """
    heads = heads_of(cells(rows, "项目支出情况表"))
    (known,) = (c for c in declared("identities")["column"] if c["id"] == "column.surplus")
    assert list(chosen_columns(heads, known)) == [[(5, 2, 4), (5, 3, 4)]]


def test_the_parts_of_a_declared_partition() -> None:
    rows = """
    项目 | 预算数
    基本支出 | 50.00
    项目支出 | 30.00
    """
    assert is_partition(cells(rows))
    assert not is_partition(cells(rows)[:1])


def test_rows_of_totals_are_told_by_their_own_label() -> None:
    *items, total = cells("项目 | 预算数\n一、教育支出 | 62.00\n二、合计 | 62.00")
    assert in_total_row(total)
    assert not any(map(in_total_row, items))


def test_the_role_of_a_table_is_asked_by_name() -> None:
    (table,) = grids.resolved("支出总表\n单位：万元\n" + grids.tabbed(SPENDING)).tables
    assert is_one_of(table, ["income", "expenditure"])
    assert not is_one_of(table, ["income"])


def test_totals_are_stated_by_the_table_of_their_role() -> None:
    context = context_of("支出总表\n公开03表\n单位：万元\n" + grids.tabbed(SPENDING))
    totals = StatedTotals(by_table(context.facts), context)
    assert {name: s.fact.text for name, s in totals.by_name.items()} == {"支出总表合计": "80.00"}
    assert not totals.unread("支出总表合计")
    assert not totals.unread("收入总表合计")


def test_a_total_that_no_cell_states_is_unread_where_its_table_has_figures() -> None:
    without = "\n".join(line for line in SPENDING.splitlines() if " | 合计 | 80" not in line)
    context = context_of("支出总表\n公开03表\n单位：万元\n" + grids.tabbed(without))
    assert StatedTotals(by_table(context.facts), context).unread("支出总表合计")


def test_money_carried_over_is_told_by_row_or_head() -> None:
    rows = """
    项目 | 本年收入 | 上年结转
    教育支出 | 62.00 | 3.00
    年初结转和结余 | 4.00 | 5.00
    """
    assert [f.text for f in carried_over(cells(rows))] == ["3.00", "4.00", "5.00"]


def test_codes_of_two_classifications_meet_under_one_head() -> None:
    text = (
        "一般公共预算基本支出表（部门预算经济分类）\n单位：万元\n科目编码\t科目名称\t合计\n"
        "30101\t基本工资\t20.00\n30102\t津贴补贴\t10.00\n\n"
        "一般公共预算基本支出表（政府预算经济分类）\n单位：万元\n科目编码\t科目名称\t合计\n"
        "50101\t工资奖金津补贴\t30.00\n"
    )
    context = context_of(text)
    found = [one for _, each in corresponding(by_table(context.facts), context) for one in each]
    assert [(c.whole.text, [p.text for p in c.parts]) for c in found] == [("30.00", ["20.00", "10.00"])]


def test_amounts_that_projects_involve_and_the_table_that_lists_them() -> None:
    text = (
        "本部门实行绩效目标管理的2个项目，涉及资金35万元。\n\n"
        "项目支出绩效目标表\n单位：万元\n项目名称\t金额\t绩效目标\n"
        "湿地步道修缮\t20.00\t步道完好\n科普展厅\t15.00\t展厅开放\n"
    )
    context = context_of(text)
    assert [(a.term.text, a.counted) for a in involved(context)] == [("35万元", True)]
    assert [[f.text for f in listed.money] for listed in project_lists(context)] == [["20.00", "15.00"]]
