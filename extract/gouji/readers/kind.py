"""Which format a file has, by its first bytes; by its name where these leave it open."""

from __future__ import annotations

from pathlib import Path

import regex

from gouji.errors import GoujiError
from gouji.readers.decode import ENCRYPTED, read_bytes

_HEAD = 4096  # bytes in which a format shows itself
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # doc, xls, and anything encrypted by an office program
_HTML = regex.compile(rb"(?i)<!doctype\s+html|<html|<head|<body|<table")
_ZIPPED = {b"word/": "docx", b"xl/": "sheet", b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet": "sheet"}


def kind(path: Path) -> str:
    """pdf, docx, doc, sheet, html or text.

    Raises GoujiError E001, E002, E009 (unreadable), E010 (encrypted).
    """
    data = read_bytes(path)
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return next((name for mark, name in _ZIPPED.items() if mark in data), "text")
    if head.startswith(_OLE):
        if ENCRYPTED in data:
            raise GoujiError("E010", path=path)
        return "sheet" if _utf16("Workbook") in data or _utf16("Book") in data else "doc"
    if path.suffix.lower() in (".html", ".htm") or _HTML.search(head):
        return "html"
    return "text"


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")
