"""What is told of the figures that localisation calls wrong: the relations each explains, its repair, its rivals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from gouji.figures import ZERO, Interval, Kind, rounded
from gouji.reconcile.diagnosis import TELLING, diagnose, slips_into
from gouji.reconcile.kernel.formulas import formulas, value
from gouji.reconcile.kernel.relation import Element, Role, Tried
from gouji.reconcile.model import FindingKind, Formula, Status
from gouji.reconcile.solving.linear_programs import FREE
from gouji.reconcile.solving.localise import alone, localise
from gouji.reconcile.solving.prior_weights import TIE
from gouji.reconcile.solving.problem import Problem
from gouji.reconcile.solving.system import Row, reading_of, step

_NEAR = 2  # figures between a disputed one and the rows that bound what it should be
_ASKED = 4  # times that the rows around a disputed figure are looked at
_MOST = 6  # rivals looked at
_LAST_DIGIT = 10  # steps
_MANY = 2  # rivals that explain as much: then none is singled out
_OF_PARTS = (FindingKind.SUM, FindingKind.TABLE_INTERNAL)  # a total against parts that stand with it
_TOLD_AGAIN = (FindingKind.NARRATIVE_NARRATIVE, FindingKind.NARRATIVE_TABLE)
_SPECIFIC = 100  # steps; smaller differences recur by chance


@dataclass(frozen=True, slots=True)
class Disputed:
    """A figure that must be wrong, and what says so.

    Attributes:
        term: its id; empty where only words are disputed.
        group: the relations that miss by themselves and that it explains.
        joint: relations that hold singly and only together contradict what is printed.
        allowed: the values that everything else leaves for it, in base units; None when nothing bounds it.
        ties: ids of figures that explain as much as this one.
        open: which figure is wrong cannot be told; the result of the relation stands for it.
        along: other figures that are off by the same amount, since one follows from the other.
        confirmed: other relations hold with the figure as it is printed, and would not with what it should be.
    """

    term: str
    group: tuple[Tried, ...]
    joint: tuple[Tried, ...] = ()
    allowed: Interval | None = None
    ties: tuple[str, ...] = ()
    open: bool = False
    along: tuple[Disputed, ...] = ()
    confirmed: bool = False


@dataclass(frozen=True)
class Disputes:
    """The disputed figures, and relations by index in what was tried.

    Attributes:
        doubted: those that are in doubt themselves.
        cut: those that miss and speak for themselves, since too many miss to be solved together.
    """

    disputed: tuple[Disputed, ...]
    doubted: frozenset[int] = field(default=frozenset())
    cut: frozenset[int] = field(default=frozenset())


def disputes(tried: list[Tried], support: Counter[str], *, joint: bool = True) -> Disputes:
    """The fewest figures that explain every violated relation, singly or jointly.

    Relations without terms, or whose first term is `fixed` as the disputed one, stand alone. `support` counts how
    often a term's value is stated elsewhere. Where not `joint`, nothing is solved and each relation speaks by itself.
    """
    words = tuple(_by_itself(one) for one in tried if _stands_alone(one))
    problem = Problem(tried, support)
    found = _Telling(problem, localise(problem)) if joint else _Alone(problem, alone(problem))
    return Disputes((*words, *found.disputed()), found.doubted, frozenset(problem.cut))


def _stands_alone(tried: Tried) -> bool:
    """Whether a violated relation disputes words, or a figure that is known beforehand."""
    return tried.status is Status.VIOLATED and (tried.fixed or not tried.roles)


def _by_itself(tried: Tried) -> Disputed:
    first = tried.roles[0].term.id if tried.roles else ""
    return Disputed(first, (tried,))


class _Telling:
    def __init__(self, problem: Problem, chosen: frozenset[Element]) -> None:
        self.problem, self.system, self.tried = problem, problem.system, problem.tried
        self.chosen = chosen

    @cached_property
    def dropped(self) -> frozenset[int]:
        """The relations whose reading is dropped."""
        return frozenset(n for n, t in enumerate(self.tried) if reading_of(t, n) in self.chosen)

    @property
    def doubted(self) -> frozenset[int]:
        violated = (n for n in self.dropped if self.tried[n].status is Status.VIOLATED)
        return frozenset(n for n in violated if n not in self.problem.incomplete)

    def disputed(self) -> list[Disputed]:
        """The disputed figures in the order of the document."""
        groups = self._explained()
        figures = sorted(self.system.terms.keys() & self.chosen, key=self._at)
        made = [self._disputed(figure, groups.get(figure, [])) for figure in figures]
        made = [one for one in made if not self._may_stay(one)]
        told = [_singled_out(one) for one in made if one.group or one.joint]
        told += self._incomplete()
        return list(self._one_error([replace(one, confirmed=one.confirmed or self._confirmed(one)) for one in told]))

    def _may_stay(self, one: Disputed) -> bool:
        """Whether a figure may stay as printed once the other wrong figures of its relations are put right."""
        others = self.chosen - {one.term}
        explained = all(others.intersection(r.term.id for r in t.roles) for t in (*one.group, *one.joint))
        return one.allowed is not None and explained and one.allowed.mid in self.system.terms[one.term].interval

    def _incomplete(self) -> Iterator[Disputed]:
        """The totals of sums that lack a part: every figure of them is borne out by what else it stands in."""
        for n in sorted(self.dropped):
            if n in self.problem.incomplete and self.tried[n].roles[0].term.id not in self.chosen:
                yield Disputed(self.tried[n].roles[0].term.id, (self.tried[n],), confirmed=True)

    def _confirmed(self, one: Disputed) -> bool:
        """Whether a result that misses its parts is borne out by relations that its repair would break.

        A part is then wrong or left out, and what the parts come to is not what should stand there. Where several
        relations ask for one value it is.
        """
        if one.allowed is None or len(one.group) != 1:
            return False
        (missed,) = one.group
        if missed.kind not in _OF_PARTS or missed.roles[0].term.id != one.term:
            return False
        if not self.system.effort.allows(self.system.burden_of(one.term)):
            return False
        term = self.system.terms[one.term]
        ends = [float((end - term.figure.base) / step(term)) for end in (one.allowed.lo, one.allowed.hi)]

        def bounds(figure: str) -> tuple[float, float]:
            return (ends[0], ends[1]) if figure == one.term else self.system.bounds(figure)

        return any(row.miss(bounds) > 0 for row in self._bearing_out(one))

    def _bearing_out(self, one: Disputed) -> Iterator[Row]:
        """The sums that a figure obeys as printed, and that no other wrong figure stands in.

        A cell that prints the same figure bears nothing out: it may have been copied. That the text says it again does.
        """
        for n in self.system.by_figure[one.term]:
            row = self.system.rows[n]
            wrong = self.chosen.intersection(row.figures) - {one.term}
            if row.as_printed and not row.given and not wrong and _bears_out(self.tried[row.tried]):
                yield row

    def _explained(self) -> dict[str, list[int]]:
        """The relations that miss, by the first of their figures that is called wrong."""
        groups: dict[str, list[int]] = defaultdict(list)
        for n in self.problem.missing:
            figures = [role.term.id for role in self.tried[n].roles if role.term.id in self.chosen]
            if figures and n not in self.dropped:
                groups[figures[0]].append(n)
        return groups

    def _at(self, figure: str) -> tuple[int, int]:
        span = self.system.terms[figure].span
        return span.start, span.end

    def _disputed(self, figure: str, group: list[int]) -> Disputed:
        near = self.system.near(figure, _NEAR)
        if near is None or not self._allowed_work(near):
            self.problem.cut.update(group or self._missing_with(figure))
            return Disputed(figure, tuple(self.tried[n] for n in group))
        joint = self._joint(figure, near) if not group else []
        allowed = self._allowed(figure, near)
        if joint and not allowed:
            allowed = self._recomputed(figure)
        return Disputed(
            figure,
            tuple(self.tried[n] for n in group),
            tuple(self.tried[n] for n in joint),
            allowed,
            self._ties(figure, group, near),
        )

    def _missing_with(self, figure: str) -> Iterator[int]:
        """The relations that miss and that a figure stands in."""
        return (
            self.system.rows[n].tried
            for n in self.system.by_figure[figure]
            if self.system.rows[n].tried in self.problem.cores
        )

    def _allowed_work(self, near: tuple[int, ...]) -> bool:
        """Whether what rows leave for a figure and its rivals may still be asked."""
        return self.system.effort.allows(_ASKED * self.system.burden(near))

    def _joint(self, figure: str, near: tuple[int, ...]) -> list[int]:
        """The relations that hold singly and contradict each other unless the figure is wrong."""
        conflicts = self.problem.left(near, self.chosen - {figure}).conflicts()
        rows = {n for conflict in conflicts for n in conflict}
        return sorted({self.system.rows[n].tried for n in rows})

    def _allowed(self, figure: str, near: tuple[int, ...]) -> Interval | None:
        """The values that the rows around a disputed figure leave for it."""
        program = self.problem.left(near, self.chosen)
        if figure not in program.figures:
            return None
        low, high = program.extent(figure)
        if FREE in (-low, high):
            return None
        term = self.system.terms[figure]
        ends = sorted(term.figure.base + step(term) * Decimal(repr(round(x, 6))) for x in (low, high))
        return Interval(ends[0], ends[1])

    def _recomputed(self, rate: str) -> Interval | None:
        """What a printed rate should be that agrees with an amount which is wrong, once that is put right.

        Which amount is wrong may be told wrongly: so only where the rate is then a slip of the hand too. That its last
        digit is another shows none.
        """
        for formula in self._computing(rate):
            allowed = self._repaired_value(formula)
            role = Role(self.system.terms[rate], "rate", allowed)
            if allowed and _off(role, allowed) >= _LAST_DIGIT and diagnose(role.term, role.expected) in TELLING:
                return allowed
        return None

    def _computing(self, rate: str) -> Iterator[Formula]:
        """The formulas that give a rate from figures of which one is called wrong."""
        relations = dict.fromkeys(self.system.rows[i].tried for i in self.system.by_figure[rate])
        for n in relations:
            if n in self.dropped:
                continue
            for formula in formulas(self.tried[n]):
                if formula.result == rate and not self.chosen.isdisjoint(formula.figures):
                    yield formula

    def _repaired_value(self, formula: Formula) -> Interval | None:
        """What a formula gives once its figures are put right; None where one of them is not bounded."""
        repaired: dict[str, Interval] = {}
        for figure in formula.figures:
            span = self._repaired(figure)
            if span is None:
                return None
            repaired[figure] = span
        return value(formula, repaired)

    def _repaired(self, figure: str) -> Interval | None:
        """The values that a figure may truly have: as printed, or as everything else leaves for it."""
        if figure not in self.chosen:
            return self.system.terms[figure].interval
        near = self.system.near(figure, _NEAR)
        return self._allowed(figure, near) if near else None

    def _ties(self, figure: str, group: list[int], near: tuple[int, ...]) -> tuple[str, ...]:
        """The figures that could stand in a disputed one's place at about the same weight."""
        cores = [self.problem.cores[n] for n in group]
        alone = [core for core in cores if len(self.chosen & core) == 1]
        if not alone:
            return ()
        shared = (self.system.terms.keys() & frozenset.intersection(*alone)) - self.chosen
        most = self.problem.weight[figure] + TIE
        slips = self._slips_beside(figure, group)
        rivals = [r for r in sorted(shared, key=self._at) if self.problem.weight[r] <= most or r in slips]
        others = self.chosen - {figure}
        return tuple(r for r in rivals[:_MOST] if self.problem.left(near, others | {r}).feasible())

    def _slips_beside(self, figure: str, group: list[int]) -> frozenset[str]:
        """The amounts that a slip of the hand would repair, beside a disputed rate of other digits that none does.

        Of one relation alone: several that agree say enough of the disputed figure.
        """
        if len(group) != 1:
            return frozenset()
        first, *others = self.tried[group[0]].roles
        far = first.allowed is not None and _off(first, first.allowed) >= _LAST_DIGIT
        if first.term.id != figure or first.role != "rate" or not far or diagnose(first.term, first.expected):
            return frozenset()
        return frozenset(role.term.id for role in others if role.allowed and _slip_repairs(role))

    def _one_error(self, disputed: list[Disputed]) -> Iterator[Disputed]:
        """Figures that hang together and are off by the same amount are one error; the smallest stands for it.

        Prose and tables are corrected apart, so that each has its own.
        """
        alike: dict[tuple[int, Decimal, bool], list[Disputed]] = defaultdict(list)
        for one in disputed:
            off = self._off(one)
            if one.group and abs(off) >= _SPECIFIC:
                alike[self._computed_with[one.term], off, self.system.terms[one.term].cell].append(one)
            else:
                yield one
        for group in alike.values():
            first, *rest = sorted(group, key=lambda d: abs(self.system.terms[d.term].figure.base))
            yield replace(first, along=tuple(rest))

    def _off(self, one: Disputed) -> Decimal:
        """By how many steps an amount is off, and in which direction; 0 for a rate."""
        term = self.system.terms[one.term]
        money = term.figure.unit is None or term.figure.unit.kind is Kind.MONEY
        if one.allowed is None or not money:
            return ZERO
        return rounded((one.allowed.mid - term.figure.base) / step(term), 0)

    @cached_property
    def _computed_with(self) -> dict[str, int]:
        """For each figure a number of its own, or that of the figures which it was computed with.

        These stand in sums that the printed values obey. A rate binds two figures and computes neither.
        """
        found = {figure: -n for n, figure in enumerate(self.system.terms, 1)}
        sums = [n for n, row in enumerate(self.system.rows) if row.as_printed and not row.given]
        for number, group in enumerate(self.system.groups(sums)):
            found.update((figure, number) for n in group for figure in self.system.rows[n].figures)
        return found


