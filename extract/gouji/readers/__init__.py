"""Readers: one format a room; nothing else touches file formats.

In: a path. Out: a `Document` with text, blocks, places (page and box, or sheet and cell) and tables that are still
raw grids. A file that cannot be read raises GoujiError.

Start with `read_file` below and `kind` (a format is told by the first bytes), then `plain/reader.py`, the simplest
reader. `compose` makes the text of formats that have none of their own; `bundle` makes one document of several files.

Where a change belongs: a format's own oddities are in its room (`pdf/`, `word/`, `sheet/`, `html/`, `plain/`), which
know nothing of each other; what a file may cost is `limits`. What the cells of a grid mean is `tables/`. A new
format is a room, an entry in `READERS` and a contract in pyproject.toml.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path

from gouji.document import Document
from gouji.filenames import shown
from gouji.readers.kind import kind

# What is taken from a folder. What a file given by name holds is told by its first bytes, whatever its suffix.
SUFFIXES = (".doc", ".docx", ".htm", ".html", ".md", ".ods", ".pdf", ".txt", ".xls", ".xlsx")

# Imported when a file asks for them: the libraries behind them take longer to load than a text to read.
READERS = {
    "doc": "gouji.readers.word.legacy_doc:read_doc",
    "docx": "gouji.readers.word.reader:read_docx",
    "html": "gouji.readers.html.reader:read_html",
    "pdf": "gouji.readers.pdf.reader:read_pdf",
    "sheet": "gouji.readers.sheet.reader:read_sheet",
    "text": "gouji.readers.plain.reader:read_text",
}


def read_file(path: Path) -> Document:
    """The document of one file, its tables still raw grids. Raises GoujiError when it cannot be read."""
    module, function = READERS[kind(path)].split(":")
    document: Document = getattr(import_module(module), function)(path)
    return replace(document, name=shown(document.name))
