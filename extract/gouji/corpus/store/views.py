"""The dataset as DuckDB sees it: a view a table, of the parts that are whole; nothing is fetched from anywhere."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any

import duckdb

from gouji.corpus.store import dataset
from gouji.corpus.store.place import Place, Remote
from gouji.errors import GoujiError

_CONFIG: dict[str, Any] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "preserve_insertion_order": True,
}


@contextmanager
def opened(place: Place) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection in which every table of the dataset is a view.

    Raises
    ------
    GoujiError
        E044 (no dataset), E045 (of another version), E050 for what a query in the block does wrong.
    """
    dataset.require(place)
    try:
        with duckdb.connect(config=_CONFIG) as connection:
            if isinstance(place, Remote):
                connection.register_filesystem(place.files)
            for table, names in dataset.whole_files(place).items():
                listed = ", ".join(_quoted(name) for name in names)
                connection.execute(f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet([{listed}])')
            yield connection
    except duckdb.Error as exc:
        raise GoujiError("E050", reason=" ".join(str(exc).split())) from exc


@cache
def labels() -> dict[str, str]:
    """What columns are called in Chinese."""
    found: dict[str, str] = tomllib.loads(files(__package__).joinpath("labels.toml").read_text(encoding="utf-8"))
    return found


def label(column: str) -> str:
    """The Chinese name of a column; the column itself where it has none."""
    return labels().get(column, column)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
