"""Small made-up files of every format, each with a way of printing that a reader may stumble over."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import casefiles
from casefiles import Case
from gouji import api
from gouji.language.view import fold

FOLDER = casefiles.CASES / "reading"


def bare(text: str) -> str:
    return "".join(fold(text).split())


@casefiles.each("reading")
def test_a_file_says_what_it_prints(case: Case) -> None:
    document = api.read(FOLDER / case["input"])
    text = "\n".join("".join(line.split()) for line in fold(document.text).split("\n"))
    for said in case.get("says", []):
        assert bare(said) in text
    for unsaid in case.get("never", []):
        assert bare(unsaid) not in bare(text)
    result = api.extract(document, models=False)
    facts = [("/".join(f.row), "/".join(f.column), f.figure.value) for f in result.facts]
    for wanted in case.get("facts", []):
        assert any(_is(fact, wanted) for fact in facts), wanted
    amounts = [e.text for e in result.entities if e.label == "AMOUNT"]
    assert amounts == case.get("amounts", amounts)
    assert document.department == case.get("department", document.department)
    assert (len(document.warnings), len(document.unread)) == (case.get("warnings", 0), case.get("unread", 0))


def _is(fact: tuple[str, str, Any], wanted: dict[str, str]) -> bool:
    row, column, value = fact
    return wanted["row"] in row and wanted["column"] in column and value == Decimal(wanted["value"])


@pytest.mark.parametrize("name", sorted(p.name for p in FOLDER.iterdir()))
def test_every_file_is_a_case(name: str) -> None:
    assert any(case["input"] == name for case in casefiles.load("reading"))
