"""Where a text lists projects: the paragraphs under a heading or behind a sentence that says so."""

from __future__ import annotations

from collections.abc import Container, Iterable

from gouji.language import rules
from gouji.narrative.passages import Passage

NOWHERE = -1


def list_begins(passages: Iterable[Passage], headed: Container[int]) -> list[int]:
    """For each passage from where on what it lists are projects; `NOWHERE` where it lists none.

    `headed` are the sections whose headings are of projects. A sentence that opens a list (项目支出12万元，具体包括：)
    holds to the next paragraph with a number of its own kind: that goes on with something else.
    """
    begins: list[int] = []
    opened: tuple[int | None, str] | None = None  # its section and the kind of its number
    for passage in passages:
        kind = _numbering(passage.text)
        if opened and (opened[0] != passage.block.section or opened[1] == kind):
            opened = None
        opener = rules.load("projects")["project.list.opens"].search(passage.text)
        if opened or passage.block.section in headed:
            begins.append(0)
        else:
            begins.append(opener.end() if opener else NOWHERE)
        if opener and not opened:
            opened = (passage.block.section, kind)
    return begins


def _numbering(text: str) -> str:
    """The kind of number that a paragraph begins with (（一）, 1.); empty where it has none."""
    kinds = (rule for rule in rules.load("structure") if rule.id.startswith("structure.heading."))
    return next((rule.id for rule in kinds if rule.match(text)), "")
