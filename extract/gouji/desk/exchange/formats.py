"""What a format of annotations offers, and what comes of reading a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from gouji.desk.annotations import Annotated


@dataclass(frozen=True, slots=True)
class Bad:
    """A record that was not taken: where it stands in the file, and why."""

    where: str
    why: str


@dataclass
class Read:
    """What a file held."""

    documents: list[Annotated] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Format:
    """How a format is written and read; `suffix` is that of its files."""

    suffix: str
    write: Callable[[Sequence[Annotated]], bytes]
    read: Callable[[bytes], Read]
