"""Panels: what research builds by hand of many documents, and what documents say of each other.

In: a dataset. Out: further tables of it: `panel`, a row a department, year, stage and indicator; `across`, where the
documents of a department, of two years, or of a department and its units disagree.

Start with `build`, then `quantities`, which says what each statement is of, and `values`, which chooses among all the
places where a document states one quantity.

Where a change belongs: which indicators there are is `patterns/indicators.toml`; which quantity a statement is of is
`quantities`; whether a total holds what is carried over is `extents`; what the rows of a table prove of objects of
spending is `objects`, over the `columns` of tables; which places say the same is `values`; codes of regions are
`regions`; a relation between documents is `across`.
"""
