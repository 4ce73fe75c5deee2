"""The dataset that a run writes: typed parquet tables in part files, whole or not there at all.

In: the records of documents. Out: a folder (or a URL that fsspec knows) with a folder a table, which pandas, DuckDB,
polars and arrow open in one line, and `_gouji/`, which holds what the run itself needs.

Start with `tables` (which tables there are, and their types), then `dataset` (how parts come and go).

Where a change belongs: a column of a record's table is `records/frame_columns.py`; a table of the run's own is
`tables`; how a record becomes a row is `rows`; where the bytes lie is `place`; what SQL sees is `views`.
"""
