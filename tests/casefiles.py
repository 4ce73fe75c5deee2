"""Case files: whole small documents and passages with what they should yield marked inline.

A case file is TOML with a list `case`. `about` names the case; `known_gap = "why"` declares one that is not read
right yet (it is an expected failure in the report). Files of findings have a `head`, the title lines that every
document of the file begins with unless the case brings a `head` of its own.

Marks in the text of a document, each one finding: ⟦printed|kind severity expected⟧; what is not marked must not be
found. `ledger` lists what the check must have tried, so that silence is never mistaken for agreement.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gouji import api
from gouji.document import Document
from gouji.narrative.zones import structure
from gouji.readers.plain.reader import document_of
from gouji.reconcile.model import RANK
from gouji.records.results import CheckResult
from gouji.tables.resolve import resolve

CASES = Path(__file__).parent / "cases"
MARK = re.compile(r"⟦([^|⟧]+)(?:\|([^⟧]*))?⟧")

Case = dict[str, Any]


def load(name: str) -> list[Case]:
    """The cases of a file; its head goes to every case that has none."""
    data = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return [{"head": data.get("head", ""), **case} for case in data["case"]]


def each(name: str) -> pytest.MarkDecorator:
    """Parametrizes a test with the cases of a file."""
    return pytest.mark.parametrize("case", list(_parameters(name)))


def _parameters(name: str) -> Iterator[Any]:
    for case in load(name):
        gap = case.get("known_gap")
        marks = pytest.mark.xfail(reason=f"known gap: {gap}", strict=True) if gap else ()
        yield pytest.param(case, id=case["about"], marks=marks)


def unmarked(text: str) -> tuple[str, list[tuple[int, str, str]]]:
    """The text without marks, and (start, printed text, note) of each mark."""
    plain, spans, at = "", [], 0
    for m in MARK.finditer(text):
        plain += text[at : m.start()]
        spans.append((len(plain), m[1], (m[2] or "").strip()))
        plain += m[1]
        at = m.end()
    return plain + text[at:], spans


def read(text: str) -> Document:
    """The structured document of a text in memory."""
    return structure(resolve(document_of(text)))


@cache
def check(text: str) -> CheckResult:
    """What checking a text yields."""
    return api.check(read(text))


def expect_findings(case: Case) -> None:
    """Check the document of a case: exactly the marked findings, and the ledger's lines it names."""
    text, marks = unmarked(case["head"] + case["text"])
    result = check(text)
    found = {(f.span.start, f.text, f"{f.kind} {f.severity} {f.expected}".strip()) for f in result.findings}
    assert found == set(marks)
    assert len(result.findings) == len(marks), "one error, one finding"
    ranks = [RANK[f.severity] for f in result.findings]
    assert ranks == sorted(ranks), "the gravest first"
    if "diagnosis" in case:
        # Among equally grave ones triage decides, and learns anew with every training: cases keep to the text.
        ordered = sorted(result.findings, key=lambda f: (RANK[f.severity], f.span.start))
        assert [f.diagnosis for f in ordered] == case["diagnosis"]
    for line in case.get("ledger", ()):
        assert line in {f"{c.relation} {c.status}" for c in result.checks}
    for words in case.get("says", ()):
        assert any(words in f.message for f in result.findings), [f.message for f in result.findings]
