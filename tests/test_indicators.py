"""Each indicator is told by its example and not by its counterexample."""

from __future__ import annotations

import pytest
import regex

from gouji.language import rules
from gouji.records.indicators import Aspects, Indicator, count, indicators, listed, name, stage

DATA = rules.load("indicators").data
MONEY = [pytest.param(entry, id=entry["id"]) for entry in DATA["indicator"]]
COUNTED = [pytest.param(entry, id=entry["id"]) for entry in DATA["counted"]]


def ids(**told: str) -> list[str]:
    return [i.id for i in indicators(Aspects(**told))]


@pytest.mark.parametrize("entry", MONEY)
def test_examples(entry: dict[str, dict[str, str]]) -> None:
    assert entry["id"] in ids(**entry["example"])
    assert entry["id"] not in ids(**entry["counterexample"])


@pytest.mark.parametrize("entry", COUNTED)
def test_counted(entry: dict[str, list[str]]) -> None:
    unit = entry["units"][0]
    assert {count(what, unit) for what in entry["examples"]} == {entry["id"]}
    assert not any(regex.search(str(entry["pattern"]), what) for what in entry["counterexamples"])
    assert count(entry["examples"][0], "万元") == ""


def test_every_name_is_told_once() -> None:
    entries = [*DATA["indicator"], *DATA["counted"]]
    for key in ("id", "zh", "en"):
        assert len({e[key] for e in entries}) == len(entries)


def test_both_sides_at_once_are_two_indicators() -> None:
    assert ids(side="收支", extent="总计") == ["income.total", "expenditure.total"]


def test_the_fund_is_a_dimension_where_it_tells_quantities_apart() -> None:
    assert indicators(Aspects(side="收入", fund="财政拨款")) == (Indicator("income", fund="财政拨款"),)
    assert indicators(Aspects("三公经费", fund="一般公共预算")) == (Indicator("three_public"),)


def test_items_have_their_code() -> None:
    assert indicators(Aspects("行政运行", "支出", "基本支出", code="2010301")) == (
        Indicator("2010301", "基本支出", side="支出"),
    )
    assert ids(what="卫生健康", side="支出") == ["210"]
    assert ids(what="住房公积金", side="支出") == []  # an item of two classifications


def test_items_under_other_names_than_theirs_have_their_code() -> None:
    assert ids(what="205教育", side="支出") == ["205"]
    assert ids(what="205体育", side="支出") == []  # the code is not that of the name
    assert ids(what="因公出国(境)费", part="基本支出") == ["30212"]
    assert ids(what="因公出国(境)费", part="三公经费") == ["three_public.abroad"]


def test_a_source_above_spending_tells_which_money_pays() -> None:
    paid = indicators(Aspects("其他收入", part="基本支出"))
    assert paid == (Indicator("basic", fund="其他收入"),)
    assert indicators(Aspects("事业收入", "支出")) == (Indicator("expenditure", fund="事业收入"),)
    assert ids(what="事业收入", side="收入") == ["income.institutional"]
    assert indicators(Aspects("公共预算拨款", "支出")) == (Indicator("expenditure", fund="一般公共预算"),)


def test_the_total_of_a_table_of_purchases_is_what_is_bought() -> None:
    assert ids(part="政府采购") == ["procurement"]
    assert ids(part="政府采购", what="复印纸") == []


@pytest.mark.parametrize(
    ("what", "part", "id_"),
    [
        ("复印纸", "政府采购", "procurement.item"),
        ("咨询服务", "政府购买服务", "services.item"),
        ("种苗基地改造", "专项业务经费", "project"),
        ("项目金额", "专项业务经费", ""),  # of several projects
        ("A-货物", "政府采购", ""),  # an indicator
        ("住房公积金", "政府采购", ""),  # an item
        ("复印纸", "", ""),
    ],
)
def test_what_a_table_of_a_part_lists_is_one_thing(what: str, part: str, id_: str) -> None:
    assert listed(Aspects(what, part=part)) == id_


def test_measures_tell_the_stage() -> None:
    assert [stage(m) for m in ("年初预算", "调整预算", "决算", "")] == ["budget", "adjusted", "final", ""]


def test_names() -> None:
    assert name("three_public") == ("三公经费", "travel abroad, vehicles and receptions")
    assert name("210", 2024) == ("卫生健康支出", "")
