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
