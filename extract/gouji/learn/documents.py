"""The documents that paths name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gouji.readers import SUFFIXES


def files(paths: Sequence[Path]) -> list[Path]:
    """The documents that paths name, those in folders in order of names."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        found.extend(inside if path.is_dir() else [path])
    return found
