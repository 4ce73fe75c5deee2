"""Patterns and models vote on reasons and project names: one entity a span, with who found it and how sure that is.

A span that both find keeps the pattern's bounds. A span that only the model finds is told when its confidence reaches a
threshold, which was chosen on documents that the model had not seen. It explains a figure like any other reason, but no
finding rests on it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from gouji.claims import Entity, Label
from gouji.document import Document, Span
from gouji.language import rules
from gouji.narrative.learned_spans import Found, Models, overlaps
from gouji.narrative.passages import Passage
from gouji.narrative.projects import canonical
from gouji.narrative.reading import Prose, duties, explained, with_causes
from gouji.narrative.span_confidence import BOTH, MODEL, Rank, signs

Placed = tuple[Entity, int, int]  # an entity and its bounds in the view of its passage

_HALF = 0.5  # intersection over union from which two finds are one


def vote(document: Document, prose: Prose, models: Models) -> Prose:
    """The prose with the models' votes: what patterns found in its order, then what the models alone found."""
    read = models.read(prose.passages)
    aside = duties(document)
    changed: dict[str, Entity] = {}
    added: list[Entity] = []
    for passage, here, found in zip(prose.passages, by_passage(prose), read, strict=True):
        for placed in here:
            entity = placed[0]
            changed[entity.id] = _voted(entity, _seen(placed, found), models.ranks[entity.label])
        for one in _alone(passage, here, found, aside):
            rank = models.ranks[one.label]
            sure = rank.confidence(signs(one.label, passage.text, one.start, one.end))
            if sure >= rank.least:
                number = len(prose.entities) + len(added) + 1
                added.append(_entity(document, passage, prose, one, round(sure, 3), number))
    entities = (*(changed.get(e.id, e) for e in prose.entities), *added)
    return replace(prose, entities=entities, claims=with_causes(prose.claims, entities))


def _seen(placed: Placed, found: Iterable[Found]) -> bool:
    """Whether a model finds the entity too."""
    entity, start, end = placed
    alike = (one for one in found if one.label is entity.label)
    return any(_share(one, start, end) >= _HALF for one in alike)


def _alone(passage: Passage, here: list[Placed], found: Iterable[Found], aside: Container[int]) -> Iterator[Found]:
    """What only the models find. The sections `aside` are about duties: what they call a project is none."""
    duty = passage.block.section in aside
    for one in found:
        taken = [(start, end) for entity, start, end in here if entity.label is one.label]
        tells_nothing = duty if one.label is Label.PROJECT else _only_announces(passage.text[one.start : one.end])
        if not tells_nothing and not overlaps((one.start, one.end), taken):
            yield one


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
    stretch = Span(passage.view.offset(0), passage.view.offset(before))
    figures = (entity for entity in prose.entities if entity.figure is not None)
    return [entity for entity in figures if stretch.holds(entity.span)]


def by_passage(prose: Prose) -> list[list[Placed]]:
    """For each passage its reasons and project names with their bounds in the view."""
    mine = [e for e in prose.entities if e.label in (Label.CAUSE, Label.PROJECT)]
    return [_placed(passage, mine) for passage in prose.passages]


def _placed(passage: Passage, entities: Iterable[Entity]) -> list[Placed]:
    """Those of the entities whose ends stand in the passage's view, with their bounds there."""
    at = {offset: place for place, offset in enumerate(passage.view.offsets)}
    found = []
    for entity in entities:
        first, last = at.get(entity.span.start), at.get(entity.span.end - 1)
        if first is not None and last is not None:
            found.append((entity, first, last + 1))
    return found


def _only_announces(words: str) -> bool:
    """Whether words are the cue of a reason and nothing else."""
    return rules.load("causes")["cause.trigger.reason"].fullmatch(words) is not None


def _share(found: Found, start: int, end: int) -> float:
    common = min(found.end, end) - max(found.start, start)
    return max(0, common) / (max(found.end, end) - min(found.start, start))
