"""What a finding says is kept as codes and arguments, and rendered in Chinese and English."""

from __future__ import annotations

import pytest

import casefiles
from gouji.places import Place
from gouji.reconcile.findings.telling import render
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.model import Finding, Told, say

CASES = ["findings", "change", "share_and_completion", "prose_lists", "directions_and_units", "years", "solving"]
CHINESE = ("应为", "也可能是", "疑", "不能同时成立", "写")  # of our sentences; documents of the cases do not say so

TOLD = Told(
    place=Place(page=3, file="附表.pdf"),
    section="一、收支情况",
    stated="21%",
    sentence=say("change.rate", of=say("finding.of", name="会议费"), rate=say("rate.down"), expected="20%"),
    clauses=(say("finding.tied", figures=("5万元", "6万元")),),
    computation=("1 ÷ 5 = 20%", "2 ÷ 10 = 20%"),
    diagnosis="digit_wrong",
    slip=say("slip.digit.wrong"),
)


def found(name: str) -> list[Finding]:
    results = (casefiles.check(casefiles.unmarked(c["head"] + c["text"])[0]) for c in casefiles.load(name))
    return [finding for result in results for finding in result.findings]


def test_a_finding_is_told_in_chinese() -> None:
    assert render(TOLD) == (
        "附表.pdf 第3页“一、收支情况”：“会议费”下降率写21%，按所列金额应为20%；也可能是5万元、6万元有误"
        "（1 ÷ 5 = 20%；2 ÷ 10 = 20%），疑一位数字误写。"
    )


def test_a_finding_is_told_in_english() -> None:
    assert render(TOLD, "en") == (
        "附表.pdf page 3 “一、收支情况”: “会议费”: a fall of 21%, where the amounts given make it 20%; or 5万元, 6万元"
        " may be wrong (1 ÷ 5 = 20%; 2 ÷ 10 = 20%); possibly a digit is wrong."
    )


def test_what_is_not_known_is_left_out() -> None:
    bare = Told(Place(), "", "120%", say("bounded.rate", subject="满意率"))
    assert render(bare) == "满意率写120%，超过100%。"
    assert render(bare, "en") == "满意率 of 120%, above 100 %."


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        render(TOLD, "fr")


@pytest.mark.parametrize("name", CASES)
def test_a_record_has_the_chinese_words_of_what_is_told(name: str) -> None:
    findings = found(name)
    assert findings
    for finding in findings:
        assert finding.told and render(finding.told) == finding.message


@pytest.mark.parametrize("name", CASES)
def test_a_finding_of_the_catalogue_is_told_in_english_alone(name: str) -> None:
    told = [f.told for f in found(name) if f.told and f.told.sentence.code != "finding.words"]
    assert told
    for one in told:
        assert not [words for words in CHINESE if words in render(one, "en")], render(one, "en")


@pytest.mark.parametrize("name", CASES)
def test_a_finding_names_a_relation_and_a_slip_of_the_catalogue(name: str) -> None:
    for finding in found(name):
        assert finding.relation in load().names
        assert not finding.diagnosis or finding.diagnosis in load().slips


@pytest.mark.parametrize("name", CASES)
def test_what_should_stand_there_is_not_what_does(name: str) -> None:
    for finding in found(name):
        assert finding.expected.replace(",", "") != finding.stated.replace(",", "")


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("巡湖费", "“巡湖费”"),
        ("“巡湖费”支出", "“‘巡湖费’支出”"),
        ("“巡湖费", "“巡湖费”"),
        ("巡湖“费”用", "“巡湖“费”用”"),
        ("“”", "““””"),
    ],
    ids=["bare", "marked", "half marked", "marks inside", "marks alone"],
)
def test_marks_of_quoted_words_do_not_stand_twice(stated: str, told: str) -> None:
    assert load().render(say("wording.misspelt"), stated=stated) == f"{told}有错字或漏字"
