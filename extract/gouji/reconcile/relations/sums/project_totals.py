"""What prose says of all projects together (申报, 批复, 到位, 支付, 执行率) against the projects one by one.

The projects are those that a section of prose or a table's forms name with their money. A total may be of others. One
that misses therefore accuses only by a slip of the hand, or where another total of its section fits the same projects.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from gouji.claims import Claim, Relation
from gouji.reconcile.kernel.attempt import undecided
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.equal import try_equal
from gouji.reconcile.kernel.rate import try_share
from gouji.reconcile.kernel.relation import Reading, Tried, doubted, printed
from gouji.reconcile.kernel.sum import try_sum
from gouji.reconcile.model import Status, say
from gouji.reconcile.relations.meant import holds_or_slips, if_slip
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.project_money import (
    executes_projects,
    form_columns,
    project_measures,
    project_total,
)
from gouji.reconcile.statements.terms import Term

_TOTAL, _REPEATED, _EXECUTED = "projects.total", "projects.repeated", "projects.executed"
_FEWEST = 3  # projects that make a list


@dataclass(frozen=True, slots=True)
class _List:
    """The money of several projects in one measure; `top` is the outermost section, None for forms."""

    measure: str
    top: int | None
    money: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class _Total:
    claim: Claim
    term: Term
    measures: tuple[str, ...]  # in which the projects' money may come to it, the surest first
    count: int  # of projects that it names, 0 for none


@relation(_TOTAL, _REPEATED, _EXECUTED)
def project_totals(context: Context) -> Iterator[Tried]:
    """Try every total of projects, then the totals of one measure against each other, then rates of execution."""
    found = _Projects(context)
    for total, tried in found.tried:
        if not (holds_or_slips(tried) or found.fitting[total.claim.section]):
            yield doubted(tried, say("reason.projects"), Reading("projects", total.term.id))
        elif tried.status is Status.VIOLATED or total.term.id not in found.listed:
            yield tried
    yield from _repeated(found)
    yield from _executed(context, found)


class _Projects:
    """The projects of one document: lists of their money, and the totals that prose states."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.paid, self.granted = project_measures().paid, project_measures().granted
        self.listed = {c.figures["whole"] for c in context.claims if c.relation is Relation.PART_OF}

    @cached_property
    def lists(self) -> tuple[_List, ...]:
        return (*self._told(), *self._forms())

    def _told(self) -> Iterator[_List]:
        """Lists in prose: at least so many projects of one section, each with one amount of a measure."""
        names = {p.norm for p in self.context.projects}
        groups: dict[tuple[int, str], dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
        for claim in self.context.levels:
            if claim.name.core in names:
                groups[claim.section, claim.measure][claim.name.core].append(claim)
        for (_, measure), by_name in groups.items():
            claims = [c for cs in by_name.values() for c in cs]
            terms = tuple(filter(None, map(self.context.value, claims)))
            if _FEWEST <= len(by_name) == len(terms):
                yield _List(measure, self.context.top_section(claims[0]), terms)

    def _forms(self) -> Iterator[_List]:
        """Forms about one project each, by their columns."""
        for column in form_columns(self.context):
            if len(column.money) >= _FEWEST:
                yield _List(column.measure, None, column.money)

    @cached_property
    def totals(self) -> tuple[_Total, ...]:
        """What prose says of several projects together."""
        found = []
        for claim in self.context.levels:
            total, term = project_total(claim), self.context.value(claim)
            if total and term and not term.zero:
                found.append(_Total(claim, term, total.measures, total.count))
        return tuple(found)

    @cached_property
    def tried(self) -> tuple[tuple[_Total, Tried], ...]:
        """Each total with the first of its lists that comes to it, else with the first."""
        found = []
        for total in self.totals:
            sums = [_sum(total, listed) for listed in self._candidates(total)]
            if sums:
                held = (t for t in sums if t.status is Status.HOLDS)
                found.append((total, next(held, sums[0])))
        return tuple(found)

    def _candidates(self, total: _Total) -> Iterator[_List]:
        """The lists that a total may be of, those in its surest measure first."""
        for measure in total.measures:
            for listed in self.lists:
                if listed.measure == measure and self._may_be_of(total, listed):
                    yield listed

    def _may_be_of(self, total: _Total, listed: _List) -> bool:
        """Whether a total may be of a list: of its section and number of projects, and not itself one of the list."""
        near = listed.top in (self.context.top_section(total.claim), None)
        if not near or total.count not in (0, len(listed.money)):
            return False
        return all(t.id != total.term.id for t in listed.money)

    @cached_property
    def fitting(self) -> Counter[int]:
        """For each section how many totals come to their projects."""
        return Counter(total.claim.section for total in self.held)

    @cached_property
    def held(self) -> tuple[_Total, ...]:
        """The totals that come to their projects."""
        return tuple(total for total, tried in self.tried if tried.status is Status.HOLDS)

    def all_of(self, claim: Claim, measure: str) -> Term | None:
        """The first total in a measure that comes to the projects, of the outermost section of a claim."""
        top = self.context.top_section(claim)
        totals = (t for t in self.held if measure in t.measures)
        return next((t.term for t in totals if self.context.top_section(t.claim) == top), None)


def _sum(total: _Total, listed: _List) -> Tried:
    """A total against its projects."""
    return try_sum(_TOTAL, total.term, listed.money, total.claim.span, rule=_TOTAL)


def _repeated(found: _Projects) -> Iterator[Tried]:
    """Totals of one measure that come to the projects are one quantity printed twice."""
    groups: dict[tuple[int, tuple[str, ...]], list[_Total]] = defaultdict(list)
    for total in found.held:
        kind = found.granted[:1] if found.granted[0] in total.measures else total.measures
        groups[found.context.top_section(total.claim), kind].append(total)
    for group in groups.values():
        said = Counter(t.term.figure.base for t in group)
        usual = max(group, key=lambda t: said[t.term.figure.base])
        for total in group:
            if total is not usual:
                yield _equal(*sorted((usual, total), key=lambda t: t.term.span))


def _equal(one: _Total, two: _Total) -> Tried:
    return try_equal(
        _REPEATED,
        one.term,
        two.term,
        span=two.claim.span,
        why=say("why.projects", other=printed(two.term)),
        rule=_TOTAL,
    )


def _executed(context: Context, found: _Projects) -> Iterator[Tried]:
    """A rate of execution of the projects without an amount, against what was paid and granted for all of them."""
    for claim in context.claims:
        rate = context.terms.of(claim, "rate")
        if claim.relation is not Relation.COMPLETION or "value" in claim.figures or rate is None:
            continue
        if not executes_projects(context, rate):
            continue
        paid, granted = found.all_of(claim, found.paid), found.all_of(claim, found.granted[0])
        if paid and granted:
            yield _rate(claim, rate, paid, granted)


def _rate(claim: Claim, rate: Term, paid: Term, granted: Term) -> Tried:
    """A rate against two totals of which it is not told that it is theirs: only a slip of the hand accuses it."""
    tried = try_share(_EXECUTED, paid, granted, rate, claim.span, certain=False, rule=_EXECUTED)
    if tried is None:
        return undecided(_EXECUTED, claim.span, say("reason.granted_zero"), _EXECUTED)
    return if_slip(tried, say("reason.execution"))
