"""What prose says of all projects together (申报, 批复, 到位, 支付, 执行率) against the projects one by one.

The projects are those that a section of prose or a table's forms name with their money. A total may be of others, so
one that misses accuses by a slip of the hand, or where another total of the same paragraphs fits the same projects.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from gouji.figures import HUNDRED, ZERO, Interval, Kind
from gouji.language import rules
from gouji.narrative.figure_leads import budget_measures
from gouji.narrative.model import Claim, Relation
from gouji.reconcile.diagnosis import slipped
from gouji.reconcile.kernel import constraints
from gouji.reconcile.kernel.equal import printed_twice
from gouji.reconcile.kernel.relation import Role, Tried, bare, doubted, printed, severity, show
from gouji.reconcile.kernel.sum import add_up
from gouji.reconcile.model import FindingKind, Severity, Status
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term
from gouji.tables.project_cells import named_projects

_FEWEST = 3  # projects that make a list
_PAID = "决算"
_GRANTED = ("批复", "预算", "全年预算")
_CERTAINTY = 0.7


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


def project_totals(context: Context) -> Iterator[Tried]:
    """Try every total of projects, then the totals of one measure against each other, then rates of execution."""
    found = _Projects(context)
    for total, tried in found.tried:
        if tried.status is Status.HOLDS or slipped(tried) or found.fitting[total.claim.section]:
            if total.term.id not in found.listed or tried.status is Status.VIOLATED:
                yield tried
        else:
            yield doubted(tried, "合计数未必是所列项目的合计", f"projects of {total.term.id}")
    yield from _repeated(found)
    yield from _executed(context, found)


class _Projects:
    def __init__(self, context: Context) -> None:
        self.context = context
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
            terms = tuple(t for c in claims if (t := self.context.value(c)))
            if _FEWEST <= len(by_name) == len(terms):
                yield _List(measure, self.context.top_section(claims[0]), terms)

    def _forms(self) -> Iterator[_List]:
        """Forms about one project each: the row that bears the project's name, by its column."""
        forms = {p.table: "".join(p.cell.text.split()) for p in named_projects(self.context.document) if p.form}
        columns: dict[str, dict[int, Term]] = defaultdict(dict)
        for fact in self.context.facts:
            own = fact.table in forms and len(fact.row) == 1 and "".join(fact.row[0].split()) == forms[fact.table]
            if own and fact.column and fact.figure.unit and fact.figure.unit.kind is Kind.MONEY:
                columns["".join(fact.column[-1].split())].setdefault(fact.table, self.context.terms[fact.id])
        paid = rules.load("links")["link.form_paid"]
        for head, terms in columns.items():
            if len(terms) >= _FEWEST and len(terms) == len(forms):
                yield _List(_PAID if paid.search(head) else "预算", None, tuple(terms.values()))

    @cached_property
    def totals(self) -> tuple[_Total, ...]:
        links = rules.load("links")
        found = []
        for claim in self.context.levels:
            names = claim.name.core, "".join(claim.subject.split())
            match = next((m for n in names if (m := links["link.project_total"].search(n))), None)
            term = self.context.value(claim)
            if not match or not term or term.zero:
                continue
            if claim.measure in budget_measures():
                measures: tuple[str, ...] = (claim.measure,)
            else:
                measures = _GRANTED if links["link.project_received"].search(claim.name.core) else (_PAID,)
            found.append(_Total(claim, term, measures, int(match["count"] or match["count2"] or 0)))
        return tuple(found)

    @cached_property
    def tried(self) -> tuple[tuple[_Total, Tried], ...]:
        """Each total with the first of its lists that comes to it, else with the first."""
        found = []
        for total in self.totals:
            sums = [t for listed in self._candidates(total) if (t := _sum(total, listed))]
            if sums:
                found.append((total, next((t for t in sums if t.status is Status.HOLDS), sums[0])))
        return tuple(found)

    def _candidates(self, total: _Total) -> Iterator[_List]:
        top = self.context.top_section(total.claim)
        for measure in total.measures:
            for listed in self.lists:
                fits = listed.measure == measure and listed.top in (top, None)
                if fits and total.count in (0, len(listed.money)):
                    yield listed

    @cached_property
    def fitting(self) -> Counter[int]:
        """For each section how many totals come to their projects."""
        return Counter(total.claim.section for total, t in self.tried if t.status is Status.HOLDS)


