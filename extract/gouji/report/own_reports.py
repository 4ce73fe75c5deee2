"""Tells reports that gouji wrote from documents: a folder may hold both, and only documents are read.

A mark that anybody can print (the name of a generator) tells nothing: a published page must not hide from the check
by it. A report has the whole frame of one, from its first line to its last.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gouji.report.finding_table import LANGUAGES
from gouji.report.wording import words

GENERATOR = "gouji"  # in the HTML head and among a workbook's properties
_FIRST = 4096  # bytes that hold the head of a page
_LAST = 65_536  # bytes that hold its footer and its script
_BOOK = 1_000_000  # bytes of a part of a workbook that tells whose it is
_HEAD = re.compile(
    r'<!doctype html>\s<html lang="zh-CN">\s<head>\s<meta charset="utf-8">\s'
    r'<meta name="viewport" content="width=device-width, initial-scale=1">\s'
    r"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'"
    r"(?:; script-src 'unsafe-inline')?(?:; img-src data:)?\">\s"
    rf'<meta name="generator" content="{GENERATOR} (?P<version>[\w.+-]+)">\s'
    r"<title>勾稽核对报告(?: · [^<]*)?</title>\s<style>"
)
_TAIL = re.compile(
    rf"<footer>{GENERATOR} (?P<version>[\w.+-]+)(?: · sha256 [0-9a-f]*)?</footer>\s"
    r"(?:<script>.*</script>\s)?</body>\s</html>\s*\Z",
    re.DOTALL,
)
# What zipfile raises of an archive that is damaged, encrypted or packed in a way it does not know.
_DAMAGED = (OSError, KeyError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
_FIRST_LINE = re.compile(rf"<!-- {GENERATOR} (?P<version>[\w.+-]+) -->")
_SHEET = re.compile(r'<sheet name="([^"]*)"')
_WRITTEN = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that is not read, and why."""

    path: Path
    why: str


def parted(paths: Iterable[Path]) -> tuple[list[Path], list[Skipped]]:
    """The documents among the files of a folder, and the files that are none."""
    documents: list[Path] = []
    skipped: list[Skipped] = []
    for path in paths:
        if is_report(path):
            skipped.append(Skipped(path, "是本程序写出的报告，未作为文件读取"))
        else:
            documents.append(path)
    return documents, skipped


def is_report(path: Path) -> bool:
    """Whether a file is a report of gouji; False when it cannot be read."""
    try:
        if path.suffix.lower() == ".html":
            return _is_page(path)
        if path.suffix.lower() == ".xlsx":
            return _is_book(path)
        if path.suffix.lower() == ".docx":
            return _is_form(path)
        if path.suffix.lower() == ".md":
            return _is_marked_down(path)
    except _DAMAGED:
        return False
    return False


def _is_page(path: Path) -> bool:
    with path.open("rb") as file:
        first = file.read(_FIRST)
        file.seek(max(file.seek(0, 2) - _LAST, 0))
        last = file.read()
    head = _HEAD.match(first.decode(errors="replace").replace("\r\n", "\n"))
    tail = _TAIL.search(last.decode(errors="replace").replace("\r\n", "\n"))
    return bool(head and tail and head["version"] == tail["version"])


def _is_book(path: Path) -> bool:
    with zipfile.ZipFile(path) as book:
        if f"<Manager>{GENERATOR}</Manager>" not in _part(book, "docProps/app.xml"):
            return False
        sheets = _SHEET.findall(_part(book, "xl/workbook.xml"))
    names = [*words()["sheets"].values(), *words()["diff"].values()]
    return bool(sheets) and any(set(sheets) <= {name[i] for name in names} for i in range(len(LANGUAGES)))


def _is_marked_down(path: Path) -> bool:
    """Whether the first and the last line of a text are those of a report of one version."""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    first = _FIRST_LINE.fullmatch(lines[0]) if lines else None
    return first is not None and lines[-1] == f"<!-- {GENERATOR} {first['version']} end -->"


def _is_form(path: Path) -> bool:
    """Whether a Word file is a form of findings: it says so among its properties, and its title is that of one."""
    with zipfile.ZipFile(path) as file:
        if f"<dc:identifier>{GENERATOR}</dc:identifier>" not in _part(file, "docProps/core.xml"):
            return False
        first = _WRITTEN.search(_part(file, "word/document.xml"))
    return first is not None and first[1] in words()["opinion"]["title"]


def _part(book: zipfile.ZipFile, name: str) -> str:
    with book.open(name) as part:
        return part.read(_BOOK).decode(errors="replace")
