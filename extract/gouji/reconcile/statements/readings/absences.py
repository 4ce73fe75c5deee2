"""Sentences that say that the document's department had or will have none of something (没有公务接待费支出)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from gouji.claims import Claim
from gouji.document import Block, Span
from gouji.language import rules, subjects
from gouji.language.subjects import Subject
from gouji.language.view import make_view
from gouji.narrative.figure_leads import budget_measures
from gouji.reconcile.statements.claim_quantities import unit_of_section
from gouji.reconcile.statements.document_index import Context


@dataclass(frozen=True, slots=True)
class Absence:
    """What there is none of, where that is said, and the unit whose section says it ('': the department's own)."""

    what: Subject
    span: Span
    unit: str


def absences(context: Context) -> Iterator[Absence]:
    """The absences of the document's own year and department, of quantities that have a name of their own."""
    rule = rules.load("wording")["wording.absence"]
    for block in context.document.prose:
        view = make_view(context.document.text, block.span.start, block.span.end, block.holes)
        for match in rule.finditer(view.text):
            what = subjects.parse(match["what"])
            if _named(what) and _own(context, match):
                start = match.start("department") if match["department"] else match.start()
                yield Absence(what, view.span(start, match.end()), _unit(context, block))


def _unit(context: Context, block: Block) -> str:
    return unit_of_section(context.document, block.section)


def _named(what: Subject) -> bool:
    """Whether a name is a term that disclosures have in common, or all of a fund."""
    return what.known or bool(what.fund and not what.core)


def _own(context: Context, match: regex.Match[str]) -> bool:
    """Whether an absence is of the document's year and of its department."""
    year = int(match["year"]) if match["year"] else context.document.year
    ours = "".join(context.document.department.split())
    name = match["department"] or ours
    return year == context.document.year and (name in ours or ours in name)


def told_all_the_same(context: Context, absence: Absence) -> Iterator[Claim]:
    """The levels of more than nothing that tell what is denied, of the same year, unit and measure."""
    for claim in context.levels:
        value = context.value(claim)
        if value and value.figure.value > 0 and _of_one_thing(context, claim, absence):
            yield claim


def _of_one_thing(context: Context, claim: Claim, absence: Absence) -> bool:
    name, what = claim.name, absence.what
    same_side = not (name.side and what.side) or name.side == what.side
    same = (name.core, name.fund) == (what.core, what.fund) and same_side
    return same and _of_the_year(context, claim) and context.unit_of(claim) == absence.unit


def _of_the_year(context: Context, claim: Claim) -> bool:
    """Whether a level is of the document's year, and of its accounts where it is one of accounts."""
    planned = claim.measure in budget_measures() and context.document.kind == "final"
    return claim.period in (None, context.document.year) and not planned
