"""One made-up document in several formats: the same facts, the same findings."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from corpus import made
from gouji import api
from gouji.records.results import CheckResult
from rendered import as_docx, as_xlsx

SEEDS = (1, 2, 3)


def facts(result: CheckResult) -> list[tuple[object, ...]]:
    tables = result.document.tables
    return [(tables[f.table].title, f.code, f.row, f.column, f.figure.norm) for f in result.extraction.facts]


def findings(result: CheckResult) -> set[tuple[str, ...]]:
    return {(f.kind, f.severity, f.text, f.expected) for f in result.findings}


@pytest.fixture(params=SEEDS)
def text(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "disclosure.txt"
    path.write_text(made(request.param, "word", None), encoding="utf-8")
    return path


def test_word(text: Path) -> None:
    expected, got = api.check(text), api.check(as_docx(text, text.with_suffix(".docx")))
    assert len(findings(expected)) > 3
    assert facts(got) == facts(expected)
    assert findings(got) == findings(expected)


def test_workbook(text: Path) -> None:
    expected, got = api.check(text), api.check(as_xlsx(text, text.with_suffix(".xlsx")))
    assert facts(got) == facts(expected)
    assert findings(got) == findings(expected)


def test_pdf(text: Path) -> None:
    if not shutil.which("soffice"):
        pytest.skip("soffice (LibreOffice Writer) is not installed")
    word = as_docx(text, text.with_suffix(".docx"))
    command = ["soffice", f"-env:UserInstallation=file://{text.parent}/profile", "--headless"]
    subprocess.run([*command, "--convert-to", "pdf", "--outdir", text.parent, word], check=True, capture_output=True)
    expected, got = api.check(text), api.check(text.with_suffix(".pdf"))
    assert facts(got) == facts(expected)
    assert findings(got) == findings(expected)


def test_a_bundle_of_prose_and_tables(text: Path) -> None:
    """The prose in a Word file, the tables in a workbook: together they say what the one document says."""
    import docx
    import openpyxl

    whole = api.check(text)
    word, book = as_docx(text, text.with_suffix(".docx")), as_xlsx(text, text.with_suffix(".xlsx"))
    prose = docx.Document(str(word))
    for table in list(prose.tables):
        table._element.getparent().remove(table._element)
    prose.save(str(word))
    tables = openpyxl.load_workbook(book)
    del tables["说明"]
    tables.save(book)
    result = api.check(api.bundle([word, book]))
    assert facts(result) == facts(whole)
    assert findings(result) == findings(whole)
    records = result.to_records()
    files = {r["file"] for r in records if r["type"] == "finding"}
    assert files == {word.name, book.name}
    cells = [r for r in records if r["type"] == "link"]
    assert cells and all(r["file"] == word.name for r in cells)