def _sum(total: _Total, listed: _List) -> Tried | None:
    if any(t.id == total.term.id for t in listed.money):
        return None
    message = f"项目资金合计写{{stated}}，所列{len(listed.money)}个项目相加为{{expected}}"
    span, money = total.claim.span, list(listed.money)
    return add_up(
        FindingKind.SUM, "project_total", total.term, money, span, "projects.total", message, certainty=_CERTAINTY
    )


def _repeated(found: _Projects) -> Iterator[Tried]:
    """Totals of one measure that come to the projects are one quantity printed twice."""
    groups: dict[tuple[int, tuple[str, ...]], list[_Total]] = defaultdict(list)
    for total, tried in found.tried:
        if tried.status is Status.HOLDS:
            kind = ("批复",) if "批复" in total.measures else total.measures
            groups[found.context.top_section(total.claim), kind].append(total)
    for group in groups.values():
        said = Counter(t.term.figure.base for t in group)
        usual = max(group, key=lambda t: said[t.term.figure.base])
        yield from (_equal(*sorted((usual, t), key=lambda x: x.term.span)) for t in group if t is not usual)


def _equal(one: _Total, two: _Total) -> Tried:
    tried = printed_twice(
        FindingKind.NARRATIVE_NARRATIVE,
        one.term,
        two.term,
        why=f"项目资金合计另一处写{printed(two.term)}",
        message=f"项目资金合计此处写{{stated}}，另一处写{printed(two.term)}",
        certainty=_CERTAINTY,
        rule="projects.total",
    )
    return replace(tried, span=two.claim.span)


def _executed(context: Context, found: _Projects) -> Iterator[Tried]:
    """A rate of execution of the projects without an amount, against what was paid and granted for all of them."""
    rule = rules.load("links")["link.projects_executed"]
    for claim in context.claims:
        rate = context.terms.of(claim, "rate")
        if claim.relation is not Relation.COMPLETION or "value" in claim.figures or rate is None:
            continue
        if rule.search(context.lead(rate)):
            paid, granted = _all_of(context, found, claim, _PAID), _all_of(context, found, claim, "批复")
            if paid and granted:
                yield _rate(claim, rate, paid, granted)


def _all_of(context: Context, found: _Projects, claim: Claim, measure: str) -> Term | None:
    top = context.top_section(claim)
    held = (t for t, tried in found.tried if tried.status is Status.HOLDS and measure in t.measures)
    return next((t.term for t in held if context.top_section(t.claim) == top), None)


def _rate(claim: Claim, rate: Term, paid: Term, granted: Term) -> Tried:
    allowed = paid.interval / granted.interval * HUNDRED if granted.interval.lo > ZERO else Interval.point(ZERO)
    level = severity(rate, allowed)
    expected = show(allowed.mid, rate.figure)
    computation = f"{bare(paid)} ÷ {bare(granted)} = {expected}"
    tried = Tried(
        kind=FindingKind.COMPLETION,
        relation="completion",
        status=Status.HOLDS if level in (None, Severity.ROUNDING) else Status.VIOLATED,
        span=claim.span,
        why=computation,
        roles=(Role(rate, "rate", allowed), Role(paid, "part"), Role(granted, "whole")),
        severity=level,
        computation=computation,
        message=f"项目执行率写{{stated}}，按支付与批复的项目资金合计复算应为{expected}",
        certainty=0.5,
        linear=constraints.ratio(paid, granted, rate),
        rule="projects.executed",
    )
    return tried if tried.status is Status.HOLDS or slipped(tried) else doubted(tried, "执行率未必按此两数计算")
