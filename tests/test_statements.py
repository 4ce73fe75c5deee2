"""Every statement of a document: of made-up ones by kind, of real ones against what is read on their pages.

tests/statements/ holds a file a document and a line a statement: where it stands, the figure as printed, its kind, and
the aspects as a reader of the page finds them. A list holds the names that are right alike; null says that the
quantity has no such aspect; an aspect that is not listed was not judged. The part of a cell is the part that its
column divides its row into, else the part that its table is of.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import casefiles
import gouji
from corpus import CORPUS
from gouji.places import Mark, Places
from gouji.reconcile.statements.aspects import What
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.every_statement import statements
from gouji.reconcile.statements.statement import Kind, Statement
from gouji.records.reading import read_records
from gouji.records.results import Extraction

LISTED = sorted((Path(__file__).parent / "statements").glob("*.jsonl"))
DOCUMENTS = CORPUS / "wave1"
NEAR = 4.0  # points that a figure may stand from where it is listed
ENOUGH = 0.98  # of the aspects that are surely read

Line = dict[str, Any]


@dataclass
class Tally:
    """How many aspects were read surely and right, and what was read wrong."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    lines: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        read = self.right.total() + self.wrong.total()
        return self.right.total() / read if read else 0.0


def context(result: Extraction) -> Context:
    return Context(result.document, result.entities, result.claims, result.facts, result.counts)


