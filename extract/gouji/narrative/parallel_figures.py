"""Runs: figures that one clause states of several quantities, in their order (收入、支出分别为3万元和2万元)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gouji.claims import Claim, Relation
from gouji.document import Span
from gouji.figures import Kind
from gouji.language import rules, subjects
from gouji.language.subjects import Subject
from gouji.narrative.figure_leads import Lead
from gouji.narrative.figure_roles import Mention
from gouji.narrative.paragraph_state import Paragraph
from gouji.narrative.passages import Passage

_RELATIONS = {
    "delta": Relation.CHANGE,
    "rate": Relation.CHANGE,
    "share": Relation.SHARE,
    "completion": Relation.COMPLETION,
}
_FIGURES = {"completion": "rate"}  # under which name a claim keeps the figure of a role, if not under the role's
_DIVISORS = {Relation.SHARE: "whole", Relation.COMPLETION: "base"}


def with_runs(passage: Passage, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions in order. Each mention of a run has the role of the run's first one, and its place in the run."""
    told: list[Mention] = []
    last = (0, -1)  # length and sentence of the run before: a rate for each of its figures needs no 分别
    for run in _runs(passage, mentions):
        first = run[0]
        size = (len(run), first.sentence)
        goes_on = last == size and not _money(first)
        if len(run) == 1 or not (goes_on or _says_each(passage, first)):
            told += run
            continue
        last = size
        told += _places(passage, run)
    return tuple(told)


def _says_each(passage: Passage, first: Mention) -> bool:
    """Whether 分别 or its like stands before the first figure of a run."""
    lead = passage.text[first.lead_start : first.start]
    return rules.load("clauses")["clause.each"].search(lead) is not None


def _places(passage: Passage, run: Sequence[Mention]) -> list[Mention]:
    """The mentions of a run with their places, and with the names that their common lead gives them."""
    first, many = run[0], len(run)
    names = _names(passage.text[first.lead_start : first.lead_end], many) or [""] * many
    return [_placed(first, mention, (place, many), names[place]) for place, mention in enumerate(run)]


def lead_of(mention: Mention, lead: Lead) -> Lead:
    """The lead of one of several levels: they share their words, and each has its own name or year."""
    named = subjects.parse(mention.subject) if mention.subject else Subject(core=f"{lead.subject}#{mention.place[0]}")
    year = subjects.year(mention.subject) or lead.year
    return replace(lead, subject=mention.subject or lead.subject, named=named, year=year, opens=False, whole="")


def said_of(paragraph: Paragraph, mention: Mention) -> Claim | None:
    """What a figure says of the level that has its place among those said at once; None where it says nothing."""
    relation = _RELATIONS.get(mention.role)
    if mention.aside or relation is None:
        return None
    level = paragraph.run[mention.place[0]]
    value = level.figures["value"]
    span = Span(level.span.start, paragraph.passage.span(mention.start, mention.end).end)
    change = next((c for c in paragraph.run_changes if c.figures.get("value") == value), None)
    if change and mention.role == "rate":
        both = {**change.figures, "rate": mention.entity}
        return replace(change, span=span, figures=both, rate_direction=mention.direction)
    figures = {"value": value, _FIGURES.get(mention.role, mention.role): mention.entity}
    claim = replace(level, id="", span=span, rule=mention.rule, figures=figures, relation=relation)
    return replace(claim, **_said(relation, mention))


def _said(relation: Relation, mention: Mention) -> dict[str, Any]:
    """What the words before a figure say beside the relation: the direction of a change, or what is divided by."""
    if relation is Relation.CHANGE:
        return {"direction": mention.direction, "own_change": True}
    return {_DIVISORS[relation]: mention.name}


def _runs(passage: Passage, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions of one kind that only marks and 和 part from each other, together."""
    found: list[list[Mention]] = []
    joint = rules.load("clauses")["clause.joint"]
    for mention in mentions:
        before = found[-1][-1] if found else None
        if before and _money(before) == _money(mention) and joint.fullmatch(passage.text[before.end : mention.start]):
            found[-1].append(mention)
        else:
            found.append([mention])
    return found


def _money(mention: Mention) -> bool:
    unit = mention.quantity.figure.unit
    return unit is None or unit.kind is Kind.MONEY


def _placed(first: Mention, mention: Mention, place: tuple[int, int], subject: str) -> Mention:
    return replace(
        first,
        quantity=mention.quantity,
        entity=mention.entity,
        aside=mention.aside,
        place=place,
        subject=subject,
    )


def _names(lead: str, wanted: int) -> list[str]:
    """The names in a lead, one for each figure; empty when it does not name as many."""
    match = rules.load("clauses")["clause.each"].search(lead)
    names = rules.load("clauses")["clause.joint"].split(match["names"] or "") if match else []
    return _of_years(names) if len(names) == wanted else []


def _of_years(names: list[str]) -> list[str]:
    """The names; years alone before the last take the quantity that the last names (2022年、2023年水费)."""
    dated = rules.load("subjects")["subject.dated"]
    *years, last = names
    date = dated.match(last)
    if date is None or not all(dated.fullmatch(name) for name in years):
        return names
    return [name + last[date.end() :] for name in years] + [last]
