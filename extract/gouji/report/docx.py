"""Word: the reader's own .docx with comments, or the 核查意见表 for any other input and for several documents."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gouji.reconcile.model import Severity
from gouji.records.results import CheckResult, Result
from gouji.report import Add
from gouji.report.document_summary import Summary, summarised
from gouji.report.docx_comments import commented
from gouji.report.finding_table import ZH, Row, table
from gouji.report.opinion_form import OpinionForm
from gouji.report.source_files import source


@contextmanager
def writing(path: Path, target: Path, language: str = ZH) -> Iterator[Add]:
    results: list[CheckResult] = []
    told: list[tuple[Summary, list[Row]]] = []

    def add(result: Result) -> None:
        full = result if isinstance(result, CheckResult) else CheckResult(result, (), (), ())
        told.append((summarised(full, language), _errors(full, language)))
        results[:] = [] if results or len(told) > 1 else [full]

    yield add
    own = _own(results[0], told[0][1], language) if results else None
    path.write_bytes(own or _form(told, language))


def _errors(result: CheckResult, language: str) -> list[Row]:
    """The findings that are to be acted on."""
    return [row for row in table(result, language) if row.severity is not Severity.ROUNDING]


def _own(result: CheckResult, rows: list[Row], language: str) -> bytes | None:
    """The document's own file with comments; None where it is no Word file, or no longer the one that was read."""
    path = source(result.document)
    if path is None or not _is_docx(path):
        return None
    return commented(path.read_bytes(), result.document, rows, language)


def _is_docx(path: Path) -> bool:
    from gouji.readers.kind import kind

    return kind(path) == "docx"


def _form(told: list[tuple[Summary, list[Row]]], language: str) -> bytes:
    form = OpinionForm(language)
    for summary, rows in told:
        form.add(summary, rows)
    return form.bytes()
