"""Two versions of one disclosure: what changed, and what became of the findings; read in all three forms."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import browser
import gouji
import office
from command import gouji as command
from gouji.corpus.inputs import Folder
from gouji.records.differences import Differences, State, differences
from gouji.report.difference_report import compared, page, write

OLD = """甲市乙局2023年度部门决算

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
2023年度本年收入合计161.10万元，其中：一般公共预算财政拨款收入120.50万元，占74.80%；事业收入10.40万元，占6.46%；其他收入32.20万元，占18.75%。

二、支出决算情况说明
2023年度本年支出合计100.00万元，比上年增加20.00万元，增长35.00%，主要原因是新增治理项目。

三、其他说明
本单位严格执行中央八项规定精神，从严控制各项开支。
"""
NEW = (
    OLD.replace("其他收入32.20万元", "其他收入30.20万元")  # corrected
    .replace("\t事业收入\t12.00\t10.40", "\t事业收入\t13.00\t10.40")
    .replace("\t其他收入", "\t附属单位上缴收入\t0.00\t0.00\n\t其他收入")
    .replace("本单位严格执行中央八项规定精神，从严控制各项开支。", "截至年末共有车辆3辆。")
    .replace("三、其他说明", "2023年度机关运行经费支出50.00万元，比上年增加10.00万元，增长52.00%。\n\n三、其他说明")
)


def checked(folder: Path, name: str, text: str) -> gouji.CheckResult:
    (folder / name).write_text(text, encoding="utf-8")
    return gouji.check(folder / name)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("versions")


@pytest.fixture(scope="module")
def found(folder: Path) -> Differences:
    return differences(checked(folder, "old.txt", OLD), checked(folder, "new.txt", NEW))


def test_what_became_of_the_findings(found: Differences) -> None:
    assert [j.finding.stated for j in found.of(State.REMOVED)] == ["32.20万元"]
    assert [j.finding.stated for j in found.of(State.KEPT)] == ["35.00%"]
    assert [j.finding.stated for j in found.of(State.ADDED)] == ["52.00%"]


def test_figures_that_changed_with_where_they_stand(found: Differences) -> None:
    told = {(f.cell, f.old, f.new) for f in found.figures}
    assert told == {(True, "12.00", "13.00"), (False, "32.20", "30.20")}
    (cell,) = [f for f in found.figures if f.cell]
    assert cell.label == "事业收入 · 年初预算数" and "收入决算表" in cell.where
    assert [f.label for f in found.figures if not f.cell] == ["其他收入"]
    for figure in found.figures:
        assert figure.new in found.new.document.slice(figure.new_span)
        assert figure.old in found.old.document.slice(figure.old_span)


def test_rows_and_passages_put_in_and_taken_out(found: Differences) -> None:
    assert [(x.state, x.label, x.values) for x in found.lines] == [(State.ADDED, "附属单位上缴收入", ("0.00", "0.00"))]
    states = {p.state: "".join(text for _, text in p.parts) for p in found.passages}
    assert states[State.REMOVED] == "本单位严格执行中央八项规定精神，从严控制各项开支。"
    assert "机关运行经费" in "".join(text for p in found.passages if p.state is State.ADDED for _, text in p.parts)
    (changed,) = [p for p in found.passages if p.state is State.CHANGED]
    assert [(s, t) for s, t in changed.parts if s is not State.KEPT] == [
        (State.REMOVED, "32.20"), (State.ADDED, "30.20"),
    ]  # fmt: skip


def test_a_version_does_not_differ_from_itself(found: Differences) -> None:
    same = differences(found.old, found.old)
    assert not same.figures and not same.lines and not same.passages
    assert {j.state for j in same.findings} == {State.KEPT}


def test_a_sum_printed_otherwise_is_no_change(folder: Path, found: Differences) -> None:
    other = checked(folder, "printed.txt", OLD.replace("\t110.00\t", "\t110.0\t"))
    assert not differences(found.old, other).figures


def test_the_terminal_tells_all_and_new_findings_give_status_1(folder: Path, found: Differences) -> None:
    run = command("diff", "old.txt", "new.txt", cwd=folder)
    assert run.returncode == 1 and not run.stderr
    for told in ("已改正 1", "新出现 1", "仍存在 1", "12.00 → 13.00", "[-32.20-]{+30.20+}", "附属单位上缴收入"):
        assert told in run.stdout
    assert command("diff", "new.txt", "old.txt", "--lang", "en", cwd=folder).stdout.count("Still there") == 1
    assert command("diff", "old.txt", "old.txt", cwd=folder).returncode == 0


def test_stored_records_are_compared_as_the_documents(folder: Path, found: Differences) -> None:
    for name in ("old", "new"):
        command("check", f"{name}.txt", "-o", f"{name}.jsonl", cwd=folder)
    stored = command("diff", "old.jsonl", "new.jsonl", cwd=folder)
    assert stored.stdout == command("diff", "old.txt", "new.txt", cwd=folder).stdout


@pytest.mark.parametrize(("name", "code"), [("o.pdf", "E007"), ("no/o.html", "E008"), ("old.txt", "E007")])
def test_bad_outputs_are_told(name: str, code: str, folder: Path, found: Differences) -> None:
    run = command("diff", "old.txt", "new.txt", "-o", name, cwd=folder)
    assert run.returncode == 2 and run.stderr.startswith(code)


def test_a_version_that_cannot_be_read_is_told(folder: Path, found: Differences) -> None:
    run = command("diff", "old.txt", "missing.txt", cwd=folder)
    assert run.returncode == 2 and run.stderr.startswith("E001") and not run.stdout


def test_its_files_are_no_documents_of_a_folder(tmp_path: Path, found: Differences) -> None:
    for name in ("d.xlsx", "d.html"):
        write(compared(found), tmp_path / name)
    (tmp_path / "a.txt").write_text(OLD, encoding="utf-8")
    assert [p.name for p in Folder(tmp_path).files] == ["a.txt"]


@office.needed
def test_the_workbook_is_read_by_openpyxl_and_libreoffice(tmp_path: Path, found: Differences) -> None:
    write(compared(found), tmp_path / "d.xlsx")
    book = openpyxl.load_workbook(tmp_path / "d.xlsx")
    assert book.sheetnames == ["问题", "改动的数字", "增删的表行", "改动的段落"]
    assert [row[0].value for row in book["问题"].iter_rows(min_row=2)] == ["已改正", "新出现", "仍存在"]
    figures = [(r[3].value, r[4].value) for r in book["改动的数字"].iter_rows(min_row=2)]
    assert sorted(figures) == [("12.00", "13.00"), ("32.20", "30.20")]
    assert "附属单位上缴收入" in "".join(office.pages(office.as_pdf(tmp_path / "d.xlsx", tmp_path)))


@browser.needed
def test_the_page_opens_without_an_error(tmp_path: Path, found: Differences) -> None:
    (tmp_path / "d.html").write_text(page(compared(found)), encoding="utf-8")
    with browser.chromium() as chromium:
        for width in (1280, 390):
            with browser.opened(chromium, tmp_path / "d.html", width) as seen:
                assert not seen.errors and all(url.startswith("file:") for url in seen.requests)
                assert seen.page.evaluate("document.documentElement.scrollWidth") <= width
                assert seen.page.locator("#passages del").all_inner_texts()[:1] == ["32.20"]
                assert seen.page.locator(".diff-new").count() == 1 and seen.page.locator(".diff-fixed").count() == 1
