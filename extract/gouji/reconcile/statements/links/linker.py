"""Links: which cell states the quantity that a prose amount states.

Candidates are chosen by what they name, not by their value, so that a mismatch can be seen; an equal value
only decides between cells that fit alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from gouji.claims import Claim
from gouji.figures import same_quantity_agrees
from gouji.language import rules, subjects
from gouji.language.subjects import Subject
from gouji.reconcile.statements.aspects import Read, What
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.link_score import LinkScorer, also_named, referred_number
from gouji.reconcile.statements.terms import Term

_SPREAD = 2.0  # cells scored this little below the best may be meant instead
_SIMILAR = 0.8
_MOST = 12  # cells that one amount is linked to
RULES, MODEL = "pattern", "model"  # who chose the cells of a link

Signature = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """A prose level with the cells that fit it: the best ones first, `agreeing` those of equal value.

    `instead` tells that they state another quantity, which is usually the same. `source` is who chose the cells,
    the rules or a model (`pattern`, `model`); `likely` the model's probability that they are meant, where it was asked.
    """

    claim: Claim
    score: float
    cells: tuple[Named, ...]
    agreeing: tuple[Named, ...]
    instead: bool = False
    source: str = RULES
    likely: float | None = None


class Linker:
    """Finds the cells for the levels of one document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.facts = [n for n in context.named if context.own_table(n.table)]
        self.scorer = LinkScorer(context)

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

    @property
    def levels(self) -> tuple[Claim, ...]:
        """The claims that cells are sought for."""
        return self.context.levels

    def links(self) -> Iterator[Linked]:
        """Every claim that some cell fits."""
        for claim in self.levels:
            linked = self._link(claim)
            if linked:
                yield linked

    def _link(self, claim: Claim) -> Linked | None:
        term = self.context.value(claim)
        if term is None or (claim.name.nameless and not claim.name.fund):
            return None
        linked = self._named(claim, term)
        if linked and linked.agreeing:
            whole = any(not cut_short(term, self.context.terms[n.fact.id]) for n in linked.agreeing)
            return linked if whole else replace(linked, agreeing=(*self._misread(claim, term), *linked.agreeing))
        instead = self._instead(claim, term) or self._beside(claim, term)
        if instead or not linked:
            return instead
        return replace(linked, cells=(*linked.cells, *self._in_full(claim, linked.cells[0])))

    def _named(self, claim: Claim, term: Term) -> Linked | None:
        """The cells that a level names: those of its item before those of its own name, unless only these agree."""
        named = self._best(claim, term)
        of_item = self._of_item(claim, term)
        if of_item is None or (named and named.agreeing and not of_item.agreeing):
            return named
        return of_item

    def _of_item(self, claim: Claim, term: Term) -> Linked | None:
        """The cells that state a part of the item which is told before it (公用经费 of 行政运行)."""
        stated = self.context.aspects(claim)
        what, part = stated.what.value, stated.part
        told = part.read is Read.SENTENCE and part.sure and stated.what.sure
        if not told or not isinstance(what, What):
            return None
        item = Subject(core=what.name, path=(what.name,) if what.code else ())
        found = self._best(replace(claim, name=item), term, str(part.value))
        return replace(found, claim=claim) if found else None

    def _instead(self, claim: Claim, term: Term) -> Linked | None:
        """The cells of another quantity that is usually the same: it can only confirm."""
        for core in also_named().get(claim.name.core, ()):
            other = self._best(replace(claim, name=replace(claim.name, core=core)), term)
            if other and other.agreeing:
                return replace(other, claim=claim, instead=True)
        return None

    def _beside(self, claim: Claim, term: Term) -> Linked | None:
        """The cells of the one item with the amount below a path whose last name is no item's: it can only confirm."""
        *above, _ = claim.name.path or ("",)
        codes = self.context.codes
        if term.zero or not above or codes.code_of(claim.name.path):
            return None
        below = codes.children(codes.code_of(tuple(above)))
        near = (n for n in self.facts if n.fact.code in below and self.scorer.possible(claim, n))
        agreeing = tuple(n for n in near if _agrees(term, self.context.terms[n.fact.id]))
        if len({n.fact.code for n in agreeing}) != 1:
            return None
        return Linked(claim, self.scorer.weights["least"], agreeing[:_MOST], agreeing[:_MOST], instead=True)

    def _in_full(self, claim: Claim, cell: Named) -> list[Named]:
        """Cells of a total row that print the number in full of which the cell has lost the last digits."""
        digits = f"{cell.fact.figure.value:f}"
        if not cell.fact.figure.decimals or not cell.name.total:
            return []
        longer = ((n, f"{n.fact.figure.value:f}") for n in self._unnamed_totals if n.side == claim.name.side)
        return [
            n for n, d in longer if len(d) > len(digits) and d.startswith(digits) and self.scorer.possible(claim, n)
        ]

    def _misread(self, claim: Claim, term: Term) -> list[Named]:
        """Cells of a total row that state a level in full under a head that says nothing known, as scans garble them.

        Asked for only when the cell with the right name has lost its last digits.
        """
        return [
            n
            for n in self._unnamed_totals
            if n.side == claim.name.side
            and same_quantity_agrees(term.figure, self.context.terms[n.fact.id].figure)
            and self.scorer.possible(claim, n)
        ]

    @cached_property
    def _unnamed_totals(self) -> list[Named]:
        """The cells of total rows under heads that say nothing known."""
        total = rules.load("tables")["tables.row.total"]
        unknown = (n for n in self.facts if n.name.core and not n.name.known)
        return [n for n in unknown if total.search("".join("".join(n.fact.row[-1:]).split()))]

    def _best(self, claim: Claim, term: Term, part: str = "") -> Linked | None:
        """The cells that fit a level best, and those of equal value among all that fit nearly as well."""
        scored = self._scored(claim, part)
        if not scored:
            return None
        best = scored[0][0]
        first = tuple(n for s, group in scored if s == best for n in group)
        near = (n for s, group in scored if s >= best - _SPREAD for n in group)
        agreeing = tuple(n for n in near if _agrees(term, self.context.terms[n.fact.id]))
        return Linked(claim, best, first, agreeing[:_MOST])

    def _scored(self, claim: Claim, part: str = "") -> list[tuple[float, list[Named]]]:
        """Groups of cells that score enough to be linked, the best first; those that state a part, where it is told."""
        candidates = [c for c in self._candidates(claim) if not part or c[0][0].breakdown == part]
        referred = self.scorer.referred(claim)
        refer = any(referred_number(group[0].table) in referred for group, _ in candidates)
        scored = ((self.scorer.score(claim, group[0], alike, refer, part), group) for group, alike in candidates)
        least = self.scorer.weights["least"]
        return sorted((s for s in scored if s[0] >= least), key=lambda s: -s[0])

    def _candidates(self, claim: Claim) -> Iterator[tuple[list[Named], float]]:
        """Cells of the same core; for names that are no term also of a similar one."""
        core = claim.name.core
        if core in self._by_core:
            yield from ((group, 1.0) for group in self._by_core[core].values())
            return
        if claim.name.path:
            yield from self._of_code(claim)
            return
        if not core or claim.name.known:
            return
        near = {c for i in range(len(core) - 1) for c in self._bigrams.get(core[i : i + 2], ())}
        for other in sorted(near):
            alike = subjects.similarity(core, other)
            if alike >= _SIMILAR:
                yield from ((group, alike) for group in self._by_core[other].values())

    def _of_code(self, claim: Claim) -> Iterator[tuple[list[Named], float]]:
        """Cells of the item that a path spells under a name which no table prints: a former one."""
        code = self.context.code_of(claim.name)
        for group in (g for groups in self._by_core.values() for g in groups.values() if code):
            if of_code := [named for named in group if named.fact.code == code]:
                yield of_code, 1.0


def _agrees(prose: Term, cell: Term) -> bool:
    return same_quantity_agrees(prose.figure, cell.figure) or cut_short(prose, cell)


def cut_short(prose: Term, cell: Term) -> bool:
    """Whether a cell prints only the first digits of the prose figure (1,189.8 of 1,189.87): its end was lost."""
    if cell.figure.unit != prose.figure.unit or not 0 < cell.figure.decimals < prose.figure.decimals:
        return False
    return f"{prose.figure.value:f}".startswith(f"{cell.figure.value:f}")
