"""Patterns, models and both against gold: scores, and what each find is worth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from gouji.claims import Entity
from gouji.document import Document
from gouji.learn.gold import Gold, Record, is_neutral
from gouji.learn.measure import paged, score
from gouji.learn.measure.score import EntityScore
from gouji.learn.spans.ranks import Trial
from gouji.narrative.learned_spans import LABELS, Models
from gouji.narrative.reading import Prose, read_prose
from gouji.narrative.span_confidence import Ranks, signs
from gouji.narrative.voting import by_passage, vote
from gouji.records.results import Extraction
from gouji.tables.project_cells import project_names

PATTERNS, MODELS, BOTH = "patterns", "model", "both"
NAMES = ("CAUSE", "CAUSE_strict", "PROJECT")


@dataclass(frozen=True)
class Subject:
    """A document with its gold."""

    path: Path
    document: Document
    gold: Gold

    @property
    def name(self) -> str:
        """What the pieces of the document are called by."""
        return self.path.name

    @cached_property
    def prose(self) -> Prose:
        return read_prose(self.document, project_names(self.document))

    def by(self, models: Models) -> dict[str, Prose]:
        """What is read by the patterns, by the models with all that they find, and by both."""
        others = tuple(e for e in self.prose.entities if e.label not in LABELS)
        bare = replace(self.prose, entities=others)
        return {
            PATTERNS: self.prose,
            MODELS: vote(self.document, bare, outspoken(models)),
            BOTH: vote(self.document, self.prose, models),
        }

    def scores(self, models: Models) -> dict[str, dict[str, EntityScore]]:
        """By reader and label; `CAUSE_strict` is there where the gold has offsets."""
        return {
            who: {s.name: s for s in self._scored(prose) if s.name in NAMES} for who, prose in self.by(models).items()
        }

    def trials(self, models: Models) -> Iterator[Trial]:
        """Every find of patterns or models that the gold calls right or wrong."""
        both = vote(self.document, self.prose, outspoken(models))
        for passage, here in zip(both.passages, by_passage(both), strict=True):
            for entity, start, end in here:
                right = self._right(entity)
                if right is not None:
                    told = signs(entity.label, passage.text, start, end)
                    yield Trial(self.name, entity.label, entity.source, right, told, judged=True)

    def _scored(self, prose: Prose) -> Sequence[EntityScore]:
        records = Extraction(self.document, prose.entities, (), ()).to_records()
        if self.gold.paged:
            return paged.score(self.gold, records, ()).score.entities
        return score.score(self.gold, records, ()).entities

    def _right(self, entity: Entity) -> bool | None:
        """What the gold says of a find; None where it is not sure."""
        label, span = entity.label.value, entity.span
        record = {"label": label, "text": entity.text, "start": span.start, "end": span.end}
        gold = [g for g in self.gold.entities or () if g["label"] == label]
        judge = paged.alike if self.gold.paged else _judged
        hit = [g for g in gold if judge(g, record)]
        if not all(map(is_neutral, hit)):
            return True
        unsure = bool(hit) or self._near_neutral(gold, record)
        return None if unsure else False

    def _near_neutral(self, gold: Sequence[Record], record: Record) -> bool:
        """Whether a find overlaps what the gold is unsure of; without offsets nothing is known to."""
        if self.gold.paged:
            return False
        neutral = [g for g in gold if is_neutral(g)]
        return any(score.overlap(g, record) for g in neutral)


def outspoken(models: Models) -> Models:
    """The models, telling all they find."""
    return Models(models.pipelines, Ranks({label: replace(models.ranks[label], least=0.0) for label in LABELS}))


def _judged(gold: Record, found: Record) -> bool:
    return score.JUDGES[str(gold["label"])](gold, found)
