"""Reasons in prose: exactly the marked words, each tied to the figure it explains."""

from __future__ import annotations

import casefiles
from casefiles import Case
from gouji import api
from gouji.claims import Label


@casefiles.each("causes")
def test_case(case: Case) -> None:
    text, marks = casefiles.unmarked(case["head"] + case["text"])
    entities = api.extract(casefiles.read(text)).entities
    found = [e for e in entities if e.label is Label.CAUSE]
    assert [(e.span.start, e.text) for e in found] == [(start, printed) for start, printed, _ in marks]
    texts = {e.id: e.text for e in entities}
    assert [texts[e.of] for e in found if e.of] == case["of"]
