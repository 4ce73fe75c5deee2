"""Counts that a document states more than once: people, vehicles, the same words in prose and in a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator

from gouji.language import rules
from gouji.narrative.counts import PassageCount as Count
from gouji.reconcile.kernel.catalogue import relation
from gouji.reconcile.kernel.relation import Tried, doubted
from gouji.reconcile.model import Status, say
from gouji.reconcile.relations.counting import IN_CELL, REPEATED, alike, impossible, telling
from gouji.reconcile.statements.document_index import Context

_WORDS = 20  # characters that make two places one statement
_OWN = 4  # the fewest words of a cell that name what it counts
_MANY_DIGITS = 3
_TWICE = 2  # places that must agree on how many projects there are
_LOOSE = 0.6  # certainty where only the subject is the same, and not the words

Groups = dict[Hashable, list[Count]]


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
    groups: Groups = defaultdict(list)
    for count in context.counts:
        if count.row is None and _of_people(count):
            groups[(count.subject, count.figure.unit, context.unit_of(count))].append(count)
    for group in groups.values():
        for a, b in _pairs(group):
            yield alike(context, b, a, b.subject, "equal.count", _LOOSE)


def _of_people(count: Count) -> bool:
    """Whether it counts people of whom its subject says which they are."""
    data, unit = rules.load("counts"), count.figure.unit
    people = unit is not None and unit.symbol in data.data["units"]
    return people and data["count.subject"].search(count.subject) is not None


def _pairs(group: list[Count]) -> Iterator[tuple[Count, Count]]:
    """Each count with the first of those that say what most say, in the order of the document."""
    values = Counter(c.figure.base for c in group)
    usual = max(group, key=lambda c: values[c.figure.base])
    for count in group:
        if count.span != usual.span:
            first, second = sorted((usual, count), key=lambda c: c.span)
            yield first, second


def _same_words(context: Context) -> Iterator[Tried]:
    """A statement that is printed twice in the same words."""
    groups: Groups = defaultdict(list)
    for count in context.counts:
        words = count.before[-_WORDS:]
        if len(words) == _WORDS and _is_statement(words):
            groups[(words, count.symbol, count.after, context.unit_of(count))].append(count)
    for group in groups.values():
        for a, b in _pairs(group):
            tried = alike(context, b, a, b.subject or say("count.same_words"), "equal.words")
            yield _if_meant(context, tried, a, b)


def _is_statement(words: str) -> bool:
    """Whether words before a count neither number it nor set a limit."""
    return not _numbered(words) and not _limited(words)


def _numbered(words: str) -> bool:
    return rules.load("counts")["count.numbered"].search(words) is not None


def _limited(words: str) -> bool:
    return rules.load("counts")["count.limit"].search(words) is not None


def _cells(context: Context) -> Iterator[Tried]:
    """What prose counts in the words of a cell."""
    for count, cell, words in told_cells(context):
        tried = alike(context, count, cell, words, "equal.count_cell")
        yield _if_meant(context, tried, count, cell)


def told_cells(context: Context) -> Iterator[tuple[Count, Count, str]]:
    """What a cell counts in words of its own, where prose counts it in the same words: (prose, cell, words)."""
    prose = [c for c in context.counts if c.row is None]
    for cell in context.counts:
        words = _cell_words(cell) if cell.row is not None else ""
        if len(words) < _OWN:
            continue
        for count in prose:
            if count.lead.endswith(words) and _counts_alike(count, cell):
                yield count, cell, words


def _counts_alike(one: Count, other: Count) -> bool:
    """Whether two counts are of one unit and rounded by words in one way."""
    return one.symbol == other.symbol and one.figure.approx is other.figure.approx


def _if_meant(context: Context, tried: Tried, a: Count, b: Count) -> Tried:
    """The same words with two numbers may be goal and outcome, or two years: only a slip of the hand tells."""
    if tried.status is Status.HOLDS:
        return tried
    one, two = context.terms[a.id], context.terms[b.id]
    slip = telling(one, two.interval, _MANY_DIGITS) or telling(two, one.interval, _MANY_DIGITS)
    same_year = _years(a) == _years(b)
    return tried if slip and same_year else doubted(tried, "未必是同一事项")


def _years(count: Count) -> frozenset[str]:
    """The years that the sentence of a count names before it."""
    return frozenset(m["year"] for m in rules.load("counts")["count.year"].finditer(count.before))


def _cell_words(cell: Count) -> str:
    """What a cell says it counts; a bare number of what is done is named by the goal in the cell before."""
    before = cell.passage.text[: cell.start]
    if not before and cell.row:
        return _goal(cell.row[-1])
    return "" if _limited(before + cell.after) else _plain(before)


def _goal(words: str) -> str:
    """What the words before a limit name; '' where none is set."""
    limit = rules.load("counts")["count.limit"].search(words)
    return _plain(words[: limit.start()]) if limit else ""


def _plain(words: str) -> str:
    """Words that are nothing but characters; '' for others."""
    return words if rules.load("counts")["count.plain_words"].search(words) else ""


def _vehicles(context: Context) -> Iterator[Tried]:
    """The vehicles that are paid for against all that there are: no more can be paid for than there are."""
    data = rules.load("counts")
    vehicles = list(_prose(context, data.data["counted"]["vehicles"]))
    owned: dict[str, list[Count]] = defaultdict(list)
    for count in vehicles:
        if _owned(count):
            owned[context.unit_of(count)].append(count)
    held = (c for c in vehicles if data["count.held"].search(c.lead))
    for count in held:
        mine = owned[context.unit_of(count)]
        if _agree(mine):
            yield _held(context, count, mine[0])


def _agree(counts: list[Count]) -> bool:
    """Whether all counts say one number."""
    return len({c.figure.base for c in counts}) == 1


def _owned(count: Count) -> bool:
    """Whether a count is of all vehicles there are."""
    data = rules.load("counts")
    said = data["count.owned"].search(count.lead)
    return said is not None and not data["count.buys"].search(count.before)


def _prose(context: Context, symbol: str) -> Iterator[Count]:
    return (c for c in context.counts if c.row is None and c.symbol == symbol)


def _held(context: Context, held: Count, owned: Count) -> Tried:
    tried = alike(context, held, owned, say("count.vehicles"), "equal.vehicles", _LOOSE)
    if tried.status is Status.HOLDS or impossible(held) or impossible(owned):
        return tried
    more = context.terms[held.id].figure.base > context.terms[owned.id].figure.base
    if more and _is_outcome(context):
        return tried
    return doubted(tried, "保有量与共有车辆口径未必相同")


def _is_outcome(context: Context) -> bool:
    """Whether no vehicle can come to those there are: the year is over, or none is bought."""
    return context.document.kind == "final" or _none_bought(context)


def _none_bought(context: Context) -> bool:
    """Whether the document says that no vehicle is bought."""
    said = rules.load("counts")["count.none_bought"]
    return any(said.search(c.passage.text) for c in context.counts if c.row is None)


def _completed(context: Context) -> Iterator[Tried]:
    """The projects that were completed against those there are, where the same section says that all are completed."""
    completed = rules.load("counts")["count.completed"]
    for group in _by_kind_of_project(context):
        done = [c for c in group if completed.search(c.lead)]
        there = [c for c in group if not completed.search(c.lead)]
        if len(done) == 1 and len(there) >= _TWICE and _agree(there):
            yield _all_completed(context, done[0], there[0])


def _by_kind_of_project(context: Context) -> Iterator[list[Count]]:
    """The counts of projects of one kind, of one outermost section and one unit."""
    data = rules.load("counts")
    groups: Groups = defaultdict(list)
    for count in _prose(context, data.data["counted"]["projects"]):
        kind = data["count.project_kind"].search(count.after)
        if kind:
            section = context.document.section_path(count.section)[:1]
            groups[(kind.group(), section, context.unit_of(count))].append(count)
    yield from groups.values()


def _all_completed(context: Context, done: Count, there: Count) -> Tried:
    tried = alike(context, done, there, done.after[:_OWN], "equal.completed", _LOOSE)
    sure = tried.status is Status.HOLDS or _all_done(context, done)
    return tried if sure else doubted(tried, "未必全部完成")


def _all_done(context: Context, count: Count) -> bool:
    """Whether the section of a count says that everything is completed."""
    if count.section < 0:
        return False
    document, said = context.document, rules.load("counts")["count.all_done"]
    section = document.sections[count.section]
    inside = (b for b in document.prose if section in document.section_path(b.section))
    return any(said.search(document.slice(b.span)) for b in inside)
