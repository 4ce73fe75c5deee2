"""Misprints of known terms are told by their distance, and other names are left alone."""

from __future__ import annotations

import pytest

from gouji.language import subjects
from gouji.language.misprints import Lexicon


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("公务按待费", "公务接待费"),
        ("公务用车购罝费", "公务用车购置费"),
        ("政府采贝服务", "政府采购服务"),
        ("机关运行经赞", "机关运行经费"),
        ("基本友出", "基本支出"),
    ],
)
def test_one_character_in_the_place_of_another(printed: str, meant: str) -> None:
    found = subjects.parse(printed)
    assert (found.core, found.known) == (meant, True)


@pytest.mark.parametrize("printed", ["财政拔款收入", "本年财政拔款支出决算数"])
def test_a_fund_misprinted(printed: str) -> None:
    assert subjects.parse(printed).fund == "财政拨款"


@pytest.mark.parametrize(
    "printed",
    [
        "人防经费",  # a project's name ends so, and says what it is for
        "党员经费",
        "企业收入",  # words of the field
        "本年结转",
        "财政专款",  # one neighbour alone tells too little
        "公用费用",  # two characters
        "山洪监测",
    ],
)
def test_another_name_is_no_misprint(printed: str) -> None:
    assert not subjects.parse(printed).known
    assert not subjects.parse(printed).fund


def test_a_known_term_is_no_misprint_of_another() -> None:
    lexicon = Lexicon(["年初结转和结余", "年末结转和结余"])
    assert lexicon.meant("年末结转和结余") == ""
    assert lexicon.meant("年木结转和结余") == ""  # of two terms: which is meant is open


def test_short_terms_are_left_alone() -> None:
    assert Lexicon(["采购"]).meant("采贝") == ""
