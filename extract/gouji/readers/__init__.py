"""Readers: one format a file; nothing else touches file formats."""

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
