"""Terms: the decimals that a document usually prints decide what a shorter figure stands for."""

from __future__ import annotations

from decimal import Decimal

import pytest

import casefiles
from gouji.figures import Interval
from gouji.reconcile.statements.document_index import Context

HEAD = "\n白鹭湖管理处2023年度部门决算\n一、支出决算情况说明\n"


def context(text: str) -> Context:
    found = casefiles.check(HEAD + text).extraction
    return Context(found.document, found.entities, found.claims, found.facts)


@pytest.mark.parametrize(
    ("text", "usual"),
    [
        ("办公费2.50万元，印刷费3.25万元，会议费4万元。", 2),
        ("办公费2.5万元，印刷费3.2万元，会议费4.15万元。", 1),
        ("办公费2.50万元，印刷费3.2万元，会议费4.155万元。", None),
        ("办公费2.50万元，印刷费0万元，会议费0万元，差旅费0万元。", 2),
        ("办公费增长2.50%，印刷费增长3.25%。", None),
    ],
)
def test_usual_decimals(text: str, usual: int | None) -> None:
    assert {t.usual for t in context(text).terms.prose} == {usual}


def test_units_count_apart_and_cells_have_no_custom() -> None:
    terms = context(
        "办公费2.50万元，印刷费32000元。\n\n支出表\n单位：万元\n项目\t决算数\n办公费\t2.5\n印刷费\t3.2\n"
    ).terms
    prose = {t.figure.unit.symbol: t.usual for t in terms.prose if t.figure.unit}
    assert (prose["万元"], prose["元"] or 0) == (2, 0)
    cells = [terms[f] for f in terms.facts]
    assert len(cells) == 2 and all(c.cell and c.usual is None for c in cells)


def test_large_amounts_rounded_to_whole_units_are_as_fine_as_printed() -> None:
    terms = context("办公费2.50万元，印刷费3.25万元，会议费4.05万元，本年收入1400万元，本年支出1200万元。").terms
    assert {t.text: t.usual for t in terms.prose if t.figure.decimals == 0} == {"1400万元": None, "1200万元": None}
    assert {t.usual for t in terms.prose if t.figure.decimals == 2} == {2}


def test_an_amount_without_unit_counts_in_the_documents_unit() -> None:
    terms = context("支出年初预算250.00万元，支出决算数为245.00，完成年初预算的98.00%。").terms
    (bare,) = [t for t in terms.prose if t.text == "245.00"]
    assert bare.figure.base == 2_450_000


def test_a_printed_amount_within_what_is_left_is_told() -> None:
    terms = context("本年收入65.90万元，本年支出65.00万元，项目支出40.00万元。").terms
    like = terms.prose[1]
    assert terms.printed_within(Interval(Decimal(658_800), Decimal(659_200)), like) == 659_000
    assert terms.printed_within(Interval(Decimal(300_000), Decimal(660_000)), like) is None  # several
    assert terms.printed_within(Interval.point(659_000), like) is None  # nothing is open
