"""Which lines of a column come to which: kinds of lines, levels of numbering, lists and the codes they borrow."""

from __future__ import annotations

import pytest

import grids
from gouji.reconcile.statements.layouts.borrowed_codes import Catalogue
from gouji.reconcile.statements.layouts.footing import foot
from gouji.reconcile.statements.layouts.identity_lines import Ledger, described, ledgers
from gouji.reconcile.statements.layouts.list_tree import listed_sums
from gouji.tables import facts


def columns(rows: str) -> list[Ledger]:
    """The columns without codes of the first table of a made-up text."""
    document = grids.resolved("收支总表\n单位：万元\n" + grids.tabbed(rows))
    stated = [f for f in facts(document) if f.table == document.tables[0].id]
    return list(ledgers(document.tables[0], stated))


def summed(rows: str) -> list[tuple[str, list[str]]]:
    """(whole, parts) of every sum that the columns promise."""
    return [(s.whole.text, [p.text for p in s.parts]) for c in columns(rows) for s in foot(c)]


@pytest.mark.parametrize(
    ("label", "kind", "style"),
    [
        ("一、财政拨款收入", "", "cjk"),
        ("（二）政府性基金预算拨款", "", "(cjk"),
        ("1.一般公共预算拨款", "", "digits"),
        ("八、上年结转", "carried", "cjk"),
        ("使用非财政拨款结余（含专用结余）", "carried", ""),
        ("本 年 支 出 合 计", "year", ""),
        ("一、本年收入", "year", "cjk"),
        ("支  出  总  计", "all", ""),
        ("其中：财政拨款", "within", ""),
        ("七、文化旅游体育与传媒支出", "class", "cjk"),
        ("其他文化旅游体育与传媒支出", "", ""),
    ],
)
def test_what_a_line_is(label: str, kind: str, style: str) -> None:
    assert described(label) == (kind, style)


def test_levels_of_numbering() -> None:
    assert summed(
        """
        项目 | 预算数
        一、财政拨款 | 60.00
        1.一般公共预算 | 50.00
        2.政府性基金 | 10.00
        二、单位资金 | 15.00
        本年收入合计 | 75.00
        上年结转结余 | 5.00
        1.财政拨款结转 | 5.00
        收入总计 | 80.00
        """
    ) == [
        ("75.00", ["60.00", "15.00"]),
        ("60.00", ["50.00", "10.00"]),
        ("80.00", ["75.00", "5.00"]),
        ("5.00", ["5.00"]),
    ]


def test_several_totals_promise_nothing() -> None:
    assert (
        summed(
            """
        项目 | 预算数
        一、财政拨款 | 60.00
        总计 | 60.00
        二、单位资金 | 15.00
        总计 | 15.00
        """
        )
        == []
    )


def test_groups_of_a_list_are_found_from_all_columns() -> None:
    found = listed_sums(
        columns(
            """
            单位 | 预算数 | 决算数
            甲处 | 30.00 | 29.00
            甲处一科 | 18.00 | 17.00
            甲处二科 | 12.00 | 12.00
            乙站 | 7.00 | 6.50
            合计 | 37.00 | 35.50
            """
        )
    )
    assert sorted((s.whole.text, len(s.parts)) for _, s in found) == [
        ("29.00", 2),
        ("30.00", 2),
        ("35.50", 2),
        ("37.00", 2),
    ]


def test_names_in_order_find_their_codes() -> None:
    coded = grids.resolved(
        "支出总表\n单位：万元\n"
        + grids.tabbed(
            """
            科目编码 | 科目名称 | 合计
            206 | 科学技术支出 | 9.00
            20699 | 其他科学技术支出 | 9.00
            2069999 | 其他科学技术支出 | 9.00
            221 | 住房保障支出 | 4.00
            """
        )
    )
    (listed,) = columns(
        """
        项目 | 预算数
        科学技术支出 | 9.00
        其他科学技术支出 | 9.00
        其他科学技术支出 | 9.00
        住房保障支出 | 4.00
        支出总计 | 13.00
        """
    )
    catalogue = Catalogue(facts(coded))
    assert list(catalogue.codes(listed.lines)) == ["206", "20699", "2069999", "221"]
    assert list(Catalogue([], 2023).codes(listed.lines)) == ["206", "20699", "2069999", "221"]


def codes_by_law(rows: str) -> list[str]:
    """The codes that the classification lends to a list, where no table of the document has any."""
    (listed,) = columns(f"项目 | 预算数\n{rows}\n支出总计 | 13.00")
    return list(Catalogue([], 2026).codes(listed.lines))


def test_the_classification_lends_codes_to_lists_that_follow_it() -> None:
    rows = [
        "科学技术支出 | 9.00",
        "基础研究 | 9.00",
        "机构运行 | 2.00",
        "实验室及相关设施 | 7.00",
        "住房保障支出 | 4.00",
    ]
    assert codes_by_law("\n".join(rows)) == ["206", "20602", "2060201", "2060204", "221"]


@pytest.mark.parametrize(
    "rows",
    [
        "科学技术支出 | 9.00\n机构运行 | 9.00\n住房保障支出 | 4.00",  # of several 款 none is told
        "科学技术支出 | 9.00\n湖区研究 | 9.00\n住房保障支出 | 4.00",  # no item
        "住房保障支出 | 4.00\n科学技术支出 | 9.00\n基础研究 | 9.00",  # not in their order
    ],
)
def test_a_list_that_does_not_follow_it_gets_none(rows: str) -> None:
    assert codes_by_law(rows) == []
