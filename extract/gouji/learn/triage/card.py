"""The card of triage: what it learned from, how reliable its probabilities are, where they are not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from importlib.resources import files

from gouji.learn.reliability import brier, reliability, table
from gouji.learn.triage.data import Example
from gouji.learn.triage.train import JUDGED, city, threshold


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
    cities = len({city(e) for e in found})
    return _text().format(day=date.today(), seed=seed, data=data, cities=cities, figures=figures)


def lines(found: Sequence[Example], told: Sequence[float]) -> Iterator[str]:
    """Reliability of planted and judged findings, and what thresholds keep of them, the chosen one marked."""
    every = list(zip(found, told, strict=True))
    judged = [(e, p) for e, p in every if e.source in JUDGED]
    yield "planted and judged findings"
    yield from _reliable([(e, p) for e, p in every if e.source != "misread"])
    yield "judged findings"
    yield from _reliable(judged)
    least = threshold(found, told)
    yield "kept from a confidence: judged right, arguable, wrong; planted"
    for at in sorted({0.0, 0.25, 0.5, 0.75, 0.9, least}):
        kept = Counter(e.real for e, p in judged if p >= at)
        planted = sum(e.source == "planted" and e.real == 1 and p >= at for e, p in every)
        chosen = "  chosen" if at == least else ""
        yield f"{at:6.2f} {kept[1.0]:6d} {kept[0.5]:6d} {kept[0.0]:6d} {planted:8d}{chosen}"


def _reliable(chosen: Sequence[tuple[Example, float]]) -> Iterator[str]:
    told, real = [p for _, p in chosen], [e.real for e, _ in chosen]
    yield from table(reliability(told, real))
    yield f"Brier score {brier(told, real):.3f}"


def _text() -> str:
    return files("gouji.learn.triage").joinpath("card.md").read_text(encoding="utf-8")
