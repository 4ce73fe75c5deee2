"""The reading audit: every digit is read, known for something else, or told; what fails is no finding and is said."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

import corpus
from command import gouji
from gouji import api, report
from gouji.commands import summary
from gouji.reconcile.audit.digits import READ, UNREAD, runs
from gouji.reconcile.audit.reading_audit import unread_numbers
from gouji.reconcile.model import Check, FindingKind, Severity, Status
from gouji.records.results import CheckResult
from gouji.report import audit_lines, html

PDF = corpus.CORPUS / "real" / "上海_e4ab25c2.pdf"
COVER = "<p>云溪县气象站2030年度部门决算</p><p>支出决算表</p><p>单位：万元</p>"
PAGE = f"<html><meta charset=utf-8><body>{COVER}{{}}</body></html>"
HEAD = "<tr><th>科目编码<th>科目名称<th>合计<th>基本支出<th>项目支出"
ROWS = (
    ("", "合计", "980.00", "570.00", "210.00"),
    ("201", "一般公共服务支出", "400.00", "300.00", "100.00"),
    ("208", "社会保障和就业支出", "250.00", "200.00", "50.00"),
    ("213", "农林水支出", "130.00", "70.00", "60.00"),
)
NAMELESS = tuple(("", "", f"{n}5.50", f"{n}5.10", "0.40") for n in range(1, 7))  # rows that no label names


def page(folder: Path, *rows: tuple[str, ...], head: str = HEAD) -> Path:
    path = folder / "page.html"
    cells = "".join("<tr>" + "".join(f"<td>{cell}" for cell in row) for row in rows)
    path.write_text(PAGE.format(f"<table border=1>{head}{cells}</table>"), encoding="utf-8")
    return path


def sums(result: CheckResult) -> list[str]:
    found = (f for f in result.findings if f.kind is FindingKind.TABLE_INTERNAL and f.severity is Severity.MATERIAL)
    return [f.stated for f in found]


def told(result: CheckResult) -> list[Check]:
    return [c for c in result.checks if c.relation == "reading"]


def kinds(text: str) -> dict[str, str]:
    """What each number of a text is taken for."""
    found = api.extract(api.read_text(text), models=False)
    read = [e.span for e in found.entities] + [f.span for f in found.facts] + [c.span for c in found.counts]
    document = found.document
    return {document.slice(run.span): run.kind for run in runs(document, read, found.facts)}


# ---- digits -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "number", "kind"),
    [
        ("本年支出31.50万元，用于日常公用支出。", "31.50", READ),
        ("截至6月30日，各项工作均按计划推进。", "30", "date"),
        ("主要工作是：7.完善制度，加强管理。", "7", "number"),
        ("具体安排详见附表 8，不再逐项说明。", "8", "number"),
        ("行政运行（2010301）用于保障机关运转。", "2010301", "code"),
        ("依照某政发〔2029〕45号执行。", "45", "code"),
        ("联系电话：010-00001234，欢迎来电。", "00001234", "contact"),
        ("聚焦“416”布局，推进各项工作。", "416", UNREAD),
    ],
)
def test_a_number_is_read_or_known_or_neither(sentence: str, number: str, kind: str) -> None:
    assert kinds(f"一、工作情况\n{sentence}\n")[number] == kind


def test_every_digit_is_counted_once(tmp_path: Path) -> None:
    result = api.check(page(tmp_path, *ROWS, *NAMELESS))
    digits = result.audit.digits
    assert digits.printed == sum(c.isdecimal() for c in result.document.text)
    assert digits.printed == digits.read + digits.known + digits.unread and digits.unread


@pytest.mark.skipif(not PDF.exists(), reason=f"no document {PDF}")
def test_of_a_published_document_every_digit_is_counted_and_nearly_all_are_read() -> None:
    result = api.check(PDF)
    audit = result.audit
    assert audit.digits.printed == sum(c.isdecimal() for c in result.document.text)
    assert [p.page for p in audit.pages] == sorted(p.page or 0 for p in audit.pages)
    assert len(audit.tables) == len(result.document.tables) and not audit.unreadable_tables
    cells = [t.digits for t in audit.tables]
    assert sum(d.read for d in cells) >= 0.98 * sum(d.stating for d in cells) > 0


def test_a_number_that_is_read_in_part_is_unread_for_the_rest() -> None:
    text = "单位：万元\n\t项目\t决算数\n\t办公费\t12.50\n\t差旅费\t3.20\n"
    found = api.extract(api.read_text(text), models=False)
    (first, *_) = found.facts
    covered = type(first.span)(first.span.start, first.span.end - 1)
    parts = [(r.kind, r.digits) for r in runs(found.document, [covered], found.facts) if r.table is not None]
    assert (READ, 3) in parts and (UNREAD, 1) in parts


# ---- tables -------------------------------------------------------------------------------------------------------


def test_a_table_that_is_read_is_told_with_its_columns_rows_and_sums(tmp_path: Path) -> None:
    (audit,) = api.check(page(tmp_path, *ROWS)).audit.tables
    assert (audit.columns, audit.columns_named, audit.rows, audit.rows_named) == (3, 3, 4, 4)
    assert audit.held > audit.failed > 0 and audit.unit == "万元" and not audit.why


def test_what_misses_inside_a_table_that_fails_is_no_finding(tmp_path: Path) -> None:
    assert sums(api.check(page(tmp_path, *ROWS)))
    result = api.check(page(tmp_path, *ROWS, *NAMELESS))
    (table,) = result.audit.unreadable_tables
    assert not sums(result) and table.why in {c.why for c in result.checks if c.status is Status.UNREADABLE}
    assert [c.why for c in told(result)] == [table.why] and "《支出决算表》" in table.why
    assert table.why_en.startswith("of the") and not result.clean and result.incomplete


def test_noughts_beside_no_label_are_known(tmp_path: Path) -> None:
    blank = tuple(("", "", "0.00", "0.00", "0.00") for _ in range(6))
    result = api.check(page(tmp_path, *ROWS, *blank))
    assert not result.audit.unreadable_tables and sums(result)


def test_numbers_in_sentences_of_cells_are_no_unread_amounts(tmp_path: Path) -> None:
    goals = [f"全年办理业务{n},500件，覆盖率达到9{n}.50%。" for n in range(4)]
    rows = [(*row, goal) for row, goal in zip(ROWS, goals, strict=True)]
    (audit,) = api.check(page(tmp_path, *rows, head=HEAD + "<th>绩效目标")).audit.tables
    assert audit.digits.unread == 0 and not audit.why


def test_serial_numbers_left_out_are_counted(tmp_path: Path) -> None:
    rows = [(str(n), name, "12.00", "7.00", "5.00") for n, name in ((1, "甲项"), (2, "乙项"), (5, "丙项"))]
    (audit,) = api.check(page(tmp_path, *rows, head=HEAD.replace("科目编码", "序号"))).audit.tables
    assert (audit.serials, audit.serials_missing) == (3, 2)


def test_a_grid_without_heads_fails(tmp_path: Path) -> None:
    rows = [(f"{n}1.25", f"{n}2.50", f"{n}3.75") for n in range(1, 6)]
    result = api.check(page(tmp_path, *rows, head=""))
    assert result.audit.unreadable_tables and told(result)


# ---- pages --------------------------------------------------------------------------------------------------------


def test_lines_of_bare_figures_fail_as_a_file() -> None:
    text = "".join(f"某项工作的结果是{n}1.50、{n}2.75以及其他。\n" for n in range(1, 9))
    result = api.check(api.read_text(f"一、情况\n{text}"))
    assert [c.why[:3] for c in told(result)] == ["该文件"] and not result.clean


def test_a_page_of_prose_with_numbers_in_names_is_read() -> None:
    text = "一、职责\n聚焦“416”布局，实施“51”工程，办好12345热线，落实“863”计划，推进“101”行动。\n"
    assert not told(api.check(api.read_text(text)))


def test_what_the_reader_gave_up_is_told_once(tmp_path: Path) -> None:
    lines = "".join(f"<div style='position:absolute;top:{20 * i}px'>办公费 {i}.00 12.00</div>" for i in range(30))
    path = tmp_path / "placed.html"
    path.write_text(f"<html><meta charset=utf-8><body><div>{lines}</div></body></html>", encoding="utf-8")
    result = api.check(path)
    (line,) = told(result)
    assert "绝对位置" in line.why and [p.why for p in result.audit.pages] == [line.why] and not result.clean


# ---- what is said of it -------------------------------------------------------------------------------------------


@pytest.fixture
def failed(tmp_path: Path) -> CheckResult:
    return api.check(page(tmp_path, *ROWS, *NAMELESS))


def test_every_output_counts_what_fails(failed: CheckResult, tmp_path: Path) -> None:
    (table,) = failed.audit.unreadable_tables
    for suffix in report.OF_ANY_INPUT:
        report.write(failed, tmp_path / f"out{suffix}")
    first = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert first["unreadable_tables"] == 1 and "unreadable_pages" not in first
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [r["message"] for r in csv.DictReader(file) if r["severity"] == "unreadable"] == [table.why]
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    heads, *rows = book["未能核对"].iter_rows(values_only=True)
    assert table.why in [row[heads.index("说明")] for row in rows]
    assert table.why in summary.check(failed) and audit_lines.counts(failed)[0] in summary.check(failed)


def test_the_report_marks_it_before_the_findings(failed: CheckResult) -> None:
    (table,) = failed.audit.unreadable_tables
    told, _, _ = html.page(failed).partition('id="findings"')
    assert table.why in told and "未能读明 0 页、1 张表" in told


def test_frames_have_a_row_a_page_and_a_table(failed: CheckResult) -> None:
    pages, tables = failed.to_frame("page_audit"), failed.to_frame("table_audit")
    assert pages["unread"].sum() == failed.audit.digits.unread
    assert tables["why"].notna().tolist() == [True] and tables["missed"].iloc[0] == 18


def test_the_command_prints_the_audit(tmp_path: Path) -> None:
    path = page(tmp_path, *ROWS, *NAMELESS)
    run = gouji("check", path, "--audit")
    assert "t0 支出决算表" in run.stdout and "15.50 15.10 0.40" in run.stdout
    piped = gouji("check", path, "--audit", "-o", "-")
    assert all(json.loads(line)["type"] for line in piped.stdout.splitlines()) and "t0 支出决算表" in piped.stderr


def test_unread_numbers_are_those_of_the_audit(failed: CheckResult) -> None:
    found = failed.extraction
    spans = unread_numbers(found.document, found.entities, found.facts, found.counts)
    assert len(spans) == sum(p.digits.missed for p in failed.audit.pages)
    assert spans[0] in failed.audit.tables[0].digits.first
