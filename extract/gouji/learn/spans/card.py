"""The card that a folder of models carries: what they learned from, how well they read, where they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from gouji.learn.spans.build import Recipe, Trained
from gouji.learn.spans.votes import LABELS, labels

_CARD = """# Models of reasons (CAUSE) and project names (PROJECT)

Trained {day} by `gouji train spans` (seed {seed}, {folds} folds).

## What they are
For each label one spaCy pipeline: hashed embeddings of characters (a printed number is one token), a small convolution,
a transition-based recogniser; `../spans.cfg` holds every setting. `calibration.json` holds what their finds are worth:
how often a span is right that a pattern alone finds or that both find, the weights of a logistic function for what the
model alone finds, and the confidence from which that is told. No text is stored, of documents or vocabularies.

## What they learned from
{data}

The labels are the votes of the rules in `patterns/causes.toml` and `patterns/projects.toml`, as corrected by hand
where they were. Pieces with reasons were copied without the words that announce them, and with other
such words; pieces with names were copied with other names.

## How well they read
Measured on documents that the models compared had not seen (each document was held out together with its fold);
right/false/missed, F1 with the interval that holds 95 % of resamplings of the document's entities.

```
{figures}
```

What a model alone finds is told from a confidence of {least}.

## What they do not do
- They never saw a label that no pattern gives: what patterns misread everywhere, the models have learned as well.
- Project names without a telling end, or in lists without amounts, are mostly missed; most names patterns find.
- What only a model has found is told as an entity and accuses nobody: no check rests on it.
"""


def card(made: Trained, recipe: Recipe, told: Sequence[str]) -> str:
    """The card as Markdown. Documents are told by number and by one digest over their pieces, not by name."""
    least = {label.value: rank.least for label, rank in made.ranks().of_label.items()}
    said = ", ".join(f"{v:.2f} ({k})" if v <= 1 else f"none ({k}: never told)" for k, v in least.items())
    figures = "\n".join(told)
    return _CARD.format(
        day=date.today(), seed=recipe.seed, folds=recipe.folds, data=_data(made), figures=figures, least=said
    )


def _data(made: Trained) -> str:
    count: Counter[str] = Counter()
    for piece in made.pieces:
        count[f"{piece.label} pieces"] += 1
        count[f"{piece.label} labels"] += len(labels(piece))
        count["by hand"] += piece.marks is not None
    documents = len({p.document for p in made.pieces})
    digest = sha256("\n".join(sorted(p.id for p in made.pieces)).encode()).hexdigest()[:16]
    rows = [f"- {label}: {count[f'{label} pieces']} pieces, {count[f'{label} labels']} labels" for label in LABELS]
    by_hand = f"- corrected by hand: {count['by hand']} pieces"
    return "\n".join(
        [f"- {documents} real documents (digest of the pieces' ids {digest}), and made-up ones", *rows, by_hand]
    )
