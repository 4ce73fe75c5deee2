"""Which figures of a list are surely parts of its whole: the words between leave nothing else that may be divided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji.claims import PARTS, Claim, Relation
from gouji.document import Span
from gouji.language import rules, subjects
from gouji.language.subjects import both_sides
from gouji.language.view import fold
from gouji.reconcile.statements.aspects import within
from gouji.reconcile.statements.document_index import Context
from gouji.reconcile.statements.readings.list_forms import has_semicolon
from gouji.reconcile.statements.readings.partitions import partitions

_STOP = "。"


@dataclass(frozen=True, slots=True)
class ListedPart:
    """A level that stands in a list, and the level that the list divides."""

    level: Claim
    whole: Claim


def listed_parts(context: Context) -> Iterator[ListedPart]:
    """The greatest part of each list, of those that are surely parts: where it is within the whole, all are."""
    levels = {level.figures["value"]: level for level in context.levels}
    for claim in context.told(Relation.PART_OF):
        whole = levels.get(claim.figures["whole"])
        parts = [levels[part.id] for part in context.parts(claim) if part.id in levels]
        if whole and parts and claim.rule == PARTS and _divides(context, whole, parts):
            sure = [part for part in _together(context, parts) if _of_one_side(part, whole)]
            if sure:
                yield ListedPart(max(sure, key=lambda part: context.terms[part.figures["value"]].figure.base), whole)


def _divides(context: Context, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a list divides no other level than the one before it.

    The list names it, or opens in a bracket behind it, or no other level stands there, or the names tell it.
    """
    between = _between(context, whole, parts[0])
    named = rules.load("clauses")["clause.list_in"].search(between.rpartition(_STOP)[2])
    if named is not None:
        return subjects.parse(named["whole"]) == whole.name
    if _STOP in between or has_semicolon(between):
        return False
    others = _others(context, whole, parts)
    if any(level.name == whole.name for level in others):
        return False  # its budget beside its outcome: which of them is divided is not told
    if not others or between.count("(") > between.count(")"):
        return True
    return all(_is_known_part(part, whole) for part in parts)


def _others(context: Context, whole: Claim, parts: Sequence[Claim]) -> list[Claim]:
    """The levels before the first part, in its sentence, but for the whole."""
    before = [level for level in context.paragraph(whole) if level.span.start < parts[0].span.start]
    return [level for level in before if level is not whole and _STOP not in _between(context, level, parts[0])]


def _is_known_part(part: Claim, whole: Claim) -> bool:
    """Whether the names alone tell that one quantity is a part of the other (公用经费 of 基本支出)."""
    names = {whole.name.core, whole.name.side}
    divided = (known for known in partitions() if names & known.whole)
    return any(part.name.core in (*known.parts, *known.optional) for known in divided) or within(
        "part", part.name.core, whole.name.core
    )


def _together(context: Context, parts: Sequence[Claim]) -> Iterator[Claim]:
    """The parts up to a stop, or to a semicolon in a list that commas part: a clause of its own may begin there."""
    yield parts[0]
    marks = [_between(context, one, other) for one, other in pairwise(parts)]
    for part, words in zip(parts[1:], marks, strict=True):
        if _STOP in words or (has_semicolon(words) and not has_semicolon(marks[0])):
            return
        yield part


def _of_one_side(part: Claim, whole: Claim) -> bool:
    return len({part.name.side, whole.name.side} - {"", both_sides()}) <= 1


def _between(context: Context, one: Claim, other: Claim) -> str:
    """The text between the amounts of two levels, in half width."""
    start, end = (context.terms[level.figures["value"]].span for level in (one, other))
    return fold(context.document.slice(Span(start.end, max(start.end, end.start))))
