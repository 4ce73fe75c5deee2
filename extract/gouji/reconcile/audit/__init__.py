"""The reading audit: what of a document was read, page by page and table by table, and what rests on the rest.

In: the `Context` of a document and its relations as they were tried. Out: an `Audit`, the lines of the ledger for each
page and table that fails, and the relations, those set aside that accuse inside a table that fails.

Start with `reading_audit`. `digits` tells for each number of the text whether it was read, what else it is known for,
or that nobody knows it; `misread_sums` which sums of a table hold. `pages` and `tables` judge by that: the marks are
there.

Where a change belongs: what a number in running text is known for is a rule of `patterns/audit.toml`; the reason in
words is a phrase of `patterns/relations.toml` (`audit.…`, `reason.misread`). How an audit is printed is told by
`audit_lines` of `report/`.
"""
