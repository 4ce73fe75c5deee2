"""What `pip install gouji` brings is enough to check documents, without a network; what more is needed is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import core_gouji
import pdffiles

SCRIPT = Path(__file__).with_name("core_gouji.py")
FORMATS = (".jsonl", ".csv", ".xlsx", ".html", ".docx", ".md", ".sarif", ".xml")
LARGE = {"spacy", "thinc", "scipy", "scikit-learn", "pandas", "jieba", "pyarrow", "duckdb", "sqlalchemy", "fastapi"}


def core(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`gouji` with these arguments, where only its core is installed and sockets are refused."""
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `demo` and `sample` ran like that, with a PDF file whose sentence differs from its table."""
    folder = tmp_path_factory.mktemp("core")
    assert core("demo", cwd=folder).returncode == 0
    for form in ("docx", "xlsx"):
        assert core("sample", form, "--documents", "1", "--form", form, cwd=folder).returncode == 0
    rows = [["项目", "决算数"], ["事业收入", "10.40"], ["其他收入", "30.20"], ["本年收入合计", "40.60"]]
    pages = (
        pdffiles.text("丙市丁局2023年度部门决算"),
        "\n".join([pdffiles.text("收入决算表", y=640), pdffiles.text("单位：万元", y=620), pdffiles.grid(rows)]),
        pdffiles.text("2023年度本年收入合计40.60万元，其中：事业收入10.40万元，其他收入30.50万元。"),
    )
    pdffiles.write(folder / "prose.pdf", *pages)
    return folder


def test_the_large_libraries_are_not_of_the_core() -> None:
    assert not LARGE & core_gouji.core()
    assert {"spacy", "pandas", "scipy", "sklearn"} <= core_gouji.refused(), "the test extra has all of them"


def test_a_text_is_checked_and_reported(made: Path) -> None:
    outputs = [part for suffix in FORMATS for part in ("-o", f"out{suffix}")]
    run = core("check", "gouji-demo/disclosure.txt", *outputs, cwd=made)
    assert run.returncode == 1 and "E0" not in run.stderr, run.stderr
    assert all((made / f"out{suffix}").stat().st_size > 500 for suffix in FORMATS)
    again = core("report", "out.jsonl", "-o", "again.html", cwd=made)
    assert again.returncode == 0 and (made / "again.html").stat().st_size > 10_000


def test_a_pdf_file_is_checked_and_annotated(made: Path) -> None:
    run = core("check", "prose.pdf", cwd=made)
    assert run.returncode == 1 and "30.50" in run.stdout, run.stderr
    run = core("check", "prose.pdf", "-o", "marked.pdf", "--debug-tables", "pictures", cwd=made)
    assert run.returncode == 1 and "E0" not in run.stderr, run.stderr
    assert (made / "marked.pdf").read_bytes().startswith(b"%PDF") and list((made / "pictures").glob("*.png"))


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_office_files_are_extracted(made: Path, form: str) -> None:
    (document,) = sorted((made / form).rglob(f"*.{form}"))[:1]
    run = core("extract", document, "-o", "-", cwd=made)
    assert run.returncode == 0 and run.stdout.count('"type": "fact"') > 20


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        (("check", "--models", "shipped", "gouji-demo/disclosure.txt"), "models"),
        (("train", "links", "--corpus", "gouji-demo", "--out", "mine"), "models"),
        (("run", "gouji-demo", "-o", "dataset"), "corpus"),
        (("desk", "gouji-demo"), "desk"),
    ],
)
def test_what_needs_more_says_which_extra(made: Path, arguments: tuple[str, ...], extra: str) -> None:
    run = core(*arguments, cwd=made)
    assert run.returncode == 2 and f"pip install 'gouji[{extra}]'" in run.stderr and "Traceback" not in run.stderr


def test_a_frame_says_which_extra() -> None:
    told = script("import gouji\ngouji.extract(gouji.read_text('收入1.00万元。')).to_frame('entity')").stderr
    assert "E047" in told and "gouji[frames]" in told


def test_a_socket_is_refused_there() -> None:
    """The hook under the tests above refuses what it is there to refuse."""
    assert "no network" in script("import socket\nsocket.create_connection(('127.0.0.1', 9))").stderr


def script(code: str) -> subprocess.CompletedProcess[str]:
    """Python code where only the core is installed and sockets are refused."""
    command = [sys.executable, "-c", f"import core_gouji\ncore_gouji.only_core()\n{code}"]
    return subprocess.run(command, cwd=SCRIPT.parent, capture_output=True, encoding="utf-8", timeout=120, check=False)
