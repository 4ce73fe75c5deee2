"""Every statement of a document: each figure of a claim, each cell, count and score with what it is a figure of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.claims import Claim, Count
from gouji.figures import PERCENT
from gouji.language import rules
from gouji.reconcile.statements.aspects import Aspect, Aspects, Read, What
from gouji.reconcile.statements.claim_quantities import unit_of_section
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.owners import department
from gouji.reconcile.statements.parts import states_change
from gouji.reconcile.statements.readings.scores import FormScore, Score, scores_in_forms, scores_in_prose
from gouji.reconcile.statements.statement import Kind, Statement
from gouji.reconcile.statements.terms import Term

_KINDS = {
    "value": Kind.LEVEL,
    "budget": Kind.LEVEL,
    "delta": Kind.CHANGE,
    "rate": Kind.RATE,
    "share": Kind.SHARE,
    "base": Kind.LEVEL,
}


def statements(context: Context) -> Iterator[Statement]:
    """All statements, those of prose first, each figure once: as its first claim states it, a score as a score."""
    scores = [*scores_in_prose(context.document), *scores_in_forms(context.document)]
    at = {score.term.span for score in scores}
    yield from _of_claims(context)
    yield from (one for one in _of_cells(context) if one.span not in at)
    yield from (one for count in context.counts if (one := _of_count(context, count)).span not in at)
    yield from (_of_score(context, score) for score in scores)


def _stated(context: Context, kind: Kind, term: Term, aspects: Aspects) -> Statement:
    return Statement(term.id, kind, term, aspects, context.document.places.at(term.span.start, term.span.end))


def _of_claims(context: Context) -> Iterator[Statement]:
    seen: set[str] = set()
    for claim in context.claims:
        for role, entity in claim.figures.items():
            term = context.terms.of(claim, role)
            kind = _kind(claim, role)
            if term is None or kind is None or entity in seen:
                continue
            seen.add(entity)
            yield _stated(context, kind, term, _aspects(context, claim, role))


def _kind(claim: Claim, role: str) -> Kind | None:
    """What a figure states by its role in a claim; None for the parts of lists, which claims of their own state."""
    if role == "rate" and claim.relation == "completion":
        return Kind.COMPLETION
    return _KINDS.get(role)


def _aspects(context: Context, claim: Claim, role: str) -> Aspects:
    """What a figure of a claim states. Of what it is compared with, year and measure are not read."""
    aspects = context.aspects(claim)
    if claim.aside:
        return _aside(aspects)
    if role not in ("base", "budget"):
        return aspects
    unsaid = Aspect(None, Read.NOWHERE)
    return replace(aspects, year=unsaid, measure=unsaid) if role == "base" else replace(aspects, measure=unsaid)


def _aside(aspects: Aspects) -> Aspects:
    """What a figure inside a threshold or a reason states: nothing of a plan or a year, and its name is not sure."""
    unsaid = Aspect(None, Read.NOWHERE)
    return replace(aspects, what=replace(aspects.what, sure=False), measure=unsaid, year=unsaid)


def _of_cells(context: Context) -> Iterator[Statement]:
    named = {n.fact.id: n for n in context.named}
    for fact in context.facts:
        term = context.terms[fact.id]
        if fact.id in named:
            changed = states_change(fact.row) or states_change(fact.column)
            yield _stated(context, Kind.CHANGE if changed else Kind.CELL, term, named[fact.id].aspects)
        elif fact.figure.unit == PERCENT:
            what = Aspect(What("".join((*fact.row[-1:], *fact.column[-1:]))), Read.ROW)
            yield _stated(context, Kind.PERCENT, term, Aspects(whose=department(context.document), what=what))


def _of_count(context: Context, count: Count) -> Statement:
    unit = unit_of_section(context.document, count.section)
    whose = Aspect(unit, Read.HEADING) if unit else department(context.document)
    project = Aspect(count.row[0] if count.row else "", Read.ROW, sure=False)
    what = Aspect(What(count.subject), Read.SENTENCE, sure=_counted_before(count))
    aspects = Aspects(whose, what, project, year=_year_of(context, count))
    return _stated(context, Kind.COUNT, context.terms[count.id], aspects)


def _of_score(context: Context, score: Score) -> Statement:
    """A score is of the year's work; a form names it by the label of its row."""
    section = score.home[0] if score.home else -1
    unit = unit_of_section(context.document, section)
    whose = Aspect(unit, Read.HEADING) if unit else department(context.document)
    in_form = isinstance(score, FormScore)
    what = Aspect(What(score.name), Read.ROW if in_form else Read.SENTENCE)
    year = Aspect(context.document.year, Read.DOCUMENT)
    return Statement(score.term.id, Kind.SCORE, score.term, Aspects(whose, what, year=year))


def _counted_before(count: Count) -> bool:
    """Whether the words before a count tell what it counts: in 12个项目 and 单价100万元以上的设备9台 they do not.

    In a cell they are those of a goal (不少于, 完成), and its row tells what is counted.
    """
    if count.row is not None:
        return False
    follows = rules.load("aspects")["aspect.counted_after"].search(count.after)
    bounded = rules.load("aspects")["aspect.bounded"].search(count.lead.strip())
    return not follows and not bounded


def _year_of(context: Context, count: Count) -> Aspect:
    """The year of a count: that of the day it is as of, as its paragraph tells before it, else the document's.

    Where the paragraph tells none, the line that announces it may (截至上年底，基本情况如下：).
    """
    as_of = rules.load("aspects")["aspect.as_of"]
    term, usual = context.terms[count.id], context.document.year
    told = [*as_of.finditer(context.lead(term))] or [*as_of.finditer(context.over(term))]
    if count.row is not None or not told:
        return Aspect(usual, Read.DOCUMENT)
    if told[-1]["year"]:
        return Aspect(int(told[-1]["year"]), Read.SENTENCE)
    return Aspect(usual - 1 if usual and told[-1]["before"] else usual, Read.SENTENCE)
