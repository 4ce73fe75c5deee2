"""The card of triage: what it learned from, how reliable its probabilities are, where they are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files

from gouji.learn.reliability import reliability, table
from gouji.learn.triage.data import Example
from gouji.learn.triage.train import FOLDS


def card(found: Sequence[Example], told: Sequence[float], seed: int) -> str:
    """The card as Markdown; `told` are the probabilities of models that had not seen the example's document."""
    count = Counter((e.source, e.real) for e in found)
    documents = len({e.document for e in found})
    rows = [
        f"- {source}: {count[source, 1.0]} real, {count[source, 0.0]} not, {count[source, 0.5]} arguable"
        for source in sorted({e.source for e in found})
    ]
    data = "\n".join([f"{len(found)} findings of {documents} documents", "", *rows])
    figures = "\n".join(lines(found, told))
    return _text().format(day=date.today(), seed=seed, data=data, folds=FOLDS, figures=figures)


def lines(found: Sequence[Example], told: Sequence[float]) -> Iterator[str]:
    """Reliability of all, of planted and judged findings, and what a threshold would cost the judged ones."""
    every = list(zip(found, told, strict=True))
    yield "planted and judged findings"
    yield from _reliable([(e, p) for e, p in every if e.source != "misread"])
    yield "all, misread ones too"
    yield from _reliable(every)
    verdicts = [(e, p) for e, p in every if e.source == "verdict"]
    yield "judged findings kept from a confidence: right, arguable, wrong"
    for least in (0.0, 0.25, 0.5, 0.6, 0.75):
        kept = Counter(e.real for e, p in verdicts if p >= least)
        yield f"{least:6.2f} {kept[1.0]:6d} {kept[0.5]:6d} {kept[0.0]:6d}"


def _reliable(chosen: Sequence[tuple[Example, float]]) -> Iterator[str]:
    return table(reliability([told for _, told in chosen], [example.real for example, _ in chosen]))


def _text() -> str:
    return files("gouji.learn.triage").joinpath("card.md").read_text(encoding="utf-8")
