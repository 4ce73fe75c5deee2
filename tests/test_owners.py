"""Whose money a figure is, by the rows, the headings and the words of small made-up documents."""

from __future__ import annotations

import pytest

import casefiles
from gouji.language.organisations import organisation
from gouji.reconcile.statements.aspects import Aspect, Read
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.owners import department

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
        ("公立医院", ""),  # items of the classification
        ("图书馆", ""),
        ("青岭市图书馆", "青岭市图书馆"),
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


def test_an_item_that_is_called_like_a_unit_owns_no_rows() -> None:
    inside = context(
        TITLE
        + "支出总表\n单位：万元\n科目编码\t科目名称\t合计\n合计\t\t90.00\n210\t卫生健康支出\t60.00\n"
        + "21002\t县区医院\t50.00\n2100201\t综合医院\t49.00\n2100299\t其他支出\t1.00\n221\t住房保障支出\t30.00\n\n"
        + "收支总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
        + "财政拨款收入\t91.00\t公立医院\t48.00\n事业收入\t2.00\t妇幼保健医院\t45.00\n总计\t93.00\t总计\t93.10\n"
    )
    assert set(owners(inside).values()) == {department(inside.document)}


def test_a_project_called_like_a_place_is_no_unit_and_a_unit_named_elsewhere_is() -> None:
    projects = "项目支出预算表\n单位：万元\n项目名称\t总计\t一般公共预算\n合计\t50.00\t51.00\n"
    inside = context(
        TITLE
        + "一、部门概况\n本部门有一个所属单位：青岭市种苗站。\n\n"
        + projects
        + "青岭市林业局\t30.00\t31.00\n森林防火\t29.00\t28.00\n"
        + "青岭市种苗站\t20.00\t21.00\n云顶公园\t15.00\t16.00\n育苗经费\t5.00\t6.00\n"
    )
    found = owners(inside)
    assert found["20.00"].value == found["15.00"].value == found["5.00"].value == "青岭市种苗站"
    (park,) = (n for n in inside.named if n.fact.text == "15.00")
    assert park.aspects.project.value == "云顶公园"


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
