"""Fits the weights by which a wrong figure is told from the right ones around it, on planted slips of one digit.

    python benchmarks/weights.py DOCUMENTS --slips 8 --every 3

Each altered document is read once; what was tried in it is then solved with each weight made smaller and greater. Half
of the documents choose (by the sum of slips that are named and repaired), one weight after the other; the other half
only measures. The chosen values are printed beside those in use, and written by hand into
`reconcile/solving/prior_weights.py` where the other half bears them out.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random

from gouji import api
from gouji.document import Document, Span
from gouji.errors import GoujiError
from gouji.figures import Figure
from gouji.learn.planting.cell_slips import alteration, altered, candidates
from gouji.learn.planting.claim_slips import Alteration
from gouji.learn.planting.figure_slips import forecasts
from gouji.reconcile import checking
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.solving import prior_weights
from gouji.reconcile.solving.disputed_figures import disputes
from gouji.reconcile.statements.document_index import Context

FACTORS = (0.5, 0.7, 1.4, 2.0)
NAMES = tuple(name for name, value in vars(prior_weights).items() if name.startswith("_") and isinstance(value, float))
Weights = dict[str, float]
Scores = list[tuple[bool, bool, bool]]  # of each slip: found, named, repaired


@dataclass(frozen=True)
class Attempt:
    """A document with one slip: what was tried in it, where the slip is, and what stood there before."""

    context: Context
    tried: list[Tried]
    slip: Alteration
    before: Decimal


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+", metavar="FOLDER", help="of documents")
    parser.add_argument("--slips", type=int, default=8, metavar="N", help="in cells and in figures of prose, of each")
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every n-th document")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, metavar="WEIGHT")
    parser.add_argument("--factors", type=float, nargs="+", default=FACTORS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    options = parser.parse_args()
    paths = sorted(p for folder in options.paths for p in folder.iterdir() if p.suffix in (".pdf", ".txt", ".html"))
    tries: list[Weights] = [{}, *({name: factor} for name in options.only for factor in options.factors)]
    with ProcessPoolExecutor(options.jobs) as pool:
        work = partial(measured, slips=options.slips, tries=tries)
        told = [one for one in pool.map(work, paths[:: options.every]) if one]
    choosing, holding = told[::2], told[1::2]
    print(f"{len(told)} documents, {sum(len(one[0]) for one in told)} slips; found, named, repaired")
    for name, part in (("choosing", choosing), ("held out", holding)):
        print(f"  {name:10s} as in use  {_sums(part, 0)}")
    for name in options.only:
        for factor in options.factors:
            n = tries.index({name: factor})
            print(f"  {name:12s} x {factor:<4} choosing {_sums(choosing, n)}  held out {_sums(holding, n)}")


def measured(path: Path, slips: int, tries: Sequence[Weights]) -> list[Scores]:
    """For each set of weights what becomes of the slips of one document."""
    attempts = list(attempts_of(path, slips))
    return [[judged(one, weights) for one in attempts] for weights in tries] if attempts else []


def attempts_of(path: Path, slips: int) -> Iterator[Attempt]:
    """One document with a slip of one digit, again and again; those that leave everything as it was are left out."""
    try:
        result = api.check(path)
    except GoujiError:
        return
    chance = Random(path.name)
    able = candidates(result)
    cells = [
        (alteration(c, n, chance), c.fact.figure) for n, c in enumerate(chance.sample(able, min(slips, len(able))))
    ]
    figures = {s.span: s.figure for s in (*result.extraction.entities, *result.extraction.counts) if s.figure}
    prose = [(one.alteration, figures[one.alteration.span]) for one in forecasts(result, slips, chance)]
    for slip, figure in (*cells, *prose):
        if slip is not None and isinstance(figure, Figure):
            context, tried = _tried(altered(result.document, [slip]))
            yield Attempt(context, tried, slip, figure.base)


def _tried(document: Document) -> tuple[Context, list[Tried]]:
    """What is tried in a document."""
    kept: list[tuple[Context, list[Tried]]] = []
    whole = checking.reconcile

    def reconcile(context: Context, tried: list[Tried], *, joint: bool = True) -> object:
        kept.append((context, tried))
        return whole(context, tried, joint=joint)

    checking.reconcile = reconcile  # type: ignore[assignment]
    try:
        api.check(document)
    finally:
        checking.reconcile = whole
    return kept[0]


def judged(one: Attempt, weights: Weights) -> tuple[bool, bool, bool]:
    """Whether a slip is found, named and repaired with these weights (as factors of those in use)."""
    usual = {name: getattr(prior_weights, name) for name in weights}
    for name, factor in weights.items():
        setattr(prior_weights, name, usual[name] * factor)
    try:
        found = disputes(one.tried, one.context.support).disputed
    finally:
        for name, value in usual.items():
            setattr(prior_weights, name, value)
    terms = one.context.terms
    named = [d for d in found if d.term in terms and _meets(terms[d.term].span, one.slip)]
    rests = [d for d in found for t in (*d.group, *d.joint) for r in t.roles if _meets(r.term.span, one.slip)]
    repaired = any(d.allowed is not None and one.before in d.allowed for d in named)
    return bool(named or rests), bool(named), repaired


def _meets(span: Span, slip: Alteration) -> bool:
    return span.start < slip.span.end + slip.shift and slip.span.start < span.end


def _sums(told: Sequence[Sequence[Scores]], n: int) -> str:
    scores = [score for one in told for score in one[n]]
    return "  ".join(f"{sum(s[k] for s in scores):4d}" for k in range(3))


if __name__ == "__main__":
    main()
