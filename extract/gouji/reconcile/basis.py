"""What a finding rests on, for those who want to follow it: figures with their intervals, relations, the repair."""

from __future__ import annotations

from gouji.reconcile.context import Context
from gouji.reconcile.disputes import Disputed
from gouji.reconcile.model import Basis, BasisFigure, BasisRelation, Status
from gouji.reconcile.relation import Tried
from gouji.reconcile.terms import Term

_MOST = 12  # relations shown


def basis(context: Context, one: Disputed) -> Basis | None:
    """The figures and relations of a disputed figure; None where words are disputed and no figure is."""
    if not one.term or one.term not in context.terms:
        return None
    relations = list(dict.fromkeys((*one.group, *one.joint, *(t for d in one.along for t in d.group))))[:_MOST]
    terms = {one.term: context.terms[one.term]}
    for tried in relations:
        terms.update((r.term.id, r.term) for r in tried.roles)
    return Basis(
        figures=tuple(_figure(t, one) for t in terms.values()),
        relations=tuple(_relation(t) for t in relations),
        repair=one.allowed,
    )


def _figure(term: Term, one: Disputed) -> BasisFigure:
    disputed, tied = term.id == one.term, term.id in one.ties
    return BasisFigure(term.id, term.span, term.text, term.figure, term.interval, disputed, tied)


def _relation(tried: Tried) -> BasisRelation:
    return BasisRelation(
        relation=tried.relation,
        rule=tried.rule,
        holds=tried.status is Status.HOLDS,
        certainty=tried.certainty,
        says=tried.computation or tried.why,
        roles=tuple((r.term.id, r.role) for r in tried.roles),
    )
