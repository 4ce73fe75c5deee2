"""`gouji query` and `gouji export`: what a dataset holds, by SQL or table by table."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gouji.commands import OK, guarded, terminal
from gouji.extras import require
from gouji.filenames import shown

if TYPE_CHECKING:
    from gouji.corpus.exports import Query

_PACKAGES = ("pyarrow", "duckdb", "fsspec")
_ON_TERMINAL = 200  # rows that a terminal is shown; a file has all


def query(out: str, sql: str, path: str | None, chinese: bool) -> int:
    """Print the rows of a query, a table on a terminal and CSV elsewhere, or write them to a file."""

    def deliver() -> int:
        require("gouji query", "corpus", *_PACKAGES)
        from gouji.corpus import exports
        from gouji.corpus.store import views
        from gouji.corpus.store.place import at

        if path:
            exports.require(path)
        with views.opened(at(out)) as connection:
            asked = exports.Query(connection, sql, chinese=chinese)
            if path:
                terminal.tell(f"{shown(path)}: {exports.write([asked], path)} rows 行")
            else:
                _print(asked)
        return OK

    return guarded(deliver)


def export(out: str, tables: Sequence[str], paths: Sequence[str], chinese: bool) -> int:
    """Write tables of a dataset: one into each file, or several into the sheets of a workbook."""

    def deliver() -> int:
        require("gouji export", "corpus", *_PACKAGES)
        from gouji.corpus import exports
        from gouji.corpus.store import views
        from gouji.corpus.store.place import at
        from gouji.errors import GoujiError

        for path in paths:
            exports.require(path)
        with views.opened(at(out)) as connection:
            there = [
                row[0]
                for row in connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
            ]
            for table in set(tables) - set(there):
                raise GoujiError("E050", reason=f"there is no table {table}; there are {', '.join(sorted(there))}")
            asked = [exports.Query(connection, f'SELECT * FROM "{t}" ORDER BY ALL', t, chinese) for t in tables]
            for path in paths:
                told = asked if path.lower().endswith(".xlsx") else asked[:1]
                terminal.tell(f"{shown(path)}: {exports.write(told, path)} rows 行")
        return OK

    return guarded(deliver)


def _print(asked: Query) -> None:
    from gouji.corpus.exports import text

    names, batches = asked.batches()
    if sys.stdout is not None and sys.stdout.isatty():
        _print_table(names, [[terminal.visible(text(v)) for v in row] for batch in batches for row in batch])
        return
    terminal.say(_csv_lines([names]))
    for batch in batches:
        terminal.say(_csv_lines([[text(v) for v in row] for row in batch]))


def _csv_lines(rows: Sequence[Sequence[Any]]) -> str:
    """The rows as CSV without the last line end."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()[:-1]


def _print_table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for name in names:
        table.add_column(Text(name))
    for row in rows[:_ON_TERMINAL]:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)
    more = len(rows) - _ON_TERMINAL
    if more > 0:
        terminal.tell(f"{more} more rows 另有 {more} 行: -o FILE has all of them 写入文件可得全部")
