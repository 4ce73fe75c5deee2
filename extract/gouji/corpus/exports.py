"""Rows that a query gives, as files: CSV and xlsx for spreadsheets, JSON Lines and parquet for programs.

Rows come in batches and are written as they come, so that a table may be larger than memory.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from gouji.corpus.store import views
from gouji.errors import GoujiError
from gouji.report import placing
from gouji.report.csv import guarded

SUFFIXES = (".csv", ".xlsx", ".jsonl", ".parquet")
_BATCH = 10_000  # rows
_SHEET = 1_048_576  # rows that a sheet holds, with its head
_CELL = 32_767  # characters that a cell holds
_EXACT = 15  # digits that a number of a spreadsheet holds


@dataclass(frozen=True)
class Query:
    """A query whose rows are asked for.

    Attributes
    ----------
    name
        What a sheet of it is called.
    chinese
        Whether its columns bear their Chinese names.
    """

    connection: duckdb.DuckDBPyConnection
    sql: str
    name: str = "query"
    chinese: bool = False

    def batches(self) -> tuple[list[str], Iterator[list[tuple[Any, ...]]]]:
        """The names of its columns, and its rows."""
        cursor = self.connection.execute(self.sql)
        return self._named([d[0] for d in cursor.description or []]), _fetched(cursor)

    def arrow(self) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
        """The same as Arrow has it."""
        relation = self.connection.sql(self.sql)
        if relation is None:
            raise GoujiError("E050", reason="it gives no rows")
        reader = relation.to_arrow_reader(_BATCH)
        schema = pa.schema(
            [f.with_name(n) for f, n in zip(reader.schema, self._named(reader.schema.names), strict=True)]
        )
        return schema, (pa.RecordBatch.from_arrays(batch.columns, schema=schema) for batch in reader)

    def _named(self, columns: list[str]) -> list[str]:
        return [views.label(c) for c in columns] if self.chinese else columns


def require(path: str) -> None:
    """Raises GoujiError E007 for a suffix that is not written."""
    if Path(path).suffix.lower() not in SUFFIXES:
        raise GoujiError("E007", suffix=Path(path).suffix, path=path, suffixes=", ".join(SUFFIXES))


def write(queries: Sequence[Query], path: str) -> int:
    """Writes the rows of a query, or of several into the sheets of a workbook; how many rows there are.

    Raises
    ------
    GoujiError
        E007 (suffix), E008 (cannot write).
    """
    require(path)
    writer: Callable[[Sequence[Query], Path], int] = {
        ".csv": _csv,
        ".jsonl": _jsonl,
        ".parquet": _parquet,
        ".xlsx": _xlsx,
    }[Path(path).suffix.lower()]
    with placing.placed(Path(path)) as part:
        return writer(queries, part)


def text(value: Any) -> str:
    """A value as a cell of text has it."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value)
        case bytes():
            return value.hex()
    return str(value)


def plain(value: Decimal) -> str:
    """A decimal without exponent and without the noughts that its column adds."""
    told = f"{value:f}"
    return told.rstrip("0").rstrip(".") if "." in told else told


def _csv(queries: Sequence[Query], path: Path) -> int:
    names, batches = queries[0].batches()
    count = 0
    with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        out = csv.writer(file)
        out.writerow(names)
        for batch in batches:
            count += len(batch)
            out.writerows([guarded(text(v)) if isinstance(v, str) else text(v) for v in row] for row in batch)
    return count


def _jsonl(queries: Sequence[Query], path: Path) -> int:
    names, batches = queries[0].batches()
    count = 0
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        for batch in batches:
            count += len(batch)
            for row in batch:
                told = dict(zip(names, map(_json, row), strict=True))
                file.write(json.dumps(told, ensure_ascii=False) + "\n")
    return count


def _json(value: Any) -> Any:
    return text(value) if isinstance(value, Decimal | bytes | date | datetime) else value


def _parquet(queries: Sequence[Query], path: Path) -> int:
    schema, batches = queries[0].arrow()
    count = 0
    with pq.ParquetWriter(path, schema, compression="zstd") as out:
        for batch in batches:
            count += len(batch)
            out.write_batch(batch)
    return count


def _xlsx(queries: Sequence[Query], path: Path) -> int:
    with ExitStack() as stack:
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False})
        stack.callback(book.close)
        head = book.add_format({"bold": True})
        return sum(_sheets(book, query, head) for query in queries)


def _sheets(book: xlsxwriter.Workbook, query: Query, head: Any) -> int:
    """The rows of a query in a sheet, and in further ones where one does not hold them."""
    names, batches = query.batches()
    count, line, sheet = 0, _SHEET, None
    for row in (row for batch in ([], *batches) for row in batch):
        if line >= _SHEET:
            sheet, line = _sheet(book, query.name, count // (_SHEET - 1), names, head), 1
        for column, value in enumerate(row):
            _cell(sheet, line, column, value)
        count, line = count + 1, line + 1
    if sheet is None:
        _sheet(book, query.name, 0, names, head)
    return count


def _sheet(book: xlsxwriter.Workbook, name: str, number: int, names: Sequence[str], head: Any) -> Any:
    sheet = book.add_worksheet(name[:25] + (f" {number + 1}" if number else ""))
    sheet.freeze_panes(1, 0)
    for column, told in enumerate(names):
        sheet.write_string(0, column, told, head)
    return sheet


def _cell(sheet: Any, row: int, column: int, value: Any) -> None:
    """Numbers as numbers, as far as a spreadsheet holds all of their digits."""
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal) and _fits(value):
        sheet.write_number(row, column, float(value))
    elif value is not None:
        sheet.write_string(row, column, text(value)[:_CELL])


def _fits(value: float | Decimal) -> bool:
    told = plain(value) if isinstance(value, Decimal) else str(value)
    return told not in ("nan", "inf", "-inf") and (
        isinstance(value, float) or len(told.lstrip("-").replace(".", "").lstrip("0")) <= _EXACT
    )


def _fetched(cursor: duckdb.DuckDBPyConnection) -> Iterator[list[tuple[Any, ...]]]:
    while batch := cursor.fetchmany(_BATCH):
        yield batch
