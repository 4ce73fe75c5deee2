"""Which format a file has, by its first bytes; by its name where these leave it open."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import regex

from gouji.errors import GoujiError
from gouji.readers.decode import ENCRYPTED, read_bytes

_HEAD = 4096  # bytes in which a format shows itself
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # doc, xls, and anything encrypted by an office program
_PLAIN = (".txt", ".md")  # text that may speak of other formats and quote their marks
_HTML = regex.compile(rb"(?i)<!doctype\s+html|<html")
_TAGS = regex.compile(rb"(?i)<!doctype\s+html|<html|<head|<body|<table|<p[\s>]|<div")
_PARTS = regex.compile(rb"(?i)<(?:head|meta|title|table|div|span|p|br|h[1-6]|ul|ol|li|pre|section|article|main)\b")
_BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n\f"  # marks of byte order and blanks


def kind(path: Path) -> str:
    """pdf, docx, doc, sheet, html or text.

    Raises GoujiError E001, E002, E009 (unreadable), E010 (encrypted).
    """
    data = read_bytes(path)
    head = data[:_HEAD]
    suffix = path.suffix.lower()
    plain = suffix in _PLAIN
    if _is_pdf(head, plain):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if head.startswith(_OLE):
        return _office(data, path)
    if suffix in (".html", ".htm") or _is_html(head, plain):
        return "html"
    return "text"


def _is_pdf(head: bytes, plain: bool) -> bool:
    if head.startswith(b"%PDF-"):
        return True
    return not plain and b"%PDF-" in head[:1024]


def _office(data: bytes, path: Path) -> str:
    """doc or sheet, of an office program's older container. Raises GoujiError E010 (encrypted)."""
    if ENCRYPTED in data:
        raise GoujiError("E010", path=path)
    is_book = _utf16("Workbook") in data or _utf16("Book") in data
    return "sheet" if is_book else "doc"


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return "docx"
            if not names.isdisjoint(("xl/workbook.xml", "xl/workbook.bin")):
                return "sheet"
            mime = archive.read("mimetype") if "mimetype" in names else b""
            return "sheet" if b"opendocument.spreadsheet" in mime[:200] else "text"
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        return "docx"  # whose reader says what is wrong with the archive


def _is_html(head: bytes, plain: bool) -> bool:
    start = head.lstrip(_BEFORE)
    if plain:
        return bool(_HTML.match(start) and _PARTS.search(head))
    return bool(start.startswith(b"<") and _TAGS.search(head))


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")
