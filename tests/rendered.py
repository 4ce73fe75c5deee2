"""A made-up disclosure in other formats: the same paragraphs and tables as its text form has."""

from __future__ import annotations

from pathlib import Path

from gouji import api
from gouji.learn.relayout import Layout, print_document


def as_docx(text: Path, target: Path) -> Path:
    """The document of a text file as a Word file, merged heads as merged cells."""
    return print_document(api.read(text), Layout.plain("docx"), target)


def as_xlsx(text: Path, target: Path) -> Path:
    """The document of a text file as a workbook: its prose in one sheet, each table in one of its own."""
    return print_document(api.read(text), Layout.plain("xlsx"), target)
