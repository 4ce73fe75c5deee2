"""A finding from its figures to its repair, in words and numbers; the terminal and the HTML report tell the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from gouji.figures import Interval, rounded
from gouji.reconcile.kernel.formulas import holds, value
from gouji.reconcile.model import Basis, BasisFigure, BasisRelation, Finding, Formula
from gouji.report import wording
from gouji.report.figure_lines import Told, figures, gathered
from gouji.report.place_names import Places
from gouji.report.printed_intervals import Figures, between, corrected, expression, printed
from gouji.report.wording import say

_RIVALS = 4

Intervals = dict[str, Interval]


@dataclass(frozen=True, slots=True)
class Step:
    """A relation: its names, whether it holds as printed, its arithmetic, the ids of its figures."""

    number: str
    name: str
    holds: bool
    lines: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    figures: tuple[Told, ...]
    steps: tuple[Step, ...]
    core: tuple[str, ...]
    repair: tuple[str, ...]
    rivals: tuple[str, ...]


def explain(finding: Finding, places: Places, findings: Iterable[Finding] = ()) -> Explanation | None:
    """None where words are disputed and no figure is. `findings` are all of the document, to be referred to."""
    if finding.basis is None or not finding.basis.relations:
        return None
    basis = replace(finding.basis, relations=_distinct(finding.basis.relations))
    steps = tuple(_step(n, r, basis.by_id) for n, r in enumerate(basis.relations))
    return Explanation(
        figures=tuple(figures(finding, basis, places)),
        steps=steps,
        core=tuple(_core(basis, steps)),
        repair=tuple(_repair(finding, basis, steps, findings)),
        rivals=tuple(_rivals(basis)),
    )


def _distinct(relations: tuple[BasisRelation, ...]) -> tuple[BasisRelation, ...]:
    """Relations that say the same of the same figures are told once; what says more of them comes first."""
    found: dict[object, BasisRelation] = {}
    for one in relations:
        found.setdefault((frozenset(one.formulas) or one.says, frozenset(one.figures)), one)
    return tuple(found.values())


def _step(n: int, relation: BasisRelation, figures: Figures) -> Step:
    name = wording.pair("relations", relation.relation)[0]
    lines = tuple(dict.fromkeys(_line(f, relation, figures) for f in relation.formulas)) or (relation.says,)
    return Step(chr(ord("①") + n), name, relation.holds, lines, relation.figures)


def _line(formula: Formula, relation: BasisRelation, figures: Figures) -> str:
    """The interval that the other figures leave for the result against the one that it is printed as."""
    own = figures[formula.result]
    if formula.twice and len(formula.over) == 1:
        return _twice(own, figures[formula.over[0][0]], relation.holds)
    over = expression(formula, figures)
    computed = value(formula, _printed(figures))
    if computed is None:
        return say("open", over=over)
    apart = not computed.meets(own.interval)
    return say(
        "apart" if apart else "meets",
        over=over,
        computed=between(computed, own.figure, own.interval),
        printed=printed(own),
        stands=say("stands", interval=between(own.interval, own.figure, computed)),
    )


def _twice(one: BasisFigure, two: BasisFigure, agrees: bool) -> str:
    stands = {
        f"stands_{n}": say("stands", interval=between(f.interval, f.figure)) for n, f in (("one", one), ("two", two))
    }
    return say("same" if agrees else "differ", one=printed(one), two=printed(two), **stands)


def _printed(figures: Figures) -> Intervals:
    return {i: f.interval for i, f in figures.items()}


def _core(basis: Basis, steps: tuple[Step, ...]) -> Iterator[str]:
    missing = [s for s in steps if not s.holds]
    if any(len(s.ids) > 1 for s in missing):
        yield say("alone", numbers=_numbers(missing))
    elif not missing:
        yield say("jointly", numbers=_numbers(steps))
    own = basis.disputed
    if basis.repair and not basis.repair.meets(own.interval):
        stands = say("stands", interval=between(own.interval, own.figure, basis.repair))
        repair = between(basis.repair, own.figure, own.interval)
        yield say("crux", printed=printed(own), repair=repair, stands=stands)


def _repair(finding: Finding, basis: Basis, steps: tuple[Step, ...], findings: Iterable[Finding]) -> Iterator[str]:
    own = basis.disputed
    if basis.repair is None:
        yield from ([say("words", expected=finding.expected)] if finding.expected else [])
        return
    if finding.expected:
        repair = between(basis.repair, own.figure)
        yield say("fixed", printed=printed(own), expected=finding.expected, repair=repair)
    along = [f for f in basis.figures if f.repair and not f.disputed]
    for other in along:
        assert other.repair is not None
        repair = between(other.repair, other.figure)
        yield say("follows", printed=printed(other), expected=corrected(other, other.repair), repair=repair)
    yield from _checked(basis, steps, [own, *along], {f.basis.disputed.id: f.id for f in findings if f.basis})


def _checked(
    basis: Basis, steps: tuple[Step, ...], changed: list[BasisFigure], elsewhere: Mapping[str, str]
) -> Iterator[str]:
    """Which relations of the changed figures hold after the repair, and where the others are explained."""
    repaired = _printed(basis.by_id) | {f.id: _reprinted(f, f.repair) for f in changed if f.repair}
    ids = {f.id for f in changed}
    right, left = _parted(zip(steps, basis.relations, strict=True), repaired, ids)
    if right:
        yield say("then", numbers=_numbers(right))
    if left:
        yield say("still", numbers=_numbers(left), see=_see(left, {i: f for i, f in elsewhere.items() if i not in ids}))


def _parted(
    told: Iterable[tuple[Step, BasisRelation]], repaired: Intervals, ids: set[str]
) -> tuple[list[Step], list[Step]]:
    """The relations of some figures that hold after the repair, and those that do not."""
    right: list[Step] = []
    left: list[Step] = []
    for step, relation in told:
        if relation.formulas and ids & set(relation.figures):
            holding = all(holds(f, repaired) for f in relation.formulas)
            (right if holding else left).append(step)
    return right, left


def _numbers(steps: Iterable[Step]) -> str:
    return "".join(step.number for step in steps)


def _see(steps: Iterable[Step], elsewhere: Mapping[str, str]) -> str:
    """The findings that explain other figures of these relations; '' where there are none."""
    found = dict.fromkeys(elsewhere[i] for step in steps for i in step.ids if i in elsewhere)
    return say("see", ids="、".join(found)) if found else ""


def _reprinted(figure: BasisFigure, repair: Interval) -> Interval:
    """What the repaired figure would stand for once it is printed as finely as it was."""
    place = figure.interval.width
    if not place:
        return repair
    return Interval.around(rounded(repair.mid / place, 0) * place, place / 2)


def _rivals(basis: Basis) -> Iterator[str]:
    """What else could be wrong instead, and what it would have to be; what explains as much comes first."""
    others = _others(basis)
    for figure, alone in others:
        if figure.tied:
            repair = between(alone, figure.figure)
            yield say("tie", printed=printed(basis.disputed), other=printed(figure), repair=repair)
    rivals = [_rival(figure, alone) for figure, alone in others if not figure.tied]
    if rivals:
        yield say("unlikely", rivals="；".join(rivals[:_RIVALS]))


def _others(basis: Basis) -> list[tuple[BasisFigure, Interval]]:
    """The figures that could be wrong instead, each with what it would have to be."""
    told = {*gathered(basis), basis.disputed.id}
    open_ones = (f for f in basis.figures if f.id not in told and (f.tied or not f.repair))
    return [(f, f.alone) for f in open_ones if f.alone]


def _rival(figure: BasisFigure, alone: Interval) -> str:
    support = f"，而此数{say('support', count=figure.support)}" if figure.support else ""
    return say("rival", printed=printed(figure), repair=between(alone, figure.figure), support=support)
