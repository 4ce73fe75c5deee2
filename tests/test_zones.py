"""Zones, sections and what a document tells of itself."""

from __future__ import annotations

import pytest

import casefiles
from casefiles import Case


@casefiles.each("zones")
def test_case(case: Case) -> None:
    document = casefiles.read(case["text"])
    blocks = [(b.zone.value, document.slice(b.span).strip()) for b in document.blocks]
    assert len(blocks) == len(case["zones"]), blocks
    for (zone, text), expected in zip(blocks, case["zones"], strict=True):
        wanted, _, beginning = expected.partition(" ")
        assert (zone, text.startswith(beginning)) == (wanted, True), (zone, text)
    assert [f"{s.level} {s.title}" for s in document.sections] == case["sections"]


def test_a_block_knows_its_path_of_headings() -> None:
    document = casefiles.read("\n第一部分 说明\n一、支出\n（一）接待\n公务接待费2.00万元。\n二、收入\n收入3.00万元。\n")
    labels = [document.section_label(b.section) for b in document.prose if document.slice(b.span).endswith("。")]
    assert labels == ["第一部分说明 / 一、支出 / (一)接待", "第一部分说明 / 二、收入"]


@pytest.mark.parametrize(
    ("title", "kind", "year"),
    [
        ("白鹭湖管理处2023年度部门决算", "final", 2023),
        ("白鹭湖管理处2024年部门预算公开", "budget", 2024),
        ("白鹭湖管理处2022年度工作总结", "other", 2022),
    ],
)
def test_kind_and_year(title: str, kind: str, year: int | None) -> None:
    document = casefiles.read(f"\n{title}\n一、{title}说明\n公务接待费2.00万元，会议费3.00万元，印刷费4000元。\n")
    assert (document.kind, document.year, document.unit) == (kind, year, "万元")


def test_the_department_is_what_most_tables_say() -> None:
    tables = "".join(
        f"\n支出决算表\n公开03表\n部门：{d}\n单位：万元\n项目\t决算数\n公务接待费\t2.00\n会议费\t3.00\n\n"
        for d in ("白鹭湖管理处", "石榴山农场", "白鹭湖管理处")
    )
    assert casefiles.read(f"\n石榴山林业局2023年度部门决算\n{tables}").department == "白鹭湖管理处"


PROSE = "一、收支情况\n2031年{name}公务接待费2.00万元，比上年减少1.00万元。\n"


@pytest.mark.parametrize(
    ("cover", "department"),
    [
        ("2031年度\n\n白鹭湖管理局\n\n部门预算", "白鹭湖管理局"),
        ("白鹭湖管理局\n\n2031年部门预算公开说明", "白鹭湖管理局"),
        ("2031年白鹭湖\n\n管理局部门预\n\n算", "白鹭湖管理局"),
        ("白鹭湖管理局（本级）2031年度单位预算", "白鹭湖管理局(本级)"),
        ("青岭市2031年市级单位预算\n\n预算单位：白鹭湖管理局", "白鹭湖管理局"),
        ("青岭市2031年市级单位预算", ""),
        ("2031年度部门预算", ""),
        ("石榴山农场2031年部门预算", ""),  # nobody says so again
    ],
)
def test_the_department_is_what_the_cover_says_and_the_text_repeats(cover: str, department: str) -> None:
    document = casefiles.read(f"\n{cover}\n\n目录\n\n{PROSE.format(name='白鹭湖管理局')}")
    assert (document.department, document.year, document.kind) == (department, 2031, "budget")


@pytest.mark.parametrize(
    ("said", "department"),
    [
        ("白鹭湖管理局2031年度支出2.00万元。", "白鹭湖管理局"),
        ("二、白鹭湖管理局2031年度支出2.00万元。", "白鹭湖管理局"),
        ("支出2.00万元，比上年减少1.00万元，原因是白鹭湖管理局2030年购车。", ""),  # a reason names anybody
        ("白鹭湖管理局2031年度支出2.00万元。\n石榴山管理局2031年度支出2.00万元。", ""),
    ],
)
def test_who_a_paragraph_speaks_of(said: str, department: str) -> None:
    assert casefiles.read(f"\n2031年度部门预算\n\n一、收支情况\n\n{said}\n").department == department


def test_a_unit_that_headings_alone_speak_of() -> None:
    heads = "\n".join(
        f"{n}、石榴山种苗站2031年{what}\n\n无。\n" for n, what in zip("一二三", ("收支", "支出", "采购"), strict=True)
    )
    assert (
        casefiles.read(f"\n白鹭湖管理局2031年度部门预算\n\n白鹭湖管理局主管。\n\n{heads}").department == "石榴山种苗站"
    )
