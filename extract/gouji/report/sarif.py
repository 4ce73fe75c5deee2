"""SARIF 2.1.0 (OASIS): findings for pipelines and code review.

A finding is a result with its key as fingerprint, so that viewers know it again; one that was judged a false alarm is
suppressed. What was not read is a notification of the run. Texts have lines and columns; of paged formats and
workbooks page and cell are logical locations, since their files have no lines.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from gouji import __version__
from gouji.document import Document, Span
from gouji.places import Place
from gouji.reconcile.model import FindingKind, Severity
from gouji.records.results import CheckResult, Result
from gouji.records.verdicts import Conclusion
from gouji.report import Add, wording
from gouji.report.document_summary import Summary, summarised
from gouji.report.finding_table import ZH, Row, table
from gouji.report.own_reports import GENERATOR

VERSION = "2.1.0"
SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"  # its name
# 3.27.10: a result that is no failure has no level.
_LEVELS = {Severity.MATERIAL: "error", Severity.MINOR: "warning", Severity.ROUNDING: "none"}
_TEXTS = (".txt", ".md")
_FINGERPRINT = "goujiFindingKey/v1"

Record = dict[str, Any]


@contextmanager
def writing(path: Path, target: Path, language: str = ZH) -> Iterator[Add]:
    log = _Log(language)
    yield log.add
    path.write_text(json.dumps(log.record(), ensure_ascii=False, indent=1) + "\n", "utf-8", "backslashreplace")


class _Log:
    """One run over all documents."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._results: list[Record] = []
        self._notifications: list[Record] = []
        self._artifacts: list[Record] = []

    def add(self, result: Result) -> None:
        full = result if isinstance(result, CheckResult) else CheckResult(result, (), (), ())
        document, summary = full.document, summarised(full, self._language)
        lines = _Lines(document)
        results = [self._result(row, document, lines) for row in table(full, self._language)]
        notifications = list(self._notified(summary))
        self._results += results
        self._notifications += notifications
        hashes = {"hashes": {"sha-256": document.sha256}} if document.sha256 else {}
        artifact = {"location": _artifact(document), **hashes, "properties": _counts(summary)}
        if artifact not in self._artifacts:  # the list is one of distinct ones
            self._artifacts.append(artifact)

    def record(self) -> Record:
        rules = [self._rule(kind) for kind in FindingKind]
        driver = {"name": GENERATOR, "version": __version__, "semanticVersion": __version__, "rules": rules}
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "language": "zh-CN" if self._language == ZH else "en",
            "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": self._notifications}],
            "artifacts": self._artifacts,
            "results": self._results,
        }
        return {"$schema": SCHEMA, "version": VERSION, "runs": [run]}

    def _rule(self, kind: FindingKind) -> Record:
        zh, en = wording.pair("kinds", kind.value)
        return {"id": kind.value, "name": en.title().replace(" ", ""), "shortDescription": {"text": f"{zh} {en}"}}

    def _result(self, row: Row, document: Document, lines: _Lines) -> Record:
        found = {
            "ruleId": row.kind.value,
            "ruleIndex": list(FindingKind).index(row.kind),
            "level": "none" if row.doubtful else _LEVELS[row.severity],
            "kind": _kind(row),
            "message": {"text": "\n".join(filter(None, (row.message, row.advice)))},
            "locations": [_location(document, row.span, row.place, row.where, row.figure, lines)],
            "relatedLocations": [
                {
                    "id": i,
                    "message": {"text": f"{seen.role} {seen.text}"},
                    **_location(document, seen.span, seen.place, seen.where, seen.text, lines),
                }
                for i, seen in enumerate(row.seen, 1)
            ],
            "partialFingerprints": {_FINGERPRINT: row.key},
            "rank": round(row.confidence * 100, 1),
            "properties": {
                "id": row.id,
                "stated": row.stated,
                "expected": row.expected,
                "computation": row.computation,
            },
        }
        if row.verdict and row.verdict.verdict is Conclusion.WRONG:
            told = " ".join(filter(None, (row.verdict.by, row.verdict.note)))
            suppressed = {"kind": "external", "status": "accepted"}
            found["suppressions"] = [{**suppressed, "justification": told} if told else suppressed]
        return found

    def _notified(self, summary: Summary) -> Iterator[Record]:
        for one in summary.missed:
            place = {"physicalLocation": {"artifactLocation": _uri(summary.document)}}
            logical = {"logicalLocations": [_page(one.page)]} if one.page else {}
            yield {
                "level": "error" if summary.error else "warning",
                "message": {"text": " ".join(filter(None, (one.where, one.why)))},
                "locations": [{**place, **logical}],
            }


def _kind(row: Row) -> str:
    """What sort of result a finding is: one that is doubtful is for somebody to look at."""
    if row.severity is Severity.ROUNDING:
        return "informational"
    return "review" if row.doubtful else "fail"


class _Lines:
    """Lines and columns of a text, counted from 1."""

    def __init__(self, document: Document) -> None:
        text = document.text
        self.known = PurePath(document.name).suffix.lower() in _TEXTS
        self._starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")] if self.known else [0]

    def region(self, span: Span) -> Record:
        (line, column), (end_line, end_column) = self._at(span.start), self._at(span.end)
        return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1


def _location(document: Document, span: Span, place: Place, where: str, text: str, lines: _Lines) -> Record:
    region = {"region": {**lines.region(span), "snippet": {"text": text}}} if lines.known else {}
    logical = [
        *([_page(place.page)] if place.page else []),
        *([{"fullyQualifiedName": place.cell, "kind": "cell"}] if place.cell else []),
        *([{"fullyQualifiedName": where, "kind": "section"}] if where else []),
    ]
    return {
        "physicalLocation": {"artifactLocation": _artifact(document), **region},
        **({"logicalLocations": logical} if logical else {}),
    }


def _page(number: int) -> Record:
    return {"name": str(number), "kind": "page"}


def _artifact(document: Document) -> Record:
    return _uri(document.name)


def _uri(name: str) -> Record:
    """A document as an address: relative as it was given, absolute as `file:`."""
    path = quote(name.replace(os.sep, "/").encode("utf-8", "backslashreplace"), safe="/")
    return {"uri": f"file://{path}" if path.startswith("/") else path}


def _counts(summary: Summary) -> Record:
    """What was checked of a document: without findings alone it is not known whether anything was."""
    statuses = {status.value: count for status, count in summary.statuses.items()}
    return {"checks": statuses, "unread": summary.unread, "outcome": summary.outcome}
