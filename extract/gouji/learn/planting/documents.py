"""Plants slips in the cells and the figures of prose of documents, one process a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from gouji import api
from gouji.corpus.pool import each
from gouji.errors import GoujiError
from gouji.learn.planting import pairs, trial
from gouji.learn.planting.cell_slips import Candidate, alteration, candidates
from gouji.learn.planting.claim_slips import Alteration
from gouji.learn.planting.figure_slips import FigureOutcome, Forecast, forecasts
from gouji.learn.planting.outcomes import Outcome, PairOutcome


@dataclass(frozen=True, slots=True)
class Draw:
    """How many slips are drawn a document: single cells, pairs of cells, figures of prose; and the seed."""

    cells: int = 0
    pairs: int = 0
    seed: int = 1
    figures: int = 0

    @property
    def in_cells(self) -> bool:
        """Whether slips are drawn in cells."""
        return bool(self.cells or self.pairs)

    def chance(self, name: str, what: str) -> Random:
        return Random(f"{self.seed}:{what}:{name}")


@dataclass(frozen=True, slots=True)
class Planted:
    """What became of the slips in one document; `candidates` is how many cells they were drawn from."""

    name: str
    candidates: int = 0
    cells: tuple[Outcome, ...] = ()
    pairs: tuple[PairOutcome, ...] = ()
    figures: tuple[FigureOutcome, ...] = ()
    error: str = ""


def plant_all(paths: Sequence[Path], draw: Draw, workers: int | None = None) -> Iterator[Planted]:
    """Each document's outcomes in the order of the paths. `workers` defaults to the number of processors."""
    yield from each(partial(plant, draw=draw), paths, workers)


def plant(path: Path, draw: Draw) -> Planted:
    """Draws slips in one document and tries them; `error` tells why it cannot be read."""
    try:
        result = api.check(path)
    except GoujiError as exc:
        return Planted(path.name, error=str(exc))
    document = result.document
    source = trial.Source.of(path.name, document.text, result, document)
    figures = forecasts(result, draw.figures, draw.chance(path.name, "figures"))
    told = tuple(_told(source, one) for one in figures)
    if not draw.in_cells:
        return Planted(path.name, figures=told)
    able = candidates(result)
    drawn = _drawn(able, draw.chance(path.name, "cells"))
    singles = drawn[: draw.cells]
    verdicts = trial.run(source, [(slip,) for slip, _ in singles], workers=1)
    visible = [slip for slip, candidate in drawn if not candidate.undetectable(slip)]
    two = pairs.draw(document, visible, draw.pairs, draw.chance(path.name, "pairs"))
    twice = trial.run(source, [(pair.first, pair.second) for pair in two], workers=1)
    return Planted(
        path.name,
        len(able),
        tuple(
            Outcome.of(path.name, document.text, slip, verdict, candidate.undetectable(slip))
            for (slip, candidate), (verdict,) in zip(singles, verdicts, strict=True)
        ),
        tuple(PairOutcome.of(path.name, document.text, pair, v) for pair, v in zip(two, twice, strict=True)),
        told,
    )


def _told(source: trial.Source, forecast: Forecast) -> FigureOutcome:
    """What became of a slip of which the ledger tells beforehand."""
    slip = forecast.alteration
    (verdict,) = trial.judge(source, (slip,))
    return FigureOutcome(source.name, forecast, source.text[slip.span.start : slip.span.end], verdict)


def _drawn(able: Sequence[Candidate], chance: Random) -> list[tuple[Alteration, Candidate]]:
    """A slip for each candidate, in an order drawn by chance."""
    made = ((alteration(candidate, index, chance), candidate) for index, candidate in enumerate(able))
    found = [(slip, candidate) for slip, candidate in made if slip]
    chance.shuffle(found)
    return found
