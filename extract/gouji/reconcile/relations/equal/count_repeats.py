"""Counts that a document states more than once: people, vehicles, the same words in prose and in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from gouji.claims import Count
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried
from gouji.reconcile.model import Status, say
from gouji.reconcile.relations.counting import IN_CELL, REPEATED, alike, impossible, telling
from gouji.reconcile.relations.meant import if_sure
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings import repeated_counts as said

_MANY_DIGITS = 3
_TWICE = 2  # places that must agree on how many projects there are
_LOOSE = 0.6  # certainty where only the subject is the same, and not the words


@relation(REPEATED, IN_CELL)
def repeated_counts(context: Context) -> Iterator[Tried]:
    """Every count that is stated twice."""
    yield from _people(context)
    yield from _same_words(context)
    yield from _cells(context)
    yield from _vehicles(context)
    yield from _completed(context)


def _people(context: Context) -> Iterator[Tried]:
    """People: the same words with two numbers."""
    for group in said.of_people(context):
        for a, b in _pairs(group):
            yield alike(context, b, a, b.subject, "equal.count", _LOOSE)


def _pairs(group: Sequence[said.PassageCount]) -> Iterator[tuple[said.PassageCount, said.PassageCount]]:
    """Each count with the first of those that say what most say, in the order of the document."""
    values = Counter(c.figure.base for c in group)
    usual = max(group, key=lambda c: values[c.figure.base])
    for count in group:
        if count.span != usual.span:
            first, second = sorted((usual, count), key=lambda c: c.span)
            yield first, second


def _same_words(context: Context) -> Iterator[Tried]:
    """A statement that is printed twice in the same words."""
    for group in said.in_same_words(context):
        for a, b in _pairs(group):
            tried = alike(context, b, a, b.subject or say("count.same_words"), "equal.words")
            yield _if_meant(context, tried, a, b)


def _cells(context: Context) -> Iterator[Tried]:
    """What prose counts in the words of a cell."""
    for told in said.told_cells(context):
        tried = alike(context, told.count, told.cell, told.words, "equal.count_cell")
        yield _if_meant(context, tried, told.count, told.cell)


def _if_meant(context: Context, tried: Tried, a: said.PassageCount, b: said.PassageCount) -> Tried:
    """The same words with two numbers may be goal and outcome, or two years: only a slip of the hand tells."""
    one, two = context.terms[a.id], context.terms[b.id]
    slip = telling(one, two.interval, _MANY_DIGITS) or telling(two, one.interval, _MANY_DIGITS)
    return if_sure(tried, slip and said.of_one_year(a, b), say("reason.same_thing"))


def _vehicles(context: Context) -> Iterator[Tried]:
    """The vehicles that are paid for against all that there are: no more can be paid for than there are."""
    for vehicles in said.vehicles(context):
        if _agree(vehicles.owned):
            yield _held(context, vehicles.held, vehicles.owned[0])


def _agree(counts: Sequence[Count]) -> bool:
    """Whether all counts say one number."""
    return len({c.figure.base for c in counts}) == 1


def _held(context: Context, held: Count, owned: Count) -> Tried:
    tried = alike(context, held, owned, say("count.vehicles"), "equal.vehicles", _LOOSE)
    if tried.status is Status.HOLDS or impossible(held) or impossible(owned):
        return tried
    more = context.terms[held.id].figure.base > context.terms[owned.id].figure.base
    over = context.document.kind == "final"  # no vehicle can come to those there are
    return if_sure(tried, more and over, say("reason.vehicles"))


def _completed(context: Context) -> Iterator[Tried]:
    """The projects that were completed against those there are, where the same section says that all are completed."""
    for projects in said.completed_projects(context):
        one_done = len(projects.done) == 1
        if one_done and len(projects.there) >= _TWICE and _agree(projects.there):
            yield _all_completed(context, projects)


def _all_completed(context: Context, projects: said.Projects) -> Tried:
    done = projects.done[0]
    tried = alike(context, done, projects.there[0], projects.kind, "equal.completed", _LOOSE)
    return if_sure(tried, projects.all_done, say("reason.all_completed"))
