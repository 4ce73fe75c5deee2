"""Header rows and merged cells, rebuilt from grids that kept neither."""

from __future__ import annotations

from grids import resolved, stated, tabbed, word


def test_two_sided_table_splits_where_the_labels_repeat() -> None:
    found = stated(
        word("""
            收支总表
            | | | | | 公开01表
            部门：清溪县档案馆 | | | | | 金额单位：万元
            收入 | 支出
            项目 | 行次 | 金额 | 项目 | 行次 | 金额
            栏次 | | 1 | 栏次 | | 2
            一、拨款收入 | 1 | 12.30 | 一、文化支出 | 4 | 11.00
            二、其他收入 | 2 | 0.70 | 二、住房支出 | 5 | 2.00
            合计 | 3 | 13.00 | 合计 | 6 | 13.00
        """)
    )
    assert found == {
        ("一、拨款收入", "收入/金额"): "123000",
        ("一、文化支出", "支出/金额"): "110000",
        ("二、其他收入", "收入/金额"): "7000",
        ("二、住房支出", "支出/金额"): "20000",
        ("合计", "收入/金额"): "130000",
        ("合计", "支出/金额"): "130000",
    }


def test_header_cell_over_blanks_is_merged_down_and_over_labels_across() -> None:
    found = stated(
        word("""
            项目 | 年初结转 | 本年支出 | 年末结转
            科目编码 | 科目名称 | | 小计 | 基本支出 | 项目支出 |
            | | | | | |
            栏次 | 1 | 2 | 3 | 4 | 5
            合计 | 1.00 | 9.00 | 4.00 | 5.00 | 2.00
            207 | 文化支出 | 1.00 | 9.00 | 4.00 | 5.00 | 2.00
        """)
        + "\n金额均为万元，如支出9.00万元。"
    )
    assert found[("合计", "年初结转")] == "10000"
    assert found[("合计", "本年支出/基本支出")] == "40000"
    assert found[("文化支出", "本年支出/项目支出")] == "50000"
    assert found[("文化支出", "年末结转")] == "20000"


def test_two_header_cells_over_labels_only_part_at_the_first_value_column() -> None:
    found = stated(
        word("""
            项目 | 本年支出
            科目编码 | 科目名称 | 小计 | 基本支出（万元）
            合计 | 3.00 | 3.00
            207 | 文化支出 | 3.00 | 3.00
        """)
    )
    assert ("文化支出", "本年支出/基本支出（万元）") in found


def test_three_header_rows_and_one_row_of_data() -> None:
    """The usual form of the 三公 table: no stub, twelve columns."""
    text = word("""
        “三公”经费支出表
        单位：万元
        预算数 | 决算数
        合计 | 出国费 | 公务用车费 | 接待费 | 合计 | 出国费 | 公务用车费 | 接待费
        | | 小计 | 购置费 | 运行费 | | | | 小计 | 购置费 | 运行费 |
        1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12
        9.00 | 0.00 | 4.00 | 0.00 | 4.00 | 5.00 | 6.10 | 0.00 | 3.10 | 0.00 | 3.10 | 3.00
    """)
    found = stated(text)
    assert found[("", "预算数/公务用车费/运行费")] == "40000"
    assert found[("", "决算数/接待费")] == "30000"
    assert len(found) == 12


def test_three_code_name_value_triples_and_totals_below() -> None:
    found = stated(
        word("""
            单位：元
            人员经费 | 公用经费
            科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
            301 | 工资福利支出 | 8.00 | 302 | 商品和服务支出 | 3.00 | 310 | 资本性支出 | 1.00
            30101 | 基本工资 | 8.00 | 30201 | 办公费 | 3.00 | 31002 | 设备购置 | 1.00
            人员经费合计 | 8.00 | 公用经费合计 | 4.00
        """)
    )
    assert found[("工资福利支出/基本工资", "人员经费/决算数")] == "8"
    assert found[("资本性支出/设备购置", "公用经费/决算数")] == "1"
    assert found[("人员经费合计", "人员经费/决算数")] == "8"
    assert found[("公用经费合计", "公用经费/决算数")] == "4"


def test_header_text_cut_across_cells_is_put_together_over_its_group() -> None:
    text = tabbed("""
        表2 | | | | | |
        | 收入预 | 算总表 | | | |
        | | | | | | 单位: 万元
        | | 本 | 年收入 | | 上年结 | 转
        单位名称 | 收入总计 | 合计 | 财政拨款 | 其他 | 合计 | 财政拨款
        清溪县档案馆 | 9.00 | 7.00 | 6.00 | 1.00 | 2.00 | 2.00
    """)
    doc = resolved(text)
    assert (doc.tables[0].title, doc.tables[0].number) == ("收入预算总表", "表2")
    found = stated(text)
    assert found[("清溪县档案馆", "收入总计")] == "90000"
    assert found[("清溪县档案馆", "本年收入/其他")] == "10000"
    assert found[("清溪县档案馆", "上年结转/财政拨款")] == "20000"


def test_a_word_cut_over_two_header_rows_is_one_label() -> None:
    found = stated(
        tabbed("""
            | 功能分类科目 | | 一般公共 | 上缴上级
            编码 | 科目名称 | 支出总计(元) | 预算支出(元) | 支出(元)
            207 | 文化支出 | 5.00 | 4.00 | 1.00
        """)
    )
    assert set(found) == {
        ("文化支出", "支出总计(元)"),
        ("文化支出", "一般公共预算支出(元)"),
        ("文化支出", "上缴上级支出(元)"),
    }


def test_a_second_header_below_data_begins_a_table() -> None:
    doc = resolved(
        word("""
            人员情况 | 编制数 | 控制率
            | 12 | 91.7%
            经费情况 | 上年决算数 | 本年决算数
            接待费 | 3,000.00 | 2,000.00
            会议费 | 100.00 | 90.00
        """)
    )
    assert [t.header_rows for t in doc.tables] == [1, 1]
    assert [t.id for t in doc.tables] == [0, 1]


def test_a_line_of_noise_above_the_header_is_no_data() -> None:
    found = stated(
        tabbed("""
            THE HEAD | A442 (70 P) | 2431 | 基本支出 |
            科目编码 | 单位(科目)名称 | 总计(元) | 小计(元) | 人员经费(元)
            207 | 文化支出 | 5.00 | 4.00 | 4.00
        """)
    )
    assert found[("文化支出", "总计(元)")] == "5"


def test_a_table_that_goes_on_over_the_page() -> None:
    head = "\n# 支出预算表\n" + tabbed("项目 | 预算数(元) | 上年数(元)\n纸张 | 2.00 | 1.00\n墨水 | 3.00 | 2.00")
    doc = resolved(head + "\n- 7 -\n\n" + tabbed("书架 | 4.00 | 4.00\n合计 | 9.00 | 7.00"))
    assert [len(t.rows) for t in doc.tables] == [5]
    again = resolved(head + "\n" + tabbed("项目 | 预算数(元) | 上年数(元)\n书架 | 4.00 | 4.00\n合计 | 9.00 | 7.00"))
    assert [len(t.rows) for t in again.tables] == [5]
    other = resolved(head + "\n另有说明。\n\n" + tabbed("书架 | 4.00 | 4.00\n合计 | 9.00 | 7.00"))
    assert len(other.tables) == 2
