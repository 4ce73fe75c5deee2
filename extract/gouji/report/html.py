"""The HTML report: one self-contained page a document, an index in front of several.

For several documents `-o report.html` is the index and the pages stand in `report.pages/` beside it. An
extraction is shown as a report without findings.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from gouji import __version__
from gouji.claims import Label
from gouji.reconcile.model import FindingKind, Severity
from gouji.records.results import CheckResult, Result
from gouji.report import Add, audit_lines, wording
from gouji.report.check_ledger import ledger
from gouji.report.document_body import pieces
from gouji.report.figure_ledger import figure_ledger, summary
from gouji.report.finding_cards import cards
from gouji.report.finding_table import ZH
from gouji.report.outcome import nothing_found, short
from gouji.report.pages import PageFolder
from gouji.report.text_marks import Marked, entity_marks, finding_marks


@contextmanager
def writing(path: Path, target: Path, language: str = ZH) -> Iterator[Add]:
    report = _Report(path, target)
    try:
        yield report.add
        report.finish()
    finally:
        report.close()


class _Report:
    """A page for one result, an index and pages for more: which it is shows with the second result."""

    def __init__(self, path: Path, target: Path) -> None:
        self._path, self._target = path, target
        self._first: Result | None = None
        self._folder: PageFolder | None = None
        self._rows: list[dict[str, Any]] = []

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
            self._write(environment().get_template("index.html").render(rows=self._rows))
        elif self._first is not None:
            self._write(page(self._first))

    def close(self) -> None:
        if self._folder is not None:
            self._folder.close()

    def _add_page(self, folder: PageFolder, result: Result) -> None:
        name = folder.add(_encodable(page(result, index=f"../{quote(os.fsencode(self._target.name))}")))
        self._rows.append({"href": f"{quote(os.fsencode(folder.path.name))}/{name}", **_facts(result)})

    def _write(self, text: str) -> None:
        self._path.write_text(_encodable(text), encoding="utf-8")


def _encodable(text: str) -> str:
    """The text without half characters, which UTF-8 does not have."""
    return text.encode("utf-8", "backslashreplace").decode()


def page(result: Result, index: str = "") -> str:
    """The report of one document; `index` is where its link back to the index goes."""
    checked = isinstance(result, CheckResult)
    full = result if isinstance(result, CheckResult) else CheckResult(result, (), (), ())
    marked = Marked(full.document, [*entity_marks(full), *finding_marks(full)])
    found = cards(full)
    kinds = Counter(c.finding.kind.value for c in found)
    return (
        environment()
        .get_template("report.html")
        .render(
            **_facts(full),
            index=index,
            checked=checked,
            cards=found,
            nothing_found=nothing_found(full),
            clean=full.clean,
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


def _facts(result: Result) -> dict[str, Any]:
    """What the header and the index say of a document."""
    doc = result.document
    findings = result.findings if isinstance(result, CheckResult) else ()
    severities = Counter(f.severity for f in findings)
    return {
        "doc": doc,
        "outcome": short(result) if isinstance(result, CheckResult) else ("", ""),
        "figures": summary(result) if isinstance(result, CheckResult) else ("", ""),
        "told": not isinstance(result, CheckResult) or bool(result.checked),
        "whole": not result.incomplete if isinstance(result, CheckResult) else not doc.unread,
        "withheld": result.withheld if isinstance(result, CheckResult) else 0,
        "kind": wording.pair("document_kinds", doc.kind),
        "severities": [(s.value, wording.pair("severities", s.value), severities[s]) for s in Severity],
    }


def _labels(result: CheckResult) -> list[tuple[str, tuple[str, str], int]]:
    counts = Counter(e.label for e in result.extraction.entities)
    return [(label.value, wording.pair("labels", label.value), counts[label]) for label in Label]
