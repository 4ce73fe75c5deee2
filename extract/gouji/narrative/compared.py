"""What words alone say of a level that has been stated: 决算数小于预算数, 与上年持平."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.claims import Claim, Relation
from gouji.language.subjects import fits, parse
from gouji.narrative.comparisons import Comparison
from gouji.narrative.figure_leads import budget_measures
from gouji.narrative.paragraph_state import Paragraph


def compared(paragraph: Paragraph, said: Comparison) -> Claim | None:
    """The claim (without an id) of a comparison, of the level that it names or else of the one before it; else None."""
    levels = _meant(paragraph, said)
    if not levels:
        return None
    span = paragraph.passage.span(said.start, said.end)
    rule = f"clause.{said.role}"
    if said.role == "direction":
        level = levels[-1]
        claim = replace(level, id="", relation=Relation.CHANGE, span=span, base=said.base, rule=rule)
        return replace(claim, direction=said.value)
    level = next((c for c in reversed(levels) if c.measure not in budget_measures()), levels[-1])
    figures = {"value": level.figures["value"]}
    if budget := paragraph.budget(said.base, level.name):
        figures["budget"] = budget.figures["value"]
    claim = replace(level, id="", relation=Relation.COMPLETION, span=span, base=said.base, rule=rule)
    return replace(claim, figures=figures, order=said.value)


def _meant(paragraph: Paragraph, said: Comparison) -> list[Claim]:
    """The levels that a comparison may be of: those of the quantity that its clause names, where it names one."""
    passage = paragraph.passage
    start, _ = passage.sentence(said.start)
    before = passage.text[max([start, *(q.end for q in passage.quantities if q.end <= said.start)]) : said.start]
    name = parse(regex.split("[,，;；:：]", before)[-1])
    if not (name.known or name.path):
        return paragraph.levels
    return [level for level in paragraph.levels if fits(level.name, name)]
