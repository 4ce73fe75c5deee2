"""What the ledger says of a figure is what happens when the figure slips."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

import corpus
import gouji
from command import gouji as run
from gouji.document import Span
from gouji.figures import Figure, Kind, Unit
from gouji.learn.planting import trial
from gouji.learn.planting.cell_slips import altered
from gouji.learn.planting.claim_slips import Alteration, Slip, Target
from gouji.learn.planting.figure_slips import forecasts, table
from gouji.reconcile.guarding.one_digit import slips, steps, value
from gouji.reconcile.kernel.catalogue import LANGUAGES, load
from gouji.reconcile.kernel.relation import Accuses
from gouji.reconcile.model import Guard, Guarding
from gouji.records.reading import read_records
from gouji.records.results import CheckResult
from gouji.report import jsonl
from gouji.report.figure_ledger import figure_ledger, summary

WAN = Unit("万元", Kind.MONEY, Decimal(10000))
TEXT = """丙市水文站2031年度部门决算

第一部分 部门决算表

收入决算表
单位：万元
\t项目\t年初预算数\t决算数
\t一般公共预算财政拨款收入\t110.00\t120.50
\t事业收入\t12.00\t10.40
\t其他收入\t30.00\t30.20
\t本年收入合计\t152.00\t161.10

第二部分 决算情况说明

一、收入决算情况说明
2031年度本年收入合计161.10万元，其中：一般公共预算财政拨款收入120.50万元，占74.80%；\
事业收入10.40万元，占6.46%；其他收入30.20万元，占18.75%。

