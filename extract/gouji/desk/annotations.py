"""What can be said of a document, whoever says it: the common ground of the store, the page and every file format.

Offsets are half-open indices of a Python `str` into the document's text. Each thing has a `key` that stays when it is
corrected. Values are plain and frozen, so that what comes back from a file can be compared with what went out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from hashlib import sha256
from typing import Any

Body = dict[str, Any]

LABELS = ("AMOUNT", "PERCENT", "CAUSE", "PROJECT")
EXPLAINS = "explains"  # the one kind of relation: from a cause to the figure that it explains
ADDED = "h:"  # how keys begin of what a human made; a suggestion's is made of what it is and where it stands
MISSED = "missed"  # the verdict on an error that no check has found
VERDICTS = ("right", "wrong", "arguable", MISSED)


class Kind(StrEnum):
    """The kinds of things, in the order in which files hold them: what is named comes before what names it."""

    SPAN = "span"
    RELATION = "relation"
    LINK = "link"
    ASPECTS = "aspects"
    FINDING = "finding"


@dataclass(frozen=True, slots=True, order=True)
class SpanMark:
    """A stretch of the text with a label."""

    key: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, order=True)
class Relation:
    """A relation from one span to another, by their keys."""

    key: str
    source: str
    target: str
    name: str = EXPLAINS


@dataclass(frozen=True, slots=True, order=True)
class CellLink:
    """An amount (the key of its span) and a table cell that states the same quantity."""

    key: str
    span: str
    cell_start: int
    cell_end: int


@dataclass(frozen=True, slots=True, order=True)
class AspectSet:
    """What a figure is a figure of, by the names of aspects; the key is that of its span."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Verdict:
    """What is said of a finding; the span is the disputed figure.

    Attributes:
        verdict: right, wrong, arguable, or missed for an error that no check has found.
        kind: the kind of finding.
        expected: what the figure should be, in the words of a document.
        reason: why, in the annotator's words.
    """

    key: str
    verdict: str
    start: int
    end: int
    kind: str = ""
    expected: str = ""
    reason: str = ""


Thing = SpanMark | Relation | CellLink | AspectSet | Verdict
TYPES: Mapping[Kind, type[Thing]] = {
    Kind.SPAN: SpanMark,
    Kind.RELATION: Relation,
    Kind.LINK: CellLink,
    Kind.ASPECTS: AspectSet,
    Kind.FINDING: Verdict,
}
_KINDS = {type_: kind for kind, type_ in TYPES.items()}


class BadBody(ValueError):
    """A record that cannot be true of its document; the sentence tells why."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document with what is said of it.

    Attributes:
        name: what the document is called.
        text: its text, which all offsets count in.
        things: in the order of kinds, then of keys.
        author: whose annotations they are; '' where nobody is told.
    """

    name: str
    text: str
    things: tuple[Thing, ...] = ()
    author: str = ""

    @property
    def digest(self) -> str:
        return digest(self.text)

    def of(self, kind: Kind) -> tuple[Any, ...]:
        return tuple(t for t in self.things if kind_of(t) is kind)

    def counts(self) -> dict[str, int]:
        """How many things there are of each kind."""
        return {kind.value: len(self.of(kind)) for kind in Kind}


def digest(text: str) -> str:
    """What tells one text from another: the SHA-256 of its UTF-8, half characters included."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def kind_of(thing: Thing) -> Kind:
    return _KINDS[type(thing)]


def annotated(name: str, text: str, things: Iterator[Thing] | list[Thing], author: str = "") -> Annotated:
    """A document with its things in their order."""
    order = list(Kind)
    return Annotated(name, text, tuple(sorted(things, key=lambda t: (order.index(kind_of(t)), t.key))), author)


def body_of(thing: Thing) -> Body:
    """A thing as plain data without its key, as the store and the page have it."""
    found = asdict(thing)
    del found["key"]
    if isinstance(thing, AspectSet):
        found["values"] = dict(thing.values)
    return found


def thing_of(kind: Kind, key: str, body: Mapping[str, Any], text: str) -> Thing:
    """The thing that plain data tells, held against the text.

    Raises
    ------
    BadBody
        For fields that are missing or of another type, spans that are empty or go beyond the text, and unknown words.
    """
    if not isinstance(key, str) or not key or len(key) > KEY_LENGTH:
        raise BadBody("its key is missing or too long")
    type_ = TYPES[kind]
    known = {f.name for f in fields(type_)} - {"key"}
    try:
        thing = type_(key=key, **_plain({name: value for name, value in body.items() if name in known}))
    except TypeError as exc:
        raise BadBody(f"a {kind} needs {', '.join(sorted(known))}") from exc
    _require_types(thing)
    _require_spans(thing, text)
    _require_words(thing)
    return thing


KEY_LENGTH = 80
_LONGEST = 2000  # characters of a reason or a value


def _plain(body: dict[str, Any]) -> dict[str, Any]:
    if "values" in body:
        values = body["values"]
        if not isinstance(values, Mapping):
            raise BadBody("values is no object")
        body["values"] = tuple(sorted((str(name), str(value)) for name, value in values.items() if str(value)))
    return body


def _require_types(thing: Thing) -> None:
    for f in fields(thing):
        value = getattr(thing, f.name)
        wanted: type = {"int": int, "str": str}.get(str(f.type), tuple)
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise BadBody(f"{f.name} is no {wanted.__name__}")
        if isinstance(value, str) and len(value) > _LONGEST:
            raise BadBody(f"{f.name} is longer than {_LONGEST} characters")


def _require_spans(thing: Thing, text: str) -> None:
    for first, last in _SPANS.get(type(thing), ()):
        start, end = getattr(thing, first), getattr(thing, last)
        if not 0 <= start < end <= len(text):
            raise BadBody(f"[{start}, {end}) is no span of a text of {len(text)} characters")


_SPANS: Mapping[type[Thing], tuple[tuple[str, str], ...]] = {
    SpanMark: (("start", "end"),),
    CellLink: (("cell_start", "cell_end"),),
    Verdict: (("start", "end"),),
}


def _require_words(thing: Thing) -> None:
    if isinstance(thing, SpanMark) and thing.label not in LABELS:
        raise BadBody(f"no label is called {thing.label}")
    if isinstance(thing, Verdict) and thing.verdict not in VERDICTS:
        raise BadBody(f"no verdict is called {thing.verdict}")
    if isinstance(thing, Relation) and thing.name != EXPLAINS:
        raise BadBody(f"no relation is called {thing.name}")


def names(thing: Thing) -> tuple[str, ...]:
    """The keys of spans that a thing rests on: without them it says nothing."""
    match thing:
        case Relation():
            return thing.source, thing.target
        case CellLink():
            return (thing.span,)
        case AspectSet():
            return (thing.key,)
        case _:
            return ()
