"""Counts that a document states more than once: which of them count the same things, by the words around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from gouji.language import rules, subjects
from gouji.language.rules import Rule
from gouji.narrative.counts import PassageCount as PassageCount
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.count_kinds import told_by

_WORDS = 20  # characters that make two places one statement
_OWN = 4  # the fewest words of a cell that name what it counts

Groups = dict[Hashable, list[PassageCount]]


@dataclass(frozen=True, slots=True)
class ToldCell:
    """A count of prose and the cell that counts in the same words."""

    count: PassageCount
    cell: PassageCount
    words: str


@dataclass(frozen=True, slots=True)
class Vehicles:
    """The vehicles of one unit: a count of those that are paid for, and the counts of all that there are."""

    held: PassageCount
    owned: tuple[PassageCount, ...]


@dataclass(frozen=True, slots=True)
class Projects:
    """The projects of one kind, section and unit: counts of those that were completed, and of those that there are.

    `all_done` tells that the section says that everything is completed.
    """

    kind: str
    done: tuple[PassageCount, ...]
    there: tuple[PassageCount, ...]
    all_done: bool


def of_people(context: Context) -> Iterator[list[PassageCount]]:
    """The counts of people of whom the same words say which they are."""
    groups: Groups = defaultdict(list)
    for count in context.counts:
        if count.row is None and _tells_people(count):
            groups[(count.subject, count.figure.unit, context.unit_of(count))].append(count)
    yield from groups.values()


def _tells_people(count: PassageCount) -> bool:
    """Whether it counts people of whom its subject says which they are."""
    unit = count.figure.unit
    people = unit is not None and unit.symbol in rules.load("counts").data["units"]
    return people and _rule("subject").search(count.subject) is not None


def in_same_words(context: Context) -> Iterator[list[PassageCount]]:
    """The counts that are printed in the same words; in tables those of one project."""
    groups: Groups = defaultdict(list)
    for count in context.counts:
        words = count.before[-_WORDS:]
        if len(words) == _WORDS and _is_statement(words):
            project = count.row[:1] if count.row else None
            groups[(words, count.symbol, count.after, project, context.unit_of(count))].append(count)
    yield from groups.values()


def _is_statement(words: str) -> bool:
    """Whether words before a count neither number it nor set a limit."""
    return _rule("numbered").search(words) is None and not _limited(words)


def _limited(words: str) -> bool:
    return _rule("limit").search(words) is not None


def told_cells(context: Context) -> Iterator[ToldCell]:
    """What a cell counts in words of its own, where prose counts it in the same words."""
    prose = [c for c in context.counts if c.row is None]
    for cell in context.counts:
        words = _cell_words(cell) if cell.row is not None else ""
        if len(words) < _OWN:
            continue
        for count in prose:
            if count.lead.endswith(words) and _counts_alike(count, cell):
                yield ToldCell(count, cell, words)


def _counts_alike(one: PassageCount, other: PassageCount) -> bool:
    """Whether two counts are of one unit and rounded by words in one way."""
    return one.symbol == other.symbol and one.figure.approx is other.figure.approx


def _cell_words(cell: PassageCount) -> str:
    """What a cell says it counts; a bare number of what is done is named by the goal in the cell before."""
    before = cell.passage.text[: cell.start]
    if not before and cell.row:
        return _goal(cell.row[-1])
    return "" if _limited(before + cell.after) else _plain(before)


def _goal(words: str) -> str:
    """What the words before a limit name; '' where none is set."""
    limit = _rule("limit").search(words)
    return _plain(words[: limit.start()]) if limit else ""


def _plain(words: str) -> str:
    """Words that are nothing but characters; '' for others."""
    return words if _rule("plain_words").search(words) else ""


def of_one_year(one: PassageCount, other: PassageCount) -> bool:
    """Whether the sentences of two counts name the same years before them."""
    return subjects.year(one.before) == subjects.year(other.before)


def vehicles(context: Context) -> Iterator[Vehicles]:
    """Each count of vehicles that are paid for, with those of all vehicles of the same unit."""
    found = list(_prose(context, "vehicles"))
    owned: dict[str, list[PassageCount]] = defaultdict(list)
    for count in found:
        if _owned(count):
            owned[context.unit_of(count)].append(count)
    for count in found:
        if _rule("held").search(count.lead):
            yield Vehicles(count, tuple(owned[context.unit_of(count)]))


def _owned(count: PassageCount) -> bool:
    """Whether a count is of all vehicles there are."""
    return _rule("owned").search(count.lead) is not None and not _rule("buys").search(count.before)


def completed_projects(context: Context) -> Iterator[Projects]:
    """The counts of projects of one kind, of one outermost section and one unit."""
    groups: Groups = defaultdict(list)
    for count in _prose(context, "projects"):
        kind = _rule("project_kind").search(count.after)
        if kind:
            section = context.document.section_path(count.section)[:1]
            groups[(kind.group(), section, context.unit_of(count))].append(count)
    for group in groups.values():
        done = tuple(c for c in group if "done" in told_by("state", c.lead))
        there = tuple(c for c in group if c not in done)
        if done:
            yield Projects(done[0].after[:_OWN], done, there, _all_done(context, done[0]))


def _all_done(context: Context, count: PassageCount) -> bool:
    """Whether the section of a count says that everything is completed."""
    if count.section < 0:
        return False
    document, said = context.document, _rule("all_done")
    section = document.sections[count.section]
    inside = (b for b in document.prose if section in document.section_path(b.section))
    return any(said.search(document.slice(b.span)) for b in inside)


def _prose(context: Context, kind: str) -> Iterator[PassageCount]:
    """The counts of prose in the unit in which things of a kind are counted."""
    symbol = rules.load("counts").data["counted"][kind]
    return (c for c in context.counts if c.row is None and c.symbol == symbol)


def _rule(name: str) -> Rule:
    return rules.load("counts")[f"count.{name}"]
