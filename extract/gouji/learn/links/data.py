"""Examples for the linker: every claim of a corpus with its candidate cells, labelled by equal values.

The labels are weak: another cell can have the same value by chance, so figures of few digits are left out; a
document's own mistakes are labelled wrongly. The features do not know the values.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from gouji import api
from gouji.corpus.pool import each
from gouji.document import Span
from gouji.errors import GoujiError
from gouji.figures import Figure, same_quantity_agrees
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.links.link_features import LinkFeatures, Matrix
from gouji.reconcile.statements.links.linker import Linker
from gouji.reconcile.statements.terms import Term
from gouji.records.results import Extraction

Told = Mapping[Span, frozenset[Span]]  # the cells that people have linked to an amount

_DIGITS = 3  # significant digits from which equal values are seldom chance


@dataclass(frozen=True)
class Example:
    """One claim: `matrix` has a row a candidate, `right` tells which state its value.

    `ruled` tells of each candidate whether the rules hold it for the best, values unseen; `linked` whether they
    linked the claim at all.
    """

    document: str
    claim: str
    subject: str
    matrix: Matrix
    right: npt.NDArray[np.bool_]
    ruled: npt.NDArray[np.bool_]
    linked: bool

    @property
    def answerable(self) -> bool:
        return bool(self.right.any())


def examples(paths: Sequence[Path], workers: int | None = None) -> Iterator[Example]:
    """The examples of documents, in order; documents that cannot be read are passed over."""
    for found in each(_of_file, paths, workers):
        yield from found


def _of_file(path: Path) -> list[Example]:
    try:
        return list(of_document(api.extract(path, models=False), path.name))
    except GoujiError:
        return []


def of_document(found: Extraction, name: str, told: Told | None = None) -> Iterator[Example]:
    """The examples of one document.

    `told` are the cells that people have linked to an amount, by the amount's span; none where it has no cell. They
    decide instead of the values. An amount that is not told keeps its weak label.
    """
    context = Context(found.document, found.entities, found.claims, found.facts, found.counts)
    linker = Linker(context)
    linked = list(linker.links())
    chosen = {one.claim.id: {n.fact.id for n in one.cells} for one in linked}
    features = LinkFeatures(linker, linked)
    for claim in linker.levels:
        term = context.value(claim)
        if term is None or len(_significant(term.figure.value)) < _DIGITS:
            continue
        groups = features.candidates(claim)
        if not groups:
            continue
        facts = [[n.fact.id for n in group] for group in groups]
        right = _right(term, groups, context, (told or {}).get(term.span))
        mine = chosen.get(claim.id, set())
        ruled = [not mine.isdisjoint(ids) for ids in facts]
        matrix = features.matrix(claim, groups)
        yield Example(name, claim.id, claim.subject, matrix, np.array(right), np.array(ruled), claim.id in chosen)


def _right(
    term: Term, groups: Iterable[Iterable[Named]], context: Context, by_hand: frozenset[Span] | None
) -> list[bool]:
    """Which candidates are meant: those that people have linked, else those that state the value."""
    if by_hand is not None:
        return [any(n.fact.span in by_hand for n in group) for group in groups]
    return [_states(term, [context.terms[n.fact.id].figure for n in group]) for group in groups]


def _states(term: Term, cells: Iterable[Figure]) -> bool:
    """Whether one of a candidate's cells states the value of a claim."""
    return any(same_quantity_agrees(term.figure, cell, term.usual) for cell in cells)


def stacked(found: Iterable[Example]) -> tuple[Matrix, npt.NDArray[np.bool_]]:
    """All candidates of the examples below each other, with their labels."""
    kept = list(found)
    return np.concatenate([e.matrix for e in kept]), np.concatenate([e.right for e in kept])


def _significant(value: object) -> str:
    return f"{value}".replace(".", "").strip("0")
