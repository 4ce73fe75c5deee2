"""`gouji panel`: the panel of a dataset, and what its documents say of each other."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.commands import OK, guarded, terminal
from gouji.extras import require
from gouji.filenames import shown

_ORDER = {"panel": "doc, department, year, stage, indicator, fund, part, side", "across": "department, year, relation"}


def panel(out: str, paths: Sequence[str], across: bool, chinese: bool) -> int:
    """Make the table `panel` of a dataset, and with `across` the table of that name; write it to files too."""

    def deliver() -> int:
        require("gouji panel", "corpus", "pyarrow", "duckdb", "fsspec", "cnloc")
        from gouji.commands.interruption import stop_if_asked
        from gouji.corpus import datasets, exports
        from gouji.corpus.store import views
        from gouji.corpus.store.place import at

        for path in paths:
            exports.require(path)
        place, table = at(out), "across" if across else "panel"
        datasets.make_panel(place, across, stop_if_asked)
        with views.opened(place) as connection:
            asked = exports.Query(connection, f'SELECT * FROM "{table}" ORDER BY {_ORDER[table]}', table, chinese)
            for path in paths:
                terminal.tell(f"{shown(path)}: {exports.write([asked], path)} rows 行")
            ((rows, documents),) = connection.execute(f'SELECT count(*), count(DISTINCT doc) FROM "{table}"').fetchall()
            told = f"{rows} rows of {documents} documents {documents} 份文件，{rows} 行"
            terminal.say(f"{shown(out)}: {told} (table {table})")
        return OK

    return guarded(deliver)
