"""How far two annotators agree on a document, and where they do not.

Compared is what both have looked at: all of the document for one who has said that it is done, else the things that
both have answered. What was not looked at is no answer. Spans are compared by label and bounds (span F1), and character
by character of the text that holds them (Cohen's kappa, J. Cohen 1960, by scikit-learn); findings by their verdicts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isnan
from typing import Any

from gouji.desk.annotations import ADDED, AspectSet, CellLink, Kind, Relation, SpanMark, Thing, Verdict, kind_of
from gouji.desk.store.layers import Layer

Value = tuple[Any, ...]  # what a thing says, without keys: equal for equal annotations
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """Things of one kind that two annotators say differently, in one stretch of the text."""

    kind: Kind
    start: int
    end: int
    first: tuple[Thing, ...]
    second: tuple[Thing, ...]

    @property
    def id(self) -> str:
        return f"{self.kind.value}:{self.start}:{self.end}"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures from 0 (none) to 1; None where there is nothing to compare, or both say the same of all."""

    span_f1: float | None
    span_kappa: float | None
    finding_kappa: float | None
    spans: tuple[int, int, int]  # in both, in the first alone, in the second alone
    findings: tuple[int, int]  # judged by both, judged alike
    differences: tuple[Difference, ...]


def agreement(first: Layer, second: Layer) -> Agreement:
    """Compares two layers of one document."""
    both = _compared(first, second)
    mine, theirs = _values(first, both(Kind.SPAN)), _values(second, both(Kind.SPAN))
    spans = (len(mine.keys() & theirs.keys()), len(mine.keys() - theirs.keys()), len(theirs.keys() - mine.keys()))
    total = 2 * spans[0] + spans[1] + spans[2]
    judged = _judged(first, second)
    return Agreement(
        2 * spans[0] / total if total else None,
        _span_kappa(mine, theirs),
        _kappa([a for a, _ in judged], [b for _, b in judged]),
        spans,
        (len(judged), sum(a == b for a, b in judged)),
        tuple(differences(first, second)),
    )


def differences(first: Layer, second: Layer) -> Iterator[Difference]:
    """Where the layers differ, in the order of the text within each kind."""
    both = _compared(first, second)
    for kind in Kind:
        mine, theirs = _values(first, both(kind)), _values(second, both(kind))
        left = [mine[v] for v in mine.keys() - theirs.keys()]
        right = [theirs[v] for v in theirs.keys() - mine.keys()]
        yield from _clusters(kind, _placed(first, left), _placed(second, right))


def _compared(first: Layer, second: Layer) -> Callable[[Kind], Callable[[Thing], bool]]:
    """For a kind, the test whether a thing was looked at by both."""

    def seen(layer: Layer, thing: Thing) -> bool:
        return layer.done or (kind_of(thing).value, thing.key) in layer.reviewed

    def of(kind: Kind) -> Callable[[Thing], bool]:
        return lambda thing: (
            kind_of(thing) is kind and ((seen(first, thing) and seen(second, thing)) or _added(first, second, thing))
        )

    return of


def _added(first: Layer, second: Layer, thing: Thing) -> bool:
    """Whether somebody made the thing: the other could not answer to it by its key, and may have made the same."""
    key = (kind_of(thing).value, thing.key)
    return thing.key.startswith(ADDED) and (key in first.reviewed or key in second.reviewed)


def _values(layer: Layer, wanted: Callable[[Thing], bool]) -> dict[Value, Thing]:
    spans = {t.key: t for t in layer.annotated.of(Kind.SPAN)}
    return {value_of(t, spans): t for t in layer.annotated.things if wanted(t)}


def value_of(thing: Thing, spans: Mapping[str, SpanMark]) -> Value:
    """What a thing says, its spans by their bounds."""
    match thing:
        case SpanMark():
            return _bounds(thing)
        case Relation():
            return (*_bounds(spans[thing.source]), *_bounds(spans[thing.target]), thing.name)
        case CellLink():
            return (*_bounds(spans[thing.span]), thing.cell_start, thing.cell_end)
        case AspectSet():
            return (*_bounds(spans[thing.key]), thing.values)
        case Verdict():
            return (thing.verdict, thing.start, thing.end, thing.kind, thing.expected)


def _bounds(span: SpanMark) -> Value:
    return span.label, span.start, span.end


Placed = list[tuple[int, int, Thing]]


def _placed(layer: Layer, things: Iterable[Thing]) -> Placed:
    spans = {t.key: t for t in layer.annotated.of(Kind.SPAN)}
    return [(*place_of(t, spans), t) for t in things]


def place_of(thing: Thing, spans: Mapping[str, SpanMark]) -> tuple[int, int]:
    """Where a thing stands in the text: its own span, or that which it is about."""
    match thing:
        case SpanMark() | Verdict():
            return thing.start, thing.end
        case Relation():
            return spans[thing.source].start, spans[thing.source].end
        case CellLink():
            return spans[thing.span].start, spans[thing.span].end
        case AspectSet():
            return spans[thing.key].start, spans[thing.key].end


def _clusters(kind: Kind, mine: Placed, theirs: Placed) -> Iterator[Difference]:
    """Things that overlap are one difference."""
    every = sorted([(s, e, 0, t) for s, e, t in mine] + [(s, e, 1, t) for s, e, t in theirs], key=lambda x: x[:3])
    group: list[tuple[int, int, int, Thing]] = []
    for one in every:
        if group and one[0] >= max(g[1] for g in group):
            yield _difference(kind, group)
            group = []
        group.append(one)
    if group:
        yield _difference(kind, group)


def _difference(kind: Kind, group: list[tuple[int, int, int, Thing]]) -> Difference:
    sides = [tuple(t for _, _, side, t in group if side == n) for n in (0, 1)]
    return Difference(kind, min(g[0] for g in group), max(g[1] for g in group), sides[0], sides[1])


def _judged(first: Layer, second: Layer) -> list[tuple[str, str]]:
    """The verdicts of both on each finding that both have judged."""
    mine, theirs = ({v.key: v.verdict for v in one.annotated.of(Kind.FINDING)} for one in (first, second))
    return [(mine[key], theirs[key]) for key in sorted(mine.keys() & theirs.keys())]


def _span_kappa(mine: Iterable[Value], theirs: Iterable[Value]) -> float | None:
    """Kappa of the labels of characters, over the stretch from the first to the last character that has one."""
    marked = [_characters(mine), _characters(theirs)]
    places = sorted({*marked[0], *marked[1]})
    if not places:
        return None
    every = range(places[0], places[-1] + 1)
    return _kappa(*[[one.get(at, "") for at in every] for one in marked])


def _characters(spans: Iterable[Value]) -> dict[int, str]:
    labels: dict[int, str] = {}
    for label, start, end in sorted(spans):
        for at in range(start, end):
            labels[at] = labels.get(at, "") + label[:2]
    return labels


def _kappa(first: list[str], second: list[str]) -> float | None:
    if not first:
        return None
    from sklearn.metrics import cohen_kappa_score

    if len({*first, *second}) == 1:
        return None  # both say one and the same of all: chance would agree as well
    value = float(cohen_kappa_score(first, second))
    return None if isnan(value) else value
