"""The files that results are about, where they are still at hand, and links to them from a report."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from gouji.document import Document

_SAFE = "/"  # all else is written as %XX, also what a path may hold and an address may not


def source(document: Document) -> Path | None:
    """The file of a document, unchanged since it was read; None where it is gone, another, or no single file."""
    path = Path(document.name)
    try:
        return path if sha256(path.read_bytes()).hexdigest() == document.sha256 else None
    except (OSError, ValueError):
        return None


def link(document: str, target: Path) -> str:
    """The address of a document's file as seen from a report, '' where there is no such file.

    It leads from the folder of the report, so that both may be moved together.
    """
    path = Path(document)
    try:
        if not path.is_file():
            return ""
        return quote(os.fsencode(os.path.relpath(path.resolve(), target.parent.resolve())), safe=_SAFE).replace(
            os.sep, "/"
        )
    except (OSError, ValueError):  # another drive has no way from here
        return ""
