"""The HTML report: one self-contained page a document, an index in front of several.

For several documents `-o report.html` is the index and the pages stand in `report.pages/` beside it. An
extraction is shown as a report without findings.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from gouji import __version__
from gouji.claims import Label
from gouji.reconcile.model import FindingKind, Severity
from gouji.records.results import CheckResult, Result
from gouji.report import Add, audit_lines, wording
from gouji.report.check_ledger import ledger
from gouji.report.document_body import pieces
from gouji.report.document_summary import Summary, summarised
from gouji.report.figure_ledger import figure_ledger
from gouji.report.finding_cards import cards
from gouji.report.finding_table import ZH, Row, table
from gouji.report.outcome import nothing_found, short
from gouji.report.page_pictures import Picture, pictures
from gouji.report.pages import PageFolder
from gouji.report.source_files import link, source
from gouji.report.text_marks import Marked, entity_marks, finding_marks


@contextmanager
def writing(path: Path, target: Path, language: str = ZH) -> Iterator[Add]:
    report = _Report(path, target, language)
    try:
        yield report.add
        report.finish()
    finally:
        report.close()


class _Report:
    """A page for one result, an index and pages for more: which it is shows with the second result."""

    def __init__(self, path: Path, target: Path, language: str) -> None:
        self._path, self._target, self._language = path, target, language
        self._first: Result | None = None
        self._folder: PageFolder | None = None
        self._listed: list[Listed] = []

    def add(self, result: Result) -> None:
        if self._first is None:
            self._first = result
            return
        if self._folder is None:
            self._folder = PageFolder(self._target)
            self._add_page(self._folder, self._first)
        self._add_page(self._folder, result)

    def finish(self) -> None:
        if self._folder is not None:
            self._folder.place()
            self._write(index(self._listed))
        elif self._first is not None:
            self._write(page(self._first, target=self._target, language=self._language))

    def close(self) -> None:
        if self._folder is not None:
            self._folder.close()

    def _add_page(self, folder: PageFolder, result: Result) -> None:
        back = f"../{quote(os.fsencode(self._target.name))}"
        text = page(result, back, folder.path / "page.html", self._language)
        name = folder.add(_encodable(text))
        full = _full(result)
        href = f"{quote(os.fsencode(folder.path.name))}/{name}"
        self._listed.append(Listed(href, summarised(full, ZH), isinstance(result, CheckResult), short(full)))

    def _write(self, text: str) -> None:
        self._path.write_text(_encodable(text), encoding="utf-8")


def _encodable(text: str) -> str:
    """The text without half characters, which UTF-8 does not have."""
    return text.encode("utf-8", "backslashreplace").decode()


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the index."""

    href: str
    summary: Summary
    checked: bool
    outcome: tuple[str, str]

    @property
    def told(self) -> bool:
        """Whether anything can be said of the document, so that a nought is one."""
        return not self.checked or bool(self.summary.checked)

    @property
    def whole(self) -> bool:
        """Whether all of it was read."""
        return not (self.summary.unread or self.summary.error)

    @property
    def state(self) -> str:
        """Which group of the index it is in: found, clean, or doubtful."""
        if self.summary.found or self.summary.doubtful:
            return "found"
        return "clean" if self.told and self.whole else "doubtful"


def index(listed: Sequence[Listed]) -> str:
    """The page that lists documents: those of which nothing can be said are never among the clean."""
    states = Counter(one.state for one in listed)
    severities = [(code, wording.pair("severities", code)) for code in listed[0].summary.groups] if listed else []
    return environment().get_template("index.html").render(rows=listed, states=states, severities=severities)


def page(result: Result, index: str = "", target: Path | None = None, language: str = ZH) -> str:
    """The report of one document.

    Parameters
    ----------
    index
        Where its link back to the index goes; '' without one.
    target
        The file that the page will be: links to the document's own file lead from there. Without it there are none.
    language
        Of the sentences of findings.
    """
    full = _full(result)
    marked = Marked(full.document, [*entity_marks(full), *finding_marks(full)])
    rows = table(full, language)
    summary = summarised(full, ZH)
    found = cards(full, rows, _pictures(full, rows), link(full.document.name, target) if target else "")
    kinds = Counter(c.finding.kind.value for c in found)
    return (
        environment()
        .get_template("report.html")
        .render(
            doc=full.document,
            summary=summary,
            title=summary.title,
            index=index,
            checked=isinstance(result, CheckResult),
            cards=found,
            errors=[c for c in found if c.finding.severity is not Severity.ROUNDING],
            nothing_found=nothing_found(full),
            clean=full.clean,
            kind=wording.pair("document_kinds", full.document.kind),
            severities=[(code, wording.pair("severities", code), n) for code, n in summary.groups.items()],
            kinds=[(k.value, wording.pair("kinds", k.value), kinds[k.value]) for k in FindingKind if kinds[k.value]],
            ledger=ledger(full),
            watched=figure_ledger(full),
            doc_audit=full.audit,
            audit_counts=audit_lines.counts(full),
            audit_failures=audit_lines.failures(full),
            pieces=pieces(full.document, marked),
            labels=_labels(full),
            links=(sum(link.agrees for link in full.links), len(full.links)),
        )
    )


def _full(result: Result) -> CheckResult:
    """An extraction as a check that tried nothing."""
    return result if isinstance(result, CheckResult) else CheckResult(result, (), (), ())


def _pictures(result: CheckResult, rows: Sequence[Row]) -> Mapping[str, Picture]:
    """Pictures of a PDF's pages, where the file is as it was when it was read."""
    errors = [row for row in rows if row.severity is not Severity.ROUNDING and row.place.bbox]
    path = source(result.document) if errors and result.document.pages else None
    return pictures(path.read_bytes(), errors) if path else {}


@cache
def environment() -> Environment:
    env = Environment(
        loader=PackageLoader("gouji.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.update(version=__version__, words=partial(wording.pair, "explain_heads"))
    return env


def _labels(result: CheckResult) -> list[tuple[str, tuple[str, str], int]]:
    counts = Counter(e.label for e in result.extraction.entities)
    return [(label.value, wording.pair("labels", label.value), counts[label]) for label in Label]
