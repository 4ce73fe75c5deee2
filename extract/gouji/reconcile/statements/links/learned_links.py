"""Rules and model together: the model is asked where the rules found no cell of equal value.

It finds cells that the rules do not know by name. It drops none that they chose: measured on altered amounts, it knows
forms and charts less well than they do. Whatever it links without agreement accuses nobody: `prose_and_cells` takes
that for loosely read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from gouji.claims import Claim
from gouji.figures import same_quantity_agrees
from gouji.reconcile.statements.cell_quantities import Named
from gouji.reconcile.statements.links.link_features import LinkFeatures
from gouji.reconcile.statements.links.link_model import LinkModel
from gouji.reconcile.statements.links.linker import MODEL, Linked, Linker

Weighed = tuple[float, list[Named]]  # how likely a group of cells is meant


def with_model(linker: Linker, linked: Sequence[Linked], model: LinkModel) -> list[Linked]:
    """The links of rules and model, in the order of the claims."""
    by_claim = {one.claim.id: one for one in linked}
    open_ = [c for c in linker.levels if c.id not in by_claim or not by_claim[c.id].agreeing]
    for claim, weighed in weigh(LinkFeatures(linker, linked), open_, model):
        found = _choose(linker, claim, by_claim.pop(claim.id, None), weighed, model)
        if found:
            by_claim[claim.id] = found
    return [by_claim[c.id] for c in linker.levels if c.id in by_claim]


def weigh(features: LinkFeatures, claims: Sequence[Claim], model: LinkModel) -> Iterator[tuple[Claim, list[Weighed]]]:
    """For each claim that has candidates, these with their probabilities, the likeliest first."""
    groups = [features.candidates(c) for c in claims]
    matrices = [features.matrix(c, g) for c, g in zip(claims, groups, strict=True)]
    chances = model.probabilities(np.concatenate(matrices)) if matrices else np.zeros(0)  # one call for all
    at = 0
    for claim, own in zip(claims, groups, strict=True):
        part = zip(chances[at : at + len(own)].tolist(), own, strict=True)
        at += len(own)
        if own:
            yield claim, sorted(part, key=lambda w: -w[0])


def _choose(
    linker: Linker, claim: Claim, ruled: Linked | None, weighed: list[Weighed], model: LinkModel
) -> Linked | None:
    term = linker.context.value(claim)
    best = weighed[0][0]
    near = [n for p, group in weighed if p >= max(model.least, best - model.near) for n in group]
    agreeing = tuple(
        n
        for n in near
        if term and same_quantity_agrees(term.figure, linker.context.terms[n.fact.id].figure, term.usual)
    )
    if agreeing:
        return Linked(claim, 0.0, tuple(near), agreeing, source=MODEL, likely=best)
    if ruled:
        return ruled
    return Linked(claim, 0.0, tuple(weighed[0][1]), (), source=MODEL, likely=best) if best >= model.sure else None
