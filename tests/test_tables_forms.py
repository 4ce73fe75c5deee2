"""Forms, charts and a table printed in one line."""

from __future__ import annotations

from gouji.tables import facts
from gouji.tables.table_roles import role, role_of
from grids import resolved, stated, tabbed, word


def test_form_with_measures_beside_the_figures() -> None:
    found = stated(
        "\t项目绩效目标完成情况表\n(2030 年度)\n\n"
        + word("""
            项目名称 | 库房修缮费
            预算单位 | 清溪县档案馆
            预算执行情况(万元) | 预算数: | 30 | 执行数: | 28.5
            | 其中-财政拨款: | 30 | 其中-财政拨款: | 28.5
            | 其它资金: | 0 | 其它资金: | 0
            年度目标完成情况 | 预期目标 | 实际完成目标
            | 修缮库房2间 | 修缮库房2间
            | 数量指标 | 库房 | 2 | 2
        """)
    )
    assert found == {
        ("库房修缮费", "预算数"): "300000",
        ("库房修缮费", "执行数"): "285000",
        ("库房修缮费/其中-财政拨款", "预算数"): "300000",
        ("库房修缮费/其中-财政拨款", "执行数"): "285000",
        ("库房修缮费/其它资金", "预算数"): "0",
        ("库房修缮费/其它资金", "执行数"): "0",
    }


def test_form_whose_unit_stands_in_its_first_label() -> None:
    found = stated(
        tabbed("""
            项目名称 | | 档案数字化 | |
            资金来源 | | 资金总额(元): | | 1. 200. 000
             | | 财政拨款 | # | 1, 200, 000
             | | 其他资金 | |
            年度目标 | | 完成扫描 | |
             | | 扫描页数 | | 5000
        """)
    )
    assert found == {("档案数字化/资金总额(元)", ""): "1200000", ("档案数字化/财政拨款", ""): "1200000"}


def test_form_with_a_header_of_measures() -> None:
    found = stated(
        word("""
            项目名称 | 书架购置
            项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率
            年度资金总额 | 5.00 | 6.00 | 3.00 | 10 | 50%
        """)
    )
    assert found[("书架购置/年度资金总额", "全年执行数")] == "30000"
    assert found[("书架购置/年度资金总额", "执行率")] == "50"
    assert len(found) == 4


def test_chart_shares_become_per_cent() -> None:
    found = stated("支出共40.00万元。\n\n支出构成\n\n基本支出\t项目支出\t上缴支出\t0.75000000000000011\t0.25\t0\t\n")
    assert found == {("", "基本支出"): "75", ("", "项目支出"): "25", ("", "上缴支出"): "0"}


def test_chart_labels_state_amount_and_share() -> None:
    labels = "支出构成\n基本支出30.00万元，75%\n1.4接待费8万元，5%\n\n"
    text = f"共40.00万元。\n\n{labels}基本支出\t接待费\t0.75\t0.05\t\n"
    doc = resolved(text)
    found = {(f.row, doc.slice(f.span)): f.figure.norm for f in facts(doc) if not f.column}
    assert found == {
        (("基本支出",), "30.00万元"): "300000",
        (("基本支出",), "75"): "75",
        (("接待费",), "1.4接待费8万元"): "14800",
        (("接待费",), "5"): "5",
    }


def test_a_table_in_one_line_is_put_back_by_its_sums() -> None:
    """Labels, codes and numbers come in any order within a row; 0.30 can only be a public expense."""
    found = stated(
        "表7 2030年基本支出预算表 单位: 万元 科目编码 基本支出 科目名称 人员经费 小计 公用经费 "
        "清溪县档案馆 9.00 6.00 3.00 501 工资福利支出 5.00 5.00 50101 工资奖金 3.00 3.00 "
        "2.00 50102 社会保障缴费 2.00 502 商品和服务支出 4.00 1.00 3.00 "
        "50201 办公经费 3.70 1.00 2.70 50206 0.30 0.30 公务接待费 合计 6.00 9.00 3.00\n"
    )
    assert found[("工资福利支出/社会保障缴费", "基本支出/人员经费")] == "20000"
    assert found[("商品和服务支出/公务接待费", "基本支出/公用经费")] == "3000"
    assert found[("合计", "基本支出/小计")] == "90000"
    assert ("商品和服务支出/公务接待费", "基本支出/人员经费") not in found


