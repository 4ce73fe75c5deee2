"""What the words, the marks and the number of a line tell of it, for readers, tables and prose alike."""

from __future__ import annotations

import pytest

from gouji.language import titles


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("公开04表", "number"),
        ("2022年收支预算总表", "title"),
        ("表4：2030年部门收支预算总表", "numbered title"),
        ("单位：万元", "unit"),
        ("部门：清溪县水务局", "owner"),
        ("（2022年度）", "year"),
        ("本年支出12.30万元。", ""),
        ("总" * 200 + "表", ""),
    ],
)
def test_captions_of_tables(line: str, kind: str) -> None:
    assert titles.caption_kind(line) == kind
    assert titles.is_table_title(line) == kind.endswith("title")


@pytest.mark.parametrize(("words", "number"), [("公开04表", "公开04表"), ("附長二", "附表二"), ("收支总表", "")])
def test_the_number_of_a_table_is_read_as_it_was_meant(words: str, number: str) -> None:
    assert titles.table_number(words) == number


@pytest.mark.parametrize(
    ("line", "level", "rest"),
    [
        ("第二部分 收支情况", 1, "收支情况"),
        ("（三）支出情况", 3, "支出情况"),
        ("1.总体情况", 4, "总体情况"),
        ("总体情况", 0, "总体情况"),
    ],
)
def test_the_number_of_a_heading_tells_its_level(line: str, level: int, rest: str) -> None:
    number = titles.numbering(line)
    assert (number.level if number else 0) == level
    assert titles.unnumbered(line) == rest


@pytest.mark.parametrize(
    ("line", "title", "heading"),
    [
        ("机构设置", True, False),
        ("（二）机构设置", True, True),
        ("第三部分 附表", False, True),
        ("三、国防支出", False, False),
        ("本年支出下降，详见说明", False, False),
    ],
)
def test_a_heading_has_a_number_and_the_last_word_of_a_title(line: str, title: bool, heading: bool) -> None:
    assert titles.is_title(line) == title
    assert titles.is_heading(line) == heading


@pytest.mark.parametrize(
    ("words", "may_be"),
    [
        ("收入总体情况", True),
        ("林业(款)支出", False),
        ("支出3.5万元", False),
        ("支出增加，原因如下", False),
        ("长" * 61, False),
    ],
)
def test_a_title_is_no_sentence_and_states_no_amount(words: str, may_be: bool) -> None:
    assert titles.may_be_title(words) == may_be
