"""Which documents a run reads: those of its sources that the dataset does not hold as they are.

The contents of all sources are hashed first. A content that several sources have is read once, under the name of the
first. What was read before is read again when its content, the rules, the models or the code are others, and when its
content is now first found under another name: so a run that is resumed comes to what an undisturbed one comes to.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from gouji.corpus.engine import document_id, unread_id
from gouji.corpus.sources import Source
from gouji.corpus.store.dataset import Known
from gouji.corpus.store.place import URL, filesystem
from gouji.errors import GoujiError

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Planned:
    """A source with what is known of its content.

    Attributes
    ----------
    sha256
        Of the content; empty where it cannot be read.
    same_as
        The source before it that has the same content; empty where it is the first.
    error
        What keeps it from being read.
    """

    source: Source
    document_id: str
    sha256: str = ""
    size: int = 0
    same_as: str = ""
    error: GoujiError | None = None


@dataclass
class Plan:
    """What a run does with each source.

    Attributes
    ----------
    to_do
        The sources to read, or to enter as the same as another.
    unchanged
        How many the dataset holds as they are.
    replaced
        How many of those to do it holds otherwise.
    missing
        The sources of the dataset that are not among those of the run.
    """

    to_do: list[Planned] = field(default_factory=list)
    unchanged: int = 0
    replaced: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def identical(self) -> int:
        return sum(bool(p.same_as) for p in self.to_do)


def hashed(sources: Iterable[Source], engine: str) -> Iterator[Planned]:
    """Each source with the hash of its content, and whether a source before it has the same."""
    first: dict[str, str] = {}
    for source in sources:
        try:
            sha256, size = content(source.path)
        except GoujiError as error:
            yield Planned(source, unread_id(source.name, engine), error=error)
            continue
        same_as = first.setdefault(sha256, source.name)
        yield Planned(source, document_id(sha256, engine), sha256, size, "" if same_as == source.name else same_as)


def plan(
    sources: Iterable[Planned], known: Mapping[str, Known], retry: bool = False, all_names: Callable[[], set[str]] = set
) -> Plan:
    """What is to be done, given what the dataset has.

    Parameters
    ----------
    sources
        As `hashed` gives them.
    known
        What the dataset has, by source.
    retry
        Whether documents that failed are read again though they did not change.
    all_names
        The names of all sources, where `sources` are a sample of them.
    """
    found = Plan()
    names = set()
    for one in sources:
        names.add(one.source.name)
        was = known.get(one.source.name)
        if was and _same(one, was) and not (was.failed and (retry or one.error)):
            found.unchanged += 1
            continue
        found.to_do.append(one)
        found.replaced += was is not None
    here = names | all_names()
    found.missing = sorted(name for name in known if name not in here)
    return found


def _same(one: Planned, was: Known) -> bool:
    return was.document_id == one.document_id and was.owner == (not one.same_as)


def sample(sources: list[Source], wanted: int | None) -> list[Source]:
    """So many of the sources, always the same, in their order: those whose names have the least digests."""
    if wanted is None or wanted >= len(sources):
        return sources
    drawn = sorted(sources, key=lambda s: hashlib.sha256(s.name.encode("utf-8", "backslashreplace")).digest())
    kept = {s.name for s in drawn[:wanted]}
    return [s for s in sources if s.name in kept]


def content(path: str) -> tuple[str, int]:
    """The SHA-256 and the size of a file. Raises GoujiError E001, E009."""
    found, size = hashlib.sha256(), 0
    try:
        with _opened(path) as file:
            while block := file.read(_BLOCK):
                found.update(block)
                size += len(block)
    except FileNotFoundError:
        raise GoujiError("E001", path=path) from None
    except (OSError, ValueError) as exc:
        raise GoujiError("E009", path=path, reason=getattr(exc, "strerror", None) or str(exc)) from exc
    return found.hexdigest(), size


def _opened(path: str) -> AbstractContextManager[BinaryIO]:
    if URL in path:
        files, inside = filesystem(path)
        files.invalidate_cache()  # a listing may tell the size that a file had
        file: AbstractContextManager[BinaryIO] = files.open(inside, "rb")
        return file
    if Path(path).exists() and not Path(path).is_file():
        raise GoujiError("E009", path=path, reason="it is no file")  # a pipe would be waited for without end
    return Path(path).open("rb")
