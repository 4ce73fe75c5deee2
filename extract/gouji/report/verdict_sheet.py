"""Reads back what a reviewer filled into a 检查表: 核实结论 and 备注 of each finding, and who verified."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.errors import GoujiError
from gouji.records.verdicts import Conclusion, Verdict
from gouji.report import wording
from gouji.report.finding_table import LANGUAGES

_DAMAGED = (OSError, ValueError, LookupError, TypeError, AttributeError, RuntimeError, EOFError, SyntaxError)
_BY_ROWS = 3  # rows of the first sheet among which 核实人 is asked for


@dataclass(frozen=True, slots=True)
class Filled:
    """A verdict with the document, as given when it was checked, and the row it was filled in."""

    document: str
    verdict: Verdict
    row: int


def read_filled(path: Path, by: str = "", at: str = "") -> list[Filled]:
    """The verdicts of a workbook that `xlsx` wrote; rows without a conclusion have none.

    Parameters
    ----------
    by
        Who concluded; where it is empty, what stands beside 核实人.
    at
        When, ISO 8601.

    Raises
    ------
    GoujiError
        E001, E009 (cannot be read), E038 (no 检查表), E039 (a conclusion that is none of the choices).
    """
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        try:
            return _of_book(path, book, by, at)
        finally:
            book.close()
    except FileNotFoundError:
        raise GoujiError("E001", path=path) from None
    # What openpyxl raises of damaged files, also when its rows are read, is not declared.
    except (*_DAMAGED, zipfile.BadZipFile, zlib.error) as exc:
        raise GoujiError("E009", path=path, reason=exc) from exc


def _of_book(path: Path, book: Any, by: str, at: str) -> list[Filled]:
    for language in LANGUAGES:
        name = wording.named("sheets", "findings", language)
        if name in book.sheetnames:
            rows = book[name].iter_rows(values_only=True)
            who = by or _by(book[book.sheetnames[0]], language)
            return list(_filled(path, enumerate(rows, 1), language, who, at))
    raise GoujiError("E038", path=path)


def _by(sheet: Any, language: str) -> str:
    label = wording.named("columns", "by", language)
    for row in sheet.iter_rows(max_row=_BY_ROWS, values_only=True):
        if row and row[0] == label:
            return _text(row[1] if len(row) > 1 else None)
    return ""


def _filled(
    path: Path, rows: Iterator[tuple[int, tuple[Any, ...]]], language: str, by: str, at: str
) -> Iterator[Filled]:
    heads = next(rows, (0, ()))[1]
    named = {
        wording.named("columns", code, language): code for code in ("key", "document", "sentence", "verdict", "note")
    }
    columns = {named[head]: i for i, head in enumerate(heads) if head in named}
    if len(columns) < len(named):
        raise GoujiError("E038", path=path)
    conclusions = _conclusions()
    for number, row in rows:
        told = {code: _text(row[i]) if i < len(row) else "" for code, i in columns.items()}
        if not told["verdict"] or not told["key"]:
            continue
        if told["verdict"] not in conclusions:
            choices = "、".join(wording.named("conclusions", c.value, language) for c in Conclusion)
            raise GoujiError("E039", path=path, row=number, told=told["verdict"], choices=choices)
        verdict = Verdict(told["key"], conclusions[told["verdict"]], by, at, told["note"], told["sentence"])
        yield Filled(told["document"], verdict, number)


def _conclusions() -> Mapping[str, Conclusion]:
    """What each language calls the conclusions."""
    return {wording.named("conclusions", c.value, language): c for c in Conclusion for language in LANGUAGES}


def _text(value: Any) -> str:
    return "" if value is None else str(value).strip()