def lines_of(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def told(statement: Statement) -> Iterator[tuple[str, Any]]:
    """The aspects that a statement tells for sure; the code of an item apart from its name."""
    for name, aspect in statement.aspects.items():
        if not (aspect.told and aspect.sure):
            continue
        if isinstance(aspect.value, What):
            yield name, aspect.value.name
            if aspect.value.code:
                yield "code", aspect.value.code
        else:
            yield name, aspect.value


def found(line: Line, among: list[Statement], inside: Context) -> Statement | None:
    """The statement that stands where a line says."""
    for one in among:
        place = inside.document.places.at(one.span.start, one.span.end)
        if one.term.text != line["figure"] or place.page != line["page"] or not place.bbox:
            continue
        if all(abs(a - b) <= NEAR for a, b in zip(place.bbox, line["at"], strict=False)):
            return one
    return None


def compare(line: Line, statement: Statement, tally: Tally) -> None:
    """Count the aspects of one statement; what the list does not judge counts neither way."""
    for name, value in told(statement):
        if name not in line:
            continue
        right = line[name] if isinstance(line[name], list) else [line[name]]
        good = value in right
        (tally.right if good else tally.wrong)[name] += 1
        if not good:
            tally.lines.append(f"{line['file']} p{line['page']} {line['figure']} {name}: {value}, is {line[name]}")


@cache
def read_beside() -> Tally:
    """All listed statements beside what the code reads of them."""
    tally = Tally()
    for path in LISTED:
        lines = lines_of(path)
        inside = context(gouji.extract(gouji.read(DOCUMENTS / lines[0]["file"]), models=False))
        among = list(statements(inside))
        for line in lines:
            one = found(line, among, inside)
            if one is None or one.kind != line["kind"]:
                tally.lines.append(f"{line['file']} p{line['page']} {line['figure']}: no such {line['kind']}")
                tally.wrong["statement"] += 1
            else:
                compare(line, one, tally)
    return tally


def test_the_list_holds_three_hundred_statements_of_five_documents() -> None:
    listed = [line for path in LISTED for line in lines_of(path)]
    assert len(LISTED) == 5 and len(listed) == 300
    assert len({(line["file"], line["page"], *line["at"]) for line in listed}) == 300
    assert {line["kind"] for line in listed} <= set(Kind)


@pytest.mark.skipif(not DOCUMENTS.is_dir(), reason=f"no documents in {DOCUMENTS}")
def test_what_is_surely_read_of_real_statements_is_right() -> None:
    tally = read_beside()
    figures = f"{tally.right.total()} right, {tally.wrong.total()} wrong: {dict(tally.right)} {dict(tally.wrong)}"
    sys.stdout.write("\n".join((*tally.lines, figures, "")))
    assert tally.share >= ENOUGH, "\n".join(tally.lines)


MADE = """青岭市林业局2024年度部门决算

一、收支情况
2024年收入决算80.00万元，比上年增加5.00万元，增长6.67%。其中：事业收入20.00万元，占25.00%。
项目支出年初预算40.00万元，支出决算30.00万元，完成年初预算的75.00%。
二、资产情况
截至2023年12月31日，共有车辆3辆，其中：应急保障用车2辆；单价50万元以上的设备9台。
本年计划纳入管理的6个项目正在实施。

支出决算表
单位：万元
科目编码\t科目名称\t合计\t占比（%）
合计\t\t30.10\t100.00
213\t农林水支出\t18.10\t60.13
221\t住房保障支出\t12.00\t39.87
"""


def made(text: str = MADE) -> dict[str, Statement]:
    """The statements of a made-up document by their figures, each of which it prints once."""
    inside = context(casefiles.check(text).extraction)
    found = [*statements(inside)]
    assert len({one.span for one in found}) == len(found)
    return {one.term.text: one for one in found}


def test_each_figure_is_stated_once_with_its_kind() -> None:
    kinds = {text: one.kind for text, one in made().items()}
    assert kinds == {
        "80.00万元": Kind.LEVEL,
        "5.00万元": Kind.CHANGE,
        "6.67%": Kind.RATE,
        "20.00万元": Kind.LEVEL,
        "25.00%": Kind.SHARE,
        "40.00万元": Kind.LEVEL,
        "30.00万元": Kind.LEVEL,
        "75.00%": Kind.COMPLETION,
        "50万元": Kind.LEVEL,
        "3辆": Kind.COUNT,
        "2辆": Kind.COUNT,
        "9台": Kind.COUNT,
        "6个": Kind.COUNT,
        **dict.fromkeys(("30.10", "18.10", "12.00"), Kind.CELL),
        **dict.fromkeys(("100.00", "60.13", "39.87"), Kind.PERCENT),
    }


def test_prose_comes_before_cells_and_cells_before_counts() -> None:
    kinds = [one.kind for one in statements(context(casefiles.check(MADE).extraction))]
    ranks = [{Kind.CELL: 1, Kind.PERCENT: 1, Kind.COUNT: 2}.get(kind, 0) for kind in kinds]
    assert ranks == sorted(ranks)


def test_figures_tell_their_aspects() -> None:
    found = {text: dict(told(one)) for text, one in made().items()}
    common = {"whose": "青岭市林业局", "year": 2024}
    assert found["80.00万元"] == {**common, "side": "收入", "measure": "决算"}
    assert found["30.00万元"] == {**common, "what": "项目支出", "measure": "决算"}
    assert found["18.10"] == {**common, "what": "农林水", "code": "213", "side": "支出", "measure": "决算"}


def test_of_what_is_compared_with_neither_measure_nor_year_is_read() -> None:
    found = made(HEAD + "一、收入情况\n2024年事业收入预算80.00万元，比上年的75.00万元增加5.00万元。\n")
    assert found["75.00万元"].kind is Kind.LEVEL
    assert set(dict(told(found["80.00万元"]))) - set(dict(told(found["75.00万元"]))) == {"measure", "year"}


def test_a_threshold_is_of_no_plan_and_no_year() -> None:
    assert set(dict(told(made()["50万元"]))) == {"whose"}


def test_counts_are_of_the_day_that_their_paragraph_tells() -> None:
    years = {text: one.aspects.year.value for text, one in made().items() if one.kind is Kind.COUNT}
    assert years == {"3辆": 2023, "2辆": 2023, "9台": 2023, "6个": 2024}


def test_what_is_counted_is_sure_where_it_stands_before_the_figure() -> None:
    sure = {text: one.aspects.what.sure for text, one in made().items() if one.kind is Kind.COUNT}
    assert sure == {"3辆": True, "2辆": True, "9台": False, "6个": False}


def test_scores_of_prose_and_forms_are_scores() -> None:
    text = (
        MADE + "\n项目支出绩效自评表\n项目名称\t湿地巡护\n自评得分\t96.5\n\n三、自评情况\n该项目自评得分为97.25分。\n"
    )
    found = {text: one for text, one in made(text).items() if one.kind is Kind.SCORE}
    assert {text: str(one.aspects.what.value) for text, one in found.items()} == {"97.25": "得分", "96.5": "自评得分"}
    assert {one.aspects.year.value for one in found.values()} == {2024}


HEAD = "青岭市林业局2024年度部门预算\n\n"


def test_a_half_of_a_table_tells_its_side_and_a_column_the_part_of_its_total() -> None:
    table = (
        "收支预算总表\n单位：万元\n项目\t本年支出\t\n\t合计\t公用经费\n"
        "一、农林水支出\t62.00\t6.00\n二、住房保障支出\t2.00\t1.00\n支出总计\t64.00\t7.00\n"
    )
    found = {text: dict(told(one)) for text, one in made(HEAD + table).items()}
    assert (found["6.00"]["side"], found["6.00"]["what"], found["6.00"]["part"]) == ("支出", "农林水", "公用经费")
    assert (found["7.00"]["side"], found["7.00"]["what"], "extent" in found["7.00"]) == ("支出", "公用经费", False)
    assert (found["64.00"]["side"], found["64.00"]["extent"]) == ("支出", "总计")


def test_a_row_of_one_fund_is_narrower_than_its_column() -> None:
    table = (
        "财政拨款收支总表\n单位：万元\n财政拨款收入\t\t财政拨款支出\t\n项目\t预算数\t项目\t预算数\n"
        "一般公共预算资金\t61.00\t农林水支出\t60.00\n收入总计\t62.00\t支出总计\t63.00\n"
    )
    found = {text: one.aspects.fund.value for text, one in made(HEAD + table).items()}
    assert found == {"61.00": "一般公共预算", **dict.fromkeys(("60.00", "62.00", "63.00"), "财政拨款")}


def test_a_header_is_completed_by_its_group() -> None:
    table = "“三公”经费预算表\n单位：万元\n公务用车购置及运行费\t\t\n小计\t购置费\t运行费\n9.00\t4.00\t5.00\n"
    found = {text: one.aspects.what.value for text, one in made(HEAD + table).items()}
    assert found == {
        "9.00": What("公务用车购置及运行维护费"),
        "4.00": What("公务用车购置费"),
        "5.00": What("公务用车运行维护费"),
    }


def test_a_row_of_changes_states_changes_of_its_columns() -> None:
    table = (
        "“三公”经费预算表\n单位：万元\n年度\t因公出国（境）费\t公务接待费\n"
        "2023年\t8.00\t3.00\n2024年\t9.00\t2.00\n增减变化金额\t1.00\t-1.00\n"
    )
    found = made(HEAD + table)
    assert {text: one.kind for text, one in found.items()} == {
        **dict.fromkeys(("8.00", "3.00", "9.00", "2.00"), Kind.CELL),
        **dict.fromkeys(("1.00", "-1.00"), Kind.CHANGE),
    }
    change = found["-1.00"].aspects
    assert change.what.value == What("公务接待费") and not change.what.sure and not change.part.told


def test_a_day_in_a_row_names_nothing() -> None:
    table = "培训费明细表\n单位：万元\n培训名称\t时间\t金额\n森林防火培训\t不晚于2024年6月30日\t4.00\n"
    (found,) = made(HEAD + table).values()
    assert found.aspects.what.value == What("森林防火培训")


def test_how_something_is_bought_names_nothing() -> None:
    table = (
        "政府采购支出表\n单位：万元\n项目\t采购品目\t采购组织形式\t预算数\n合计\t\t\t9.00\n"
        "种苗抚育\t苗木运输服务\t分散采购\t4.00\n森林防火\t林区巡护服务\t集中采购\t5.00\n"
    )
    found = made(HEAD + table)
    names = [found[text].aspects.what.value for text in ("4.00", "5.00")]
    assert names == [What("苗木运输服务"), What("林区巡护服务")]


def test_a_year_in_the_name_of_a_project_is_not_sure_to_be_that_of_its_money() -> None:
    table = "项目支出预算表\n单位：万元\n项目名称\t合计\n2022年种苗基地改造\t4.00\n森林防火道修缮\t5.00\n"
    found = made(HEAD + table)
    assert [found[text].aspects.year.sure for text in ("4.00", "5.00")] == [False, True]


def test_the_code_of_a_unit_is_no_code_of_what_it_spends() -> None:
    table = (
        "收入总表\n单位：万元\n单位编码\t单位名称\t合计\t上级补助收入\n101\t青岭市林业局\t63.00\t2.00\n"
        "101002\t青岭市种苗站\t61.00\t1.00\n"
    )
    assert {one.aspects.what.value.code for one in made(HEAD + table).values()} == {""}


def test_statements_and_findings_tell_where_they_stand() -> None:
    """In pages and boxes for a PDF, in cells for a spreadsheet; what a format has not is None or empty."""
    text = (
        "甲局2023年度部门决算\n\n一、收入情况\n本年收入合计120.00万元，其中：事业收入100.00万元，其他收入10.00万元。\n"
    )
    document = gouji.read_text(text)
    at = text.index("120.00万元")
    places = Places((Mark(0, page=1), Mark(at, page=2, cell="说明!B3")))
    result = gouji.check(replace(document, places=places), models=False)
    stated = next(s for s in result.extraction.statements if s.span.start == at)
    assert (stated.page, stated.bbox, stated.cell) == (2, None, "说明!B3")
    assert {(f.page, f.cell) for f in result.findings} <= {(2, "说明!B3")}
    plain = gouji.check(document, models=False)
    assert {(s.page, s.bbox, s.cell) for s in plain.extraction.statements} == {(None, None, "")}
    (again,) = read_records(list(result.to_records()))
    assert [(s.page, s.cell) for s in again.extraction.statements] == [
        (s.page, s.cell) for s in result.extraction.statements
    ]