def test_wrong_numbers_do_not_hide_a_table_in_one_line() -> None:
    """9.10 is no sum of 6.10 and 3.50, nor 4.50 of 1.00 and 3.00; the rows stay where their labels stand."""
    found = stated(
        "表7 2030年基本支出预算表 单位: 万元 科目编码 基本支出 科目名称 人员经费 小计 公用经费 "
        "清溪县档案馆 9.60 6.10 3.50 501 工资福利支出 5.00 5.00 50101 工资奖金 3.00 3.00 "
        "2.00 50102 社会保障缴费 2.00 502 商品和服务支出 4.50 1.00 3.00 "
        "50201 办公经费 3.70 1.00 2.70 50206 0.30 0.30 公务接待费 503 资本性支出 0.50 0.50 "
        "50306 设备购置 0.50 0.50 505 个人补助 0.10 0.10 50501 救助 0.06 0.06 "
        "50502 离退休费 0.03 0.03 50503 助学金 0.01 0.01 合计 6.10 9.10 3.50\n"
    )
    assert found[("工资福利支出/社会保障缴费", "基本支出/人员经费")] == "20000"
    assert found[("商品和服务支出", "基本支出/小计")] == "45000"
    assert found[("商品和服务支出", "基本支出/公用经费")] == "30000"
    assert found[("合计", "基本支出/小计")] == "91000"


def test_roles() -> None:
    assert role_of("清溪县档案馆2030年收支预算总表") == "balance"
    assert role_of("财政拨款收入支出决算总表") == "appropriation_balance"
    assert role_of("", "公开07表") == "three_public"
    assert role_of("人员名册") == ""
    assert role(resolved("# 2030年政府采购预算表\n" + tabbed("项目 | 金额\n纸张 | 2.00")).tables[0]) == "procurement"


def test_rows_parted_by_blanks_state_nothing() -> None:
    """Where a blank cell leaves no trace, no figure's column is known: better none than a wrong one."""
    rows = "一、财政拨款 12.50 一、教育支出 3.20\n二、其他收入 1.00 二、文化支出 9.30\n合计 13.50 合计 12.50\n"
    assert stated("收支表\n单位：元\n" + rows) == {}


def test_income_beside_expenditure_is_no_form() -> None:
    found = stated(
        tabbed("""
            收入 | | 支出 |
            项目 | 预算 | 项目 | 预算
            一、预算拨款 | 9.00 | 一、教育支出 | 5.00
            六、上级补助收入 | 0.00 | 六、科学技术支出 | 4.00
            上年结转财政拨款 | 1.00 | 结余分配 | 1.00
        """)
    )
    assert found[("六、科学技术支出", "支出/预算")] == "4.00"
    assert len(found) == 6


def test_a_list_of_projects_with_a_total_is_no_form() -> None:
    found = stated(
        "\t项目支出预算表\n单位：万元\n\n"
        + word("项目名称 | 合计 | 单位资金\n合计 | 5.00 | 2.00\n库房修缮 | 5.00 | 2.00")
    )
    assert set(found.values()) == {"50000", "20000"} and len(found) == 4


def test_a_block_of_indicators_ends_the_head_above_it() -> None:
    found = stated(
        "部门整体支出绩效目标表\n单位：万元\n"
        + tabbed("""
            任务名称 | 主要内容 | 总额 | 财政拨款
            湿地保护 | 日常巡护 | 50.00 | 50.00
            合计 | | 50.00 | 50.00
            一级指标 | 二级指标 | 指标内容 | 指标值
            产出指标 | 数量指标 | 巡护次数 | 120
        """)
    )
    assert set(found.values()) == {"500000"}


def test_page_that_goes_on_with_indicators_has_no_header() -> None:
    (table,) = resolved(
        "湖岸监测项目\n\n"
        + tabbed("""
            成本指标 | 经济成本指标 | 仪器检定费 | ≤ | 4.7 | 万元
            产出指标 | 数量指标 | 湖区巡查 | 定性 | 按月 | 无
            产出指标 | 数量指标 | 水质监测仪 | ＝ | 29 | 台
        """)
    ).tables
    assert table.header_rows == 0
    assert [c.text for c in table.rows[2]] == ["产出指标", "数量指标", "水质监测仪", "＝", "29", "台"]
    assert not facts(
        resolved(tabbed("产出指标 | 数量指标 | 水质监测仪 | ＝ | 29 | 台\n产出指标 | 质量指标 | 合格率 | ≥ | 95 | %"))
    )


def test_row_of_kinds_among_others_is_no_block_of_indicators() -> None:
    (table,) = resolved(
        tabbed("""
            项目 | 预算数 | 决算数
            护栏更换 | 12.50 | 11.80
            苗木补植 | 9.30 | 9.10
        """)
    ).tables
    assert table.header_rows == 1
