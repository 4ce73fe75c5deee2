"""Where annotations are kept: a database in which every record is added and none is changed.

In: results of checks, batches of what an annotator did, decisions of adjudicators. Out: the same as rows, and layers:
what a document says by one annotator, by gouji, or in the end.

Start with `tables` (suggestions, responses, adjudications: three tables), then `responses` (how a batch is written
once, whole and in order; undo and redo), then `layers`. `database` opens SQLite or PostgreSQL.

Where a change belongs: a new column is a migration in `migrations/` and a line in `tables`.
"""
