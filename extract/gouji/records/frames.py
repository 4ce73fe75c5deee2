"""Records as pandas frames for research: numbers as numbers, names in comparable form, the same columns always.

`columns(type)` is the schema of a frame, which `frame_columns` holds. `python -m gouji.records.frames` prints all of
them as the tables of docs/frames.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING

from gouji.extras import require
from gouji.records.frame_columns import EXACT, SCHEMA, TEXT, Column, flat
from gouji.records.frame_values import Found, Record

if TYPE_CHECKING:
    import pandas as pd


def frame(records: Iterable[Record], type: str) -> pd.DataFrame:
    """The records of one type as a frame.

    Parameters
    ----------
    records : iterable of dict
        Of one document or of many, as `to_records` gives them or as they are read from JSON Lines. Claims take their
        amounts from the entities among them, links theirs from entities and facts.
    type : str
        A type of record.

    Returns
    -------
    pandas.DataFrame
        A row a record, with the columns of `columns(type)` in their types, also where there is no record. A type
        without columns of its own has its fields as text.

    Raises
    ------
    GoujiError
        E047 where pandas is not installed.

    Examples
    --------
    >>> from gouji.records.frames import frame
    >>> frame([], "fact").dtypes["yuan_float"]
    dtype('float64')
    """
    require("a frame", "frames", "pandas")
    import pandas as pd  # only who asks for a frame waits for it

    records = list(records)
    found = Found.of(records)
    rows = [r for r in records if r["type"] == type]
    if type not in SCHEMA:
        return pd.DataFrame([{name: flat(value) for name, value in r.items()} for r in rows], dtype=TEXT)
    told = {c.name: pd.Series([c.read(r, found) for r in rows], dtype=c.dtype) for c in columns(type)}
    return _filled(pd.DataFrame(told))


def columns(type: str) -> tuple[Column, ...]:
    """The columns of the frame of a type, in their order. Raises KeyError for a type without."""
    return SCHEMA[type]


def typed(table: pd.DataFrame, type: str) -> pd.DataFrame:
    """A frame that was read back from a file (Parquet, Excel), with the types that it had.

    Parameters
    ----------
    table : pandas.DataFrame
        With the columns of `columns(type)`.
    type : str
        The type of its records.

    Returns
    -------
    pandas.DataFrame
        Excel keeps floats of 15 digits: an exact amount of more than that is not what it was.

    Raises
    ------
    GoujiError
        E047 where pandas is not installed.
    """
    require("a frame", "frames", "pandas")
    import pandas as pd

    def exact(name: str) -> list[Decimal | None]:
        return [None if pd.isna(v) else Decimal(str(v)) for v in table[name]]

    own = columns(type)
    told = {c.name: exact(c.name) if c.dtype == EXACT else list(table[c.name]) for c in own}
    return pd.DataFrame({c.name: pd.Series(told[c.name], dtype=c.dtype, index=table.index) for c in own})


def _filled(table: pd.DataFrame) -> pd.DataFrame:
    """The frame with the title of a table in every row of it: its number tells which rows those are."""
    if not {"table", "table_no"} <= set(table):
        return table
    titles = table.groupby(["doc", "table_no"])["table"].transform("first")
    return table.assign(table=table["table"].fillna(titles))


def tables() -> str:
    """The schema of every frame as tables in Markdown."""
    parts = []
    for type, own in SCHEMA.items():
        rows = [f"| `{c.name}` | {c.dtype if c.dtype != EXACT else 'Decimal'} | {c.unit} | {c.meaning} |" for c in own]
        parts.append("\n".join([f"### {type}\n", "| column | type | unit | meaning |", "|---|---|---|---|", *rows, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    sys.stdout.write(tables())
