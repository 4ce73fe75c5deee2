"""What a document proves of itself, so that what is left out is known: its units, its funds, what is carried over."""

from __future__ import annotations

import casefiles
from gouji.reconcile.statements.document_index import Context

TITLE = "青岭市林业局2024年度部门预算\n\n"
ALL_FUNDS = "支出总表\n单位：万元\n科目编码\t科目名称\t合计\n合计\t\t{}\n213\t农林水支出\t{}\n"
ONE_FUND = "\n一般公共预算支出表\n单位：万元\n科目编码\t科目名称\t合计\n合计\t\t{}\n213\t农林水支出\t{}\n"
BOTH_SIDES = (
    "收支总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
    "一、财政拨款收入\t{0}\t一、农林水支出\t{2}\n"
    "本年收入合计\t{0}\t本年支出合计\t{2}\n上年结转结余\t{1}\t年终结转结余\t{3}\n收入总计\t{4}\t支出总计\t{4}\n"
)


def context(text: str) -> Context:
    found = casefiles.check(TITLE + text).extraction
    return Context(found.document, found.entities, found.claims, found.facts, found.counts)


def proofs(inside: Context, aspect: str) -> list[str]:
    """The figures that prove an aspect, as printed."""
    return [inside.document.slice(span) for span in dict(inside.defaults.proofs)[aspect]]


def test_a_document_that_names_no_unit_has_one() -> None:
    assert context(ALL_FUNDS.format("50.00", "50.00")).defaults.one_unit


def test_a_row_that_names_a_unit_tells_that_there_are_several() -> None:
    rows = "收入总表\n单位：万元\n单位名称\t合计\n合计\t50.00\n青岭市林业局（本级）\t30.00\n青岭市种苗站\t20.00\n"
    assert not context(rows).defaults.one_unit


def test_a_row_of_the_department_itself_names_no_other() -> None:
    rows = "收入总表\n单位：万元\n单位名称\t合计\n青岭市林业局\t50.00\n"
    assert context(rows).defaults.one_unit


def test_equal_totals_of_like_extent_prove_one_fund() -> None:
    inside = context(ALL_FUNDS.format("50.00", "50.00") + ONE_FUND.format("50.00", "50.00"))
    assert inside.defaults.funds == {"一般公共预算", ""}
    assert proofs(inside, "fund") == ["50.00", "50.00"]


def test_totals_that_differ_prove_nothing() -> None:
    inside = context(ALL_FUNDS.format("50.00", "50.00") + ONE_FUND.format("45.00", "45.00"))
    assert inside.defaults.funds == frozenset() and proofs(inside, "fund") == []


def test_prose_proves_where_no_table_tells() -> None:
    inside = context("一、支出情况\n2024年支出预算50.00万元。\n二、拨款情况\n2024年一般公共预算支出50.00万元。\n")
    assert inside.defaults.funds == {"一般公共预算", ""}


def test_prose_proves_nothing_beside_tables_that_tell_otherwise() -> None:
    prose = "一、支出情况\n2024年支出预算50.00万元。\n二、拨款情况\n2024年一般公共预算支出50.00万元。\n\n"
    inside = context(prose + ALL_FUNDS.format("50.00", "50.00") + ONE_FUND.format("45.00", "45.00"))
    assert inside.defaults.funds == frozenset()


def test_equal_totals_of_both_sides_prove_that_nothing_is_carried() -> None:
    inside = context(BOTH_SIDES.format("50.00", "", "50.00", "", "50.00"))
    assert inside.defaults.nothing_carried
    assert proofs(inside, "extent") == ["50.00"] * 4


def test_what_one_side_carries_is_carried() -> None:
    """All of the year's income is spent, and what the year before left besides."""
    inside = context(BOTH_SIDES.format("50.00", "5.00", "55.00", "", "55.00"))
    assert not inside.defaults.nothing_carried and proofs(inside, "extent") == []


def test_nought_printed_for_what_is_carried_proves_it() -> None:
    table = "收入总表\n单位：万元\n单位名称\t合计\t一般公共预算\t上年结转结余\n青岭市林业局\t50.00\t50.00\t{}\n"
    assert context(table.format("0.00")).defaults.nothing_carried
    assert not context(table.format("3.00")).defaults.nothing_carried


WAGES = "\n{}\n单位：万元\n科目编码\t科目名称\t合计\n301\t工资福利支出\t{}\n30101\t基本工资\t{}\n合计\t\t{}\n"


def test_an_object_that_one_table_of_basic_spending_gives_is_of_it_alone() -> None:
    inside = context(WAGES.format("一般公共预算基本支出表", *["30.00"] * 3))
    assert inside.defaults.objects == {("301", "基本支出")} and proofs(inside, "part") == ["30.00"]


def test_an_object_that_another_table_gives_too_is_of_no_part_alone() -> None:
    both = WAGES.format("一般公共预算基本支出表", *["30.00"] * 3) + WAGES.format("一般公共预算支出表", *["35.00"] * 3)
    assert context(both).defaults.objects == frozenset()