class _Alone(_Telling):
    """What is told without the system: neither what is left for a figure nor its rivals."""

    def _disputed(self, figure: str, group: list[int]) -> Disputed:
        return Disputed(figure, tuple(self.tried[n] for n in group))


def _bears_out(tried: Tried) -> bool:
    """Whether a relation that holds is a sum, or says that the text states the figure too."""
    if tried.misses:
        return False
    return tried.kind in _TOLD_AGAIN or any(role.role == "total" for role in tried.roles[:1])


def _singled_out(one: Disputed) -> Disputed:
    """Where a result explains a miss as well as a part, it is the result; where many parts do, none is singled out.

    One sum alone says nothing of which of its parts is wrong, unless a slip of the hand does.
    """
    if len(one.group) != 1:
        return one
    relation = one.group[0]
    result = relation.roles[0]
    if result.term.id == one.term:
        return one
    if len(one.ties) >= _MANY or _one_of_many(relation, one.term):
        return Disputed(result.term.id, one.group, one.joint, result.allowed, open=True)
    if result.term.id in one.ties:
        return Disputed(result.term.id, one.group, one.joint, result.allowed, ties=(one.term,))
    return one


def _one_of_many(relation: Tried, figure: str) -> bool:
    """Whether a figure is one of many parts, and no slip of the hand tells it from the others."""
    mine = next(role for role in relation.roles if role.term.id == figure)
    many = len(relation.roles) > 1 + _MANY
    return many and diagnose(mine.term, mine.expected) not in TELLING


def _slip_repairs(role: Role) -> bool:
    """Whether a slip of the hand turns what a figure should be into what is printed."""
    return diagnose(role.term, role.expected) in TELLING or slips_into(role.term, role.allowed)


def roles_of(tried: Tried, term_id: str) -> list[Role]:
    """The roles that a figure plays in a relation."""
    return [r for r in tried.roles if r.term.id == term_id]


def _off(role: Role, allowed: Interval) -> Decimal:
    """By how many steps a figure is not what it should be."""
    return abs(allowed.mid - role.term.figure.base) / step(role.term)
