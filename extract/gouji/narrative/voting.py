"""Patterns and models vote on reasons and project names: one entity a span, with who found it and how sure that is.

A span that both find keeps the pattern's bounds. What the model alone finds is told from a score on that was
chosen on documents it had not seen; it explains a figure like any other reason, and is not used to accuse.
"""

from __future__ import annotations

from dataclasses import replace

from gouji.document import Document
from gouji.language import rules
from gouji.narrative.learned_spans import Found, Models, overlaps
from gouji.narrative.model import Entity, Label
from gouji.narrative.passages import Passage
from gouji.narrative.projects import canonical
from gouji.narrative.reading import Prose, duties, explained, with_causes
from gouji.narrative.span_confidence import BOTH, MODEL, Rank, signs

_HALF = 0.5  # intersection over union from which two finds are one


def vote(document: Document, prose: Prose, models: Models) -> Prose:
    """The prose with the models' votes: what patterns found in its order, then what the models alone found."""
    places = by_passage(prose)
    read = models.read(prose.passages)
    aside = duties(document)
    changed: dict[str, Entity] = {}
    added: list[Entity] = []
    for passage, here, found in zip(prose.passages, places, read, strict=True):
        for entity, start, end in here:
            seen = any(f.label is entity.label and _share(f, start, end) >= _HALF for f in found)
            changed[entity.id] = _voted(entity, seen, models.ranks[entity.label])
        for f in found:
            if f.label is Label.PROJECT and passage.block.section in aside:
                continue
            if f.label is Label.CAUSE and _only_announces(passage.text[f.start : f.end]):
                continue
            if not overlaps((f.start, f.end), [(s, e) for x, s, e in here if x.label is f.label]):
                rank = models.ranks[f.label]
                sure = rank.confidence(signs(f.label, passage.text, f.start, f.end))
                if sure >= rank.least:
                    number = len(prose.entities) + len(added) + 1
                    added.append(_entity(document, passage, prose, f, round(sure, 3), number))
    entities = (*(changed.get(e.id, e) for e in prose.entities), *added)
    return replace(prose, entities=entities, claims=with_causes(prose.claims, entities))


def _voted(entity: Entity, seen: bool, rank: Rank) -> Entity:
    if seen:
        return replace(entity, source=BOTH, confidence=rank.both)
    return replace(entity, confidence=rank.pattern)


def _entity(document: Document, passage: Passage, prose: Prose, found: Found, sure: float, number: int) -> Entity:
    span = passage.span(found.start, found.end)
    words = passage.text[found.start : found.end]
    cause = found.label is Label.CAUSE
    return Entity(
        id=f"e{number}",
        label=found.label,
        span=span,
        text=document.slice(span),
        norm=words if cause else canonical(words),
        section=passage.block.section,
        rule="",
        confidence=sure,
        of=explained(_figures(passage, prose, found.start)) if cause else None,
        source=MODEL,
    )


def _figures(passage: Passage, prose: Prose, before: int) -> list[Entity]:
    """The figures of the passage that stand before a position of its view."""
    first, end = passage.view.offsets[0], passage.view.offsets[before]
    return [e for e in prose.entities if e.figure is not None and first <= e.span.start and e.span.end <= end]


def by_passage(prose: Prose) -> list[list[tuple[Entity, int, int]]]:
    """For each passage its reasons and project names with their bounds in the view."""
    mine = [e for e in prose.entities if e.label in (Label.CAUSE, Label.PROJECT)]
    found: list[list[tuple[Entity, int, int]]] = []
    for passage in prose.passages:
        at = {offset: n for n, offset in enumerate(passage.view.offsets)}
        here = [e for e in mine if e.span.start in at and e.span.end - 1 in at]
        found.append([(e, at[e.span.start], at[e.span.end - 1] + 1) for e in here])
    return found


def _only_announces(words: str) -> bool:
    """Whether words are the cue of a reason and nothing else."""
    return rules.load("causes")["cause.trigger.reason"].fullmatch(words) is not None


def _share(found: Found, start: int, end: int) -> float:
    common = min(found.end, end) - max(found.start, start)
    return max(0, common) / (max(found.end, end) - min(found.start, start))
