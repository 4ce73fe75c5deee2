"""The Python interface: `read`, `extract`, `check`."""

from __future__ import annotations

from pathlib import Path

from gouji.document import Document
from gouji.records import CheckResult, Extraction


def read(path: str | Path) -> Document:
    """Read and structure one document. Raises GoujiError when it cannot be read."""
    raise NotImplementedError


def extract(document: Document | str | Path) -> Extraction:
    """Entities, claims and table facts of a document (or of the document at a path)."""
    raise NotImplementedError


def check(document: Document | str | Path) -> CheckResult:
    """Links, findings and the ledger of checks of a document (or of the document at a path)."""
    raise NotImplementedError
