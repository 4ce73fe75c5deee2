"""Keys of findings: the same where the disputed figure is the same, whatever stands above it; verdicts kept by them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import gouji
import sample
from gouji.errors import GoujiError
from gouji.records.reading import read_records
from gouji.records.verdicts import Conclusion, Verdict, add_verdicts, beside, read_verdicts

HEAD = "白鹭湖管理处2023年度部门决算\n一、支出情况\n"
WRONG = "2023年度本年支出合计6256.31万元，比上年增加268.28万元，增长17.39%。\n"


def check(folder: Path, text: str) -> gouji.CheckResult:
    path = folder / "disclosure.txt"
    path.write_text(text, encoding="utf-8")
    return gouji.check(path)


def test_a_key_stays_where_text_is_put_in_above_and_other_numbers_change(tmp_path: Path) -> None:
    before = check(tmp_path, HEAD + WRONG)
    after = check(tmp_path, HEAD + "本单位共有职工12人。\n" + WRONG.replace("6256.31", "6256.32"))
    assert before.findings and after.findings
    assert set(before.keys.values()) == set(after.keys.values())


def test_another_figure_has_another_key(tmp_path: Path) -> None:
    before = check(tmp_path, HEAD + WRONG)
    after = check(tmp_path, HEAD + WRONG.replace("17.39", "18.39"))
    assert not set(before.keys.values()) & set(after.keys.values())


def test_findings_that_are_alike_are_told_apart() -> None:
    result = sample.result()
    twice = replace(result, findings=(result.findings[0], replace(result.findings[0], id="m9")))
    assert len(set(twice.keys.values())) == 2


def test_what_is_left_out_changes_no_key_and_is_counted() -> None:
    result = sample.result()
    keys = result.keys
    verdict = Verdict(keys["m1"], Conclusion.WRONG, "甲", "2024-05-06T10:00:00", "按调整预算数计算")
    left = result.judged([verdict, Verdict("0" * 12, Conclusion.RIGHT)]).unjudged()
    assert [f.id for f in left.findings] == ["m2", "m3"] and left.known == 1
    assert {i: left.keys[i] for i in ("m2", "m3")} == {i: keys[i] for i in ("m2", "m3")}
    assert not left.clean


def test_records_carry_keys_and_verdicts_and_give_them_back() -> None:
    result = sample.result()
    verdict = Verdict(result.keys["m1"], Conclusion.ARGUABLE, "乙", "2024-05-06T10:00:00", "待查", "2.05%")
    told = result.judged([verdict])
    records = told.to_records()
    found = next(r for r in records if r["type"] == "finding")
    assert found["key"] == result.keys["m1"]
    assert found["verdict"] == {
        "verdict": "arguable", "by": "乙", "at": "2024-05-06T10:00:00", "note": "待查", "stated": "2.05%",
    }  # fmt: skip
    (again,) = read_records(records)
    assert again.to_records() == records and again.verdict(again.findings[0]) == verdict
    (left,) = read_records(told.unjudged().to_records())
    assert left.known == 1 and left.to_records() == told.unjudged().to_records()


def test_the_last_verdict_is_in_force_and_the_first_is_kept(tmp_path: Path) -> None:
    path = beside(tmp_path / "决算.pdf")
    one, other = Verdict("k1", Conclusion.RIGHT, "甲"), Verdict("k1", Conclusion.WRONG, "乙", note="另有口径")
    assert add_verdicts(path, [one]) == [one]
    assert add_verdicts(path, [one, other]) == [other]
    assert read_verdicts(path) == {"k1": other}
    assert path.name == "决算.pdf.verdicts.jsonl" and len(path.read_text(encoding="utf-8").splitlines()) == 2
    assert add_verdicts(path, [replace(other, by="丙")]) == []


def test_no_file_is_no_verdict(tmp_path: Path) -> None:
    assert read_verdicts(tmp_path / "none.verdicts.jsonl") == {}


@pytest.mark.parametrize("line", ["{", "[]", "{}", json.dumps({"key": "k", "verdict": "perhaps"})])
def test_a_line_that_is_no_verdict_is_told(line: str, tmp_path: Path) -> None:
    path = tmp_path / "v.jsonl"
    path.write_text('{"key": "k", "verdict": "right"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(GoujiError) as caught:
        read_verdicts(path)
    assert caught.value.code == "E023" and "line 2" in str(caught.value)
