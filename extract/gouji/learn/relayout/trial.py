"""One document printed anew in one layout, read again and compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from gouji import api
from gouji.document import Document
from gouji.learn.relayout.arranged import arranged
from gouji.learn.relayout.contents import Part, contents
from gouji.learn.relayout.differences import Difference, differences, statement_keys
from gouji.learn.relayout.layouts import Layout
from gouji.learn.relayout.pdf_pages import print_pdf
from gouji.learn.relayout.web_page import print_html
from gouji.learn.relayout.word_file import print_docx
from gouji.learn.relayout.workbook import print_xlsx
from gouji.reconcile.model import READING, Severity, Status
from gouji.records.results import CheckResult

_PRINTERS: dict[str, Callable[[Iterable[Part], Layout, Path], None]] = {
    "pdf": print_pdf,
    "docx": print_docx,
    "xlsx": print_xlsx,
    "html": print_html,
}
_OF_TABLES = ("table_internal", "cross_table")
_LEAST = 100  # statements of a document that is worth printing anew


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one re-layout: how many statements the document has, and all that is read otherwise."""

    name: str
    layout: Layout
    statements: int
    differences: tuple[Difference, ...]

    def count(self, what: str) -> int:
        return sum(d.what == what for d in self.differences)

    @property
    def kept(self) -> int:
        """How many statements are read of both alike."""
        return self.statements - self.count("lost")


def holds(result: CheckResult) -> bool:
    """Whether the reading of a document can be trusted: its tables' sums hold, and nothing of it was not read."""
    unread = [c for c in result.checks if c.relation == READING or c.status is Status.UNREADABLE]
    failed = [f for f in result.findings if f.kind in _OF_TABLES and f.severity is Severity.MATERIAL]
    return len(result.extraction.statements) >= _LEAST and not unread and not failed


def print_document(document: Document, layout: Layout, path: Path) -> Path:
    """Writes a document to the path, in the format and layout asked for; the path again."""
    _PRINTERS[layout.format](arranged(contents(document), layout), layout, path)
    return path


def run(result: CheckResult, layout: Layout, folder: Path | None = None) -> Outcome:
    """Prints a document anew, reads and checks what is printed, and compares.

    Parameters
    ----------
    result : CheckResult
        Of the document.
    layout : Layout
    folder : Path, optional
        Where the file is kept; without, it is removed.
    """
    with TemporaryDirectory() as passing:
        name = f"{Path(result.document.name).stem}.{layout.format}"  # a name can tell of what year a document is
        other = api.check(print_document(result.document, layout, (folder or Path(passing)) / name))
    count = sum(map(len, statement_keys(result).values()))
    return Outcome(Path(result.document.name).name, layout, count, tuple(differences(result, other)))
