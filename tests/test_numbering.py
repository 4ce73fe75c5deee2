"""Automatic numbers of paragraphs: how they count, how they are printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gouji.language.numerals import parse
from gouji.readers.word.numbering_formats import printed
from gouji.readers.word.reader import read_docx
from wordfiles import level, lists, numbered, p, tbl, tc, tr, write

CHINESE = (
    level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.")
)


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[str]]:
    def inner(*body: str, **parts: str) -> list[str]:
        return read_docx(write(tmp_path / "编号.docx", *body, **parts)).text.splitlines()

    return inner


def test_levels_restart_below_a_higher_one(read: Callable[..., list[str]]) -> None:
    body = [numbered("甲", 1, at) for at in (0, 1, 1, 2, 2, 1, 2, 0, 1, 2)]
    found = [line.removesuffix("甲") for line in read(*body, numbering=lists(CHINESE))]
    assert found == ["一、", "（一）", "（二）", "1. ", "2. ", "（三）", "1. ", "二、", "（一）", "1. "]


def test_numbers_of_several_levels(read: Callable[..., list[str]]) -> None:
    form = (
        level(0, "chineseCounting", "第%1章", 2)
        + level(1, "decimal", "%1.%2", 3)
        + level(2, "decimal", "%1.%2.%3", 1, "<w:isLgl/>")
    )
    body = [numbered("总则", 1, at) for at in (0, 1, 1, 2)]
    assert read(*body, numbering=lists(form)) == ["第二章 总则", "二.3 总则", "二.4 总则", "2.4.1 总则"]


def test_a_number_does_not_run_into_the_text(read: Callable[..., list[str]]) -> None:
    form = level(0, "decimal", "%1.") + level(1, "chineseCounting", "%2") + level(2, "decimal", "%3、")
    assert read(numbered("5万元", 1, 0), numbered("万元", 1, 1), numbered("5万元", 1, 2), numbering=lists(form)) == [
        "1. 5万元",
        "一 万元",
        "1、5万元",
    ]


def test_a_level_above_that_was_not_used_counts_from_its_start(read: Callable[..., list[str]]) -> None:
    form = level(0, "decimal", "%1", 4) + level(1, "decimal", "%1.%2")
    assert read(numbered("甲", 1, 1), numbered("乙", 1, 0), numbering=lists(form)) == ["4.1 甲", "4 乙"]


def test_restart_of_a_level_can_be_off(read: Callable[..., list[str]]) -> None:
    form = level(0, "decimal", "%1、") + level(1, "decimal", "（%2）").replace(
        "<w:lvlText", '<w:lvlRestart w:val="0"/><w:lvlText'
    )
    body = [numbered("甲", 1, at) for at in (0, 1, 0, 1)]
    assert read(*body, numbering=lists(form)) == ["1、甲", "（1）甲", "2、甲", "（2）甲"]


def test_lists_of_one_form_share_the_count_until_told_to_begin_anew(read: Callable[..., list[str]]) -> None:
    nums = (
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
        f'<w:num w:numId="4"><w:abstractNumId w:val="2"/><w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1、")}'
        "</w:lvlOverride></w:num>"
    )
    body = [numbered("甲", name) for name in (1, 1, 2, 3, 3, 4, 4)]
    found = read(*body, numbering=lists(CHINESE, level(0, "decimal", "%1)"), nums=nums))
    assert found == ["一、甲", "二、甲", "三、甲", "五、甲", "六、甲", "I、甲", "II、甲"]


def test_a_level_that_begins_anew_leaves_the_one_above_alone(read: Callable[..., list[str]]) -> None:
    form = level(0, "decimal", "%1、") + level(1, "decimal", "%1.%2、")
    anew = "".join(f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="1"/></w:lvlOverride>' for at in (0, 1))
    nums = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    nums += f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{anew}</w:num>'
    body = [numbered("甲", *at) for at in ((1, 0), (1, 0), (1, 1), (2, 1), (2, 1))]
    assert read(*body, numbering=lists(form, nums=nums)) == ["1、甲", "2、甲", "2.1、甲", "2.1、甲", "2.2、甲"]


def test_numbers_from_styles(read: Callable[..., list[str]]) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Top"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Top"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Same"><w:basedOn w:val="Top"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    form = level(0, "chineseCounting", "%1、", 1, '<w:pStyle w:val="Top"/>') + level(
        1, "decimal", "%2、", 1, '<w:pStyle w:val="Sub"/>'
    )
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = [p("甲", f'<w:pStyle w:val="{name}"/>') for name in ("Top", "Sub", "Sub", "Same", "Loop")]
    found = read(*body, p("乙", '<w:pStyle w:val="Top"/>' + none), numbering=lists(form), styles=styles)
    assert found == ["一、甲", "1、甲", "2、甲", "二、甲", "甲", "乙"]


def test_levels_that_a_style_holds(read: Callable[..., list[str]]) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="Held"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    found = read(numbered("甲", 2), numbering=lists(CHINESE, '<w:numStyleLink w:val="Held"/>'), styles=styles)
    assert found == ["一、甲"]


def test_bullets_and_unknown_lists_have_no_number(read: Callable[..., list[str]]) -> None:
    assert read(numbered("甲"), numbered("乙", 9), numbering=lists(level(0, "bullet", "\uf06c"))) == ["甲", "乙"]


def test_deleted_rows_are_not_counted(read: Callable[..., list[str]]) -> None:
    gone = '<w:del w:id="1" w:author="审" w:date="2023-01-01T00:00:00Z"/>'
    rows = [tr(tc(numbered("甲"))), tr(tc(numbered("乙")), properties=gone), tr(tc(numbered("丙")))]
    assert read(tbl(*rows), numbering=lists(CHINESE)) == ["一、甲", "二、丙"]


@pytest.mark.parametrize(
    ("form", "number", "expected"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalEnclosedCircle", 1, "①"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircle", 50, "㊿"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("ideographEnclosedCircle", 10, "㊉"),
        ("upperLetter", 26, "Z"),
        ("upperLetter", 28, "BB"),
        ("lowerLetter", 3, "c"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("lowerRoman", 0, "0"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("taiwaneseCountingThousand", 2034, "二千零三十四"),
        ("chineseCountingThousand", 0, "零"),
        ("ideographDigital", 10, "一〇"),
        ("japaneseCounting", 115, "百十五"),
        ("chineseLegalSimplified", 21, "贰拾壹"),
        ("ideographTraditional", 11, "甲"),
        ("ideographZodiac", 3, "寅"),
        ("none", 3, ""),
        ("numberInDash", 3, "- 3 -"),
        ("thaiCounting", 3, "3"),
    ],
)
def test_number_formats(form: str, number: int, expected: str) -> None:
    assert printed(number, form) == expected


@pytest.mark.parametrize("form", ["chineseCounting", "chineseLegalSimplified"])
def test_chinese_numbers_read_back(form: str) -> None:
    """What is printed is a numeral to the reader of numerals, which shares no code with it."""
    for number in [*range(1, 2100), 9999, 10_000, 10_010, 10_500, 20_305, 120_003]:
        numeral = parse(printed(number, form))
        assert numeral and numeral.value == number, printed(number, form)
