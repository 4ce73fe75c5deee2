"""What the models of spans learn from: weakly labelled pieces of real documents, changed copies of them, made-up ones.

A reason is learned without its cue: copies of a piece go without the words that tell of it, or with others. A name
is learned without its letters: copies have other names in its place.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

import regex

from gouji.claims import Label
from gouji.learn import synth
from gouji.learn.spans.votes import Mark, Piece, Weights, labels, voted
from gouji.narrative.zones import structure
from gouji.readers.plain.reader import document_of
from gouji.tables.resolve import resolve

MADE_UP = "made-up"  # what every made-up document is called

_NUMBER = regex.compile(r"[0-9][0-9.,]*")


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with the spans (start, end) of one label."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Copies:
    """How many changed copies there are of a piece that has labels; the share kept of pieces that have none."""

    bare: int = 1  # without cues
    cued: int = 1  # with other cues
    renamed: int = 0  # with other names
    unmarked: float = 1.0


def made_up(seed: int, number: int) -> list[Piece]:
    """The pieces of made-up documents, with what is true of them: the one place where these come from."""
    found: list[Piece] = []
    for n, made in enumerate(synth.corpus(seed, number)):
        document = structure(resolve(document_of(made.text, digest=f"{MADE_UP}-{n}")))
        found += voted(document, MADE_UP, made.entities)
    return found


def samples(
    made: Sequence[Piece], label: Label, copies: Copies, seed: int, weights: Weights | None = None
) -> list[Sample]:
    """What a model of `label` learns from, in an order drawn by chance. Pieces that differ in numbers only are one."""
    chance = Random(f"{seed}:{label}")
    distinct = {_NUMBER.sub("0", p.text): p for p in made if p.label is label}
    told = [(p.text, labels(p, weights)) for p in distinct.values()]
    names = sorted({text[m.start : m.end] for text, marks in told for m in marks})
    found: list[Sample] = []
    for text, marks in told:
        if not marks and chance.random() >= copies.unmarked:
            continue
        found.append(Sample(text, tuple((m.start, m.end) for m in marks)))
        if label is Label.CAUSE:
            found += _recued(text, marks, copies, chance)
        else:
            found += _renamed(text, marks, copies, names, chance)
    chance.shuffle(found)
    return found


def _recued(text: str, marks: Sequence[Mark], copies: Copies, chance: Random) -> Iterator[Sample]:
    """Copies of a text that has reasons, without cues and with others."""
    if not marks:
        return
    for _ in range(copies.bare):
        yield without_cues(text, marks)
    for _ in range(copies.cued):
        yield with_cues(text, marks, lambda: chance.choice(_words()["cues"]))


def _renamed(
    text: str, marks: Sequence[Mark], copies: Copies, names: Sequence[str], chance: Random
) -> Iterator[Sample]:
    """Copies of a text that has names, with others."""
    if not marks:
        return
    for _ in range(copies.renamed):
        yield with_names(text, marks, lambda: _name(chance, names))


def without_cues(text: str, marks: Iterable[Mark]) -> Sample:
    """The text as if nothing had announced its reasons."""
    return with_cues(text, marks, lambda: "")


def with_cues(text: str, marks: Iterable[Mark], cue: Callable[[], str]) -> Sample:
    """The text with other words in the place of each cue; a reason that has none gets none."""
    return _rewritten(
        (text[at:to], cue() if kind == "cue" and at < to else None, kind) for at, to, kind in _cut(text, marks)
    )


def with_names(text: str, marks: Iterable[Mark], name: Callable[[], str]) -> Sample:
    """The text with other words in the place of each marked span."""
    return _rewritten((text[at:to], name() if kind == "mark" else None, kind) for at, to, kind in _cut(text, marks))


def _cut(text: str, marks: Iterable[Mark]) -> Iterator[tuple[int, int, str]]:
    """The text as (start, end, kind) in order: kind is `cue`, `mark`, or nothing."""
    at = 0
    for mark in sorted(marks):
        yield at, mark.cue, ""
        yield mark.cue, mark.start, "cue"
        yield mark.start, mark.end, "mark"
        at = mark.end
    yield at, len(text), ""


def _rewritten(parts: Iterable[tuple[str, str | None, str]]) -> Sample:
    text, spans = "", []
    for old, new, kind in parts:
        words = old if new is None else new
        if kind == "mark":
            spans.append((len(text), len(text) + len(words)))
        text += words
    return Sample(text, tuple(spans))


def _name(chance: Random, names: Sequence[str]) -> str:
    """A name from elsewhere, or a made-up one."""
    if chance.random() < 1 / 3:
        return chance.choice(names)
    words = _words()
    fields = chance.sample(words["fields"], chance.choice((1, 1, 2)))
    objects = chance.sample(words["objects"], chance.choice((0, 1, 1, 2)))
    return "".join([*fields, *objects, chance.choice(words["ends"])])


@cache
def _words() -> dict[str, list[str]]:
    return tomllib.loads(files("gouji.learn.spans").joinpath("words.toml").read_text(encoding="utf-8"))
