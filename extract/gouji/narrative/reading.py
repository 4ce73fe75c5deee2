"""Reads the prose of a structured document: entities and claims, passage by passage."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from gouji import printed
from gouji.claims import Claim, Entity, Label
from gouji.document import Document
from gouji.figures import PERCENT, Figure, Kind, Unit
from gouji.language import rules
from gouji.language.quantities import Quantity
from gouji.language.rules import Rule
from gouji.narrative.causes import Cause, causes
from gouji.narrative.claims import ClaimReader
from gouji.narrative.counts import PassageCount, counts, counts_in_tables
from gouji.narrative.figure_roles import mentions
from gouji.narrative.passages import Passage, passages
from gouji.narrative.projects import Project, projects

_LABELS = {Kind.MONEY: Label.AMOUNT, Kind.PERCENT: Label.PERCENT, Kind.POINT: Label.PERCENT}
_CONFIDENCE = {Label.AMOUNT: 0.99, Label.PERCENT: 0.99, Label.CAUSE: 0.9, Label.PROJECT: 0.8}


@dataclass(frozen=True)
class Prose:
    """What the prose of a document says, with the passages it was read from."""

    passages: tuple[Passage, ...]
    entities: tuple[Entity, ...]
    claims: tuple[Claim, ...]
    counts: tuple[PassageCount, ...] = ()


def read_prose(document: Document, project_names: Iterable[str] = ()) -> Prose:
    """Entities and claims of the document's prose; `project_names` are those its tables give."""
    found = tuple(_with_bare_amounts(p) for p in passages(document))
    names = projects(found, project_names, duties(document), about_projects(document))
    entities: list[Entity] = []
    reader = ClaimReader(document)
    counted: list[PassageCount] = []
    for passage, here in zip(found, names, strict=True):
        reasons = causes(passage)
        figures = _figure_entities(passage, len(entities) + 1)
        entities += figures.values()
        ids = {start: entity.id for start, entity in figures.items()}
        marks = mentions(passage, ids, tuple((cause.start, cause.end) for cause in reasons))
        reader.read(passage, marks, tuple(here), _inside(here, reasons))
        counted += counts(passage, len(counted) + 1)
        entities += [_cause_entity(passage, c, figures, n) for n, c in enumerate(reasons, len(entities) + 1)]
        entities += [_project_entity(passage, p, n) for n, p in enumerate(here, len(entities) + 1)]
    counted += counts_in_tables(document, len(counted) + 1)
    fixed = tuple(replace(e, text=document.slice(e.span)) for e in entities)
    return Prose(found, fixed, with_causes(reader.finish(), fixed), tuple(counted))


def _inside(named: Iterable[Project], reasons: Sequence[Cause]) -> frozenset[Project]:
    """The projects that a reason names: they explain, and are not reported on."""
    return frozenset(p for p in named if any(cause.start <= p.start < cause.end for cause in reasons))


def with_causes(claims: tuple[Claim, ...], entities: tuple[Entity, ...]) -> tuple[Claim, ...]:
    """Claims with the cause that explains one of their figures, the last that has any."""
    reasons = (entity for entity in entities if entity.label is Label.CAUSE)
    of = {reason.of: reason.id for reason in reasons if reason.of}
    return tuple(replace(claim, cause=_cause(claim, of)) for claim in claims)


def _cause(claim: Claim, of: dict[str, str]) -> str | None:
    figures = reversed(claim.figures.values())
    return next((of[figure] for figure in figures if figure in of), None)


def duties(document: Document) -> frozenset[int]:
    """The sections under a heading about the unit's duties: what they call a project is a task."""
    rule = rules.load("structure")["structure.duties"]
    found = range(len(document.sections))
    return frozenset(n for n in found if any(rule.search(s.title) for s in document.section_path(n)))


def about_projects(document: Document) -> frozenset[int]:
    """The sections under a heading that says they are about projects."""
    rule = rules.load("projects")["project.section"]
    found = range(len(document.sections))
    return frozenset(n for n in found if any(rule.search(s.title) for s in document.section_path(n)))


def _figure_entities(passage: Passage, first: int) -> dict[int, Entity]:
    """The money and per cent figures of a passage by their starts, numbered from `first` on."""
    quantities = (q for q in passage.quantities if q.figure.unit is None or q.figure.unit.kind in _LABELS)
    return {q.start: _figure_entity(passage, q, number) for number, q in enumerate(quantities, first)}


def _figure_entity(passage: Passage, quantity: Quantity, number: int) -> Entity:
    unit = quantity.figure.unit
    label = _LABELS[unit.kind] if unit else Label.AMOUNT
    return Entity(
        id=f"e{number}",
        label=label,
        span=passage.span(quantity.start, quantity.end),
        text="",
        norm=quantity.figure.norm,
        section=passage.block.section,
        rule=quantity.rule,
        confidence=_CONFIDENCE[label],
        figure=quantity.figure,
        unit_missing=unit is None,
    )


def _cause_entity(passage: Passage, cause: Cause, figures: dict[int, Entity], number: int) -> Entity:
    """A reason, tied to the last figure stated before it in its sentence or the one before."""
    of = explained([e for start, e in figures.items() if start < cause.at])
    return Entity(
        id=f"e{number}",
        label=Label.CAUSE,
        span=passage.span(cause.start, cause.end),
        text="",
        norm=passage.text[cause.start : cause.end],
        section=passage.block.section,
        rule=cause.rule.id,
        confidence=_CONFIDENCE[Label.CAUSE] if not cause.rule.yields["after_change"] else 0.75,
        of=of,
    )


def explained(before: Sequence[Entity]) -> str | None:
    """The id of the figure that a reason explains, of those that stand before it: the rate of the last change."""
    rates = [e for e in before[-2:] if e.label is Label.PERCENT]
    of = next(reversed(rates or before), None)
    return of.id if of else None


def _project_entity(passage: Passage, project: Project, number: int) -> Entity:
    return Entity(
        id=f"e{number}",
        label=Label.PROJECT,
        span=passage.span(project.start, project.end),
        text="",
        norm=project.name,
        section=passage.block.section,
        rule=project.rule,
        confidence=_CONFIDENCE[Label.PROJECT],
    )


def _with_bare_amounts(passage: Passage) -> Passage:
    """The passage with amounts that have no unit of their own (`决算数为2096.09，`) among its quantities."""
    taken = {place for q in passage.quantities for place in range(q.start, q.end)}
    found = list(passage.quantities)
    for rule in rules.load("amounts"):
        for match in rule.finditer(passage.text):
            places = range(*match.span("number"))
            if taken.isdisjoint(places):
                taken.update(places)
                found += _bare_amount(passage, match, rule)
    return replace(passage, quantities=tuple(sorted(found, key=lambda q: q.start)))


def _bare_amount(passage: Passage, match: regex.Match[str], rule: Rule) -> Iterator[Quantity]:
    """The amount at a match, unless nobody prints such a number.

    A rule may give it the unit of the next figure, or read it as a rate.
    """
    text = match["number"]
    start, end = match.span("number")
    value = printed.number(text.replace(",", ""))
    if value is None:
        return
    decimals = len(text.partition(".")[2])
    unit = PERCENT if rule.yields["label"] == Label.PERCENT else None
    if rule.yields.get("shared"):
        unit = _unit_behind(passage, end)
    yield Quantity(start, end, text, Figure(value, decimals, unit), rule.id, end)


def _unit_behind(passage: Passage, position: int) -> Unit | None:
    """The unit of the next quantity behind a position, if it has any."""
    return next((q.figure.unit for q in passage.quantities if q.start > position), None)
