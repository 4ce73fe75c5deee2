"""What characters print: digits by value, numbers of any length, what is read through."""

from __future__ import annotations

from decimal import Decimal, localcontext

import pytest

from gouji import api, printed
from gouji.figures import PRECISION, Figure, rounded
from gouji.language.quantities import parse_number, scan
from gouji.language.units import find
from gouji.language.units import unit as unit_of

ROW = "收入支出表\n单位：万元\n项目\t合计\t基本支出\t项目支出\n栏次\t{}\n文书整理\t3.00\t1.00\t2.00\n"
ROW += "合计\t3.00\t1.00\t2.00\n"


@pytest.mark.parametrize(("text", "value"), [("12", 12), ("⑫", 12), ("²", 2), ("½", None), ("123", None), ("", None)])
def test_ordinals_count_by_value(text: str, value: int | None) -> None:
    assert printed.ordinal(text) == value


@pytest.mark.parametrize("text", ["1²", "①", "⑴", "½", "9" * 41, "0." + "1" * 41, "1e41", "1e-41", "1e99999"])
def test_no_number_is_read_from_marks_or_more_digits_than_anybody_prints(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["9" * 40, "0." + "1" * 40, "1e39", "1e-40"])
def test_every_other_number_is_read(text: str) -> None:
    found = parse_number(text)
    assert found is not None and found[0] == Decimal(text)


@pytest.mark.parametrize("row", ["①\t②\t③", "¹\t²\t³", "1\t2\t3", "1²\t2²\t3²"])
def test_column_numbers_of_any_kind_leave_the_table_its_facts(row: str) -> None:
    found = api.extract(api.read_text(ROW.format(row)))
    assert [f.text for f in found.facts if f.row[-1] == "文书整理"] == ["3.00", "1.00", "2.00"]


@pytest.mark.parametrize("length", [20, 27, 28, 40, 41, 330, 5_000])
def test_numbers_of_any_length_are_read_or_left_as_text(length: int) -> None:
    amount = "3" * length
    text = f"本年支出{amount}万元，其中：基本支出{amount}.5万元，占{amount}%；"
    text += f"上年支出{amount}.1234567万元，增长{amount}%。\n"
    result = api.check(api.read_text(text))
    read = [e for e in result.extraction.entities if e.text == f"{amount}万元"]
    assert len(read) == (length <= printed.MOST)


def test_numerals_are_no_longer_than_anybody_prints() -> None:
    assert [q.text for q in scan("补助一百二十万元")] == ["一百二十万元"]
    assert scan("补助一" + "亿" * 5_000 + "元") == []


def test_rounding_does_not_depend_on_the_callers_context() -> None:
    with localcontext() as context:
        context.prec = 5
        assert rounded(Decimal("123456789.125"), 2) == Decimal("123456789.13")
        long = api.check(
            api.read_text("本年支出123456789.12万元，其中：基本支出123456789.11万元，项目支出0.01万元。\n")
        )
    assert not long.findings


def test_the_precision_holds_products_of_the_longest_numbers() -> None:
    longest = Figure(Decimal("9" * printed.MOST + "." + "9" * printed.MOST), printed.MOST, unit_of("万亿元"))
    with localcontext(PRECISION):
        product = longest.base * longest.base
        assert rounded(product, 9) <= product + 1
        assert len(product.as_tuple().digits) <= PRECISION.prec


@pytest.mark.parametrize("symbol", ["亿%", "万个百分点", "亿万元", ""])
def test_what_is_no_unit_has_none(symbol: str) -> None:
    assert find(symbol) is None


@pytest.mark.parametrize(
    "text", ["增长1.2万至5%。", "投资3亿-98%。", "提高2万至3个百分点。", "降低4千~7%。", "约3百—5％。"]
)
def test_ends_of_different_kinds_are_no_range(text: str) -> None:
    (only,) = scan(text)
    assert only.figure.unit is not None and only.figure.unit.kind in ("percent", "point")


def test_a_range_keeps_the_scale_of_its_lower_end() -> None:
    low, high = scan("补助1万至2亿元。")
    assert (low.figure.base, high.figure.base) == (10_000, 200_000_000)


INVISIBLE = ["\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad"]


@pytest.mark.parametrize("char", INVISIBLE)
def test_invisible_characters_are_read_through_and_offsets_count_them(char: str) -> None:
    prose = f"本年支出1{char},234.5{char}6{char}万元，增长5.2{char}%。\n"
    text = prose + f"项目\t金额(万{char}元)\n文书{char}整理\t1{char}2.5{char}0\n合计\t12.50\n"
    found = api.extract(api.read_text(text))
    assert [(e.norm, e.text) for e in found.entities] == [
        ("12345600", f"1{char},234.5{char}6{char}万元"),
        ("5.2", f"5.2{char}%"),
    ]
    assert all(text[e.span.start : e.span.end] == e.text for e in found.entities)
    fact = found.facts[0]
    assert (fact.row, fact.figure.norm, text[fact.span.start : fact.span.end]) == (
        ("文书整理",),
        "125000",
        f"1{char}2.5{char}0",
    )


def test_a_soft_hyphen_before_a_number_is_its_minus() -> None:
    assert printed.visible("减\u00ad少，\u00ad12.5，1\u00ad2") == "减少，\u00ad12.5，12"


PAGES = (
    "第一部分 概况\n负责文书整理工作\n支出总表\n单位：万元\n项目\t合计\n文书整理\t12.50\n库房维护\t7.50\n合计\t20.00\n"
    "一、支出情况说明\n2031年本年支出20.00万元，其中文书整理12.50万元，占62.50%。\n库房维护7.50万元，占37.50%。\n"
)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n\n", "\r\n\r\n", "\r\r\n", *"\u2028\u2029\f\v\x85", "\n\f"])
def test_every_line_end_ends_a_line(end: str) -> None:
    text = PAGES.replace("\n", end)
    plain, other = api.check(api.read_text(PAGES)), api.check(api.read_text(text))
    assert len(plain.extraction.facts) == 3
    assert [(f.row, f.figure) for f in other.extraction.facts] == [(f.row, f.figure) for f in plain.extraction.facts]
    assert [e.text for e in other.extraction.entities] == [e.text for e in plain.extraction.entities]
    assert [s.title for s in other.document.sections] == [s.title for s in plain.document.sections]
    assert all(text[e.span.start : e.span.end] == e.text for e in other.extraction.entities)
    assert not other.findings
