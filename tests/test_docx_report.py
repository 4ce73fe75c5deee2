"""Word: the reader's own file with comments and nothing else changed; the form of findings for other inputs."""

from __future__ import annotations

import re
import zipfile
from copy import deepcopy
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

import gouji
import office
import sample
from gouji import report
from gouji.corpus.inputs import Folder
from gouji.document import Span
from gouji.reconcile.model import Finding, FindingKind, Severity
from gouji.records.reading import read_records
from gouji.report.finding_table import table

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_MARKS = {qn("w:commentRangeStart"), qn("w:commentRangeEnd")}


def paragraph(made: docx.document.Document, *parts: tuple[str, str]) -> None:
    """A paragraph of runs, each with how it is set: '' or any of b, i."""
    one = made.add_paragraph()
    for text, how in parts:
        run = one.add_run(text)
        run.bold, run.italic = "b" in how or None, "i" in how or None


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Figures inside a run, over two runs, in a cell, behind a tab, and two in one run."""
    made = docx.Document()
    paragraph(made, ("白鹭湖管理处2023年度部门决算", "b"))
    paragraph(made, ("一、支出情况", "b"))
    paragraph(
        made, ("2023年度支出合计100.00万元，比上年增加20.00万元，增长", ""), ("3", "b"), ("5.00%", "i"), ("。", "")
    )
    paragraph(made, ("2023年度收入合计200.00万元，比上年增加20.00万元，增长41.11%。", "i"))
    grid = made.add_table(rows=4, cols=2)
    cells = [("项目", "决算数（万元）"), ("人员经费", "60.00"), ("公用经费", "30.00"), ("合计", "100.00")]
    for row, texts in zip(grid.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    path = tmp_path_factory.mktemp("docx") / "决算.docx"
    made.save(path)
    return path


@pytest.fixture(scope="module")
def checked(source: Path) -> gouji.CheckResult:
    return gouji.check(source)


def plain(data: bytes) -> bytes:
    """A document part without comments, neighbouring runs of one formatting as one: what a reader sees of it."""
    root = etree.fromstring(data)
    for mark in [e for e in root.iter() if e.tag in _MARKS]:
        mark.getparent().remove(mark)
    for reference in list(root.iter(qn("w:commentReference"))):
        run = reference.getparent()
        run.getparent().remove(run)
    for holder in list(root.iter()):
        _join(holder)
    return etree.tostring(root, method="c14n")


def _join(holder: etree._Element) -> None:
    for run in list(holder.iterchildren(qn("w:r"))):
        before = run.getprevious()
        if before is not None and before.tag == run.tag and _look(before) == _look(run):
            for child in [c for c in run if c.tag != qn("w:rPr")]:
                last = before[-1]
                if child.tag == last.tag == qn("w:t"):
                    last.text = (last.text or "") + (child.text or "")
                else:
                    before.append(child)
            holder.remove(run)
    for text in holder.iterchildren(qn("w:t")):
        text.attrib.pop(_SPACE, None)


def _look(run: etree._Element) -> tuple[bytes, ...]:
    properties = run.find(qn("w:rPr"))
    return (*(f"{k}={v}".encode() for k, v in sorted(run.attrib.items())),) + (
        () if properties is None else (etree.tostring(deepcopy(properties), method="c14n"),)
    )


def commented(path: Path) -> dict[str, str]:
    """The text that each comment lies on, by the id of its finding."""
    opened = docx.Document(path)
    found = {}
    for comment in opened.comments:
        inside, text = False, ""
        for element in opened.element.iter():
            if element.tag == qn("w:commentRangeStart") and element.get(qn("w:id")) == str(comment.comment_id):
                inside = True
            elif element.tag == qn("w:commentRangeEnd") and element.get(qn("w:id")) == str(comment.comment_id):
                inside = False
            elif inside and element.tag == qn("w:t"):
                text += element.text
        found[comment.text.split()[0]] = text
    return found


def changed(one: Path, other: Path) -> dict[str, tuple[bytes, bytes]]:
    with zipfile.ZipFile(one) as a, zipfile.ZipFile(other) as b:
        assert set(a.namelist()) <= set(b.namelist())
        return {n: (a.read(n), b.read(n)) for n in a.namelist() if a.read(n) != b.read(n)}


def test_each_comment_lies_on_its_figure_and_on_nothing_else(
    source: Path, checked: gouji.CheckResult, tmp_path: Path
) -> None:
    report.write(checked, tmp_path / "o.docx")
    wanted = {f.id: f.text for f in checked.findings if f.severity is not Severity.ROUNDING}
    assert {"35.00%", "41.11%"} <= set(wanted.values())
    assert commented(tmp_path / "o.docx") == wanted


def test_only_comments_differ_from_the_readers_own_file(
    source: Path, checked: gouji.CheckResult, tmp_path: Path
) -> None:
    report.write(checked, tmp_path / "o.docx")
    parts = changed(source, tmp_path / "o.docx")
    body = parts.pop("word/document.xml")
    assert plain(body[0]) == plain(body[1])
    added = {"[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert set(parts) <= added | {"word/comments.xml"}
    for name in added & set(parts):
        before, after = (set(re.findall(rb"<(?:Override|Default|Relationship) [^>]*>", part)) for part in parts[name])
        assert before <= after and all(b"comments" in line for line in after - before)


@office.needed
def test_a_file_of_another_program_is_changed_by_comments_only(source: Path, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    again = office.saved_again(source, tmp_path / "again")
    result = gouji.check(again)
    report.write(result, tmp_path / "o.docx")
    parts = changed(again, tmp_path / "o.docx")
    body = parts.pop("word/document.xml")
    assert plain(body[0]) == plain(body[1])
    assert set(parts) <= {"[Content_Types].xml", "word/_rels/document.xml.rels"}
    wanted = {f.id: f.text for f in result.findings if f.severity is not Severity.ROUNDING}
    assert commented(tmp_path / "o.docx") == wanted and len(wanted) > 1


def test_a_comment_tells_all_that_travels_with_the_file(checked: gouji.CheckResult, tmp_path: Path) -> None:
    report.write(checked, tmp_path / "o.docx")
    texts = [c.text for c in docx.Document(tmp_path / "o.docx").comments]
    rate = next(t for t in texts if "35.00%" in t)
    assert (
        "应为：25.00%" in rate
        and "20.00 ÷ (100.00 − 20.00) = 25.00%" in rate
        and "建议：将“35.00%”更正为“25.00%”" in rate
    )
    report.write(checked, tmp_path / "e.docx", "en")
    assert any(
        "expected：25.00%" in c.text and "Correct" in c.text for c in docx.Document(tmp_path / "e.docx").comments
    )


def test_comments_that_were_there_stay(source: Path, checked: gouji.CheckResult, tmp_path: Path) -> None:
    opened = docx.Document(source)
    opened.add_comment(opened.paragraphs[0].runs, text="请再核", author="甲")
    opened.save(tmp_path / "in.docx")
    report.write(gouji.check(tmp_path / "in.docx"), tmp_path / "o.docx")
    authors = [c.author for c in docx.Document(tmp_path / "o.docx").comments]
    assert authors.count("甲") == 1 and authors.count("勾稽核对") == len(authors) - 1 > 0


def test_figures_in_text_boxes_and_notes_are_commented_where_they_hang(tmp_path: Path) -> None:
    made = docx.Document()
    paragraph(made, ("白鹭湖管理处2023年度部门决算", ""))
    paragraph(made, ("见图。", ""))
    box = etree.fromstring(
        '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:pict><w:txbxContent><w:p><w:r>'
        "<w:t>2023年度支出合计100.00万元，比上年增加20.00万元，增长35.00%。</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    made.paragraphs[-1]._p.append(box)
    made.save(tmp_path / "in.docx")
    result = gouji.check(tmp_path / "in.docx")
    assert [f.text for f in result.findings] == ["35.00%"]
    report.write(result, tmp_path / "o.docx")
    root = docx.Document(tmp_path / "o.docx").element
    (start,) = root.iter(qn("w:commentRangeStart"))
    assert start.getnext().find(qn("w:pict")) is not None and not list(start.iterancestors(qn("w:txbxContent")))


@office.needed
def test_libreoffice_opens_the_commented_file_and_the_form(checked: gouji.CheckResult, tmp_path: Path) -> None:
    report.write(checked, tmp_path / "own.docx")
    text = "".join(office.pages(office.as_pdf(tmp_path / "own.docx", tmp_path)))
    assert "增长35.00%。" in text and "人员经费" in text
    report.write([checked, sample.result()], tmp_path / "form.docx")
    shown = office.pages(office.as_pdf(tmp_path / "form.docx", tmp_path))
    assert shown[0].startswith("部门预决算公开核查意见表年度：2023文件类别：部门决算文件：决算.docx")
    assert "增长35.00%。" in shown[0] and "25.00%" in shown[0] and "被核查单位意见：" in "".join(shown)
    assert sum("部门预决算公开核查意见表" in page for page in shown) == 2


def test_the_form_says_nothing_is_wrong_only_of_what_was_checked(tmp_path: Path) -> None:
    empty = replace(sample.result(), findings=(), checks=())
    report.write(empty, tmp_path / "o.docx")
    text = "\n".join(p.text for p in docx.Document(tmp_path / "o.docx").paragraphs)
    assert "没有可核对的内容，不能说无误" in text and "没有发现" not in text


def test_a_file_that_was_changed_since_gets_the_form(source: Path, tmp_path: Path) -> None:
    copy = tmp_path / "in.docx"
    copy.write_bytes(source.read_bytes())
    result = gouji.check(copy)
    opened = docx.Document(copy)
    opened.add_paragraph("补充说明。")
    opened.save(copy)
    report.write(result, tmp_path / "o.docx")
    assert docx.Document(tmp_path / "o.docx").paragraphs[0].text == "部门预决算公开核查意见表"


def test_the_form_is_no_document_of_a_folder(tmp_path: Path, source: Path) -> None:
    report.write([sample.result()] * 2, tmp_path / "form.docx")
    (tmp_path / "决算.docx").write_bytes(source.read_bytes())
    folder = Folder(tmp_path)
    assert [p.name for p in folder.files] == ["决算.docx"] and len(folder.skipped) == 1


def long_document(path: Path, pages: int, findings: int) -> gouji.CheckResult:
    """A Word file of so many pages, and a result of so many findings on its figures."""
    made = docx.Document()
    for page in range(pages):
        for line in range(12):
            paragraph(
                made, (f"第{page}页第{line}段：本年支出{page}{line:02}.10万元，", ""), ("用于各项日常公务。" * 12, "i")
            )
        made.add_page_break()
    made.save(path)
    document = gouji.read(path)
    starts = [m.span() for m in re.finditer(r"\d+\.10万元", document.text)][:findings]
    found = tuple(
        Finding(
            f"f{i}", FindingKind.CHANGE, Severity.MATERIAL, 0.9, Span(*at), document.text[slice(*at)],
            document.text[slice(*at)], "1.00万元", (), "一句话。",
        )
        for i, at in enumerate(starts, 1)
    )  # fmt: skip
    empty = gouji.Extraction(document, (), (), ())
    return gouji.CheckResult(empty, (), found, ())


def test_500_findings_in_200_pages_are_all_commented_and_change_nothing_else(tmp_path: Path) -> None:
    result = long_document(tmp_path / "in.docx", 200, 500)
    (stored,) = read_records(result.to_records())
    assert len(table(stored)) == 500
    report.write(stored, tmp_path / "o.docx")
    body = changed(tmp_path / "in.docx", tmp_path / "o.docx")["word/document.xml"]
    assert plain(body[0]) == plain(body[1])
    assert len(list(docx.Document(tmp_path / "o.docx").comments)) == 500


def test_the_archive_is_the_same_each_time(checked: gouji.CheckResult, tmp_path: Path) -> None:
    for name in ("a.docx", "b.docx"):
        report.write(checked, tmp_path / name)
    assert (tmp_path / "a.docx").read_bytes() == (tmp_path / "b.docx").read_bytes()
    assert zipfile.ZipFile(BytesIO((tmp_path / "a.docx").read_bytes())).testzip() is None
