"""What a level that has been stated is compared with, and what words alone say of it: 决算数小于预算数, 与上年持平."""

from __future__ import annotations

from dataclasses import replace

import regex

from gouji.claims import Claim, Relation
from gouji.language import rules
from gouji.language.subjects import fits, parse, year
from gouji.narrative.comparisons import Comparison
from gouji.narrative.figure_leads import budget_measures, take_measure
from gouji.narrative.paragraph_state import Paragraph


def compared(paragraph: Paragraph, said: Comparison) -> Claim | None:
    """The claim (without an id) of a comparison, of the level that it names or else of the one before it; else None."""
    levels = _meant(paragraph, said)
    if not levels:
        return None
    span = paragraph.passage.span(said.start, said.end)
    rule = f"clause.{said.role}"
    if said.role == "direction":
        level, figures = _unchanged(paragraph, levels, said.base)
        claim = replace(level, id="", relation=Relation.CHANGE, span=span, base=said.base, rule=rule)
        return replace(claim, figures=figures, direction=said.value)
    level = next((c for c in reversed(levels) if c.measure not in budget_measures()), levels[-1])
    figures = {"value": level.figures["value"]}
    if budget := paragraph.budget(said.base, level.name):
        figures["budget"] = budget.figures["value"]
    claim = replace(level, id="", relation=Relation.COMPLETION, span=span, base=said.base, rule=rule)
    return replace(claim, figures=figures, order=said.value)


def _unchanged(paragraph: Paragraph, levels: list[Claim], words: str) -> tuple[Claim, dict[str, str]]:
    """The level that is said not to have changed, with its figure and the one that it is compared with, where told."""
    level, before = _in_two_years(paragraph, levels, words)
    outcome, plan = against_plan(paragraph, level, words)
    level = outcome if plan else level
    told = plan or (before if _names_last_year(words) else None)
    figures = {"value": level.figures["value"]}
    if paragraph.base:
        figures["base"] = paragraph.base.entity
    elif told:
        figures["base"] = told.figures["value"]
    return level, figures


def _in_two_years(paragraph: Paragraph, levels: list[Claim], words: str) -> tuple[Claim, Claim | None]:
    """The level that is compared, and the same of the year before where the last two levels state both."""
    now, before = paragraph.two_years() or (levels[-1], None)
    if now in levels and now.period != year(words):
        return now, before
    # 2023年18万元，2022年16万元，与2022年持平
    later = (c for c in reversed(levels) if c.period and c.period - 1 == year(words))
    return next(later, levels[-1]), None


def _names_last_year(words: str) -> bool:
    return year(words) is not None or rules.load("dates")["date.last_year"].search(words) is not None


def against_plan(paragraph: Paragraph, level: Claim, words: str) -> tuple[Claim, Claim | None]:
    """The outcome that is compared with this year's budget, and the budget; the level alone where no budget is meant.

    `words` name what is compared with (比年初预算). Prose states outcome and budget in either order.
    """
    measure, _ = take_measure(words)
    if measure not in budget_measures() or _names_last_year(words):
        return level, None
    outcome = paragraph.actual() if level.measure in budget_measures() else level
    if outcome is None or outcome.name != level.name:
        return level, None
    return outcome, paragraph.budget(words, outcome.name)


def _meant(paragraph: Paragraph, said: Comparison) -> list[Claim]:
    """The levels that a comparison may be of: those of the quantity named last behind the figure before, if any is."""
    passage = paragraph.passage
    start, _ = passage.sentence(said.start)
    before = passage.text[max([start, *(q.end for q in passage.quantities if q.end <= said.start)]) : said.start]
    segments = regex.split("[,，;；:：]", before)
    names = (parse(words) for words in reversed(segments))
    named = next((name for name in names if name.known or name.path), None)
    if named:
        return [level for level in paragraph.levels if fits(level.name, named)]
    return [] if any(map(_names_another, segments[1:-1])) else paragraph.levels


def _names_another(words: str) -> bool:
    """Whether a clause between a figure and a comparison tells of something else that has no figure."""
    return bool(words) and rules.load("clauses")["clause.than"].search(words) is None
