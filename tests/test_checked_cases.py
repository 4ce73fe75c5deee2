"""Small made-up files, read and checked: nothing is reported but what they were given as faults."""

from __future__ import annotations

from pathlib import Path

import pytest

import casefiles
import gouji
from casefiles import Case
from gouji.document import Document
from gouji.reconcile.model import Severity, Status

FOLDER = casefiles.CASES / "checked"


def path_of(name: str) -> Path:
    """An input that other tests read too stands in their folder."""
    own = FOLDER / name
    return own if own.exists() else casefiles.CASES / "reading" / name


def document_of(case: Case) -> Document:
    """The document of a case: one file, or several that are one disclosure."""
    if isinstance(case["input"], str):
        return gouji.read(path_of(case["input"]))
    return gouji.bundle([path_of(name) for name in case["input"]])


@casefiles.each("checked")
def test_a_file_is_reported_for_its_faults_alone(case: Case) -> None:
    result = gouji.check(document_of(case))
    told = [(f.text, f.expected) for f in result.findings if f.severity is not Severity.ROUNDING]
    assert sorted(told) == sorted(map(tuple, case["findings"]))
    text = result.document.text
    links = {(text[k.span.start : k.span.end], text[k.cell.start : k.cell.end]) for k in result.links}
    assert {tuple(link) for link in case.get("links", ())} <= links
    for relation, least in case.get("holds", {}).items():
        held = [c for c in result.checks if (c.relation, c.status) == (relation, Status.HOLDS)]
        assert len(held) >= least
    assert result.document.department == case.get("department", result.document.department)


@pytest.mark.parametrize("name", sorted(p.name for p in FOLDER.iterdir()))
def test_every_file_is_a_case(name: str) -> None:
    inputs = [case["input"] for case in casefiles.load("checked")]
    assert any(name == one or name in one for one in inputs)
