"""Reads the prose of a structured document: entities and claims, passage by passage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gouji import printed
from gouji.document import Document, Span
from gouji.figures import Figure, Kind
from gouji.language import rules
from gouji.language.quantities import Quantity
from gouji.narrative.causes import Cause, causes
from gouji.narrative.claims import ClaimReader
from gouji.narrative.counts import Count, counts, counts_in_tables
from gouji.narrative.figure_roles import mentions
from gouji.narrative.model import Claim, Entity, Label
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
    counts: tuple[Count, ...] = ()


def read_prose(document: Document, project_names: Iterable[str] = ()) -> Prose:
    """Entities and claims of the document's prose; `project_names` are those its tables give."""
    found = tuple(_with_bare_amounts(p) for p in passages(document))
    names = projects(found, project_names, duties(document))
    entities: list[Entity] = []
    reader = ClaimReader(document)
    counted: list[Count] = []
    for passage, here in zip(found, names, strict=True):
        reasons = causes(passage)
        figures = {q.start: _figure_entity(passage, q, len(entities) + n) for n, q in enumerate(_money(passage), 1)}
        entities += figures.values()
        marks = mentions(passage, {s: e.id for s, e in figures.items()}, tuple((c.start, c.end) for c in reasons))
        told = tuple(p for p in here if not any(c.start <= p.start < c.end for c in reasons))
        reader.read(passage, marks, told)
        counted += counts(passage, len(counted) + 1)
        for cause in reasons:
            entities.append(_cause_entity(passage, cause, figures, len(entities) + 1))
        for project in here:
            span = passage.span(project.start, project.end)
            entities.append(_project_entity(passage, project, span, len(entities) + 1))
    counted += counts_in_tables(document, len(counted) + 1)
    fixed = tuple(replace(e, text=document.slice(e.span)) for e in entities)
    return Prose(found, fixed, with_causes(reader.finish(), fixed), tuple(counted))


def with_causes(claims: tuple[Claim, ...], entities: tuple[Entity, ...]) -> tuple[Claim, ...]:
    """Claims with the cause that explains one of their figures."""
    of = {e.of: e.id for e in entities if e.label is Label.CAUSE and e.of}
    return tuple(replace(c, cause=next((of[f] for f in reversed(c.figures.values()) if f in of), None)) for c in claims)


def duties(document: Document) -> frozenset[int]:
    """The sections under a heading about the unit's duties: what they call a project is a task."""
    rule = rules.load("structure")["structure.duties"]
    found = range(len(document.sections))
    return frozenset(n for n in found if any(rule.search(s.title) for s in document.section_path(n)))


def _money(passage: Passage) -> list[Quantity]:
    return [q for q in passage.quantities if q.figure.unit is None or q.figure.unit.kind in _LABELS]


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


def _project_entity(passage: Passage, project: Project, span: Span, number: int) -> Entity:
    return Entity(
        id=f"e{number}",
        label=Label.PROJECT,
        span=span,
        text="",
        norm=project.name,
        section=passage.block.section,
        rule=project.rule,
        confidence=_CONFIDENCE[Label.PROJECT],
    )


def _with_bare_amounts(passage: Passage) -> Passage:
    """The passage with amounts that have no unit of their own (`决算数为2096.09，`) among its quantities."""
    taken = {i for q in passage.quantities for i in range(q.start, q.end)}
    found = list(passage.quantities)
    for rule, match in ((r, m) for r in rules.load("amounts") for m in r.finditer(passage.text)):
        start, end = match.span("number")
        if not taken.intersection(range(start, end)):
            taken.update(range(start, end))
            value = printed.number(match["number"].replace(",", ""))
            if value is None:
                continue
            decimals = len(match["number"].partition(".")[2])
            shared = next((q.figure.unit for q in passage.quantities if q.start > end), None)
            figure = Figure(value, decimals, shared if rule.yields.get("shared") else None)
            found.append(Quantity(start, end, match["number"], figure, rule.id, end))
    return replace(passage, quantities=tuple(sorted(found, key=lambda q: q.start)))
