"""What speaks for a cell to state the amount of a claim, as numbers: names, places and neighbours, never values.

A learned linker that saw whether the values are equal would learn nothing else, and could not see a mismatch.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice

import numpy as np
import numpy.typing as npt
import regex

from gouji.claims import Claim
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.links.link_score import PROJECTS, LinkScorer, budgeted, planned, referred_number
from gouji.reconcile.statements.links.linker import Linked, Linker, Signature
from gouji.tables import table_roles

Matrix = npt.NDArray[np.float32]

_IDEOGRAPHS = regex.compile(r"\p{Han}")
_MOST = 24  # groups of cells that are weighed for one claim
_ALIKE = 0.25  # so alike must subject and label be, where no more is known

NAMES = (
    "score",  # of the rules, 0 where they say that it cannot be meant
    "possible",
    "behind",  # how far behind the best score
    "core",
    "known",
    "alike_row",
    "alike_column",
    "row_in_lead",
    "column_in_lead",
    "alike_title",
    "side",  # 1 the same, -1 another, 0 not told; so are the next six
    "extent",
    "fund",
    "measure",
    "year",
    "code",
    "referred",
    "breakdown",  # 1 the part that the list divides, -1 another part, 0 no part
    "depth",
    "form",
    "whole_row",
    "same_table",  # as the nearest amount that is linked and agrees
    "same_row",
    "same_column",
    "share_of_section",  # of the section's linked amounts that stand in this table
    "groups",
    "cells",  # that nothing but their place tells apart
)


class LinkFeatures:
    """Candidates for the claims of one document, with what speaks for each.

    `linked` are the links that the rules found: the neighbours of what is asked.
    """

    def __init__(self, linker: Linker, linked: Iterable[Linked]) -> None:
        self.linker = linker
        self.scorer = linker.scorer
        self.context = linker.context
        self.neighbours = sorted(
            ((one.claim.span.start, one.claim.section, one.agreeing[0]) for one in linked if one.agreeing),
            key=lambda n: n[0],
        )

    @cached_property
    def _groups(self) -> list[list[Named]]:
        """The cells of the document, those that nothing but their place tells apart together."""
        found: dict[Signature, list[Named]] = defaultdict(list)
        for named in self.linker.facts:
            found[(*named.signature, named.fact.row, named.fact.column)].append(named)
        return list(found.values())

    @cached_property
    def _by_bigram(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, group in enumerate(self._groups):
            fact = group[0].fact
            for pair in _bigrams("".join((*fact.row[-1:], *fact.column))) | _bigrams(group[0].name.core):
                found[pair].append(number)
        return found

    @cached_property
    def _by_core(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, group in enumerate(self._groups):
            found[group[0].name.core].append(number)
        return found

    def candidates(self, claim: Claim) -> list[list[Named]]:
        """The groups of cells that the claim's words are nearest to, and those that the rules weigh."""
        words = _bigrams(claim.subject) | _bigrams(claim.name.core)
        shared = Counter(n for pair in words for n in self._by_bigram.get(pair, ()))
        near = [n for n, _ in shared.most_common(_MOST)]
        same = (n for n in self._by_core.get(claim.name.core, ()) if self.scorer.possible(claim, self._groups[n][0]))
        return [self._groups[n] for n in sorted({*near, *islice(same, _MOST)})]

    def matrix(self, claim: Claim, groups: list[list[Named]]) -> Matrix:
        """A row a group, columns as in `NAMES`; float32, shape (len(groups), len(NAMES))."""
        asked = self._asked(claim)
        scores = [self.scorer.score(claim, g[0], self.scorer.alike(claim, g[0])) for g in groups]
        best = max((s for s in scores if s >= 0), default=0.0)
        near = self._nearest(claim)
        tables = Counter(n.table.id for _, section, n in self.neighbours if section == claim.section)
        rows = [
            (
                *_scored(s, best),
                *_words(claim, g[0], asked.titles),
                *_kinds(asked, g[0]),
                *_places(asked, g[0]),
                *_beside(g[0], near, tables),
                float(len(groups)),
                float(len(g)),
            )
            for g, s in zip(groups, scores, strict=True)
        ]
        return np.array(rows, dtype=np.float32).reshape(len(groups), len(NAMES))

    def _nearest(self, claim: Claim) -> Named | None:
        """The cell of the nearest amount, before or behind, that is linked and agrees, in the same section."""
        around = (n for n in self.neighbours if n[1] == claim.section and n[0] != claim.span.start)
        nearest = min(around, key=lambda n: abs(n[0] - claim.span.start), default=None)
        return nearest[2] if nearest else None

    def _asked(self, claim: Claim) -> _Asked:
        context, core = self.context, claim.name.core
        return _Asked(
            claim=claim,
            scorer=self.scorer,
            titles="".join(s.title for s in context.document.section_path(claim.section)),
            side=claim.name.side or context.side(claim),
            fund="" if context.fundless(core) else context.fund(claim),
            planned=planned(claim),
            referred=self.scorer.referred(claim),
            parts=self.scorer.parts_of(claim),
        )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A claim with what its place in the document says of it."""

    claim: Claim
    scorer: LinkScorer
    titles: str
    side: str
    fund: str
    planned: bool
    referred: frozenset[int]
    parts: tuple[str, ...]


def _scored(score: float, best: float) -> tuple[float, ...]:
    return max(score, 0.0), float(score >= 0), best - max(score, 0.0)


def _words(claim: Claim, named: Named, titles: str) -> tuple[float, ...]:
    """How the words of a claim and of a cell fit each other."""
    name, fact = claim.name, named.fact
    row, column = "".join(fact.row[-1:]), "".join(fact.column)
    lead = claim.subject + claim.measure
    return (
        float(bool(name.core) and name.core == named.name.core),
        float(name.known) + float(named.name.known),
        _alike(claim.subject, row),
        _alike(claim.subject, column),
        _inside(row, lead),
        _inside(column, lead),
        _alike(titles, named.table.title),
    )


def _kinds(asked: _Asked, named: Named) -> tuple[float, ...]:
    """Whether the quantities are of one kind: side, extent, fund, measure, year and code."""
    claim, name = asked.claim, asked.claim.name
    neutral = asked.scorer.context.fund_neutral(name.core, named.side, named.fund)
    return (
        _same(asked.side, named.side),
        _same(name.extent, named.name.extent),
        1.0 if neutral else _same(asked.fund, named.fund),
        _told(asked.planned == budgeted(named)),
        _same(str(claim.period or ""), str(named.year or "")),
        float(asked.scorer.same_code(name, named)),
    )


def _places(asked: _Asked, named: Named) -> tuple[float, ...]:
    """Whether the cell stands where headings, lists and paths say."""
    name, fact = asked.claim.name, named.fact
    return (
        _told(referred_number(named.table) in asked.referred) if asked.referred else 0.0,
        _told(named.breakdown in asked.parts) if named.breakdown else 0.0,
        float(len(name.path) == named.level) if name.path else 0.5,
        float(named.form or table_roles.role(named.table) in PROJECTS),
        float(not fact.row or named.name.total),
    )


def _beside(named: Named, near: Named | None, tables: Counter[int]) -> tuple[float, ...]:
    """Whether a cell stands where its claim's neighbours stand."""
    share = tables[named.table.id] / max(1, sum(tables.values()))
    if near is None or near.table.id != named.table.id:
        return (0.0 if near is None else -1.0, 0.0, 0.0, share)
    fact, other = named.fact, near.fact
    return 1.0, float(fact.row_index == other.row_index), float(fact.column_index == other.column_index), share


def _told(fits: bool) -> float:
    return 1.0 if fits else -1.0


def _same(a: str, b: str) -> float:
    """Whether two words are the same; 0 where one of them is not told."""
    return _told(a == b) if a and b else 0.0


def _alike(a: str, b: str) -> float:
    """Dice coefficient of the character bigrams of two stretches of text."""
    x, y = _bigrams(a), _bigrams(b)
    return 2 * len(x & y) / (len(x) + len(y)) if x and y else 0.0


def _inside(label: str, text: str) -> float:
    """The share of a label's bigrams that a text has."""
    x = _bigrams(label)
    return len(x & _bigrams(text)) / len(x) if x else 0.0


@cache
def _bigrams(text: str) -> frozenset[str]:
    bare = "".join(_IDEOGRAPHS.findall(text))
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))
