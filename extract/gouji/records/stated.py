"""What a record of a statement needs to know of one, and the form in which statements are read back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from gouji.document import Span
from gouji.figures import Figure
from gouji.places import UNPLACED, Box, Place, Placed


class StatedTerm(Protocol):
    """The figure that is stated: `id` is that of its entity, fact or count."""

    @property
    def id(self) -> str: ...
    @property
    def figure(self) -> Figure: ...
    @property
    def span(self) -> Span: ...
    @property
    def text(self) -> str: ...


class StatedAspect(Protocol):
    """A value, where it was read, and how surely."""

    @property
    def value(self) -> Any: ...
    @property
    def read(self) -> Any: ...
    @property
    def sure(self) -> bool: ...
    @property
    def code(self) -> str: ...


class StatedAspects(Protocol):
    """Aspects by name."""

    def items(self) -> Iterable[tuple[str, StatedAspect]]: ...


class Stated(Protocol):
    """A statement: what one figure, of the prose or of a table, states."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def term(self) -> StatedTerm: ...
    @property
    def aspects(self) -> StatedAspects: ...
    @property
    def place(self) -> Place: ...
    @property
    def page(self) -> int | None: ...
    @property
    def bbox(self) -> Box | None: ...
    @property
    def cell(self) -> str: ...


@dataclass(frozen=True, slots=True)
class StoredTerm:
    """The figure of a stored statement."""

    id: str
    figure: Figure
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class StoredAspect:
    """An aspect as its record has it."""

    value: str | int
    read: str
    sure: bool
    code: str = ""


@dataclass(frozen=True, slots=True)
class StoredStatement(Placed):
    """A statement as its record has it."""

    id: str
    kind: str
    term: StoredTerm
    aspects: Mapping[str, StoredAspect]
    place: Place = UNPLACED
