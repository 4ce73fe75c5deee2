"""Plants slips of one digit in figures of prose, and tells whether the ledger said what became of them.

No annotations are needed: the ledger's word for each figure is the forecast, and the check of the altered document is
what it is measured by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from gouji.document import Span
from gouji.figures import Figure, Kind
from gouji.learn.planting.claim_slips import NUMBER, Alteration, Slip, Target
from gouji.learn.planting.trial import Verdict
from gouji.reconcile.guarding.one_digit import slips, value
from gouji.reconcile.model import Finding, Guard, Guarding, Severity
from gouji.records.results import CheckResult

_TARGETS = {Kind.PERCENT: Target.PERCENT, Kind.POINT: Target.PERCENT, Kind.COUNT: Target.COUNT}


class Sort(StrEnum):
    """What is counted apart."""

    AMOUNT = "amounts"
    PERCENT = "percentages"
    ZERO = "zeros"
    COUNT = "counts"


@dataclass(frozen=True, slots=True)
class Forecast:
    """A slip to be planted in a figure of prose, what the ledger says of the figure, and so of this slip."""

    alteration: Alteration
    sort: Sort
    guard: Guard
    noticed: bool


@dataclass(frozen=True, slots=True)
class FigureOutcome:
    """What became of a slip in a figure of prose."""

    document: str
    forecast: Forecast
    stated: str
    verdict: Verdict

    @property
    def agrees(self) -> bool:
        """Whether a slip that the ledger says is noticed was found, and one that it says is not was not."""
        return self.verdict.found == self.forecast.noticed

    @property
    def agrees_by_state(self) -> bool:
        """The same by the state alone: found where the figure is guarded, else not."""
        return self.verdict.found == (self.forecast.guard.state is Guarding.GUARDED)


def forecasts(result: CheckResult, count: int, chance: Random) -> list[Forecast]:
    """One slip in each of up to `count` figures of prose, drawn by chance.

    Left out are the figures of the document's own findings, and those whose digits are not printed as such.
    """
    figures = _figures(result)
    disputed = {s for f in result.findings if f.severity is not Severity.ROUNDING for s in (f.span, *_evidence(f))}
    able = [g for g in result.guards if g.prose and g.of in figures and g.span not in disputed]
    chance.shuffle(able)
    made = (_forecast(result, index, guard, figures[guard.of], chance) for index, guard in enumerate(able))
    return [one for one, _ in zip(filter(None, made), range(count), strict=False)]


def _evidence(finding: Finding) -> Iterator[Span]:
    return (e.span for e in finding.evidence)


def _figures(result: CheckResult) -> dict[str, Figure]:
    """The figures of prose by id."""
    found = {e.id: e.figure for e in result.extraction.entities if e.figure}
    found.update((c.id, c.figure) for c in result.extraction.counts)
    return found


def _forecast(result: CheckResult, index: int, guard: Guard, figure: Figure, chance: Random) -> Forecast | None:
    text = result.document.slice(guard.span)
    changed = list(slips(text, figure))
    if not changed or NUMBER.search(text) is None:
        return None
    kind = figure.unit.kind if figure.unit else Kind.MONEY
    target = _TARGETS.get(kind, Target.AMOUNT)
    made = chance.choice(changed)
    slip = Alteration(index, guard.state.value, target, Slip.DIGIT, guard.span, made, guard.span)
    return Forecast(slip, _sort(target, figure), guard, guard.notices(value(made, figure)))


def _sort(target: Target, figure: Figure) -> Sort:
    if not figure.value:
        return Sort.ZERO
    return Sort(target.value)


def table(outcomes: Sequence[FigureOutcome], verbose: bool = False) -> list[str]:
    """Found and named by what a figure is and what the ledger says of it; then in how many cases it was right."""
    out = ["FIGURES       found, named of planted by what the ledger says of the figure"]
    out.append("    " + " " * 12 + "".join(f"{state.value:>20s}" for state in Guarding))
    for sort in Sort:
        rows = [o for o in outcomes if o.forecast.sort is sort]
        cells = (_cell([o for o in rows if o.forecast.guard.state is state]) for state in Guarding)
        out.append(f"    {sort.value:12s}" + "".join(f"{cell:>20s}" for cell in cells))
    out.append(f"    what the ledger says of the slip came true {_share([o.agrees for o in outcomes])}")
    out.append(f"    by the state of the figure alone {_share([o.agrees_by_state for o in outcomes])}")
    return [*out, *_listed(outcomes)] if verbose else out


def _share(true: Sequence[bool]) -> str:
    return f"{sum(true)}/{len(true)} = {100 * sum(true) / max(1, len(true)):.1f} %"


def _cell(outcomes: Sequence[FigureOutcome]) -> str:
    if not outcomes:
        return "-"
    found, named = (sum(getattr(o.verdict, what) for o in outcomes) for what in ("found", "named"))
    return f"{found}, {named} of {len(outcomes)}"


def _listed(outcomes: Iterable[FigureOutcome]) -> Iterator[str]:
    """Every slip that was not found, and every one of which the ledger was wrong."""
    for o in outcomes:
        if not (o.agrees and o.verdict.found):
            guard, slip = o.forecast.guard, o.forecast.alteration
            stated, altered = ("".join(text.split()) for text in (o.stated, slip.replacement))
            by = "+".join(guard.guards) or (guard.reason.code if guard.reason else "")
            word = ("found" if o.verdict.found else "missed") + ("" if o.agrees else ", not as the ledger says")
            line = f"    {word}: {o.document} @{slip.span.start} {guard.state.value} {by} {stated} -> {altered}"
            yield f"{line}; {o.verdict.answer}" if o.verdict.answer else line
