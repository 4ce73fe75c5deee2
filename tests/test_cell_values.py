"""Numbers and units of cells."""

from __future__ import annotations

import pytest

from gouji import api
from gouji.document import Document
from gouji.language import quantities
from gouji.tables import printed_units
from gouji.tables.cell_values import figure, is_code, label
from grids import stated, tabbed, word

YUAN = quantities.unit("元")


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("1,203.45", "1203.45"),
        ("1, 203. 45", "1203.45"),
        ("1, 203.\t45", "1203.45"),
        ("4. 200. 000", "4200000"),
        ("11, 821, 658. 35", "11821658.35"),
        ("18,536.8 8", "18536.88"),
        ("106,512.0\n0", "106512"),
        ("１２．３０", "12.3"),
        ("(5.00)", "-5"),
        ("-5.00", "-5"),
        ("0.00", "0"),
        ("<b>7.5</b>", "7.5"),
        ("4.5万元", "45000"),
        ("839.94999999999948", "839.95"),
        ("2.1000000000000012E-3", "0.0021"),
    ],
)
def test_numbers(text: str, norm: str) -> None:
    found = figure(text, YUAN)
    assert found is not None
    assert found.norm == norm


@pytest.mark.parametrize(
    "text",
    ["", "——", "-", "无", "2030年", "12批次", "2 220 70", "2030-01-05", "≥90%", "12.5 3.2", "12.50 3", "1,203 4"],
)
def test_no_numbers(text: str) -> None:
    assert figure(text, YUAN) is None


def test_percent_keeps_its_digits() -> None:
    found = figure("100.00%", YUAN)
    assert found is not None
    assert (found.norm, found.decimals) == ("100.00", 2)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("收 入\n总 计", "收入总计"),
        ("预算数：", "预算数"),
        ("[bookmark: _x]执行数:", "执行数"),
        ("<u> , , </u>", ""),
        (" •", ""),
    ],
)
def test_labels(text: str, words: str) -> None:
    assert label(text) == words


def test_codes() -> None:
    assert all(is_code(c) for c in ["207", "20701", "2070104", "01"])
    assert not any(is_code(c) for c in ["2030", "1", "12.0", "207010", "项"])


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("单位：万元", "万元"),
        ("金额单位: 元", "元"),
        ("单位：个、元", "元"),
        ("単位・万元", "万元"),
        ("单位: 万刻", "万元"),
        ("部门：某馆", None),
    ],
)
def test_unit_notes(text: str, symbol: str | None) -> None:
    found = printed_units.noted(text)
    assert (found and found.symbol) == symbol


def test_the_unit_of_the_column_beats_the_table_and_the_table_the_document() -> None:
    text = "本年支出5.00万元，收入6.00万元。\n\n单位：元\n" + tabbed("""
        项目 | 金额 | 投资（万元） | 完成率 | 人数
        修缮 | 300.00 | 2.00 | 50 | 7
    """)
    assert stated(text) == {
        ("修缮", "金额"): "300",
        ("修缮", "投资（万元）"): "20000",
        ("修缮", "完成率"): "50",
    }


def test_without_a_note_the_usual_unit_of_the_document_counts() -> None:
    assert printed_units.usual(Document("", "支出5万元，收入6万元，标准800元。", "")) == quantities.unit("万元")
    assert printed_units.usual(Document("", "无", "")) is None


def test_scores_are_no_money() -> None:
    found = stated(
        word("""
            评价表
            一级指标 | 分值 | 二级指标 | 评分标准 | 得分
            投入 | 10 | 控制率 | 超过的扣分 | 9
            产出 | 20 | 完成率 | 未完成的扣分 | 18
        """)
    )
    assert found == {}


YUAN_ROWS = """
    科目 | 决算数
    办公费 | 1,203,455.20
    差旅费 | 98,700.50
    会议费 | 4,300.00
"""


@pytest.mark.parametrize(
    ("prose", "symbol"),
    [
        ("办公费支出120.35万元，差旅费支出98700.50元。", "元"),
        ("办公费支出1,203,455.20万元，差旅费支出98,700.50万元。", "万元"),
        ("办公费支出120.35万元，差旅费支出15.20万元。", "万元"),  # one amount may agree by chance
    ],
)
def test_a_table_without_a_unit_takes_the_one_in_which_its_amounts_are_said(prose: str, symbol: str) -> None:
    text = f"云溪县气象站2030年度部门决算\n\n一、支出情况\n{prose}\n\n支出决算表\n" + tabbed(YUAN_ROWS)
    assert {f.figure.unit and f.figure.unit.symbol for f in api.extract(api.read_text(text)).facts} == {symbol}


def test_tables_of_which_too_little_is_said_are_in_the_unit_of_the_others() -> None:
    text = (
        "云溪县气象站2030年度部门决算\n\n一、支出情况\n办公费支出120.35万元，差旅费支出9.87万元，差旅费98700.50元。\n\n"
    )
    text += "支出决算表\n" + tabbed(YUAN_ROWS) + "\n\n接待费决算表\n" + tabbed("项目 | 决算数\n外事接待 | 350.00")
    facts = api.extract(api.read_text(text)).facts
    assert {f.figure.norm for f in facts if f.row == ("外事接待",)} == {"350"}


def test_the_unit_of_some_heads_holds_for_the_others() -> None:
    found = stated("支出决算表\n" + tabbed("科目 | 合计 | 基本支出（万元） | 人数\n办公费 | 3.00 | 2.00 | 5"))
    assert (found[("办公费", "合计")], found[("办公费", "基本支出（万元）")]) == ("30000", "20000")
    assert ("办公费", "人数") not in found
