"""What a model's score is worth: the confidence of a span by who found it, and the score from which one is told."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from gouji.narrative.model import Label

PATTERN, MODEL, BOTH = "pattern", "model", "pattern+model"


@dataclass(frozen=True)
class Rank:
    """For one label.

    Attributes:
        pattern: how often a span is right that a pattern alone finds; `both` one that the model finds as well.
        steps: (score, share) rising: from which score on a span of the model alone is right how often.
        least: the score from which a span of the model alone is told.
    """

    pattern: float
    both: float
    steps: tuple[tuple[float, float], ...]
    least: float

    def confidence(self, score: float) -> float:
        """Of a span that the model alone finds with this score."""
        at = bisect_right([s for s, _ in self.steps], score) - 1
        return self.steps[max(at, 0)][1] if self.steps else 0.0

    def to_json(self) -> dict[str, Any]:
        return {"pattern": self.pattern, "both": self.both, "steps": self.steps, "least": self.least}


@dataclass(frozen=True)
class Ranks:
    """The ranks by label."""

    of_label: dict[Label, Rank]

    @classmethod
    def of(cls, data: dict[str, Any]) -> Ranks:
        """From what was stored. Raises KeyError, TypeError or ValueError for anything else."""
        return cls(
            {
                Label(name): Rank(d["pattern"], d["both"], tuple((s, v) for s, v in d["steps"]), d["least"])
                for name, d in data.items()
            }
        )

    def __getitem__(self, label: Label) -> Rank:
        return self.of_label[label]

    def to_json(self) -> dict[str, Any]:
        return {label.value: rank.to_json() for label, rank in self.of_label.items()}
