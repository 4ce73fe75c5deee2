"""Tells reports that gouji wrote from documents: a folder may hold both, and only documents are read."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

GENERATOR = "gouji"  # in the HTML head and among a workbook's properties
_HEAD = 2048
_PROPERTIES = "docProps/app.xml"
# What zipfile raises of an archive that is damaged, encrypted or packed in a way it does not know.
_DAMAGED = (OSError, KeyError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)


def is_report(path: Path) -> bool:
    """Whether a file is a report of gouji; False when it cannot be read."""
    try:
        if path.suffix.lower() == ".html":
            with path.open("rb") as file:
                return f'name="generator" content="{GENERATOR} '.encode() in file.read(_HEAD)
        if path.suffix.lower() == ".xlsx":
            with zipfile.ZipFile(path) as book:
                return f"<Manager>{GENERATOR}</Manager>".encode() in book.read(_PROPERTIES)
    except _DAMAGED:
        return False
    return False
