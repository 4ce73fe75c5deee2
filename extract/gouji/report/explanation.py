"""A finding from its figures to its repair, in words and numbers; the terminal and the HTML report tell the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from gouji.figures import Interval, rounded
from gouji.reconcile.formulas import holds, value
from gouji.reconcile.model import Basis, BasisFigure, BasisRelation, Finding, Formula
from gouji.report import words
from gouji.report.arithmetic import Figures, between, expression, printed
from gouji.report.places import Places
from gouji.report.words import say

_PARTS = 5  # figures of one relation alone that are still told one by one
_RIVALS = 4

Intervals = dict[str, Interval]


@dataclass(frozen=True, slots=True)
class Told:
    """A figure, or several parts of one sum together (`ids`)."""

    ids: tuple[str, ...]
    text: str  # as printed
    about: str  # role and name
    place: str
    stands: str
    notes: tuple[str, ...]
    mark: str = ""  # disputed, tied, along or empty


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


def explain(finding: Finding, places: Places) -> Explanation | None:
    """None where words are disputed and no figure is."""
    if finding.basis is None or not finding.basis.relations:
        return None
    basis = replace(finding.basis, relations=_distinct(finding.basis.relations))
    figures = basis.by_id
    steps = tuple(_step(n, r, figures) for n, r in enumerate(basis.relations))
    return Explanation(
        figures=tuple(_figures(basis, places)),
        steps=steps,
        core=tuple(_core(basis, steps)),
        repair=tuple(_repair(finding, basis, steps)),
        rivals=tuple(_rivals(basis)),
    )


def _distinct(relations: tuple[BasisRelation, ...]) -> tuple[BasisRelation, ...]:
    """Relations that say the same of the same figures are told once; what says more of them comes first."""
    found: dict[object, BasisRelation] = {}
    for one in relations:
        found.setdefault((frozenset(one.formulas) or one.says, frozenset(one.figures)), one)
    return tuple(found.values())


def _figures(basis: Basis, places: Places) -> Iterator[Told]:
    """The figures in their order; many parts of a single sum are told as one."""
    gathered = _gathered(basis)
    for figure in basis.figures:
        if figure.id not in gathered:
            yield _told(figure, basis, places)
    for ids in dict.fromkeys(gathered.values()):
        first = basis.by_id[ids[0]]
        total = sum((basis.by_id[i].figure.value for i in ids), Decimal(0))
        unit = first.figure.unit.symbol if first.figure.unit else ""
        about = words.one("roles", _role(basis, first.id))
        yield Told(ids, say("many", count=len(ids)), about, places.name(first.span), f"Σ {total:f}{unit}", ())


def _told(figure: BasisFigure, basis: Basis, places: Places) -> Told:
    mark = "disputed" if figure.disputed else "tied" if figure.tied else "along" if figure.repair else ""
    notes = [say(mark)] if mark else []
    if figure.support:
        notes.append(say("support", count=figure.support))
    about = " · ".join(filter(None, (words.one("roles", _role(basis, figure.id)), figure.name)))
    stands = between(figure.interval, figure.figure)
    return Told((figure.id,), printed(figure), about, places.name(figure.span), stands, tuple(notes), mark)


def _role(basis: Basis, figure: str) -> str:
    return next((role for r in basis.relations for i, role in r.roles if i == figure), "")


def _gathered(basis: Basis) -> dict[str, tuple[str, ...]]:
    """For each of many figures that only one relation has, in one role: all of them."""
    stands_in = Counter(i for r in basis.relations for i in r.figures)
    found: dict[str, tuple[str, ...]] = {}
    for relation in basis.relations:
        roles = dict(relation.roles)
        alike: dict[str, list[str]] = {}
        for i in roles:
            one = basis.by_id[i]
            if stands_in[i] == 1 and not (one.disputed or one.tied or one.repair):
                alike.setdefault(roles[i], []).append(i)
        for ids in alike.values():
            if len(ids) > _PARTS:
                found.update(dict.fromkeys(ids, tuple(ids)))
    return found


def _step(n: int, relation: BasisRelation, figures: Figures) -> Step:
    name = words.pair("relations", relation.relation)[0]
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
        yield say("alone", numbers="".join(s.number for s in missing))
    elif not missing:
        yield say("jointly", numbers="".join(s.number for s in steps))
    own = _disputed(basis)
    if basis.repair and not basis.repair.meets(own.interval):
        stands = say("stands", interval=between(own.interval, own.figure, basis.repair))
        repair = between(basis.repair, own.figure, own.interval)
        yield say("crux", printed=printed(own), repair=repair, stands=stands)


def _repair(finding: Finding, basis: Basis, steps: tuple[Step, ...]) -> Iterator[str]:
    own = _disputed(basis)
    if basis.repair is None:
        yield from ([say("words", expected=finding.expected)] if finding.expected else [])
        return
    if finding.expected:
        repair = between(basis.repair, own.figure)
        yield say("fixed", printed=printed(own), expected=finding.expected, repair=repair)
    along = [f for f in basis.figures if f.repair and not f.disputed]
    for other in along:
        assert other.repair is not None
        yield say("follows", printed=printed(other), repair=between(other.repair, other.figure))
    repaired = _printed(basis.by_id) | {f.id: _reprinted(f, f.repair) for f in (own, *along) if f.repair}
    changed = {own.id, *(f.id for f in along)}
    touched = [(s, r) for s, r in zip(steps, basis.relations, strict=True) if r.formulas and changed & set(r.figures)]
    for key, wanted in (("then", True), ("still", False)):
        numbers = [s.number for s, r in touched if all(holds(f, repaired) for f in r.formulas) is wanted]
        if numbers:
            yield say(key, numbers="".join(numbers))


def _reprinted(figure: BasisFigure, repair: Interval) -> Interval:
    """What the repaired figure would stand for once it is printed as finely as it was."""
    place = figure.interval.width
    if not place:
        return repair
    return Interval.around(rounded(repair.mid / place, 0) * place, place / 2)


def _rivals(basis: Basis) -> Iterator[str]:
    """What else could be wrong instead, and what it would have to be."""
    own = _disputed(basis)
    gathered = _gathered(basis)
    others = [f for f in basis.figures if not f.disputed and f.alone and (f.tied or not f.repair)]
    shown = sorted((f for f in others if f.id not in gathered), key=lambda f: not f.tied)
    for figure in shown[:_RIVALS]:
        yield _rival(own, figure)


def _rival(own: BasisFigure, figure: BasisFigure) -> str:
    assert figure.alone is not None
    repair = between(figure.alone, figure.figure)
    if figure.tied:
        return say("tie", printed=printed(own), other=printed(figure), repair=repair)
    support = f"，而此数{say('support', count=figure.support)}" if figure.support else ""
    return say("rival", printed=printed(figure), repair=repair, support=support)


def _disputed(basis: Basis) -> BasisFigure:
    return next(f for f in basis.figures if f.disputed)


def lines(told: Iterable[Told]) -> Iterator[str]:
    """The figures, one a line."""
    for one in told:
        notes = f"（{'，'.join(one.notes)}）" if one.notes else ""
        yield "  ".join(filter(None, (f"{one.text}{notes}", one.stands, one.about, one.place)))
