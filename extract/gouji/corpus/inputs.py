"""The documents that paths name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from gouji import api
from gouji.document import Document
from gouji.readers import SUFFIXES


def files(paths: Sequence[Path]) -> list[Path]:
    """The documents that paths name, those in folders in order of names."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        found.extend(inside if path.is_dir() else [path])
    return found


@dataclass(frozen=True, slots=True)
class Input:
    """The files of one document, and what it is called."""

    files: tuple[Path, ...]
    name: str
    bundle: bool = False

    def read(self) -> Document:
        """Raises GoujiError when a file cannot be read."""
        return api.read(self.files, self.name) if self.bundle else api.read(self.files[0])
