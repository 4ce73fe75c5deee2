"""The panel of a dataset, and what its documents say of each other."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from command import gouji as run_gouji
from datasets import read_into, rows
from gouji.commands.panel import panel
from gouji.corpus.panel import regions
from gouji.corpus.panel.organisations import office
from gouji.corpus.panel.values import Stated, agree, choose

HEAD = """{name}{year}年度部门决算

第一部分 部门决算表

收入支出决算总表
公开01表
单位：万元
\t项目\t决算数
\t本年收入合计\t{income}
\t本年支出合计\t{spent}

一般公共预算财政拨款“三公”经费支出决算表
公开08表
单位：万元
\t项目\t上年决算数\t预算数\t决算数
\t“三公”经费合计\t{last}\t9.00\t{three}
\t公务接待费\t{last}\t9.00\t{three}

第二部分 决算情况说明

一、“三公”经费情况说明
{year}年度“三公”经费支出决算{three}万元，其中：公务接待费{told}万元。
"""


def write(path: Path, name: str, year: int, last: str, three: str, told: str = "") -> None:
    text = HEAD.format(
        name=name, year=year, income="120.50", spent="118.25", last=last, three=three, told=told or three
    )
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of three documents of one office, which was renamed, with its panel."""
    folder = tmp_path_factory.mktemp("panel")
    (folder / "in").mkdir()
    write(folder / "in" / "a2017.txt", "上海市普陀区环境保护局", 2017, "8.10", "7.35")
    write(folder / "in" / "a2018.txt", "上海市普陀区生态环境局", 2018, "7.53", "6.20")
    write(folder / "in" / "a2019.txt", "上海市普陀区生态环境局", 2019, "6.20", "5.00", told="5.10")
    read_into(folder / "out", folder / "in", jobs=2)
    assert panel(str(folder / "out"), [str(folder / "panel.csv"), str(folder / "panel.parquet")], True, True) == 0
    return folder


def test_a_row_holds_who_when_what_and_where(made: Path) -> None:
    (row,) = rows(
        made / "out",
        'SELECT region, region_code, level, department, parent, kind, yuan, text, places, others, sure, start, "end" '
        "FROM panel WHERE document_year = 2017 AND year = 2017 AND stage = 'final' AND indicator = 'three_public'",
    )
    place = (
        "上海市普陀区",
        "310107",
        "county",
        "上海市普陀区环境保护局",
        None,
        "final",
        Decimal(73500),
        "7.35",
        2,
        0,
        True,
    )
    assert row[:-2] == place
    text = (made / "in" / "a2017.txt").read_text(encoding="utf-8")
    assert text[int(str(row[-2])) : int(str(row[-1]))] == "7.35"


def test_years_and_stages_stand_apart(made: Path) -> None:
    found = rows(
        made / "out",
        "SELECT year, stage, yuan FROM panel WHERE document_year = 2018 AND indicator = 'three_public.receptions' "
        "ORDER BY ALL",
    )
    assert found == [
        (2017, "final", Decimal(75300)),
        (2018, "budget", Decimal(90000)),
        (2018, "final", Decimal(62000)),
    ]


def test_a_finding_that_touches_a_value_is_named(made: Path) -> None:
    found = rows(
        made / "out",
        "SELECT document_year, indicator, findings, others FROM panel WHERE findings IS NOT NULL AND stage = 'final'",
    )
    assert {(year, what) for year, what, *_ in found} >= {(2019, "three_public.receptions")}
    assert all(year == 2019 for year, *_ in found)


def test_documents_of_two_years_are_compared_under_the_newest_name(made: Path) -> None:
    found = rows(
        made / "out", "SELECT relation, year, indicator, agrees, difference FROM across ORDER BY year, indicator"
    )
    assert found == [
        ("restated", 2017, "three_public", False, Decimal(1800)),
        ("restated", 2017, "three_public.receptions", False, Decimal(1800)),
        ("restated", 2018, "three_public", True, Decimal(0)),
        ("restated", 2018, "three_public.receptions", True, Decimal(0)),
    ]
    ((message, english),) = rows(
        made / "out", "SELECT message, message_en FROM across WHERE year = 2017 AND indicator = 'three_public'"
    )
    assert "73500元" in str(message) and "75300元" in str(message) and "1800 yuan apart" in str(english)


def test_files_have_chinese_heads(made: Path) -> None:
    head = (made / "panel.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert head.startswith("关系,") and "年度" in head


def test_the_panel_goes_when_the_dataset_changes(made: Path, tmp_path: Path) -> None:
    write(tmp_path / "b.txt", "甲市乙局", 2020, "1.00", "2.00")
    read_into(tmp_path / "out", tmp_path / "b.txt")
    assert run_gouji("panel", tmp_path / "out").returncode == 0
    assert rows(tmp_path / "out", "SELECT count(*) > 0 FROM panel") == [(True,)]
    write(tmp_path / "b.txt", "甲市乙局", 2020, "1.00", "3.00")
    read_into(tmp_path / "out", tmp_path / "b.txt", resume=True)
    run = run_gouji("query", tmp_path / "out", "FROM panel")
    assert run.returncode == 2 and run.stderr.startswith("E050")


def stated(value: str, place: str = "100", sure: bool = True, row: int = 0) -> Stated:
    return Stated(Decimal(value), Decimal(place), sure, False, row)


def test_values_agree_as_printed() -> None:
    assert agree(stated("17312300", "1"), stated("17310000", "10000"))
    assert not agree(stated("17315100", "1"), stated("17310000", "10000"))
    assert not agree(stated("100"), stated("200"))  # one unit of the last place apart, at equal precision


def test_the_value_of_most_places_is_chosen_and_what_is_unsure_accuses_nobody() -> None:
    chosen = choose(
        [stated("300", row=0), stated("400", row=1), stated("400", row=2), stated("900", sure=False, row=3)]
    )
    assert chosen is not None
    assert (chosen.best.row, chosen.places, chosen.others) == (1, 2, 1)
    assert choose([stated("1", sure=False)]) is None


def test_offices_have_one_name_through_the_years() -> None:
    assert office("甲市环境保护局") == office("甲市生态环境局")
    assert office("甲市生态环境局（本级）").alone and not office("甲市生态环境局(汇总)").alone
    assert office("甲市生态环境局(汇总)").name == office("甲市生态环境局").name
    assert office("甲市应急管理局").merged == 2018


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("上海市", 2024, "310000"),
        ("上海市普陀区", 2024, "310107"),
        ("杭州市", 2019, "330100"),
        ("朝阳区", 2024, ""),  # several have the name
        ("北京市朝阳区", 2024, "110105"),
        ("普陀区", 2024, ""),  # of Shanghai and of Zhoushan
        ("甲市", 2024, ""),
    ],
)
def test_codes_of_regions(name: str, year: int, code: str) -> None:
    assert regions.code(name, year) == code
