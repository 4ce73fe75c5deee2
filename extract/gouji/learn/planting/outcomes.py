"""What became of planted slips, as lines of text: tables, totals, lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gouji.learn.planting.claim_slips import Alteration, Slip, Target
from gouji.learn.planting.pairs import Pair
from gouji.learn.planting.trial import Verdict, both

_MISSES = 15  # kinds of relations whose misses are counted in the table of cells


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
    relations = sorted({o.alteration.relation for o in outcomes})
    out = ["PLANTING      found, named, repaired of planted by relation and slip (in brackets: proven undetectable)"]
    out.append("    " + f"{'relation':12s}" + "".join(f"{slip.value:>24s}" for slip in Slip))
    for relation in relations:
        rows = [o for o in outcomes if o.alteration.relation == relation]
        cells = (_cell([o for o in rows if o.alteration.slip is slip]) for slip in Slip)
        out.append(f"    {relation:12s}" + "".join(f"{cell:>24s}" for cell in cells))
    figures = [o for o in outcomes if o.alteration.slip is not Slip.DIRECTION]
    for target in Target:
        out.extend(total(f"altered {target.value}", [o for o in figures if o.alteration.target is target]))
    out.extend(total("altered figures", figures))
    out.extend(total("altered direction words", [o for o in outcomes if o.alteration.slip is Slip.DIRECTION]))
    return [*out, *listed(outcomes)] if verbose else out


def cell_table(outcomes: Sequence[Outcome], verbose: bool = False) -> list[str]:
    """Slips planted in table cells: the total, and where most are missed or another figure is named."""
    out = ["CELLS         found, named, repaired of planted by the relations that touch the cell, most misses first"]
    kinds: dict[str, list[Outcome]] = {}
    for o in outcomes:
        kinds.setdefault(o.alteration.relation, []).append(o)
    ordered = sorted(kinds.items(), key=lambda k: (sum(o.verdict.named for o in k[1]) - len(k[1]), k[0]))
    out.extend(f"    {_cell(rows):>24s}  {relation}" for relation, rows in ordered[:_MISSES])
    out.extend(total("altered cells", outcomes))
    return [*out, *listed(outcomes)] if verbose else out


def pair_table(outcomes: Sequence[PairOutcome], verbose: bool = False) -> list[str]:
    """Two slips at once: both found, and both named, near each other and far apart."""
    out = ["PAIRS         two slips at once, both found (each by a finding of its own) and both named"]
    groups = (
        ("in one table or paragraph", [o for o in outcomes if o.near]),
        ("apart", [o for o in outcomes if not o.near]),
    )
    alone = [o for o in outcomes if o.alone]
    for name, rows in (*groups, ("all pairs", list(outcomes)), ("each found when alone", alone)):
        if rows:
            found, named = (_share(sum(getattr(o, what) for o in rows), len(rows)) for what in ("found", "named"))
            out.append(f"    {name:28s} found {found}, named {named}")
    if verbose:
        for o in outcomes:
            if not o.named:
                out.append(f"    {'another named' if o.found else 'missed'}, {'near' if o.near else 'far'}:")
                out.extend(f"    {line}" for one in (o.first, o.second) for line in _line(one))
    return out


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
    slip, v = o.alteration, o.verdict
    word = "repaired" if v.repaired else "named" if v.named else "found" if v.found else "missed"
    stated, altered = ("".join(text.split()) for text in (o.stated, o.altered))
    line = f"{o.document} #{slip.index} {slip.relation} {slip.slip.value} {stated} -> {altered}"
    answer = f"; {v.answer}" if v.answer else ""
    yield f"    {'undetectable' if o.undetectable else word}: {line}{answer}"


def _cell(outcomes: Sequence[Outcome]) -> str:
    if not outcomes:
        return "-"
    hidden = sum(o.undetectable for o in outcomes)
    counts = ", ".join(str(sum(getattr(o.verdict, what) for o in outcomes)) for what in ("found", "named", "repaired"))
    return f"{counts} of {len(outcomes)}" + (f" ({hidden})" if hidden else "")


def _shares(outcomes: Sequence[Outcome]) -> str:
    words = ("found", "named", "repaired")
    return ", ".join(f"{w} {_share(sum(getattr(o.verdict, w) for o in outcomes), len(outcomes))}" for w in words)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {100 * part / max(1, whole):.1f} %"
