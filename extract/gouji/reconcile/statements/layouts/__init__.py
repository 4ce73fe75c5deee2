"""What the layout of a table states: lines and their sums, item lists, totals, roles of tables, names in rows.

In: tables and their facts, or the whole `Context`. Out: typed answers (`Ledger`, `Sum`, `ItemList` …) that relations
try: which cells should come to which, which cell states a total, which columns follow from which.

Start with `identity_lines` (the lines of a column without codes) and `table_rows` (the rows of a table with codes).
Words are data (`identities.toml`, `tables.toml`, `tables_totals.toml`, `economic.toml`).
"""
