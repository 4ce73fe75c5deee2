"""A doubtful finding in every format: told apart and counted so, and hidden nowhere."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pytest

import sample
from gouji import report
from gouji.commands import summary as terminal
from gouji.commands.tally import FailOn, fails
from gouji.reconcile.model import say
from gouji.records.results import CheckResult
from gouji.report.document_summary import summarised
from gouji.report.finding_table import table


@pytest.fixture
def result() -> CheckResult:
    """The material finding is doubtful, the minor one is not."""
    whole = sample.result()
    doubtful = replace(whole.findings[0], doubt=say("doubt.kind"), confidence=0.3)
    return replace(whole, findings=(doubtful, *whole.findings[1:]))


def test_it_stands_behind_what_is_not_doubtful(result: CheckResult) -> None:
    assert [(row.id, row.group) for row in table(result)] == [("m2", "minor"), ("m1", "doubtful"), ("m3", "rounding")]


def test_it_is_counted_apart(result: CheckResult) -> None:
    summary = summarised(result)
    assert summary.groups == {"material": 0, "minor": 1, "doubtful": 1, "rounding": 1}
    assert summary.outcome.startswith("核对 2 处关系，发现重要差错 0 处、轻微差错 1 处，存疑 1 处")
    alone = summarised(replace(result, findings=result.findings[:1]))
    assert "没有发现" not in alone.outcome and "存疑 1 处" in alone.outcome


def test_it_is_in_sight_in_the_workbook(result: CheckResult, tmp_path: Path) -> None:
    report.write(result, tmp_path / "o.xlsx")
    book = openpyxl.load_workbook(tmp_path / "o.xlsx")
    sheet = book["问题清单"]
    shown = [row[7].value for row in sheet.iter_rows(min_row=2) if not sheet.row_dimensions[row[0].row].hidden]
    assert shown == ["轻微", "存疑·重要"]
    (column,) = sheet.auto_filter.filterColumn
    assert set(column.filters.filter) == {"轻微", "存疑·重要"}
    head, row = book["汇总"].iter_rows(min_row=4, values_only=True)
    assert [row[head.index(c)] for c in ("重要", "轻微", "存疑", "尾差")] == [0, 1, 1, 1]


def test_pages_and_words_tell_it(result: CheckResult, tmp_path: Path) -> None:
    for suffix in (".html", ".md", ".docx"):
        report.write(result, tmp_path / f"o{suffix}")
    page = (tmp_path / "o.html").read_text(encoding="utf-8")
    assert 'id="card-m1" data-severity="doubtful"' in page and "存疑 1" in page
    assert page.index('id="card-m2"') < page.index('id="card-m1"') < page.index('id="card-m3"')
    assert "存疑·重要" in (tmp_path / "o.md").read_text(encoding="utf-8")
    cells = docx.Document(tmp_path / "o.docx").tables[0].rows[2].cells
    assert "存疑·重要" in cells[5].text


def test_pipelines_are_told_to_look(result: CheckResult, tmp_path: Path) -> None:
    report.write(result, tmp_path / "o.sarif")
    results = json.loads((tmp_path / "o.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert [(r["kind"], r["level"]) for r in results] == [
        ("fail", "warning"), ("review", "none"), ("informational", "none"),
    ]  # fmt: skip
    report.write(result, tmp_path / "o.xml")
    suite = ElementTree.parse(tmp_path / "o.xml").getroot()[0]
    assert (suite.get("failures"), suite.get("skipped")) == ("1", "1")
    assert not fails(result, FailOn.MATERIAL) and fails(result, FailOn.MINOR)
    report.write(result, tmp_path / "o.csv")
    with (tmp_path / "o.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) >= 3


def test_the_terminal_lists_it_last(result: CheckResult) -> None:
    told = terminal.check(result)
    assert told.index("m2 [") < told.index("存疑 1 处") < told.index("m1 [存疑·重要")
