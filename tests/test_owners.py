"""Whose money a figure is, by the rows, the headings and the words of small made-up documents."""

from __future__ import annotations

import pytest

import casefiles
from gouji.reconcile.statements.aspects import Aspect, Read
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.owners import department, organisation

TITLE = "青岭市林业局2024年度部门预算\n\n"
INCOME = "收入总表\n单位：万元\n单位名称\t合计\t一般公共预算\n"


def context(text: str) -> Context:
    found = casefiles.check(text).extraction
    return Context(found.document, found.entities, found.claims, found.facts, found.counts)


def owners(inside: Context) -> dict[str, Aspect]:
    """Whose each printed amount of the tables is; each is printed once."""
    return {n.fact.text: n.aspects.whose for n in inside.named}


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("青岭市种苗站", "青岭市种苗站"),
        (" 青岭市 种苗站 ", "青岭市种苗站"),
        ("青岭市林业局（本级）", "青岭市林业局(本级)"),
        ("101001青岭市林业局", "青岭市林业局"),
        ("青岭市种苗站（青岭市林木检验所）", "青岭市种苗站(青岭市林木检验所)"),
        ("行政运行", ""),
        ("合计", ""),
        ("种苗站改造项目", ""),
        ("维修（护）费", ""),
    ],
)
def test_a_label_that_is_nothing_but_an_organisation_names_it(label: str, name: str) -> None:
    assert organisation(label) == name


def test_in_a_document_of_one_unit_all_is_the_departments_by_default() -> None:
    inside = context(
        TITLE
        + "支出总表\n单位：万元\n科目编码\t科目名称\t合计\n合计\t\t30.00\n"
        + "213\t农林水支出\t20.00\n221\t住房保障支出\t10.00\n"
    )
    assert set(owners(inside).values()) == {department(inside.document)}
    assert department(inside.document) == Aspect("青岭市林业局", Read.DOCUMENT)


def test_each_row_of_several_units_tells_its_own_and_the_total_is_the_departments() -> None:
    inside = context(
        TITLE + INCOME + "合计\t60.00\t61.00\n青岭市林业局（本级）\t40.00\t41.00\n青岭市种苗站\t20.00\t21.00\n"
    )
    found = {text: (whose.value, whose.read, whose.sure) for text, whose in owners(inside).items()}
    assert found["60.00"] == ("青岭市林业局", Read.DOCUMENT, True)
    assert found["41.00"] == ("青岭市林业局(本级)", Read.ROW, True)
    assert found["20.00"] == ("青岭市种苗站", Read.ROW, True)


def test_what_follows_the_row_of_a_unit_is_its_until_another_is_named() -> None:
    text = (
        TITLE
        + "基本支出预算表\n单位：万元\n支出类别\t总计\t一般公共预算\n合计\t60.00\t61.00\n"
        + "青岭市林业局（本级）\t40.00\t41.00\n工资福利支出\t35.00\t36.00\n"
        + "青岭市种苗站（青岭市林木检验所）\t20.00\t21.00\n工资福利支出\t19.00\t18.00\n"
    )
    found = owners(context(text))
    assert found["35.00"].value == "青岭市林业局(本级)"
    assert found["19.00"].value == found["20.00"].value == "青岭市种苗站(青岭市林木检验所)"


def test_a_name_in_two_rows_is_of_the_department_or_of_its_unit_and_so_unsure() -> None:
    inside = context(TITLE + INCOME + "合计\t60.00\t61.00\n青岭市林业局\t62.00\t63.00\n青岭市林业局\t40.00\t41.00\n")
    found = owners(inside)
    assert [found[text].sure for text in ("60.00", "62.00", "40.00")] == [True, False, False]


def test_a_claim_names_its_unit_before_its_section_does() -> None:
    inside = context(
        TITLE
        + "一、部门预算情况\n2024年收入预算60.00万元。\n"
        + "二、预算单位情况\n"
        + "其中：青岭市种苗站20.00万元，青岭市林场25.00万元。\n"
    )
    whose = {inside.value(c).text: inside.aspects(c).whose for c in inside.levels if inside.value(c)}
    assert whose["60.00万元"].read is Read.DOCUMENT
    assert (whose["20.00万元"].value, whose["20.00万元"].read) == ("青岭市种苗站", Read.SENTENCE)
