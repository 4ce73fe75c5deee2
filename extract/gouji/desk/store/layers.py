"""Layers: what a document says by gouji, by one annotator, or in the end.

An annotator's layer is gouji's with that annotator's responses over it. The last layer takes the adjudication of each
thing, else what every annotator who looked at it says alike; where they differ and nobody has decided, the thing is
open, and is left out of what is learned from.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, select

from gouji.desk.annotations import (
    ADDED,
    MISSED,
    Annotated,
    AspectSet,
    BadBody,
    Body,
    CellLink,
    Kind,
    Relation,
    SpanMark,
    Thing,
    Verdict,
    annotated,
    body_of,
    names,
    thing_of,
)
from gouji.desk.store import adjudications, documents, responses
from gouji.desk.store.responses import Said
from gouji.desk.store.tables import DONE, PUT, WHOLE, suggestions

SUGGESTED, FINAL = "suggestions", "final"
Key = tuple[str, str]  # kind and key


@dataclass(frozen=True)
class Layer:
    """What one layer says of a document.

    Attributes:
        things: what is there.
        reviewed: the things that somebody has looked at, those that were taken away included.
        open: the things that annotators differ about and nobody has decided.
        done: whether an annotator of this layer has said that the document is done.
    """

    annotated: Annotated
    reviewed: frozenset[Key] = frozenset()
    open: frozenset[Key] = frozenset()
    done: bool = False
    dropped: tuple[str, ...] = field(default=())


def suggested(connection: Connection, document: int, analysis: int) -> dict[Key, Body]:
    """What gouji says, by thing."""
    c = suggestions.c
    found = select(c.kind, c.key, c.body).where(c.document == document, c.analysis == analysis).order_by(c.id)
    return {(r.kind, r.key): r.body for r in connection.execute(found)}


def layer(connection: Connection, number: int, whose: str) -> Layer:
    """The layer of gouji (`suggestions`), the last one (`final`), or that of an annotator.

    Raises
    ------
    KeyError
        When there is no document of this number.
    """
    row = documents.row(connection, number)
    if row is None:
        raise KeyError(number)
    text = documents.text(connection, number)
    base = suggested(connection, number, row.analysis)
    if whose == SUGGESTED:
        return _layer(row.name, text, base, {}, whose)
    if whose == FINAL:
        return _final(connection, number, row.name, text, base)
    said = responses.said(connection, number, whose)
    return _layer(row.name, text, base, responses.stands(said), whose)


def _final(connection: Connection, number: int, name: str, text: str, base: Mapping[Key, Body]) -> Layer:
    by_thing: dict[Key, list[Said]] = {}
    for one in responses.said(connection, number):
        if one.state != "open":
            by_thing.setdefault((one.kind, one.key), []).append(one)
    decided = {(d.kind, d.key): d for d in adjudications.decided(connection, number)}
    told: dict[Key, Said] = {}
    left: set[Key] = set()
    for key, several in by_thing.items():
        if key in decided or key[0] == WHOLE:
            continue
        if all((s.state, s.body) == (several[0].state, several[0].body) for s in several):
            told[key] = several[0]
        else:
            left.add(key)
    told.update(decided)
    done = any(s.state == PUT for s in by_thing.get((WHOLE, DONE), ()))
    made = _layer(name, text, {k: b for k, b in base.items() if k not in left}, told, "")
    whole = annotated(name, text, _merged(made.annotated.things))
    return Layer(whole, made.reviewed, frozenset(left), done, made.dropped)


def _merged(things: Iterable[Thing]) -> list[Thing]:
    """The things with those once that several annotators have made alike, each under a key of its own."""
    kept: dict[Any, str] = {}
    renamed: dict[str, str] = {}
    found: dict[Any, Thing] = {}
    spans = sorted(_of_spans(things), key=lambda s: (s.key.startswith(ADDED), s.key))
    for span in spans:
        renamed[span.key] = kept.setdefault((span.label, span.start, span.end), span.key)
        if renamed[span.key] == span.key:
            found[span.key] = span
    for thing in things:
        if not isinstance(thing, SpanMark):
            one = _renamed(thing, renamed)
            says = tuple(body_of(one).values()) if _made_alike(one) else (one.key,)
            found.setdefault((type(one), says), one)
    return list(found.values())


def _made_alike(thing: Thing) -> bool:
    """Whether two such things with one body are the same, whatever their keys."""
    return isinstance(thing, Relation | CellLink) or (isinstance(thing, Verdict) and thing.verdict == MISSED)


def _renamed(thing: Thing, keys: Mapping[str, str]) -> Thing:
    match thing:
        case Relation():
            return replace(thing, source=keys[thing.source], target=keys[thing.target])
        case CellLink():
            return replace(thing, span=keys[thing.span])
        case AspectSet():
            return replace(thing, key=keys[thing.key])
        case _:
            return thing


def _layer(name: str, text: str, base: Mapping[Key, Body], said: Mapping[Key, Said], author: str) -> Layer:
    bodies: dict[Key, Body] = dict(base)
    for key, one in said.items():
        if one.state == PUT and one.body is not None:
            bodies[key] = one.body
        else:
            bodies.pop(key, None)
    things, dropped = _things(bodies, said, text)
    reviewed = frozenset(k for k in said if k[0] != WHOLE)
    done = (WHOLE, DONE) in said and said[WHOLE, DONE].state == PUT
    return Layer(annotated(name, text, things, author), reviewed, frozenset(), done, tuple(dropped))


def _things(bodies: Mapping[Key, Body], said: Mapping[Key, Said], text: str) -> tuple[list[Thing], list[str]]:
    """The things of bodies; findings that nobody has judged are none, and what names a span that is gone is dropped."""
    found: list[Thing] = []
    dropped: list[str] = []
    for (kind, key), body in bodies.items():
        if kind == WHOLE or (kind == Kind.FINDING and (kind, key) not in said):
            continue
        try:
            found.append(thing_of(Kind(kind), key, body, text))
        except BadBody as exc:
            dropped.append(f"{kind} {key}: {exc}")
    spans = {t.key for t in _of_spans(found)}
    return [t for t in found if spans.issuperset(names(t))], dropped


def _of_spans(things: Iterable[Thing]) -> Iterable[SpanMark]:
    return (t for t in things if isinstance(t, SpanMark))
