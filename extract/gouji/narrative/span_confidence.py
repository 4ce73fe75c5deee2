"""How sure a span is: by who found it, and for what a model alone finds by how it stands in its text.

A recogniser gives spans without a probability that means anything. What tells its good finds from its bad ones is
where they begin and end and what was said before; a logistic function of that, fitted on documents that the model
had not seen, is the confidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import Any

from gouji.claims import Label
from gouji.language import rules

PATTERN, MODEL, BOTH = "pattern", "model", "pattern+model"

_OPENS = frozenset("，,。；;：:、(“")
_CLOSES = frozenset("，,。；;：:、)”")


def signs(label: Label, text: str, start: int, end: int) -> tuple[float, ...]:
    """What speaks for or against a span of a passage's view, each from 0 to 1; the first is always 1."""
    words = text[start:end]
    common = (
        1.0,
        float(start == 0 or text[start - 1] in _OPENS),
        float(end == len(text) or text[end] in _CLOSES),
        min(len(words), 60) / 60,
        float(rules.load("roles")["role.any_amount"].search(words) is not None),
    )
    return (*common, *(_of_cause if label is Label.CAUSE else _of_project)(text, start, end))


@dataclass(frozen=True)
class Rank:
    """For one label.

    Attributes:
        pattern: how often a span is right that a pattern alone finds; `both` one that the model finds as well.
        weights: of the signs of a span that the model alone finds, as in a logistic regression.
        least: the confidence from which such a span is told.
    """

    pattern: float
    both: float
    weights: tuple[float, ...]
    least: float

    def confidence(self, found: tuple[float, ...]) -> float:
        """Of a span with these signs that the model alone finds; one half where nothing was fitted."""
        if not self.weights:
            return 0.5
        total = sum(w * x for w, x in zip(self.weights, found, strict=True))
        return 1 / (1 + exp(-max(-30.0, min(30.0, total))))

    def to_json(self) -> dict[str, Any]:
        return {"pattern": self.pattern, "both": self.both, "weights": list(self.weights), "least": self.least}


@dataclass(frozen=True)
class Ranks:
    """The ranks by label."""

    of_label: dict[Label, Rank]

    @classmethod
    def of(cls, data: dict[str, Any]) -> Ranks:
        """From what was stored. Raises KeyError, TypeError or ValueError for anything else."""
        return cls(
            {
                Label(name): Rank(d["pattern"], d["both"], tuple(map(float, d["weights"])), d["least"])
                for name, d in data.items()
            }
        )

    def __getitem__(self, label: Label) -> Rank:
        return self.of_label[label]

    def to_json(self) -> dict[str, Any]:
        return {label.value: rank.to_json() for label, rank in self.of_label.items()}


def _of_cause(text: str, start: int, end: int) -> tuple[float, ...]:
    """Whether a change was stated before with its figure, or without; whether it opens the sentence after one.

    Last what speaks against a reason: words of purpose, or a sentence of its own though no change was stated before.
    """
    begin = text.rfind("。", 0, max(start - 1, 0)) + 1
    stated = rules.load("causes")["cause.change_stated"].search(text[begin:start]) is not None
    moved = rules.load("spans")["spans.moved"].search(text, begin, start) is not None
    purpose = rules.load("spans")["spans.purpose"].search(text, max(begin, start - 8), end) is not None
    fresh = start == 0 or text[start - 1] in "。！？"
    against = purpose or (fresh and not moved)
    return float(moved), float(stated and not moved), float(fresh and moved), float(against)


def _of_project(text: str, start: int, end: int) -> tuple[float, ...]:
    """Whether it ends as names do, says that it is a project, stands in quotes, has an amount right behind it."""
    heads = tuple(rules.load("projects").data["heads"])
    return (
        float(text[start:end].endswith(heads)),
        float(text.startswith(rules.load("projects").data["noun"], end)),
        float("“" in text[max(0, start - 1) : start + 1] or "《" in text[max(0, start - 1) : start]),
        float(text[end : end + 1].isdecimal()),
    )
