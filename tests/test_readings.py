"""What words tell relations: the typed answers of the readings, on texts and claims of our own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import casefiles
import gouji
from gouji.claims import Claim, Relation
from gouji.document import Span
from gouji.language import subjects
from gouji.narrative.figure_leads import budget_measures
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.comparisons import Against, against
from gouji.reconcile.statements.readings.completions import budget_completed
from gouji.reconcile.statements.readings.count_kinds import partitions_of
from gouji.reconcile.statements.readings.count_lists import by_paragraph, lists_in
from gouji.reconcile.statements.readings.count_steps import Flow, Progress, steps_in
from gouji.reconcile.statements.readings.dates import closing_dates, five_digit_years, unchanged_against
from gouji.reconcile.statements.readings.direction_words import right_word, word_of
from gouji.reconcile.statements.readings.office_lists import office_lists
from gouji.reconcile.statements.readings.partitions import partitions
from gouji.reconcile.statements.readings.plans import outcome, planned
from gouji.reconcile.statements.readings.printed_figures import figure_in, first_figure_in, money_units
from gouji.reconcile.statements.readings.procurement import Won, won
from gouji.reconcile.statements.readings.project_money import project_measures, project_total
from gouji.reconcile.statements.readings.project_names import may_be_one
from gouji.reconcile.statements.readings.quantity_names import UNNAMED, QuantityName, name_of_claim
from gouji.reconcile.statements.readings.row_labels import unnumbered
from gouji.reconcile.statements.readings.scores import scores_in_prose
from gouji.reconcile.statements.readings.surpluses import Surplus, carried_over, surplus
from gouji.reconcile.statements.spellings import one_slip


def context(text: str) -> Context:
    found = gouji.extract(casefiles.read(text))
    return Context(found.document, found.entities, found.claims, found.facts, found.counts)


def claim(subject: str = "", *, measure: str = "决算", base: str = "") -> Claim:
    name = subjects.parse(subject)
    return Claim("c1", subject, measure, 2021, Relation.LEVEL, Span(0, 1), -1, name=name, base=base)


@pytest.mark.parametrize(("measure", "plan"), [("年初预算", True), ("预算", True), ("批复", True), ("决算", False)])
def test_plans_and_outcomes(measure: str, plan: bool) -> None:
    assert planned(claim(measure=measure)) is plan
    assert outcome(claim(measure=measure)) is not plan


def test_every_measure_is_a_plan_or_none() -> None:
    assert all(planned(claim(measure=m)) and not outcome(claim(measure=m)) for m in budget_measures())


@pytest.mark.parametrize(
    ("base", "told"),
    [
        ("比上年", Against(budget=False, last_year=True, year=None)),
        ("较2020年", Against(budget=False, last_year=False, year=2020)),
        ("比年初预算", Against(budget=True, last_year=False, year=None)),
        ("比2020年预算", Against(budget=True, last_year=False, year=2020)),
        ("", Against(budget=False, last_year=False, year=None)),
    ],
)
def test_what_a_change_is_against(base: str, told: Against) -> None:
    assert against(claim(base=base)) == told


def test_a_completion_is_of_the_budget_that_its_base_names() -> None:
    assert budget_completed(claim(base="年初预算")) == "年初预算"
    assert budget_completed(claim(base="指标")) == "指标"


def test_partitions_have_a_whole_and_parts() -> None:
    assert all(p.whole and p.parts for p in partitions())
    assert any("三公经费" in p.whole and "公务接待费" in p.parts for p in partitions())


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("年末结转和结余", Surplus()),
        ("财政资金结余", Surplus()),
        ("防汛值守结余资金", Surplus("防汛值守")),
        ("公务接待费", None),
    ],
)
def test_surpluses(name: str, told: Surplus | None) -> None:
    assert surplus(replace(claim(), name=subjects.Subject(core=name))) == told


def test_what_a_year_begins_with_is_carried_over() -> None:
    assert carried_over(replace(claim(), name=subjects.Subject(core="年初结转和结余")))
    assert not carried_over(replace(claim(), name=subjects.Subject(core="年末结转和结余")))


def test_amounts_won_in_reserved_and_in_other_projects() -> None:
    told = context(
        "2021年预留政府采购项目中，面向小微企业的采购金额10万元；其他政府采购项目中，小微企业的采购金额20万元。\n"
    )
    places = [won(told, t) for t in told.terms.prose]
    assert places == [Won.RESERVED, Won.OTHER]


def test_totals_of_projects() -> None:
    total = project_total(claim("3个项目支出", measure="预算"))
    assert total is not None and (total.count, total.measures) == (3, ("预算",))
    received = project_total(claim("到位项目资金"))
    assert received is not None and received.measures == project_measures().granted
    assert project_total(claim("公务接待费")) is None


@pytest.mark.parametrize(
    ("one", "two", "slip"),
    [
        ("老城区雨水管网改造", "老城区雨水管网改建", True),
        ("老城区管网改造一期", "老城区管网改造二期", False),
        ("雨水管网", "雨水管路", False),
        ("老城区雨水管网改造", "老城区雨水管网改造", False),
    ],
)
def test_names_that_a_slip_parts(one: str, two: str, slip: bool) -> None:
    assert one_slip(one, two) is slip


def test_a_name_may_be_a_longer_one() -> None:
    assert may_be_one("雨水管网改造", "老城区雨水管网改造")
    assert not may_be_one("雨水管网改造", "校舍抗震加固")


def test_one_quantity_by_its_name() -> None:
    item = QuantityName("公务接待费", empty=False)
    assert item.is_of(replace(item, fund="一般公共预算"))
    assert item.is_of(replace(item, core="公务接待费(302)"))
    assert not item.is_of(replace(item, core="培训费"))
    total = QuantityName(side="支出", total=True, empty=False)
    assert total.is_of(total)
    assert not total.is_of(replace(total, fund="一般公共预算"))
    assert not UNNAMED.is_of(UNNAMED)


def test_the_name_of_a_claim_takes_the_fund_of_its_heading() -> None:
    told = context("一、一般公共预算财政拨款支出决算情况说明\n2021年资料印制支出5万元。\n")
    (level,) = told.levels
    assert name_of_claim(told, level).fund == told.fund(level) != ""


@pytest.mark.parametrize(("text", "one", "first"), [("5万元", 50000, 5), ("无", None, None), ("5万元、6万元", None, 5)])
def test_the_figure_that_a_text_prints(text: str, one: int | None, first: int | None) -> None:
    found, at_first = figure_in(text), first_figure_in(text)
    assert (found and found.base) == one
    assert (at_first and at_first.value) == first


def test_units_of_money_have_one_symbol_each() -> None:
    symbols = [unit.symbol for unit in money_units()]
    assert len(set(symbols)) == len(symbols)
    assert {"元", "万元"} <= set(symbols)


@pytest.mark.parametrize(("label", "bare"), [("一、 基本支出", "基本支出"), ("基本 支出", "基本支出"), ("", "")])
def test_labels_without_their_number(label: str, bare: str) -> None:
    assert unnumbered(label) == bare


def test_dates_of_prose() -> None:
    document = casefiles.read(
        "一、情况说明\n截至2021年12月31日，共有车辆3辆。\n接待费与2020年持平。\n22021年，全市共有公园5个。\n"
    )
    (closing,), (flat,), (odd,) = closing_dates(document), unchanged_against(document), five_digit_years(document)
    assert (closing.year, closing.rest, document.slice(closing.span)) == (2021, "12月31日", "2021年12月31日")
    assert (flat.year, document.slice(flat.span)) == (2020, "2020年")
    assert (odd.year, document.slice(odd.span)) == (22021, "22021")


def test_direction_words() -> None:
    told = context("2021年支出120万元，比上年增加20万元，增长20%。培训费5万元，比上年下降1万元，下降16.67%。\n")
    deltas = [t for c in told.told(Relation.CHANGE) if (t := told.terms.of(c, "delta"))]
    words = [word for t in deltas if (word := word_of(told, t))]
    assert [(w.text, w.direction) for w in words] == [("增加", "up"), ("下降", "down")]
    assert right_word(told, deltas[0], words[0]) == "下降"


def test_scores_of_prose() -> None:
    document = casefiles.read("一、绩效自评情况\n该项目自评得分为97.5分，等级为优。\n")
    (score,) = scores_in_prose(document)
    assert score.term.figure.value == Decimal("97.5")


def test_a_list_of_counts_ends_with_its_bracket() -> None:
    told = context("一、人员情况\n年末在职人员12人（其中：行政8人，事业4人），退休5人。\n")
    (here,) = by_paragraph(told.counts)
    (listed,) = lists_in(here)
    assert listed.whole.figure.base == 12
    assert [c.figure.base for c in listed.parts] == [8, 4]
    assert [p.last for p in partitions_of(listed)] == [""]


def test_kinds_that_stand_twice_are_no_partition() -> None:
    told = context("一、人员情况\n编制12人，其中：行政编制8人，机关编制4人。\n")
    (here,) = by_paragraph(told.counts)
    (listed,) = lists_in(here)
    assert not partitions_of(listed)


def test_progress_and_flows() -> None:
    told = context(
        "一、工作情况\n全年应整改问题共计20个，已完成整改15个，尚未完成整改5个，整改完成率75%。\n"
        "热线受理来电30件，直接办理20件，转办10件。\n"
    )
    steps = [step for here in by_paragraph(told.counts) for step in steps_in(told, here)]
    progress, flow = steps
    assert isinstance(progress, Progress)
    assert [c.figure.base for c in (progress.whole, progress.done, progress.left)] == [20, 15, 5]
    assert progress.rate is not None and progress.rate.figure.value == 75
    assert isinstance(flow, Flow)
    assert [c.figure.base for c in (flow.whole, *flow.parts)] == [30, 20, 10]


@pytest.mark.parametrize(
    ("text", "place", "names", "sizes", "is_open", "plain"),
    [
        ("内设机构3个，分别为：办公室、财务科、业务科。", "after", 3, {3}, False, True),
        ("内设机构3个，包括：办公室、财务科。", "after", 2, {2}, True, True),
        ("内设机构3个，分别为：办公室、财务科和业务科。", "after", 2, {2, 3}, False, True),
        ("下设办公室、财务科、业务科共3个。", "before", 3, {3}, False, True),
        ("内设机构3个，分别为：办公室、机关党委、离退休干部。", "after", 3, {3}, False, False),
    ],
)
def test_offices_named_beside_their_count(
    text: str, place: str, names: int, sizes: set[int], is_open: bool, plain: bool
) -> None:
    (listed,) = office_lists(context(f"一、机构设置\n{text}\n").counts)
    assert (listed.place, len(listed.names), listed.sizes) == (place, names, sizes)
    assert (listed.open, listed.plain) == (is_open, plain)
