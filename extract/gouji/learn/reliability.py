"""Whether probabilities that a model tells come true as often as told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Examples of about one probability: how many, the mean told, the share that is real."""

    count: int
    told: float
    real: float


def reliability(told: Sequence[float], real: Sequence[float]) -> list[Bin]:
    """The examples in `BINS` bins of equal width of the probability told, empty ones left out."""
    bins: list[Bin] = []
    for n in range(BINS):
        own = [(t, r) for t, r in zip(told, real, strict=True) if min(int(t * BINS), BINS - 1) == n]
        if own:
            bins.append(Bin(len(own), sum(t for t, _ in own) / len(own), sum(r for _, r in own) / len(own)))
    return bins


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: the mean difference between told and real, weighted by count."""
    total = sum(b.count for b in bins)
    return sum(b.count * abs(b.told - b.real) for b in bins) / total if total else 0.0


def brier(told: Sequence[float], real: Sequence[float]) -> float:
    """Brier score: the mean squared difference between told and real; 0 is perfect, 0.25 is what telling 0.5 gives."""
    return sum((t - r) ** 2 for t, r in zip(told, real, strict=True)) / len(told) if told else 0.0


def table(bins: Sequence[Bin]) -> Iterator[str]:
    """A line a bin, and the expected calibration error."""
    yield f"{'told':>6s} {'real':>6s} {'count':>6s}"
    for b in bins:
        yield f"{b.told:6.3f} {b.real:6.3f} {b.count:6d}"
    yield f"expected calibration error {calibration_error(bins):.3f}"
