"""Names of projects that are one name spelt in two ways, and those that are not."""

from __future__ import annotations

import pytest

from gouji.reconcile.statements.spellings import spelt_alike

CURTAINS = "林木展馆窗帘制作"


def alike(name: str, other: str, *, text: str = "", named: tuple[str, ...] = ()) -> bool:
    return bool(spelt_alike(text or f"{name}，{other}", [name], [other], named))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        (CURTAINS, "“林木展馆”窗帘制作费"),
        ("木栈道与观景台修缮工程款", "木栈道和观景台修缮工程"),
        ("苗圃灌溉管网更新经费", "苗圃灌溉营网更新经费"),
        ("12345林业热线运行维护费", "1235林业热线运行维护费"),
    ],
)
def test_a_way_of_writing_and_a_slip_make_no_other_name(name: str, other: str) -> None:
    assert alike(name, other)


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("防火道修缮一期", "防火道修缮二期"),
        ("苗圃费", "苗圃经费"),
        ("林木展馆标牌制作", "林木展馆窗帘制作费"),
        ("湿地巡护设备购置", "湿地巡护设备购置及安装"),
    ],
)
def test_ordinals_short_names_and_other_words_tell_names_apart(name: str, other: str) -> None:
    assert not alike(name, other)


def test_a_third_name_as_near_leaves_open_which_is_meant() -> None:
    assert alike("苗圃灌溉管网更新", "苗圃灌溉营网更新")
    assert not alike("苗圃灌溉管网更新", "苗圃灌溉营网更新", named=("苗圃灌溉电网更新",))


def test_a_word_that_the_document_uses_elsewhere_is_no_slip() -> None:
    names = "省级湿地补助资金，市级湿地补助资金"
    assert not alike("省级湿地生态补助", "市级湿地生态补助", text=f"{names}，省级部门，市级部门")


def test_names_that_are_equal_are_not_spelt_in_two_ways() -> None:
    assert not alike(CURTAINS, CURTAINS)
