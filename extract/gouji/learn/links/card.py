"""The card of the linker: what it learned from, how well it links, where it does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from importlib.resources import files

from gouji.learn.links.data import Example
from gouji.learn.links.train import FOLDS, Held, thresholds
from gouji.learn.reliability import reliability, table


def card(found: Sequence[Example], held: Sequence[Held], seed: int, told: Sequence[str]) -> str:
    """The card as Markdown; `told` are lines of figures on gold."""
    documents = sorted({e.document for e in found})
    return _text().format(
        day=date.today(),
        seed=seed,
        features=found[0].matrix.shape[1],
        claims=len(found),
        documents=len(documents),
        digest=sha256("\n".join(documents).encode()).hexdigest()[:16],
        folds=FOLDS,
        figures="\n".join([*lines(held), *told]),
        sure=thresholds(held)["sure"],
    )


def lines(held: Sequence[Held]) -> Iterator[str]:
    """Right first choices of model and rules, and the reliability of the model's probability."""
    able = [h for h in held if h.answerable]
    yield f"claims with a cell of equal value among the candidates {len(able)}"
    yield f"likeliest cell right: model {sum(h.right for h in able)}, rules {sum(h.ruled for h in able)}"
    bins = reliability([h.chance for h in held], [float(h.right) for h in held])
    yield from table(bins)


def _text() -> str:
    return files("gouji.learn.links").joinpath("card.md").read_text(encoding="utf-8")
