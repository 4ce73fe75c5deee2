"""Of the gold mismatches that are found: is the disputed figure itself named, rightly corrected, its slip told?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gouji.learn.gold import Record
from gouji.learn.measure.score import SCORED
from gouji.learn.planting.claim_slips import agrees, figure_of

WORDS = ("wording", "structure", "project_name")  # kinds of mismatch whose correction is no figure
Judge = Callable[[Record, Record], bool]


@dataclass(frozen=True, slots=True)
class DisputedScore:
    """Counts over sure gold places.

    Attributes:
        found: places that a material or minor finding is about.
        named: those where a finding disputes the gold's own figure, and not only rests on it.
        numeric: those found whose gold correction is one figure.
        expected: those of them that a finding corrects so.
        diagnosed: those found whose finding tells the slip.
    """

    found: int
    named: int
    numeric: int
    expected: int
    diagnosed: int
    unlike: tuple[str, ...] = ()  # places found where not the figure or not its correction is named


def disputed(
    places: Iterable[Sequence[Record]], findings: Iterable[Record], about: Judge, names: Judge
) -> DisputedScore:
    """Scores findings on the gold's places; each place is the records on one error.

    `about(gold, finding)` tells whether a finding is about a mismatch, `names` whether it disputes its very figure.
    """
    live = [f for f in findings if f.get("severity") in SCORED]
    count = dict.fromkeys(("found", "named", "numeric", "expected", "diagnosed"), 0)
    unlike = []
    for records in places:
        found = [f for f in live if any(about(g, f) for g in records)]
        if not found:
            continue
        naming = [f for f in found if any(names(g, f) for g in records)]
        amounts = (g for g in records if g["kind"] not in WORDS)
        figures = [figure for g in amounts if (figure := figure_of(str(g["expected"])))]
        right = any(agrees(figure_of(f["expected"]), figure) for f in naming for figure in figures)
        count["found"] += 1
        count["named"] += bool(naming)
        count["numeric"] += bool(figures)
        count["expected"] += right
        count["diagnosed"] += any(f.get("diagnosis") for f in naming or found)
        if not naming or (figures and not right):
            unlike.append(_unlike(records[0], (naming or found)[0], bool(naming)))
    return DisputedScore(**count, unlike=tuple(unlike))


def lines(score: DisputedScore) -> list[str]:
    """One line, and below it each place where another figure or another correction is named."""
    head = (
        f"NAMED         {score.named}/{score.found} found by their figure  "
        f"expected {score.expected}/{score.numeric}  diagnosis {score.diagnosed}/{score.found}"
    )
    return [head, *(f"    {line}" for line in score.unlike)]


def _unlike(gold: Record, finding: Record, named: bool) -> str:
    word = "expected" if named else "figure"
    return (
        f"{word}: {gold.get('id')} {gold['kind']} {gold['stated']} -> {gold['expected']}; "
        f"found {finding.get('text')} -> {finding.get('expected') or '?'}"
    )
