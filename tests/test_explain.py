"""A finding told from its figures to its repair: sentences, interval arithmetic, the command."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import chains
import gouji as package
from command import gouji
from gouji.figures import Figure, Interval
from gouji.learn import synth
from gouji.reconcile.model import Finding, Severity
from gouji.report.explanation import Explanation, explain
from gouji.report.place_names import Places
from gouji.report.printed_intervals import between
from sample import WAN

DOCUMENT = "gouji-demo/disclosure.txt"


def told(finding: Finding) -> Explanation:
    found = explain(finding, chains.places())
    assert found
    return found


def test_the_core_is_told_as_intervals_that_do_not_meet() -> None:
    found = told(chains.growth())
    expected = "1.65 ÷ (45.08 − 1.65) 得3.787%至3.812%，所印0.38%表示0.375%至0.385%，两区间不相交"
    assert found.steps[0].lines == (expected,)
    assert found.core[0].startswith("①②自身即不成立")
    assert "其余各数只容许此数为3.795%至3.805%" in found.core[1]


def test_the_repair_is_put_to_the_relations() -> None:
    assert told(chains.growth()).repair == ("0.38%应为3.80%（3.795%至3.805%）。", "改后①②成立。")


def test_relations_that_miss_only_together_say_so() -> None:
    found = told(chains.jointly())
    assert all(s.holds for s in found.steps)
    assert found.core[0] == "①②单独看都在舍入范围之内，合起来不能同时成立。"
    assert found.core[1] == "撇开所印的13.4%，其余各数只容许此数为12.6%至12.7%；所印表示13.35%至13.45%，两者不相交。"


def test_figures_tell_what_they_are_and_how_often_they_recur() -> None:
    rate, _, value, _ = told(chains.growth()).figures
    assert (rate.text, rate.mark, rate.repaired, rate.about) == ("0.38%", "disputed", "3.80%", "比率 · 科目r")
    assert value.notes == ("另有2处同值",) and value.stands == "45.075至45.085万元"


@pytest.mark.parametrize(("parts", "texts"), [(3, 4), (5, 6), (6, 2), (30, 2)])
def test_many_parts_are_told_as_one(parts: int, texts: int) -> None:
    figures = told(chains.total(parts)).figures
    assert len(figures) == texts
    if texts == 2:
        assert (figures[1].text, figures[1].stands) == (f"{parts}项", f"Σ {10 * parts}.00万元")


def test_parts_that_one_of_them_rivals_are_the_rest() -> None:
    figures = told(chains.total(8, tied=1)).figures
    assert [f.text for f in figures] == ["85.00万元", "10.00万元", "其余7项"]


def test_ties_are_told_with_their_repair() -> None:
    found = told(chains.total(8, tied=1))
    assert found.rivals == ("85.00万元与10.00万元必有一误：若错在后者，后者应为14.995至15.005万元。",)


def test_relations_of_the_same_figures_are_told_once() -> None:
    finding = chains.growth()
    assert finding.basis
    twice = replace(finding, basis=replace(finding.basis, relations=finding.basis.relations * 2))
    assert told(twice).steps == told(finding).steps


@pytest.mark.parametrize(
    ("lo", "hi", "text"),
    [
        ("157650", "157750", "15.765至15.775万元"),
        ("175000", "185000", "17.5至18.5万元"),
        ("0", "0", "0万元"),
        ("-5000", "5000", "−0.5至0.5万元"),
        ("14536.761", "14536.762", "约1.454万元"),
    ],
)
def test_intervals_are_shown_as_finely_as_their_ends_need(lo: str, hi: str, text: str) -> None:
    like = Figure(Decimal(18), 0, WAN)
    assert between(Interval(Decimal(lo), Decimal(hi)), like) == text


def test_intervals_that_do_not_meet_are_not_shown_to_touch() -> None:
    like = Figure(Decimal("1.00"), 2, WAN)
    low, high = Interval(Decimal(9900), Decimal("9949.6")), Interval(Decimal("9950.4"), Decimal(10050))
    assert between(low, like, high).split("至")[1] != between(high, like, low).split("至")[0] + "万元"


@pytest.mark.parametrize("seed", range(3))
def test_every_finding_on_a_figure_is_explained(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "disclosure.txt"
    path.write_text(synth.demo(seed).text, encoding="utf-8", newline="")
    result = package.check(path)
    for finding in result.findings:
        if finding.basis is None:
            continue
        found = explain(finding, Places(result.document), result.findings)
        assert found and finding.severity is not Severity.ROUNDING
        assert sum(f.mark == "disputed" for f in found.figures) == 1
        sentences = "".join((*found.core, *found.repair, *found.rivals, *(x for s in found.steps for x in s.lines)))
        assert not re.search(r"[{}]|None|E[+-]\d", sentences)


def test_the_command_tells_the_finding_that_check_lists(with_demo: Path) -> None:
    listed = gouji("check", DOCUMENT, cwd=with_demo).stdout
    for finding_id in re.findall(r"^  (f\d+) \[", listed, re.M)[:3]:
        run = gouji("explain", finding_id, DOCUMENT, cwd=with_demo)
        assert run.returncode == 0 and not run.stderr
        assert run.stdout.splitlines()[1] in listed
        assert "更正 repair" in run.stdout


def test_an_unknown_id_is_one_line_and_status_two(with_demo: Path) -> None:
    run = gouji("explain", "f999", DOCUMENT, cwd=with_demo)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr.startswith(f"E017: no finding f999 in {DOCUMENT}; there are: f1 … f")


def test_of_several_documents_each_that_has_the_id_is_told(with_demo: Path) -> None:
    (with_demo / "clean.txt").write_text("一、支出情况\n支出1.20万元。\n", encoding="utf-8")
    run = gouji("explain", "f1", DOCUMENT, "clean.txt", DOCUMENT, cwd=with_demo)
    assert run.returncode == 0 and run.stdout.count("  f1 [") == 2


def test_a_file_that_cannot_be_read_is_told_beside_the_others(with_demo: Path) -> None:
    run = gouji("explain", "f1", DOCUMENT, "missing.txt", cwd=with_demo)
    assert run.returncode == 2 and "E001" in run.stderr and "  f1 [" in run.stdout


def test_a_finding_about_words_tells_its_evidence(tmp_path: Path) -> None:
    """No figure is disputed where a year is."""
    path = tmp_path / "disclosure.txt"
    path.write_text(synth.demo(0).text, encoding="utf-8", newline="")
    words = [f for f in package.check(path).findings if f.basis is None and f.severity is not Severity.ROUNDING]
    for finding in words:
        run = gouji("explain", finding.id, path)
        assert run.returncode == 0 and "规则 rules" in run.stdout and finding.expected in run.stdout