二、其他说明
2031年度巡测船艇共7艘，另付码头看护补贴3.35万元。
"""


@pytest.fixture(scope="module")
def result() -> CheckResult:
    return gouji.check(gouji.read_text(TEXT, "丙.txt"))


def guard(result: CheckResult, text: str, prose: bool = True) -> Guard:
    return next(g for g in result.guards if g.prose is prose and result.document.slice(g.span) == text)


def found(result: CheckResult, span: Span, made: str) -> bool:
    """Whether a check of the document with other words in a place has a new finding there."""
    document = result.document
    source = trial.Source.of(document.name, document.text, result, document)
    (verdict,) = trial.judge(source, (Alteration(0, "", Target.AMOUNT, Slip.DIGIT, span, made, span),))
    return verdict.found


@pytest.mark.parametrize(
    ("text", "number", "decimals"),
    [("1,204.50", "1204.50", 2), ("0.00万元", "0.00", 2), ("7", "7", 0), ("-30.25", "-30.25", 2), ("9.9%", "9.9", 1)],
)
def test_the_smallest_steps_are_those_of_the_slips(text: str, number: str, decimals: int) -> None:
    figure = Figure(Decimal(number), decimals, WAN)
    moved = [value(made, figure) - figure.base for made in slips(text, figure)]
    smallest = steps(text, figure)
    assert smallest.up == min((m for m in moved if m > 0), default=None)
    assert smallest.down == min((-m for m in moved if m < 0), default=None)
    assert all(len(made) == len(text) for made in slips(text, figure))


def test_a_slip_is_of_one_digit_and_more_than_rounding() -> None:
    made = list(slips("10.45", Figure(Decimal("10.45"), 2, WAN)))
    assert "10.75" in made and "70.45" in made
    assert "10.49" not in made and "00.45" not in made


def test_digits_that_are_not_those_of_the_figure_have_no_slips() -> None:
    assert list(slips("3至5万元", Figure(Decimal(3), 0, WAN))) == []


def test_what_a_table_and_a_list_bear_out_is_guarded(result: CheckResult) -> None:
    amount = guard(result, "30.20万元")
    assert amount.state is Guarding.GUARDED and amount.reason is None
    assert {"equal", "sum"} <= set(amount.guards)
    assert amount.free and Decimal(302000) in amount.free and amount.free.width < Decimal(1000)
    assert guard(result, "74.80%").state is Guarding.GUARDED
    assert guard(result, "161.10", prose=False).state is Guarding.GUARDED


def test_what_stands_alone_is_untouched_and_the_reason_is_told(result: CheckResult) -> None:
    for text in ("7艘", "3.35万元"):
        alone = guard(result, text)
        assert alone.state is Guarding.UNTOUCHED and alone.reason and not alone.guards
        assert all(load().render(alone.reason, language) for language in LANGUAGES)


def test_every_figure_has_its_line(result: CheckResult) -> None:
    ids = {e.id for e in result.extraction.entities if e.figure} | {f.id for f in result.extraction.facts}
    assert ids <= {g.of for g in result.guards}
    assert len({g.of for g in result.guards}) == len(result.guards)


def test_the_word_of_the_ledger_comes_true_for_every_slip(result: CheckResult) -> None:
    figures = {e.id: e.figure for e in result.extraction.entities if e.figure}
    chance = Random(1)
    for one in result.guards:
        if one.of in figures:
            text = result.document.slice(one.span)
            made = chance.choice(list(slips(text, figures[one.of])))
            assert found(result, one.span, made) is one.notices(value(made, figures[one.of])), text


def test_a_figure_of_a_finding_is_guarded(result: CheckResult) -> None:
    place = guard(result, "30.20万元").span
    slip = Alteration(0, "", Target.AMOUNT, Slip.DIGIT, place, "32.20万元", place)
    wrong = gouji.check(altered(result.document, [slip]))
    assert wrong.findings and guard(wrong, "32.20万元").state is Guarding.GUARDED


def test_what_others_leave_room_for_is_touched_only() -> None:
    told = "丁市水文站2031年度部门决算\n\n2031年度支出7,543.22万元，比上年增加1,204.55万元，增长19%。\n"
    rise = guard(gouji.check(gouji.read_text(told, "丁.txt")), "1,204.55万元")
    assert rise.state is Guarding.TOUCHED and rise.reason and rise.reason.code == "guard.loose"
    assert rise.guards == ("change",)
    assert rise.notices(Decimal(92045500)) and not rise.notices(Decimal(12055500))


def test_it_is_in_records_and_comes_back(result: CheckResult) -> None:
    (again,) = read_records(jsonl.lines(result))
    assert isinstance(again, CheckResult) and again.guards == result.guards
    document, *_ = result.to_records()
    prose = [g for g in result.guards if g.prose]
    assert sum(document[state.value] for state in Guarding) == len(prose)
    frame = result.to_frame("guard")
    assert len(frame) == len(result.guards) and set(frame["state"]) <= set(Guarding)


def test_the_summary_counts_and_the_list_is_behind_it(result: CheckResult) -> None:
    prose = [g for g in result.guards if g.prose]
    chinese, english = summary(result)
    assert chinese.startswith(f"说明中 {len(prose)} 个数字") and english.startswith(f"{len(prose)} figures")
    listed = figure_ledger(result).groups
    assert sum(group.count for group in listed) == sum(g.state is not Guarding.GUARDED for g in prose)


def test_every_relation_says_which_misses_accuse() -> None:
    entries = load().entries.values()
    assert {e.accuses for e in entries} >= {Accuses.ANY, Accuses.SLIP}


def test_evaluate_plants_figures(tmp_path: Path) -> None:
    (tmp_path / "丙.txt").write_text(TEXT, encoding="utf-8")
    done = run("evaluate", tmp_path / "丙.txt", "--figures", "4", "--jobs", "1")
    assert done.returncode == 0, done.stderr
    assert "FIGURES" in done.stdout and "came true 4/4" in done.stdout


REAL = sorted((corpus.CORPUS / "wave1").glob("*.pdf"), key=lambda p: p.stat().st_size)[3:5]


@pytest.mark.parametrize("path", REAL, ids=lambda p: p.stem)
def test_real_documents(path: Path) -> None:
    result = gouji.check(path)
    document = result.document
    source = trial.Source.of(document.name, document.text, result, document)
    drawn = forecasts(result, 8, Random(3))
    right = [trial.judge(source, (one.alteration,))[0].found is one.noticed for one in drawn]
    assert len(drawn) == 8 and sum(right) >= 7
    assert table([])
