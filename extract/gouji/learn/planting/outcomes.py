"""What became of planted slips, as lines of text: tables, totals, lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gouji.learn.planting.claim_slips import Alteration, Slip, Target
from gouji.learn.planting.pairs import Pair
from gouji.learn.planting.trial import Verdict, both

_MISSES = 15  # kinds of relations whose misses are counted in the table of cells
_REACHED = ("found", "named", "repaired")  # what a verdict tells, the least first


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one planted slip; `undetectable` only where it is not found."""

    document: str
    alteration: Alteration
    stated: str
    altered: str
    verdict: Verdict
    undetectable: bool = False

    @classmethod
    def of(cls, name: str, text: str, slip: Alteration, verdict: Verdict, undetectable: bool = False) -> Outcome:
        stated = text[slip.span.start : slip.span.end]
        return cls(name, slip, stated, slip.replacement, verdict, undetectable and not verdict.found)


@dataclass(frozen=True, slots=True)
class PairOutcome:
    """What became of two slips planted at once; `alone` tells whether each is found when it stands alone."""

    first: Outcome
    second: Outcome
    near: bool
    alone: bool | None = None

    @classmethod
    def of(
        cls, name: str, text: str, pair: Pair, verdicts: Sequence[Verdict], alone: bool | None = None
    ) -> PairOutcome:
        first, second = (
            Outcome.of(name, text, slip, verdict)
            for slip, verdict in zip((pair.first, pair.second), verdicts, strict=True)
        )
        return cls(first, second, pair.near, alone)

    @property
    def found(self) -> bool:
        return both(self.first.verdict, self.second.verdict)

    @property
    def named(self) -> bool:
        return self.found and self.first.verdict.named and self.second.verdict.named


def table(outcomes: Sequence[Outcome], verbose: bool = False) -> list[str]:
    """Slips planted in claims, by relation and slip, then altered figures by what they state."""
    out = ["PLANTING      found, named, repaired of planted by relation and slip (in brackets: proven undetectable)"]
    out.append(_row("relation", [slip.value for slip in Slip]))
    for relation, rows in sorted(_by_relation(outcomes).items()):
        out.append(_row(relation, [_cell(_of_slip(rows, slip)) for slip in Slip]))
    words = _of_slip(outcomes, Slip.DIRECTION)
    figures = [o for o in outcomes if o.alteration.slip is not Slip.DIRECTION]
    for target in Target:
        out.extend(total(f"altered {target.value}", [o for o in figures if o.alteration.target is target]))
    out.extend(total("altered figures", figures))
    out.extend(total("altered direction words", words))
    return [*out, *listed(outcomes)] if verbose else out


def _row(name: str, cells: Iterable[str]) -> str:
    return f"    {name:12s}" + "".join(f"{cell:>24s}" for cell in cells)


def _by_relation(outcomes: Iterable[Outcome]) -> dict[str, list[Outcome]]:
    found: dict[str, list[Outcome]] = {}
    for o in outcomes:
        found.setdefault(o.alteration.relation, []).append(o)
    return found


def _of_slip(outcomes: Iterable[Outcome], slip: Slip) -> list[Outcome]:
    return [o for o in outcomes if o.alteration.slip is slip]


def cell_table(outcomes: Sequence[Outcome], verbose: bool = False) -> list[str]:
    """Slips planted in table cells: the total, and where most are missed or another figure is named."""
    out = ["CELLS         found, named, repaired of planted by the relations that touch the cell, most misses first"]
    ordered = sorted(_by_relation(outcomes).items(), key=lambda kind: (-_unnamed(kind[1]), kind[0]))
    out.extend(f"    {_cell(rows):>24s}  {relation}" for relation, rows in ordered[:_MISSES])
    out.extend(total("altered cells", outcomes))
    return [*out, *listed(outcomes)] if verbose else out


def _unnamed(outcomes: Iterable[Outcome]) -> int:
    return sum(not o.verdict.named for o in outcomes)


def pair_table(outcomes: Sequence[PairOutcome], verbose: bool = False) -> list[str]:
    """Two slips at once: both found, and both named, near each other and far apart."""
    out = ["PAIRS         two slips at once, both found (each by a finding of its own) and both named"]
    out.extend(_pair_total("in one table or paragraph", [o for o in outcomes if o.near]))
    out.extend(_pair_total("apart", [o for o in outcomes if not o.near]))
    out.extend(_pair_total("all pairs", outcomes))
    out.extend(_pair_total("each found when alone", [o for o in outcomes if o.alone]))
    return [*out, *_listed_pairs(outcomes)] if verbose else out


def _pair_total(name: str, pairs: Sequence[PairOutcome]) -> Iterator[str]:
    if not pairs:
        return
    found = _share(sum(o.found for o in pairs), len(pairs))
    named = _share(sum(o.named for o in pairs), len(pairs))
    yield f"    {name:28s} found {found}, named {named}"


def _listed_pairs(pairs: Iterable[PairOutcome]) -> Iterator[str]:
    """Every pair that is not named, with the findings that its slips have."""
    for o in pairs:
        if o.named:
            continue
        yield f"    {'another named' if o.found else 'missed'}, {'near' if o.near else 'far'}:"
        for line in (*_line(o.first), *_line(o.second)):
            yield f"    {line}"


def total(name: str, outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Found, named and repaired of planted; once more without the slips that are proven undetectable."""
    if not outcomes:
        return
    seen = [o for o in outcomes if not o.undetectable]
    yield f"    {name:28s} {_shares(outcomes)}"
    if len(seen) < len(outcomes):
        hidden = f"without {len(outcomes) - len(seen)} undetectable"
        yield f"        {hidden:24s} {_shares(seen)}"


def listed(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Every slip that is not repaired, with the finding that it has."""
    for o in outcomes:
        if not o.verdict.repaired:
            yield from _line(o)


def _line(o: Outcome) -> Iterator[str]:
    slip = o.alteration
    stated, altered = ("".join(text.split()) for text in (o.stated, o.altered))
    line = f"{o.document} #{slip.index} {slip.relation} {slip.slip.value} {stated} -> {altered}"
    answer = f"; {o.verdict.answer}" if o.verdict.answer else ""
    yield f"    {_word(o)}: {line}{answer}"


def _word(o: Outcome) -> str:
    """The best that can be said of a slip."""
    if o.undetectable:
        return "undetectable"
    reached = (what for what in _REACHED[::-1] if getattr(o.verdict, what))
    return next(reached, "missed")


def _cell(outcomes: Sequence[Outcome]) -> str:
    if not outcomes:
        return "-"
    hidden = sum(o.undetectable for o in outcomes)
    counts = ", ".join(str(_count(outcomes, what)) for what in _REACHED)
    return f"{counts} of {len(outcomes)}" + (f" ({hidden})" if hidden else "")


def _shares(outcomes: Sequence[Outcome]) -> str:
    return ", ".join(f"{what} {_share(_count(outcomes, what), len(outcomes))}" for what in _REACHED)


def _count(outcomes: Iterable[Outcome], what: str) -> int:
    """Of how many slips a verdict is true."""
    return sum(getattr(o.verdict, what) for o in outcomes)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {100 * part / max(1, whole):.1f} %"
