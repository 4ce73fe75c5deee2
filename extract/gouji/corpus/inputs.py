"""The documents that paths name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gouji import api
from gouji.document import Document, Span, Unread
from gouji.errors import GoujiError
from gouji.readers import SUFFIXES
from gouji.report.own_reports import Skipped, parted


def files(paths: Sequence[Path]) -> list[Path]:
    """The documents that paths name, those in folders in order of names."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        found.extend(inside if path.is_dir() else [path])
    return found


def not_read(name: str, error: GoujiError) -> Document:
    """What stands for a document that gave no result: nothing, and why."""
    return Document(name, "", "", unread=(Unread(Span(0, 0), str(error)),), error=error.code)


@dataclass(frozen=True, slots=True)
class Input:
    """The files of one document, and what it is called."""

    files: tuple[Path, ...]
    name: str
    bundle: bool = False

    def read(self) -> Document:
        """Raises GoujiError when a file cannot be read."""
        return api.bundle(self.files, self.name) if self.bundle else api.read(self.files[0])


@dataclass
class Folder:
    """What is read of a folder and all below it, in order of names.

    Attributes
    ----------
    files
        The documents.
    skipped
        Reports that gouji wrote there, which are no documents.
    errors
        What cannot be listed (E009), and a folder without a document (E005).
    """

    path: Path
    files: list[Path] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    errors: list[GoujiError] = field(default_factory=list)

    def __post_init__(self) -> None:
        named = sorted(p for p in self._walk() if p.suffix.lower() in SUFFIXES and _is_file(p))
        self.files, self.skipped = parted(named)
        if not self.files:
            self.errors.append(GoujiError("E005", suffixes=", ".join(SUFFIXES), path=self.path))

    def _walk(self) -> Iterator[Path]:
        """Every name in the folder and below."""

        def note(exc: OSError) -> None:
            self.errors.append(GoujiError("E009", path=exc.filename or self.path, reason=exc.strerror or str(exc)))

        for where, _, names in os.walk(self.path, onerror=note):
            yield from (Path(where, name) for name in names)


def _is_file(path: Path) -> bool:
    """Whether a name in a folder is a file to read. What cannot be asked is one: its reading tells what is wrong."""
    try:
        return path.is_file()
    except OSError:
        return True
