"""Links: which cell states the quantity that a prose amount states.

Candidates are chosen by what they name, not by their value, so that a mismatch can be seen; an equal value
only decides between cells that fit alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from gouji import rules, subjects
from gouji.figures import same_quantity_agrees
from gouji.narrative.leads import budget_measures
from gouji.narrative.model import Claim
from gouji.reconcile.context import Context
from gouji.reconcile.naming import Named
from gouji.reconcile.terms import Term
from gouji.subjects import Subject
from gouji.tables import roles

_SPREAD = 2.0  # cells scored this little below the best may be meant instead
_SIMILAR = 0.8
_PARENT = 0.4  # so alike at least are the names of one item in prose and table
_MOST = 12  # cells that one amount is linked to

Signature = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """A prose level with the cells that fit it: the best ones first, `agreeing` those of equal value.

    `instead` tells that they state another quantity, which is usually the same.
    """

    claim: Claim
    score: float
    cells: tuple[Named, ...]
    agreeing: tuple[Named, ...]
    instead: bool = False


class Linker:
    """Finds the cells for the levels of one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.facts = [n for n in context.named if context.own_table(n.table)]
        self.weights: dict[str, float] = rules.load("links").data["weights"]

    @cached_property
    def _by_core(self) -> dict[str, dict[Signature, list[Named]]]:
        """Cells by core, those that nothing but their place tells apart together."""
        found: dict[str, dict[Signature, list[Named]]] = defaultdict(lambda: defaultdict(list))
        for named in self.facts:
            found[named.name.core][named.signature].append(named)
        return found

    @cached_property
    def _bigrams(self) -> dict[str, set[str]]:
        """Cores that share a bigram of characters, so that similar names are found without comparing all."""
        found: dict[str, set[str]] = defaultdict(set)
        for core in self._by_core:
            for i in range(len(core) - 1):
                found[core[i : i + 2]].add(core)
        return found

    def links(self) -> Iterator[Linked]:
        for claim in self.context.levels:
            linked = self._link(claim)
            if linked:
                yield linked

    def _link(self, claim: Claim) -> Linked | None:
        term = self.context.value(claim)
        if term is None or (claim.name.nameless and not claim.name.fund):
            return None
        linked = self._best(claim, term)
        if linked and linked.agreeing:
            whole = any(not cut_short(term, self.context.terms[n.fact.id]) for n in linked.agreeing)
            return linked if whole else replace(linked, agreeing=(*self._misread(claim, term), *linked.agreeing))
        for core in _also().get(claim.name.core, ()):
            other = self._best(replace(claim, name=replace(claim.name, core=core)), term)
            if other and other.agreeing:  # another quantity that is usually the same: it can only confirm
                return replace(other, claim=claim, instead=True)
        return linked

    def _misread(self, claim: Claim, term: Term) -> list[Named]:
        """Cells of a total row that state a level in full under a head that says nothing known, as scans garble them.

        Asked for only when the cell with the right name has lost its last digits.
        """
        return [
            n
            for n in self._unnamed_totals
            if n.side == claim.name.side
            and same_quantity_agrees(term.figure, self.context.terms[n.fact.id].figure)
            and self._possible(claim, n)
        ]

    @cached_property
    def _unnamed_totals(self) -> list[Named]:
        """The cells of total rows under heads that say nothing known."""
        total = rules.load("tables")["tables.row.total"]
        unknown = (n for n in self.facts if n.name.core and not n.name.known)
        return [n for n in unknown if total.search("".join("".join(n.fact.row[-1:]).split()))]

    def _best(self, claim: Claim, term: Term) -> Linked | None:
        scored = [(self._score(claim, group[0], alike), group) for group, alike in self._candidates(claim)]
        scored = sorted((s for s in scored if s[0] >= self.weights["least"]), key=lambda s: -s[0])
        if not scored:
            return None
        best = scored[0][0]
        near = [n for s, group in scored if s >= best - _SPREAD for n in group]
        agreeing = tuple(n for n in near if _agrees(term, self.context.terms[n.fact.id]))
        return Linked(claim, best, tuple(n for s, group in scored if s == best for n in group), agreeing[:_MOST])

    def _candidates(self, claim: Claim) -> Iterator[tuple[list[Named], float]]:
        """Cells of the same core; for names that are no term also of a similar one."""
        core = claim.name.core
        if core in self._by_core:
            yield from ((group, 1.0) for group in self._by_core[core].values())
            return
        if not core or claim.name.known or claim.name.path:
            return
        near = {c for i in range(len(core) - 1) for c in self._bigrams.get(core[i : i + 2], ())}
        for other in sorted(near):
            alike = subjects.similarity(core, other)
            if alike >= _SIMILAR:
                yield from ((group, alike) for group in self._by_core[other].values())

    def _score(self, claim: Claim, named: Named, alike: float) -> float:
        """How well a cell fits a level; negative when it cannot be meant."""
        weights, name = self.weights, claim.name
        if not self._possible(claim, named):
            return -1.0
        score = weights["core"] if alike == 1.0 else weights["similar"]
        if not name.core:
            score = weights["total"]
            score += weights["extent"] * (name.extent == named.name.extent)
        if name.side and named.side:
            both = name.side == "收支" and bool(name.extent) and name.extent == named.name.extent
            score += weights["side"] if both or name.side == named.side else weights["half_side"]
        score += weights["project_form"] * named.form
        fund = "" if self.context.fundless(name.core) else self.context.fund(claim)
        if self.context.fundless(name.core):
            pass  # one quantity whatever fund is named
        elif (fund and fund == named.fund) or (
            name.core and self.context.fund_neutral(name.core, named.side, named.fund)
        ):
            score += weights["fund"]
        elif fund != named.fund:
            score += weights["fund_missing"]
        if named.breakdown:
            score += weights["part"] if named.breakdown in self._parts_of(claim) else weights["breakdown"]
        score += weights["measure"] * (_planned(claim) == (named.measure == "预算"))
        if name.path:
            score += weights["depth"] * (len(name.path) == named.level)
            score += weights["code"] * self._same_code(name, named)
        referred = self._referred(claim)
        if referred:
            score += weights["referred"] if _number(named.table.number) in referred else weights["not_referred"]
        return score

    def _same_code(self, name: Subject, named: Named) -> int:
        """1 where a row has the code of the item that a name spells, -1 where it has another; 0 without codes."""
        code = self.context.codes.code_of(name.path)
        return (1 if code == named.fact.code else -1) if code and named.fact.code else 0

    def _parts_of(self, claim: Claim) -> tuple[str, ...]:
        """The terms that the list a level stands in divides (办公费 of 公用经费)."""
        whole = self.context.whole_of.get(claim.figures["value"])
        return (whole.name.core, *_also().get(whole.name.core, ())) if whole else ()

    def _possible(self, claim: Claim, named: Named) -> bool:
        name = claim.name
        if named.year and claim.period and named.year != claim.period:
            return False
        if _planned(claim) != (named.measure == "预算") and self.context.document.kind == "final":
            return False
        side = name.side or self.context.side(claim)
        if side and named.side and not ({side, named.side} & {"收支"} or side == named.side):
            return False
        if name.extent and named.name.extent and name.extent != named.name.extent:
            return False
        if name.fund and named.fund and name.fund != named.fund and not self.context.fundless(name.core):
            return False
        if name.path and (roles.role(named.table) in ("projects", "project_goals") or not _same_parent(name, named)):
            return False  # an item of the classification is no project, and not its namesake under another item
        if named.form and named.name.fund != name.fund:
            return False  # the part of a project's money that one fund pays is not its money
        return not (named.name.fund and not self.context.fund(claim) and not name.core)

    def _referred(self, claim: Claim) -> frozenset[int]:
        """The numbers of the tables that the claim's headings point at (详见表6、7)."""
        titles = tuple(s.title for s in self.context.document.section_path(claim.section))
        return _references(titles)


