"""The 检查表 as openpyxl and LibreOffice read it, and its conclusions read back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText

import office
import sample
from command import gouji as command
from gouji import report
from gouji.errors import GoujiError
from gouji.records.verdicts import Conclusion, Verdict, beside, read_verdicts
from gouji.report.verdict_sheet import read_filled

NAMES = ["汇总", "问题清单", "未能核对", "金额", "百分比", "原因", "项目", "表数据", "核对台账"]
HEADS = [
    *("编号", "文件", "部门", "年度", "页", "位置", "类型", "级别", "把握", "原文", "应为", "依据", "成因", "建议"),
    *("核实结论", "备注", "标识", "路径"),
]


def book(path: Path, result: object = None, language: str = "zh") -> openpyxl.Workbook:
    report.write(result or sample.result(), path, language)  # type: ignore[arg-type]
    return openpyxl.load_workbook(path, rich_text=True)


def rows(sheet: object, first: int = 1) -> list[dict[str, object]]:
    heads, *found = sheet.iter_rows(min_row=first, values_only=True)  # type: ignore[attr-defined]
    return [dict(zip(heads, row, strict=True)) for row in found]


def test_a_check_has_nine_sheets_and_opens_on_the_findings(tmp_path: Path) -> None:
    made = book(tmp_path / "o.xlsx")
    assert made.sheetnames == NAMES and made.active.title == "问题清单"
    assert [c.value for c in made["问题清单"][1]] == HEADS
    assert book(tmp_path / "e.xlsx", language="en").sheetnames[:2] == ["Summary", "Findings"]


def test_a_finding_is_a_row_with_its_figure_coloured_in_its_sentence(tmp_path: Path) -> None:
    first, second, third = rows(book(tmp_path / "o.xlsx")["问题清单"])
    assert (first["编号"], first["部门"], first["年度"], first["应为"]) == ("m1", "云麓市清溪河管理处", 2023, "20.50%")
    assert first["把握"] == 0.95 and first["级别"] == "重要" and first["成因"] == "小数点错位"
    assert first["建议"] == "将“2.05%”更正为“20.50%”"
    assert str(first["依据"]).splitlines()[0] == "20.50 ÷ (120.50 − 20.50) = 20.50%"
    text = first["原文"]
    assert isinstance(text, CellRichText) and str(text).startswith("2023年本年支出合计120.50万元")
    (marked,) = [part for part in text if getattr(part, "font", None) and part.font.b]
    assert marked.text == "2.05%" and marked.font.color.rgb == "FFB3261E"
    assert str(second["原文"]) == "201一般公共服务支出·合计：-12.50".replace("201一", "201 一").replace("·", " · ")
    assert third["成因"] is None


def test_amounts_are_numbers_beside_what_is_printed(tmp_path: Path) -> None:
    made = book(tmp_path / "o.xlsx")
    amount = rows(made["金额"])[0]
    assert (amount["所印"], amount["数值"], amount["单位"], amount["折合元"]) == ("120.50万元", 120.5, "万元", 1205000)
    assert made["金额"]["E2"].number_format == "#,##0.00"
    assert [row["规范名称"] for row in rows(made["项目"])] == ["清溪河治理"]
    assert [row["所说明的数字"] for row in rows(made["原因"])] == ["20.50万元"]
    fact = rows(made["表数据"])[3]
    assert (fact["所印"], fact["数值"], fact["折合元"]) == ("-12.50", -12.5, -125000)
    assert [row["核对结果"] for row in rows(made["核对台账"])] == ["不符", "相符", "未能核对"]


def test_sheets_are_set_up_to_be_read_and_printed(tmp_path: Path) -> None:
    sheet = book(tmp_path / "o.xlsx")["问题清单"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:R4"
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1"
    assert all(sheet.cell(2, c).alignment.wrap_text for c in range(1, 17))
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"属实,误报,有争议"' and str(choice.sqref) == "O2:O4"
    assert sheet.column_dimensions["Q"].hidden and sheet.row_dimensions[4].hidden and not sheet.row_dimensions[3].hidden


def test_no_text_becomes_a_formula(tmp_path: Path) -> None:
    made = book(tmp_path / "o.xlsx")
    assert not [c for sheet in made for row in sheet for c in row if c.data_type == "f"]


def test_a_page_is_a_link_to_it(tmp_path: Path) -> None:
    source = tmp_path / "in" / "决算 1.pdf"
    source.parent.mkdir()
    source.write_bytes(b"%PDF")
    result = sample.result()
    document = replace(result.document, name=str(source))
    marks = replace(result.document.places, marks=(sample_mark(),))
    placed = replace(result, extraction=replace(result.extraction, document=replace(document, places=marks)))
    sheet = book(tmp_path / "o.xlsx", placed)["问题清单"]
    link = sheet["E2"].hyperlink
    assert (link.target, link.location) == ("in\\%E5%86%B3%E7%AE%97%201.pdf", "page=3") and sheet["E2"].value == 3


def sample_mark() -> object:
    from gouji.places import Mark

    return Mark(0, page=3)


@office.needed
def test_libreoffice_prints_the_heads_on_every_page(tmp_path: Path) -> None:
    result = sample.result()
    many = replace(result, findings=tuple(replace(result.findings[0], id=f"x{i}") for i in range(60)))
    report.write(many, tmp_path / "o.xlsx")
    printed = [p for p in office.pages(office.as_pdf(tmp_path / "o.xlsx", tmp_path)) if "问题清单" in p]
    assert len(printed) > 2 and all("核实结论" in page and "原文" in page for page in printed)
    assert sum(page.count("小数点错位") for page in printed) == 60


def fill(path: Path, **told: str) -> None:
    """Writes conclusions as a reviewer does, findings by their number."""
    made = openpyxl.load_workbook(path)
    sheet = made["问题清单"]
    for row in sheet.iter_rows(min_row=2):
        if row[0].value in told:
            row[14].value, _, row[15].value = told[row[0].value].partition("/")
    made["汇总"]["B2"] = "王五"
    made.save(path)


def test_conclusions_are_read_back(tmp_path: Path) -> None:
    result = sample.result()
    report.write(result, tmp_path / "o.xlsx")
    assert read_filled(tmp_path / "o.xlsx") == []
    fill(tmp_path / "o.xlsx", m1="误报/另有口径", m2="属实")
    one, two = read_filled(tmp_path / "o.xlsx", at="2024-01-02")
    assert one.verdict == Verdict(
        result.keys["m1"], Conclusion.WRONG, "王五", "2024-01-02", "另有口径", one.verdict.stated
    )
    assert (two.document, two.verdict.verdict, two.row) == (result.document.name, Conclusion.RIGHT, 3)


@office.needed
def test_conclusions_are_read_back_of_what_another_program_saved(tmp_path: Path) -> None:
    report.write(sample.result(), tmp_path / "o.xlsx")
    fill(tmp_path / "o.xlsx", m1="误报/另有口径", m3="有争议")
    (tmp_path / "again").mkdir()
    filled = read_filled(office.saved_again(tmp_path / "o.xlsx", tmp_path / "again"))
    told = [(f.verdict.key, f.verdict.verdict, f.verdict.note, f.verdict.by) for f in filled]
    keys = sample.result().keys
    assert told == [
        (keys["m1"], Conclusion.WRONG, "另有口径", "王五"),
        (keys["m3"], Conclusion.ARGUABLE, "", "王五"),
    ]


def test_a_verdict_stands_in_the_next_checklist(tmp_path: Path) -> None:
    result = sample.result()
    judged = result.judged([Verdict(result.keys["m1"], Conclusion.ARGUABLE, note="待补充资料")])
    first = rows(book(tmp_path / "o.xlsx", judged)["问题清单"])[0]
    assert (first["核实结论"], first["备注"]) == ("有争议", "待补充资料")


def test_a_conclusion_that_is_no_choice_is_told_with_its_row(tmp_path: Path) -> None:
    report.write(sample.result(), tmp_path / "o.xlsx")
    fill(tmp_path / "o.xlsx", m2="大概")
    with pytest.raises(GoujiError, match=r"E039.*row 3"):
        read_filled(tmp_path / "o.xlsx")


def test_another_workbook_is_refused(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.title = "问题清单"
    made.save(tmp_path / "o.xlsx")
    with pytest.raises(GoujiError, match="E038"):
        read_filled(tmp_path / "o.xlsx")


def test_the_command_keeps_verdicts_beside_the_document(tmp_path: Path) -> None:
    document = tmp_path / "决算.txt"
    document.write_text("一、2023年度支出100.00万元，比上年增加20.00万元，增长30.00%。\n", encoding="utf-8")
    assert command("check", "决算.txt", "-o", "o.xlsx", cwd=tmp_path).returncode == 1
    fill(tmp_path / "o.xlsx", f1="属实/已请部门更正")
    run = command("verdicts", "o.xlsx", cwd=tmp_path)
    assert run.returncode == 0 and "属实 1" in run.stdout, run.stderr
    (verdict,) = read_verdicts(beside(document)).values()
    assert (verdict.by, verdict.note) == ("王五", "已请部门更正")
    assert command("verdicts", "o.xlsx", "--by", "赵六", cwd=tmp_path).stdout.count("新增 0 条") == 1
    run = command("verdicts", "o.xlsx", "--to", "all.jsonl", cwd=tmp_path)
    assert json.loads((tmp_path / "all.jsonl").read_text(encoding="utf-8"))["key"] == verdict.key


def test_a_workbook_that_is_none_costs_the_others_nothing(tmp_path: Path) -> None:
    report.write(sample.result(), tmp_path / "o.xlsx")
    fill(tmp_path / "o.xlsx", m1="属实")
    (tmp_path / "bad.xlsx").write_bytes(b"PK no")
    run = command("verdicts", "bad.xlsx", "o.xlsx", "--to", "v.jsonl", cwd=tmp_path)
    assert run.returncode == 2 and run.stderr.startswith("E009") and "新增 1 条" in run.stdout
