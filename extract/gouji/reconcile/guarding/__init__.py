"""What would happen if a figure were wrong: which relations would notice a slip in it, and why others would not.

In: the `Tried` relations of a document and its findings. Out: a `Guard` for every figure of prose and every cell.

Start with `ledger.guards`. `margins` solves a relation for one of its figures: the values that it may have without the
relation missing. `one_digit` says what counts as a slip, for the ledger and for planting alike. `reasons` says why no
relation touches a figure.

Where a change belongs: which misses of a relation accuse is told where it is tried (`Accuses`, in the catalogue for
most); the words are phrases of `patterns/relations.toml`. Nothing is tried here a second time.
"""
