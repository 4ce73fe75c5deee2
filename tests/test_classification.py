"""The classification's items: what holds of all of them, what is asked of them, and what a bad file says."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.errors import GoujiError
from gouji.language import classification, rules
from gouji.language.classification import Item

HEAD = "code,name,valid_from,valid_to,remark\n"


def test_every_item_has_a_code_a_name_and_the_items_above() -> None:
    codes = {i.code for i in classification.items()}
    for item in classification.items():
        assert classification.kind(item.code) and item.name == item.name.strip() != ""
        above = classification.parent(item.code)
        assert not above or above in codes


def test_no_code_has_two_names_in_one_year() -> None:
    for year in range(2007, 2031):
        valid = [i.code for i in classification.items() if i.valid(year)]
        assert len(set(valid)) == len(valid)


def test_an_item_is_valid_only_while_the_item_above_is() -> None:
    for item in classification.items():
        above = classification.parent(item.code)
        if above:
            years = [y for y in range(2007, 2031) if item.valid(y)]
            assert any(classification.name_of(above, y) for y in years), item


def test_a_renamed_item_has_the_name_of_the_year() -> None:
    assert classification.name_of("210", 2018) == "医疗卫生与计划生育支出"
    assert classification.name_of("210", 2019) == classification.name_of("210") == "卫生健康支出"
    assert classification.names_of("20805") == ("行政事业单位离退休", "行政事业单位养老支出")
    assert classification.name_of("224", 2018) == classification.name_of("2999999") == ""


def test_a_name_has_its_codes() -> None:
    assert classification.codes_of("购房补贴") == ("2210203", "30313")
    assert classification.codes_of("购房补贴", 2024) == ("2210203",)
    assert classification.codes_of("政府办公厅(室)及相关机构事务") == ("20103",)
    assert classification.codes_of("培训") == classification.codes_of("培训支出") == ("2050803",)
    assert len(classification.codes_of("行政运行")) > 50


@pytest.mark.parametrize(
    ("code", "kind", "parent"),
    [
        ("201", "functional", ""),
        ("2010301", "functional", "20103"),
        ("30201", "economic", "302"),
        ("50101", "government", "501"),
        ("3010201", "", "30102"),
        ("024", "", ""),
        ("20", "", ""),
    ],
)
def test_kind_and_parent(code: str, kind: str, parent: str) -> None:
    assert classification.kind(code) == kind
    assert classification.parent(code) == parent


def test_validity_is_open_where_no_year_is_known() -> None:
    assert Item("201", "甲").valid(1999) and Item("201", "甲", 2019).valid(None)
    assert not Item("201", "甲", 2019).valid(2018) and not Item("201", "甲", None, 2018).valid(2019)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("code,name\n201,甲\n", "columns"),
        (HEAD + "201,,,,\n", "no code with a name"),
        (HEAD + "2011,甲,,,\n", "no code with a name"),
        (HEAD + "201,甲,,\n", "fields"),
        (HEAD + "201,甲,18,,\n", "no year"),
        (HEAD + "201,甲,2020,2019,\n", "from 2020"),
        (HEAD + "20101,甲,,,\n", "stands in no item 201"),
        (HEAD + "201,甲,,2019,\n201,乙,2019,,\n", "two names"),
        (HEAD + '201,"甲,,,\n', "Error"),
    ],
)
def test_an_invalid_file_is_one_clear_error(
    text: str, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "codes").mkdir()
    for name in classification.FILES:
        (tmp_path / "codes" / f"{name}.csv").write_text(HEAD, encoding="utf-8")
    (tmp_path / "codes" / "functional.csv").write_text(text, encoding="utf-8")
    monkeypatch.setattr(rules, "directory", lambda: tmp_path)
    with pytest.raises(GoujiError, match=rf"E011.*{reason}"):
        classification.items.__wrapped__()


def test_a_missing_file_is_one_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "directory", lambda: tmp_path)
    with pytest.raises(GoujiError, match="E011"):
        classification.items.__wrapped__()
