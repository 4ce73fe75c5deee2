"""Markdown, SARIF and JUnit read by other programs; exit statuses and the last line; verdicts that later runs know."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

import sample
from command import gouji
from gouji import report
from gouji.commands.tally import FailOn, fails
from gouji.corpus.inputs import Folder
from gouji.reconcile.model import READING, Check, Severity, Status
from gouji.records.results import CheckResult
from gouji.records.verdicts import Conclusion, Verdict, add_verdicts, beside

SCHEMA = json.loads((Path(__file__).parent / "schemas/sarif-slice.json").read_text(encoding="utf-8"))
RIGHT = "一、2023年度支出100.00万元，比上年增加20.00万元，增长25.00%。\n"
WRONG = "一、2023年度支出100.00万元，比上年增加20.00万元，增长35.00%。\n"
SLIGHT = "一、2023年度支出100.00万元，比上年增加20.00万元，增长25.02%。\n"


def judged() -> CheckResult:
    """A material finding, one that was judged a false alarm, a rounding, and a part that was not read."""
    result = sample.result()
    unread = Check(READING, Status.UNREADABLE, sample.span("[debris]"), "第7页没有文字层", 7)
    verdict = Verdict(result.keys["m2"], Conclusion.WRONG, "王五", note="表式如此")
    return replace(result, checks=(*result.checks, unread)).judged([verdict])


def sarif(path: Path, *results: CheckResult) -> dict[str, object]:
    report.write(results, path)
    log = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(log)
    return log["runs"][0]


def test_the_slice_of_the_schema_refuses_what_the_standard_does() -> None:
    validator = jsonschema.Draft7Validator(SCHEMA)
    run = {"tool": {"driver": {"name": "x"}}, "results": [{"message": {"text": "t"}}]}
    assert validator.is_valid({"version": "2.1.0", "runs": [run]})
    for bad in (
        {"version": "2.0.0", "runs": [run]},
        {"version": "2.1.0", "runs": [{**run, "tool": {}}]},
        {"version": "2.1.0", "runs": [{**run, "results": [{"level": "error"}]}]},
        {"version": "2.1.0", "runs": [{**run, "results": [{"message": {"text": "t"}, "level": "bad"}]}]},
        {"version": "2.1.0", "runs": [{**run, "results": [{"message": {"text": "t"}, "page": 3}]}]},
    ):
        assert not validator.is_valid(bad)


def test_a_finding_is_a_result_with_its_lines_evidence_and_fingerprint(tmp_path: Path) -> None:
    run = sarif(tmp_path / "o.sarif", judged())
    first, second, third = run["results"]  # type: ignore[misc]
    assert [r["level"] for r in (first, second, third)] == ["error", "warning", "none"]
    (location,) = first["locations"]
    region = location["physicalLocation"]["region"]
    line = sample.TEXT.splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "2.05%" == region["snippet"]["text"]
    assert [r["message"]["text"] for r in first["relatedLocations"]] == ["本期数 120.50万元", "增减额 20.50万元"]
    assert list(first["partialFingerprints"].values()) == [sample.result().keys["m1"]]
    assert second["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "王五 表式如此"}]
    (told,) = [n for n in run["invocations"][0]["toolExecutionNotifications"] if "文字层" in n["message"]["text"]]
    assert told["locations"][0]["logicalLocations"] == [{"name": "7", "kind": "page"}]
    assert {r["id"] for r in run["tool"]["driver"]["rules"]} >= {"change", "wording"}  # type: ignore[index]


def test_what_held_is_counted_where_nothing_was_found(tmp_path: Path) -> None:
    empty = replace(sample.result(), findings=())
    run = sarif(tmp_path / "o.sarif", empty, empty)
    (artifact,) = run["artifacts"]  # type: ignore[misc]
    assert run["results"] == [] and artifact["properties"]["checks"]["holds"] == 1


def test_a_document_is_a_suite(tmp_path: Path) -> None:
    report.write([judged(), sample.result()], tmp_path / "o.xml")
    root = ElementTree.parse(tmp_path / "o.xml").getroot()
    first, second = root.findall("testsuite")
    assert (first.get("failures"), first.get("errors"), first.get("skipped")) == ("1", "2", "1")
    assert (second.get("failures"), second.get("errors")) == ("2", "1")
    assert root.get("failures") == "3" and int(root.get("tests", "0")) == len(root.findall(".//testcase"))
    failure = first.find("testcase/failure")
    assert failure is not None and failure.get("type") == "material" and "应为：20.50%" in (failure.text or "")
    assert [c.get("name") for c in first.findall("testcase") if not len(c)] == ["同一数字 × 1"]


def test_markdown_has_the_table_first_and_no_mark_up_of_the_document(tmp_path: Path) -> None:
    report.write(judged(), tmp_path / "o.md")
    text = (tmp_path / "o.md").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[2] == "# 云麓市清溪河管理处2023年度部门决算"
    row = next(line for line in lines if line.startswith("| 1 |"))
    assert row.split(" | ")[3:5] == ["2.05%", "20.50%"] and text.index("| 1 |") < text.index("## 1. 2.05% → 20.50%")
    assert "收支情况\\<说明\\>" in text and "<说明>" not in text
    assert "第7页" in text and "误报" in text


def test_a_markdown_report_is_no_document_of_a_folder(tmp_path: Path) -> None:
    report.write(sample.result(), tmp_path / "o.md")
    (tmp_path / "决算.md").write_text(f"<!-- gouji 1.0 -->\n{RIGHT}", encoding="utf-8")
    assert [p.name for p in Folder(tmp_path).files] == ["决算.md"]


@pytest.mark.parametrize(
    ("on", "material", "minor", "unread", "false_alarm"),
    [
        ("material", True, False, False, False),
        ("minor", True, True, False, False),
        ("unreadable", True, True, True, False),
        ("never", False, False, False, False),
    ],
)
def test_what_a_check_fails_on(on: str, material: bool, minor: bool, unread: bool, false_alarm: bool) -> None:
    whole = sample.result()
    m1, m2, m3 = whole.findings
    read = replace(whole, checks=tuple(c for c in whole.checks if c.status is not Status.UNREADABLE))
    cases = {
        "material": replace(read, findings=(m1,)),
        "minor": replace(read, findings=(m2,)),
        "unread": replace(judged(), findings=(m3,)),
        "false_alarm": replace(read, findings=(m2,)).judged([Verdict(whole.keys["m2"], Conclusion.WRONG)]),
    }
    told = {name: fails(result, FailOn(on)) for name, result in cases.items()}
    assert told == {"material": material, "minor": minor, "unread": unread, "false_alarm": false_alarm}
    assert m1.severity is Severity.MATERIAL


@pytest.mark.parametrize(
    ("text", "more", "status"),
    [
        (WRONG, (), 1),
        (WRONG, ("--fail-on", "never"), 0),
        (SLIGHT, (), 0),
        (SLIGHT, ("--fail-on", "minor"), 1),
        (RIGHT, ("--fail-on", "unreadable"), 0),
        ("没有数字。\n", ("--fail-on", "unreadable"), 1),
        (RIGHT, ("--fail-on", "sometimes"), 2),
    ],
)
def test_exit_statuses(text: str, more: tuple[str, ...], status: int, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert gouji("check", "a.txt", *more, cwd=tmp_path).returncode == status


def test_a_folder_that_cannot_be_written_is_no_finding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WRONG, encoding="utf-8")
    run = gouji("check", "a.txt", "-o", "no/such/folder.html", cwd=tmp_path)
    assert run.returncode == 2 and run.stderr.startswith("E008")


def test_a_closed_pipe_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(RIGHT * 300, encoding="utf-8")
    command = f"{sys.executable} -m gouji check a.txt -o - | head -c 1; exit ${{PIPESTATUS[0]}}"
    run = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, env=os.environ, check=False)
    assert run.returncode == 0 and run.stderr == b""


def test_several_outputs_and_a_last_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WRONG, encoding="utf-8")
    names = [f"o{suffix}" for suffix in report.OF_ANY_INPUT]
    run = gouji("check", "a.txt", *(part for name in names for part in ("-o", name)), cwd=tmp_path)
    assert run.returncode == 1 and not run.stderr
    assert run.stdout == f"1 份文件：重要 1、轻微 0、存疑 0、尾差 0；未读 0 处；已写出 {', '.join(names)}\n"
    assert all((tmp_path / name).stat().st_size for name in names)
    run = gouji("check", "a.txt", "-o", "-", "-o", "o.csv", "--lang", "en", cwd=tmp_path)
    assert run.stderr == "1 documents: 1 material, 0 minor, 0 doubtful, 0 rounding; 0 parts unread; written o.csv\n"
    assert all(line.startswith("{") for line in run.stdout.splitlines())
    assert gouji("extract", "a.txt", "-o", "e.csv", cwd=tmp_path).stdout == "1 份文件；已写出 e.csv\n"


def test_a_later_run_knows_verdicts_and_new_only_leaves_them_out(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text(WRONG, encoding="utf-8")
    gouji("check", "a.txt", "-o", "o.jsonl", cwd=tmp_path)
    records = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()]
    (finding,) = [r for r in records if r["type"] == "finding"]
    add_verdicts(beside(document), [Verdict(finding["key"], Conclusion.WRONG, "王五", note="另有口径")])
    document.write_text("前言一段。\n" + WRONG, encoding="utf-8")  # the next version
    run = gouji("check", "a.txt", cwd=tmp_path)
    assert run.returncode == 0 and "〔误报 王五 另有口径〕" in run.stdout
    run = gouji("check", "a.txt", "--new-only", cwd=tmp_path)
    assert "35.00%" not in run.stdout and "另有 1 处发现已有核实结论，未列出" in run.stdout
    run = gouji("check", "a.txt", "--new-only", "-o", "n.md", cwd=tmp_path)
    assert "已有核实结论的 1 处未列出" in (tmp_path / "n.md").read_text(encoding="utf-8")
    assert "王五" in gouji("report", "o.jsonl", cwd=tmp_path).stdout


def test_verdicts_of_another_file_and_bad_ones(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WRONG, encoding="utf-8")
    (tmp_path / "v.jsonl").write_text("nonsense\n", encoding="utf-8")
    run = gouji("check", "a.txt", "--verdicts", "v.jsonl", cwd=tmp_path)
    assert run.returncode == 2 and run.stderr.startswith("E023") and "35.00%" in run.stdout
