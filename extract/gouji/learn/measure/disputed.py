"""Of the gold mismatches that are found: is the disputed figure itself named, rightly corrected, its slip told?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from gouji.figures import Figure
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
    judged = [_Place.of(records, live, about, names) for records in places]
    found = [place for place in judged if place.found]
    return DisputedScore(
        found=len(found),
        named=sum(bool(place.naming) for place in found),
        numeric=sum(bool(place.figures) for place in found),
        expected=sum(place.corrected for place in found),
        diagnosed=sum(place.diagnosed for place in found),
        unlike=tuple(place.told() for place in found if place.unlike),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """One error of the gold and the findings on it.

    Attributes:
        records: what the gold says of it.
        found: the findings that are about it.
        naming: those of them that dispute its very figure.
    """

    records: Sequence[Record]
    found: Sequence[Record]
    naming: Sequence[Record]

    @classmethod
    def of(cls, records: Sequence[Record], live: Iterable[Record], about: Judge, names: Judge) -> _Place:
        found = _accepted(about, records, live)
        return cls(records, found, _accepted(names, records, found))

    @property
    def figures(self) -> list[Figure]:
        """The corrections of the gold that are figures."""
        numeric = (g for g in self.records if g["kind"] not in WORDS)
        figures = (figure_of(str(g["expected"])) for g in numeric)
        return [figure for figure in figures if figure]

    @property
    def corrected(self) -> bool:
        """Whether a finding expects a figure that the gold expects."""
        stated = [figure_of(f["expected"]) for f in self.naming]
        return any(agrees(one, figure) for one in stated for figure in self.figures)

    @property
    def diagnosed(self) -> bool:
        return any(f.get("diagnosis") for f in self.telling)

    @property
    def telling(self) -> Sequence[Record]:
        """The findings that name the figure; where none does, all."""
        return self.naming or self.found

    @property
    def unlike(self) -> bool:
        """Whether not the figure or not its correction is named."""
        if not self.naming:
            return True
        return bool(self.figures) and not self.corrected

    def told(self) -> str:
        gold, finding = self.records[0], self.telling[0]
        word = "expected" if self.naming else "figure"
        return (
            f"{word}: {gold.get('id')} {gold['kind']} {gold['stated']} -> {gold['expected']}; "
            f"found {finding.get('text')} -> {finding.get('expected') or '?'}"
        )


def _accepted(judge: Judge, records: Sequence[Record], findings: Iterable[Record]) -> list[Record]:
    """The findings that a judge accepts for any of the records."""
    return [f for f in findings if any(judge(g, f) for g in records)]


def lines(score: DisputedScore) -> list[str]:
    """One line, and below it each place where another figure or another correction is named."""
    head = (
        f"NAMED         {score.named}/{score.found} found by their figure  "
        f"expected {score.expected}/{score.numeric}  diagnosis {score.diagnosed}/{score.found}"
    )
    return [head, *(f"    {line}" for line in score.unlike)]
