"""Roles of figures, read from the words before them."""

from __future__ import annotations

import casefiles
from casefiles import Case
from gouji.document import Block, Span, Zone
from gouji.language.quantities import scan
from gouji.language.view import make_view
from gouji.narrative.figure_roles import mentions
from gouji.narrative.passages import Passage


def passage(text: str) -> Passage:
    view = make_view(text, 0, len(text))
    return Passage(Block(Span(0, len(text)), Zone.NARRATIVE), view, tuple(scan(view.text)))


@casefiles.each("figure_roles")
def test_case(case: Case) -> None:
    text, marks = casefiles.unmarked(case["text"])
    read = passage(text)
    found = mentions(read, {q.start: str(i) for i, q in enumerate(read.quantities)}, ())
    told = [(m.start, text[m.start : m.end], f"{m.role} {m.direction or ''}".strip()) for m in found]
    assert told == marks


def test_a_figure_inside_a_reason_is_told_beside() -> None:
    text = "支出2.00万元，主要原因是单价上涨35%。"
    read = passage(text)
    found = mentions(read, {q.start: str(q.start) for q in read.quantities}, ((text.index("单价"), len(text)),))
    assert [m.aside for m in found] == [False, True]