def _same_parent(name: Subject, named: Named) -> bool:
    """Whether the items above the two can be the same: 款 above 项, 类 above 款."""
    above = [subjects.parse(label).core for label in named.fact.row[:-1]][-1:]
    if len(name.path) < 2 or not above or not named.fact.code:
        return True
    return subjects.similarity(name.path[-2], above[0]) >= _PARENT


@cache
def _also() -> dict[str, tuple[str, ...]]:
    """Terms whose quantity is usually that of another term too (机关运行经费: 公用经费)."""
    return {t["name"]: tuple(t["also"]) for t in rules.load("subjects").data["term"] if "also" in t}


def _planned(claim: Claim) -> bool:
    return claim.measure in budget_measures()


@cache
def _references(titles: tuple[str, ...]) -> frozenset[int]:
    for title in reversed(titles):
        match = rules.load("links")["link.table_reference"].search(title)
        if match:
            digits = "".join(c if c.isdigit() else " " for c in match["numbers"]).split()
            numbers = [int(d) for d in digits]
            ranged = any(c in match["numbers"] for c in "-—至") and len(numbers) == 2
            return frozenset(range(numbers[0], numbers[1] + 1) if ranged else numbers)
    return frozenset()


@cache
def _number(number: str) -> int:
    digits = "".join(c for c in number if c.isdigit())
    return int(digits) if digits else -1


def _agrees(prose: Term, cell: Term) -> bool:
    return same_quantity_agrees(prose.figure, cell.figure, prose.usual) or cut_short(prose, cell)


def cut_short(prose: Term, cell: Term) -> bool:
    """Whether a cell prints only the first digits of the prose figure (1,189.8 of 1,189.87): its end was lost."""
    if cell.figure.unit != prose.figure.unit or not 0 < cell.figure.decimals < prose.figure.decimals:
        return False
    return f"{prose.figure.value:f}".startswith(f"{cell.figure.value:f}")
