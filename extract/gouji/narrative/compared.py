"""What words alone say of a level that has been stated: 决算数小于预算数, 与上年持平."""

from __future__ import annotations

from dataclasses import replace

from gouji.claims import Claim, Relation
from gouji.narrative.comparisons import Comparison
from gouji.narrative.paragraph_state import Paragraph


def compared(paragraph: Paragraph, said: Comparison) -> Claim | None:
    """The claim (without an id) of a comparison, of the level that stands before it; None before the first."""
    if not paragraph.levels:
        return None
    span = paragraph.passage.span(said.start, said.end)
    rule = f"clause.{said.role}"
    if said.role == "direction":
        level = paragraph.levels[-1]
        claim = replace(level, id="", relation=Relation.CHANGE, span=span, base=said.base, rule=rule)
        return replace(claim, direction=said.value)
    level = paragraph.actual() or paragraph.levels[-1]
    figures = {"value": level.figures["value"]}
    if budget := paragraph.budget(said.base, level.name):
        figures["budget"] = budget.figures["value"]
    claim = replace(level, id="", relation=Relation.COMPLETION, span=span, base=said.base, rule=rule)
    return replace(claim, figures=figures, order=said.value)
