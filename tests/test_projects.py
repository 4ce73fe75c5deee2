"""Names of projects: exactly the marked words."""

from __future__ import annotations

import pytest

import casefiles
from casefiles import Case
from gouji import api
from gouji.claims import Label
from gouji.narrative.projects import canonical


@casefiles.each("projects")
def test_case(case: Case) -> None:
    text, marks = casefiles.unmarked(case["head"] + case["text"])
    found = [e for e in api.extract(casefiles.read(text)).entities if e.label is Label.PROJECT]
    assert [(e.span.start, e.text) for e in found] == [(start, printed) for start, printed, _ in marks]
    assert all(e.norm and "\n" not in e.norm for e in found)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("“湿地监测”项目", "湿地监测"),
        ("《湿地 监测》", "湿地监测"),
        ("湿地项目监测", "湿地项目监测"),
        ("湿地监测", "湿地监测"),
    ],
)
def test_one_project_has_one_name(printed: str, name: str) -> None:
    assert canonical(printed) == name
