"""Counts that a document states more than once: people, vehicles, the same words in prose and in a table."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator

import regex

from gouji.language import rules
from gouji.narrative.counts import Count
from gouji.reconcile.kernel.relation import Tried, doubted
from gouji.reconcile.model import Status
from gouji.reconcile.relations.counting import alike, impossible, telling
from gouji.reconcile.statements.document_index import Context

_WORDS = 20  # characters that make two places one statement
_OWN = 4  # the fewest words of a cell that name what it counts
_MANY_DIGITS = 3
_TWICE = 2  # places that must agree on how many projects there are
_SURE, _LOOSE = 0.7, 0.6
_NAMELESS = "同一表述"


def repeated_counts(context: Context) -> Iterator[Tried]:
    """Every count that is stated twice."""
    yield from _people(context)
    yield from _same_words(context)
    yield from _cells(context)
    yield from _vehicles(context)
    yield from _completed(context)


def _people(context: Context) -> Iterator[Tried]:
    """People: the same words with two numbers."""
    data = rules.load("counts")
    groups: dict[Hashable, list[Count]] = defaultdict(list)
    for count in context.counts:
        unit = count.figure.unit
        if (
            count.row is None
            and unit
            and unit.symbol in data.data["units"]
            and data["count.subject"].search(count.subject)
        ):
            groups[(count.subject, count.figure.unit, context.unit_of(count))].append(count)
    for group in groups.values():
        for a, b in _pairs(group):
            yield alike(context, b, a, b.subject, "equal.count", _LOOSE)


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
    groups: dict[Hashable, list[Count]] = defaultdict(list)
    for count in context.counts:
        words = count.before[-_WORDS:]
        if len(words) == _WORDS and not regex.search(r"[0-9%]", words) and not _limited(words):
            groups[(words, count.symbol, count.after, context.unit_of(count))].append(count)
    for group in groups.values():
        for a, b in _pairs(group):
            tried = alike(context, b, a, b.subject or _NAMELESS, "equal.words", _SURE)
            yield _if_meant(context, tried, a, b)


def _limited(words: str) -> bool:
    return rules.load("counts")["count.limit"].search(words) is not None


def _cells(context: Context) -> Iterator[Tried]:
    for count, cell, words in told_cells(context):
        yield from _cell(context, count, cell, words)


def told_cells(context: Context) -> Iterator[tuple[Count, Count, str]]:
    """What a cell counts in words of its own, where prose counts it in the same words: (prose, cell, words)."""
    prose = [c for c in context.counts if c.row is None]
    for cell in context.counts:
        words = _cell_words(cell) if cell.row is not None else ""
        if len(words) < _OWN:
            continue
        for count in prose:
            if count.symbol == cell.symbol and count.lead.endswith(words) and count.figure.approx is cell.figure.approx:
                yield count, cell, words


def _cell(context: Context, count: Count, cell: Count, words: str) -> Iterator[Tried]:
    tried = alike(context, count, cell, words, "equal.count_cell", _SURE)
    yield _if_meant(context, tried, count, cell)


def _if_meant(context: Context, tried: Tried, a: Count, b: Count) -> Tried:
    """The same words with two numbers may be goal and outcome, or two years: only a slip of the hand tells."""
    one, two = context.terms[a.id], context.terms[b.id]
    slip = telling(one, two.interval, _MANY_DIGITS) or telling(two, one.interval, _MANY_DIGITS)
    sure = tried.status is Status.HOLDS or (slip and _years(a) == _years(b))
    return tried if sure else doubted(tried, "未必是同一事项")


def _years(count: Count) -> frozenset[str]:
    """The years that the sentence of a count names before it."""
    return frozenset(regex.findall(r"20[0-9]{2}(?=年)", count.before))


def _cell_words(cell: Count) -> str:
    """What a cell says it counts; a bare number of what is done is named by the goal in the cell before."""
    limit = rules.load("counts")["count.limit"]
    before = cell.passage.text[: cell.start]
    if not before and cell.row:
        goal = cell.row[-1]
        found = limit.search(goal)
        return goal[: found.start()] if found and regex.fullmatch(r"\p{Han}+", goal[: found.start()]) else ""
    return before if regex.fullmatch(r"\p{Han}+", before) and not limit.search(before + cell.after) else ""


def _vehicles(context: Context) -> Iterator[Tried]:
    """The vehicles that are paid for against all that there are: no more can be paid for than there are."""
    data = rules.load("counts")
    held = [c for c in _prose(context, "辆") if data["count.held"].search(c.lead)]
    owned = [c for c in _prose(context, "辆") if _owned(c)]
    groups: dict[str, list[Count]] = defaultdict(list)
    for count in owned:
        groups[context.unit_of(count)].append(count)
    for one in held:
        mine = groups[context.unit_of(one)]
        if len({c.figure.base for c in mine}) == 1:
            yield _held(context, one, mine[0])


def _owned(count: Count) -> bool:
    data = rules.load("counts")
    return data["count.owned"].search(count.lead) is not None and not data["count.buys"].search(count.before)


def _prose(context: Context, symbol: str) -> Iterator[Count]:
    return (c for c in context.counts if c.row is None and c.symbol == symbol)


def _held(context: Context, held: Count, owned: Count) -> Tried:
    tried = alike(context, held, owned, "车辆数", "equal.vehicles", _LOOSE)
    if tried.status is Status.HOLDS:
        return tried
    one, two = context.terms[held.id], context.terms[owned.id]
    more = one.figure.base > two.figure.base and (context.document.kind == "final" or _none_bought(context))
    if more or impossible(held) or impossible(owned):
        return tried
    return doubted(tried, "保有量与共有车辆口径未必相同")


def _none_bought(context: Context) -> bool:
    """Whether the document says that no vehicle is bought."""
    said = rules.load("counts")["count.none_bought"]
    return any(said.search(c.passage.text) for c in context.counts if c.row is None)


def _completed(context: Context) -> Iterator[Tried]:
    """The projects that were completed against those there are, where the same section says that all are completed."""
    data = rules.load("counts")
    groups: dict[Hashable, list[Count]] = defaultdict(list)
    for count in _prose(context, "个"):
        kind = data["count.project_kind"].search(count.after)
        if kind:
            groups[(kind.group(), context.document.section_path(count.section)[:1], context.unit_of(count))].append(
                count
            )
    for group in groups.values():
        done = [c for c in group if data["count.completed"].search(c.lead)]
        there = [c for c in group if c not in done]
        if len(done) == 1 and len(there) >= _TWICE and len({c.figure.base for c in there}) == 1:
            tried = alike(context, done[0], there[0], done[0].after[:_OWN], "equal.completed", _LOOSE)
            sure = tried.status is Status.HOLDS or _all_done(context, done[0])
            yield tried if sure else doubted(tried, "未必全部完成")


def _all_done(context: Context, count: Count) -> bool:
    """Whether the section of a count says that everything is completed."""
    document, said = context.document, rules.load("counts")["count.all_done"]
    section = document.sections[count.section] if count.section >= 0 else None
    inside = (b for b in document.prose if section and section in document.section_path(b.section))
    return any(said.search(document.slice(b.span)) for b in inside)
