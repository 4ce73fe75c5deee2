"""What a finding rests on, for those who want to follow it: figures with their intervals, relations, the repair."""

from __future__ import annotations

from collections.abc import Iterable

from gouji.claims import Claim
from gouji.claims import Relation as Says
from gouji.figures import Interval
from gouji.reconcile.kernel.catalogue import load
from gouji.reconcile.kernel.formulas import formulas, value
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Basis, BasisFigure, BasisRelation, Status
from gouji.reconcile.solving.disputed_figures import Disputed, roles_of
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.terms import Term

_MOST = 12  # relations shown


def basis(context: Context, one: Disputed) -> Basis | None:
    """The figures and relations of a disputed figure; None where words are disputed and no figure is."""
    if not one.term or one.term not in context.terms:
        return None
    relations = list(dict.fromkeys((*one.group, *one.joint, *(t for d in one.along for t in d.group))))[:_MOST]
    terms = {one.term: context.terms[one.term]}
    for tried in relations:
        terms.update((r.term.id, r.term) for r in tried.roles)
    repairs = {d.term: _repair(d) for d in (one, *one.along)}
    return Basis(
        figures=tuple(_figure(context, t, one, repairs.get(t.id)) for t in terms.values()),
        relations=tuple(_relation(t) for t in relations),
        repair=repairs[one.term],
    )


def _repair(one: Disputed) -> Interval | None:
    """What everything else leaves for a disputed figure, else what the relations that miss say that it is."""
    if one.confirmed:
        return None
    return one.allowed or _alone(one.term, one.group) or _result(one)


def _result(one: Disputed) -> Interval | None:
    """What a relation that misses computes a figure to be."""
    for tried in one.group:
        intervals = {t.id: t.interval for row in tried.linear for t, _ in row.terms}
        for formula in formulas(tried):
            if formula.result == one.term:
                return value(formula, intervals)
    return None


def _alone(figure: str, group: Iterable[Tried]) -> Interval | None:
    """What the relations that miss leave for a figure, all of them if they agree, else the first."""
    found: Interval | None = None
    for allowed in (r.allowed for t in group for r in roles_of(t, figure) if r.allowed and r.possible and not r.said):
        found = (found.common(allowed) or found) if found else allowed
    return found


def _figure(context: Context, term: Term, one: Disputed, repair: Interval | None) -> BasisFigure:
    return BasisFigure(
        id=term.id,
        span=term.span,
        text=term.text,
        figure=term.figure,
        interval=term.interval,
        disputed=term.id == one.term,
        tied=term.id in one.ties,
        name=_name(context, term),
        support=context.support[term.id],
        repair=repair,
        alone=_alone(term.id, (t for t in one.group if t.misses)),
    )


def _name(context: Context, term: Term) -> str:
    """The subject of the claim that a figure of the prose is in, the row and column of a cell."""
    if fact := context.terms.facts.get(term.id):
        return "/".join("".join(part.split()) for part in (*fact.row[-1:], *fact.column[-1:]) if part)
    claims = (c for c in context.claims_of.get(term.id, ()) if c.subject)
    return next((c.subject for c in sorted(claims, key=_level_last)), "")


def _level_last(claim: Claim) -> bool:
    """A list of parts says whose parts they are; each part's own claim says what it is."""
    return claim.relation is Says.PART_OF


def _relation(tried: Tried) -> BasisRelation:
    return BasisRelation(
        relation=tried.relation,
        rule=tried.rule,
        holds=tried.status is Status.HOLDS,
        certainty=tried.certainty,
        says=tried.computation or load().words(tried.why),
        roles=tuple((r.term.id, r.role) for r in tried.roles),
        formulas=formulas(tried),
    )
